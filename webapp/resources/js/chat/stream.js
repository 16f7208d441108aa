// An answer as it grows; it belongs to the server, so a line that breaks is taken up again
import { $, $$, acts, ask, chat, clone, log, question, say, scroller, send, words } from "chat/base";
import { block, decorate, fill, foot, last, streaming, think, trouble } from "chat/bubbles";
import { follow, letGo } from "chat/scroll";
import { retry, signInLink } from "chat/asking";

const lines = new Map();
export function listen(bubble) {
  const id = bubble.dataset.id;
  if (lines.has(id)) return;
  let fresh = true;
  const begin = () => {
    if (!fresh) return;
    fresh = false; $(".body", bubble).replaceChildren(); $(".mind-text", bubble).textContent = "";
  };
  const line = new EventSource("/app-stream/" + id);
  lines.set(id, line);
  bubble.setAttribute("aria-busy", "true"); busy(); say(words.writing);
  const on = (name, act) => line.addEventListener(name, (event) => { act(JSON.parse(event.data)); follow(); });
  on("block", (told) => { begin(); bubble.classList.remove("thinking"); bubble.classList.add("speaking"); block(bubble, told); });
  on("reason", (told) => { begin(); if (!bubble.classList.contains("speaking")) bubble.classList.add("thinking"); think(bubble, told.at, told.text); });
  on("answer", (told) => {
    fresh = false; bubble.classList.toggle("speaking", !!told.html);
    $(".body", bubble).innerHTML = told.html; decorate($(".body", bubble));
    think(bubble, 0, told.reasoning);
  });
  on("done", (footer) => { hangUp(id); over(bubble, footer); });
  line.onerror = () => {
    if (line.readyState !== EventSource.CLOSED) return;
    hangUp(id);
    setTimeout(() => refresh(bubble), 2000);
  };
}
function hangUp(id) { lines.get(id)?.close(); lines.delete(id); }
function over(bubble, footer) {
  foot(bubble, footer); busy();
  const said = $(".body", bubble).textContent.trim();
  say(footer.note || `${words.over.replace("%", said.length)} ${said.slice(0, 120)}`);
}
async function refresh(bubble) {
  try {
    const told = await ask("GET", "messages/" + bubble.dataset.id);
    if (told.footer.state === "STREAMING") return listen(bubble);
    fill(bubble, told); over(bubble, told.footer); follow();
  } catch (refused) {
    if (refused.status === 401) { trouble(bubble, words.signedOut, "signIn"); signInLink(bubble); }
    else if (refused.status === 404) { bubble.dataset.state = "FAILED"; trouble(bubble, refused.message, ""); busy(); }
    else setTimeout(() => refresh(bubble), 4000);
  }
}
export function busy() {
  const on = !!streaming();
  chat.classList.toggle("busy", on);
  send.setAttribute("aria-label", on ? send.dataset.stop : send.dataset.send);
  send.disabled = !on && !question.value.trim();
}
export async function stop() {
  const bubble = streaming();
  if (bubble?.dataset.id) await ask("POST", `messages/${bubble.dataset.id}/stop`).catch((refused) => say(refused.message));
}

// --- coming back to the page: what was asked in another tab, an answer that went on, a line that was put down
let hiddenAt = 0, rest = 0;
document.addEventListener("visibilitychange", () => {
  clearTimeout(rest);
  if (document.hidden) {
    hiddenAt = Date.now();
    rest = setTimeout(() => [...lines.keys()].forEach(hangUp), 60000);
  } else if (Date.now() - hiddenAt > 1000) catchUp();
});
addEventListener("online", () => { catchUp(); const bubble = last(); if (bubble?.wish) retry(bubble); });
async function catchUp() {
  $$('.theirs[data-state="STREAMING"]', log).forEach((bubble) => { if (bubble.dataset.id) listen(bubble); });
  if (!chat.dataset.conversation || last()?.wish || $(".waiting", log)) return;
  const { messages } = await ask("GET", `conversations/${chat.dataset.conversation}/messages`).catch(() => ({ messages: [] }));
  const seen = Math.max(0, ...$$(".bubble", log).map((bubble) => Number(bubble.dataset.seq)));
  for (const told of messages.filter((one) => one.seq > seen)) {
    const bubble = fill(clone(told.mine ? "mine" : "theirs"), told);
    log.append(bubble);
    if (told.footer.state === "STREAMING" && !told.mine) listen(bubble);
  }
  busy(); follow();
}
acts.earlier = async (button) => {
  const { messages, more } = await ask("GET", `conversations/${chat.dataset.conversation}/messages?before=${$(".bubble", log).dataset.seq}`);
  const height = scroller.scrollHeight, top = scroller.scrollTop;
  letGo(); button.after(...messages.map((told) => fill(clone(told.mine ? "mine" : "theirs"), told)));
  scroller.scrollTop = top + scroller.scrollHeight - height; button.classList.toggle("gone", !more);
};
