// Asking. Until the server has a question it is kept here under its own key, so that no way of sending it twice costs twice
import { $, acts, ask, chat, clone, here, HOME, keep, log, say, words } from "chat/base";
import { decorate, fill, last, streaming, trouble } from "chat/bubbles";
import { write } from "chat/composer";
import { follow } from "chat/scroll";
import { place, rowOf, titled } from "chat/shelves";
import { busy, listen } from "chat/stream";
import { model } from "chat/switcher";

export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");

export function pose(text) {
  if (!text.trim() || streaming() || !model()) return false;
  deliver({ key: newKey(), conversation: chat.dataset.conversation, model: model().value, text });
  return true;
}
export function deliver(wish) {
  chat.classList.remove("fresh");
  const mine = clone("mine"), theirs = answering(clone("theirs"));
  const body = $(".body", mine);
  body.classList.add("raw"); body.textContent = wish.text; mine.classList.add("waiting");
  log.append(mine, theirs); follow(true); busy();
  sendWish(wish, mine, theirs);
}
export function answering(bubble) {
  bubble.dataset.state = "STREAMING"; $(".model", bubble).textContent = model()?.dataset.label || "";
  return bubble;
}
async function sendWish(wish, mine, theirs) {
  const spot = wish.conversation || "new";
  keep.set("outbox." + spot, wish);
  try {
    const told = await ask("POST", "messages", {
      conversation: wish.conversation || null, model: wish.model, text: wish.text, requestKey: wish.key,
    });
    keep.set("outbox." + spot, null);
    mine.classList.remove("waiting"); trouble(mine, "", "");
    if (told.question) fill(mine, told.question);
    arrived(told);
    const bubble = fill(theirs, told.answer);
    if (told.answer.footer.state === "STREAMING") listen(bubble); else busy();
  } catch (refused) {
    theirs.remove(); mine.classList.remove("waiting"); mine.wish = wish;
    if (refused.code === "metering.refusal.keyReused") wish.key = newKey();
    trouble(mine, `${words.unsent} ${refused.message}`, helpFor(refused), refused.wait);
    if (refused.status === 401) { keep.set("outbox." + spot, { ...wish, resend: true }); signInLink(mine); }
    busy(); follow(); say(refused.message);
  }
}
export function helpFor({ status, code }) {
  if (status === 401) return "signIn";
  if (words.admin === "true" && code.includes("insufficientCredit")) return "wallet";
  if (words.admin === "true" && code.includes("budget")) return "budgets";
  if (code === "plans.refusal.model" || /^calls\.refusal\.(modelRefused|noModel|alias)/.test(code)) return "model";
  return /contextTooLong|limits\.refusal\.tooLarge/.test(code) ? "fresh" : "resend";
}
export function signInLink(bubble) {
  $(".sign-in-link", bubble).href = "/sign-in.xhtml?then=" + encodeURIComponent(location.pathname + location.search);
}
export function retry(bubble) {
  if (streaming()) return;
  if (bubble.classList.contains("mine")) {
    const theirs = answering(clone("theirs"));
    bubble.after(theirs); bubble.classList.add("waiting"); trouble(bubble, "", ""); busy(); follow(true);
    sendWish({ ...bubble.wish, model: model()?.value || bubble.wish.model, key: sameModel(bubble.wish) ? bubble.wish.key : newKey() }, bubble, theirs);
  } else if (model()) once(bubble);
}
const sameModel = (wish) => !model() || model().value === wish.model;
async function once(bubble) {
  const key = bubble.dataset.key ||= newKey();
  answering(bubble); trouble(bubble, "", ""); busy();
  try {
    const told = await ask("POST", "messages", { conversation: chat.dataset.conversation, again: bubble.dataset.id, model: model().value, requestKey: key });
    delete bubble.dataset.key; fill(bubble, told.answer); listen(bubble);
  } catch (refused) {
    bubble.dataset.state = "FAILED"; trouble(bubble, refused.message, "retry", refused.wait); busy();
    if (refused.status) delete bubble.dataset.key;
  }
}
async function edit(bubble) {
  const mine = bubble.classList.contains("mine") ? bubble : bubble.previousElementSibling;
  write(mine.wish ? mine.wish.text : (await ask("GET", "messages/" + mine.dataset.id)).text);
  if (mine.wish) { keep.set("outbox." + here(), null); mine.remove(); chat.classList.toggle("fresh", !last()); }
}
/** The server has it: a new conversation gets its address and its place in the list, an old one moves to the top. */
export function arrived(told) {
  if (!chat.dataset.conversation) {
    chat.dataset.conversation = told.conversation;
    history.replaceState(null, "", `${HOME}?c=${told.conversation}`);
    keep.set("draft.new", null); titled(told.title);
  }
  const row = rowOf(told.conversation);
  if (row) row.remove();
  place({ id: told.conversation, title: told.title, age: "TODAY", shelf: told.shelf }, true);
}
acts.again = (button) => retry(button.closest(".bubble"));
acts.edit = (button) => edit(button.closest(".bubble"));
acts.continue = () => pose(words.goOn);

/** What was not sent when the page was left is sent, or stands there to be sent again. */
export function unsent() {
  const wish = keep.get("outbox." + here());
  if (wish) {
    if (wish.resend) deliver({ ...wish, resend: undefined });
    else {
      chat.classList.remove("fresh");
      const mine = clone("mine"); $(".body", mine).classList.add("raw"); $(".body", mine).textContent = wish.text; mine.wish = wish;
      log.append(mine); trouble(mine, words.unsent, "resend"); follow(true);
    }
  }
}
