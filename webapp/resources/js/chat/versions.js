// Versions of a question or an answer: going from one to the other, answering anew, asking in other words, branching off.
import { $, $$, acts, ask, chat, clone, composing, HOME, log, models, say, words } from "chat/base";
import { fill, streaming, trouble } from "chat/bubbles";
import { append, write } from "chat/composer";
import { answering, arrived, helpFor, newKey } from "chat/asking";
import { follow, letGo } from "chat/scroll";
import { busy, listen } from "chat/stream";
import { beside, chooseOnce, model } from "chat/switcher";

/** Puts these in the place of a bubble and of all that stands after it. */
function replace(bubble, told) {
  const height = bubble.offsetTop;
  while (bubble.nextElementSibling) bubble.nextElementSibling.remove();
  const fresh = told.map((one) => fill(clone(one.mine ? "mine" : "theirs"), one));
  bubble.replaceWith(...fresh);
  fresh.filter((one) => one.classList.contains("theirs") && one.dataset.state === "STREAMING").forEach(listen);
  letGo(); busy();
  return fresh[0] && height;
}
async function show(bubble, id, button) {
  if (!id || $(".editing", log)) return;
  const { messages } = await ask("POST", `messages/${id}/show`);
  replace(bubble, messages);
  const now = $(`.bubble[data-id="${id}"]`, log);
  const same = $(`[data-act=${button.dataset.act}]`, now);
  (same.disabled ? $(".versions button:enabled", now) : same)?.focus();
  say(words.version.replace("%", $(".version", now).textContent));
}
acts.previous = (button) => { const bubble = button.closest(".bubble"); return show(bubble, bubble.dataset.previous, button); };
acts.next = (button) => { const bubble = button.closest(".bubble"); return show(bubble, bubble.dataset.next, button); };

/** The same question once more: the old answer stays as a version beside the new one. */
export async function regenerate(bubble, asked) {
  if (streaming() || !bubble.dataset.id || !asked) return;
  const key = bubble.dataset.key ||= newKey();
  let told;
  try {
    told = await ask("POST", "messages", { conversation: chat.dataset.conversation, again: bubble.dataset.id, model: asked, requestKey: key });
  } catch (refused) {
    if (refused.status) delete bubble.dataset.key;
    trouble(bubble, refused.message, helpFor(refused), refused.wait); follow();
    throw refused;
  }
  delete bubble.dataset.key;
  replace(bubble, [told.answer]); arrived(told); follow(true);
}
acts.regenerate = (button) => regenerate(button.closest(".bubble"), model()?.value);
acts.stronger = (button) => regenerate(button.closest(".bubble"), "strongest");
acts.regenerateWith = () => {
  const bubble = picked;
  $("#bubble-menu").hidePopover();
  chooseOnce((input) => regenerate(bubble, input.value));
  models.showPopover();
};

// --- asking in other words, where the question stands
acts.editHere = async (button) => {
  const bubble = button.closest(".bubble");
  if (streaming() || $(".editing", log) || !bubble.dataset.id) return;
  const { text } = await ask("GET", "messages/" + bubble.dataset.id);
  const form = clone("editor"), area = $("textarea", form);
  bubble.classList.add("editing"); $(".body", bubble).after(form);
  area.value = text; area.focus();
  const leave = () => { form.remove(); bubble.classList.remove("editing"); $("[data-act=editHere]", bubble).focus(); };
  area.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    if (event.key === "Escape") { event.stopPropagation(); leave(); }
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) { event.preventDefault(); form.requestSubmit(); }
  });
  $("[data-leave]", form).addEventListener("click", leave);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!area.value.trim() || !model() || form.inert) return;
    form.inert = true;
    const key = bubble.dataset.key ||= newKey();
    try {
      const told = await ask("POST", "messages", { conversation: chat.dataset.conversation, instead: bubble.dataset.id, model: model().value, text: area.value, requestKey: key });
      replace(bubble, [told.question, told.answer]); arrived(told); follow(true);
    } catch (refused) {
      form.inert = false;
      if (refused.status) delete bubble.dataset.key;
      $(".field-error", form).textContent = refused.message; area.focus();
    }
  });
};

// --- what else can be done with an answer
let picked = null;
acts.bubbleMenu = (button) => {
  picked = button.closest(".bubble");
  const menu = $("#bubble-menu");
  $("[data-act=readAloud]", menu).hidden = !("speechSynthesis" in window);
  menu.showPopover(); beside(menu, button.getBoundingClientRect()); $("button", menu).focus();
};
$("#bubble-menu").addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  const items = $$("button:not([hidden])", event.currentTarget), step = event.key === "ArrowDown" ? 1 : items.length - 1;
  items[(items.indexOf(document.activeElement) + step) % items.length].focus();
});
acts.fork = async () => {
  $("#bubble-menu").hidePopover();
  const { conversation } = await ask("POST", `messages/${picked.dataset.id}/fork`);
  location.assign(`${HOME}?c=${conversation}`);
};
acts.quote = () => {
  $("#bubble-menu").hidePopover();
  const body = $(".body", picked), chosen = getSelection();
  const text = chosen.rangeCount && body.contains(chosen.anchorNode) && String(chosen).trim() || body.innerText.trim();
  append(text.split("\n").map((line) => "> " + line).join("\n") + "\n\n");
};
acts.readAloud = () => {
  $("#bubble-menu").hidePopover();
  if (speechSynthesis.speaking) return speechSynthesis.cancel();
  const speech = new SpeechSynthesisUtterance($(".body", picked).innerText);
  speech.lang = /[\u4e00-\u9fff]/.test(speech.text) ? "zh-CN" : document.documentElement.lang;
  speechSynthesis.speak(speech);
};
