// Bubbles: a question or an answer with all that stands around it.
import { $, $$, acts, ask, element, log, say, words } from "chat/base";

export const last = () => $$(".bubble", log).at(-1);
export const streaming = () => $('.bubble.theirs[data-state="STREAMING"]', log);

export function fill(bubble, told) {
  bubble.dataset.id = told.id; bubble.dataset.seq = told.seq;
  bubble.dataset.previous = told.previous; bubble.dataset.next = told.next;
  $(".versions", bubble).classList.toggle("gone", !told.version); $(".version", bubble).textContent = told.version;
  $("[data-act=previous]", bubble).disabled = !told.previous; $("[data-act=next]", bubble).disabled = !told.next;
  if (!told.mine) {
    bubble.setAttribute("aria-label", words.theirs.replace("%", told.model));
    $(".model", bubble).textContent = told.model;
    const time = $("time", bubble); time.dateTime = told.at; time.textContent = told.time;
    think(bubble, 0, told.reasoning);
  }
  const body = $(".body", bubble); body.classList.remove("raw"); body.innerHTML = told.html;
  decorate(body); foot(bubble, told.footer);
  return bubble;
}
export function foot(bubble, footer) {
  bubble.dataset.state = footer.state; chip(bubble, footer.chip);
  if (footer.state === "STREAMING") return;
  bubble.classList.remove("speaking", "thinking"); bubble.removeAttribute("aria-busy");
  const bill = $(".bill", bubble);
  if (bill) {
    $(".tokens", bill).textContent = footer.tokens; $(".cost", bill).textContent = footer.cost;
    $(".facts", bill).replaceChildren(...footer.facts.flatMap(([label, value]) => [element("dt", label), element("dd", value)]));
    bill.classList.toggle("gone", !footer.facts.length);
  }
  if (footer.model && $(".model", bubble)) {
    $(".model", bubble).textContent = footer.model; bubble.setAttribute("aria-label", words.theirs.replace("%", footer.model));
  }
  trouble(bubble, footer.note, footer.action, footer.action === "retry" ? footer.wait : 0);
}
/** Who asked to wait is not asked again before. */
function patience(button, seconds) {
  clearInterval(button.timer);
  const label = button.dataset.label ||= button.textContent, until = Date.now() + seconds * 1000;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.disabled = left > 0; button.textContent = left > 0 ? `${label} (${left})` : label;
    if (left <= 0) clearInterval(button.timer);
  };
  button.timer = setInterval(tick, 500); tick();
}
/** Why this model answers, and what that saved. */
function chip(bubble, { text, facts, stronger }) {
  const route = $(".route", bubble);
  if (!route) return;
  route.classList.toggle("gone", !text); $(".route-text", route).textContent = text;
  $(".facts", route).replaceChildren(...facts.flatMap(([label, value]) => [element("dt", label), element("dd", value)]));
  $(".stronger", bubble).classList.toggle("gone", !stronger);
}
export function trouble(bubble, note, help, wait = 0) {
  const box = $(".trouble", bubble), again = $("[data-act=again]", box);
  if (wait || again.timer) patience(again, Math.min(wait, 600));
  box.classList.toggle("gone", !note);
  $(".note", box).textContent = note; $(".helps", box).dataset.help = help || "";
}

export function decorate(root) {
  $$(".code", root).forEach((code) => {
    if ($("button", code)) return;
    const button = $(".copy", $("#theirs").content).cloneNode(true);
    button.dataset.act = "copyCode"; button.title = words.copyCode; button.setAttribute("aria-label", words.copyCode);
    code.append(button);
  });
}
export function think(bubble, at, text) {
  const box = $(".mind-text", bubble);
  box.textContent = box.textContent.slice(0, at) + text;
  if (text) { $(".mind", bubble).classList.remove("gone"); box.scrollTop = box.scrollHeight; }
}
export function block(bubble, { i, html, closed }) {
  const body = $(".body", bubble);
  while (body.children.length <= i) body.append(Object.assign(document.createElement("div"), { className: "b" }));
  body.children[i].innerHTML = html;
  if (closed) decorate(body.children[i]);
}
async function copy(button, text) {
  try { await navigator.clipboard.writeText(text); } catch {
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area); area.select(); document.execCommand("copy"); area.remove(); button.focus();
  }
  const use = $("use", button); use.setAttribute("href", "#i-done"); say(words.copied);
  setTimeout(() => use.setAttribute("href", "#i-copy"), 1500);
}
acts.copy = async (button) => copy(button, (await ask("GET", "messages/" + button.closest(".bubble").dataset.id)).text);
acts.copyCode = (button) => copy(button, $("code", button.parentElement).textContent);
