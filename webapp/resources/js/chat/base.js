// What every part of the chat page stands on: its elements, its words, what the browser keeps, and talking to the server.
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
export const chat = $("#chat"), log = $("#log"), scroller = $("#scroller"), question = $("#question"), send = $("#send"), models = $("#models");
export const words = Object.fromEntries($$("i", $("#words").content).map((i) => [i.dataset.k, i.textContent]));
const csrf = $("meta[name=tenantry-csrf]").content;
export const HOME = "/chat/index.xhtml";

// --- what the browser keeps for this member
export const keep = {
  name: (what) => `tenantry.${chat.dataset.member}.${what}`,
  get(what) { try { return JSON.parse(localStorage.getItem(this.name(what))); } catch { return null; } },
  set(what, value) {
    try {
      if (value === null || value === "") localStorage.removeItem(this.name(what));
      else localStorage.setItem(this.name(what), JSON.stringify(value));
    } catch { /* a full or forbidden store costs a draft, nothing else */ }
  },
};
export const here = () => chat.dataset.conversation || "new";

// --- talking to the server
export class Refused extends Error {
  constructor(status, error) { super(error.message || words.broken); this.status = status; this.code = error.code || ""; this.wait = error.wait || 0; }
}
export async function ask(method, path, body) {
  let response;
  try {
    response = await fetch("/app/chat/" + path, {
      method, headers: { "Content-Type": "application/json", "X-Tenantry-CSRF": csrf }, body: body && JSON.stringify(body),
    });
  } catch { throw new Refused(0, { message: words.offline }); }
  const told = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, told.error || {});
  return told;
}

// --- an Enter or Escape that ends the choice of a character is not ours (Safari tells of its end before the key)
let composedAt = 0;
document.addEventListener("compositionend", (event) => { composedAt = event.timeStamp; });
export const composing = (event) => event.isComposing || event.keyCode === 229 || event.timeStamp - composedAt < 100 && composedAt > 0;

// --- making and saying
export const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
export const clone = (id) => $("#" + id).content.firstElementChild.cloneNode(true);
export const say = (text) => { $("#status").textContent = text; };

/** What the buttons of the page do, by their data-act; each part adds its own. */
export const acts = {};
