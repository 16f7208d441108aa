// The chat page: sends questions, shows answers as they grow, and keeps the list of conversations.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const chat = $("#chat"), log = $("#log"), scroller = $("#scroller"), question = $("#question"), send = $("#send"), models = $("#models");
const words = Object.fromEntries($$("i", $("#words").content).map((i) => [i.dataset.k, i.textContent]));
const csrf = $("meta[name=tenantry-csrf]").content;
const HOME = "/chat/index.xhtml";

// --- what the browser keeps for this member
const keep = {
  name: (what) => `tenantry.${chat.dataset.member}.${what}`,
  get(what) { try { return JSON.parse(localStorage.getItem(this.name(what))); } catch { return null; } },
  set(what, value) {
    try {
      if (value === null || value === "") localStorage.removeItem(this.name(what));
      else localStorage.setItem(this.name(what), JSON.stringify(value));
    } catch { /* a full or forbidden store costs a draft, nothing else */ }
  },
};
const here = () => chat.dataset.conversation || "new";

// --- talking to the server
class Refused extends Error {
  constructor(status, error) { super(error.message || words.broken); this.status = status; this.code = error.code || ""; }
}
async function ask(method, path, body) {
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
const composing = (event) => event.isComposing || event.keyCode === 229 || event.timeStamp - composedAt < 100 && composedAt > 0;

// --- following the end
let pinned = true, lastTop = 0, lastHeight = 0;
const toEnd = $(".to-end");
const distance = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
function follow(force) {
  if (force) pinned = true;
  if (pinned) scroller.scrollTop = scroller.scrollHeight;
  else if (distance() > 64) toEnd.classList.add("news");
}
scroller.addEventListener("scroll", () => {
  const grew = scroller.scrollHeight !== lastHeight;
  if (scroller.scrollTop < lastTop - 1 && !grew) pinned = false;
  if (distance() < 64 && scroller.scrollTop >= lastTop) pinned = true;
  lastTop = scroller.scrollTop; lastHeight = scroller.scrollHeight;
  const away = distance() > 64;
  toEnd.classList.toggle("gone", !away);
  if (!away) toEnd.classList.remove("news");
}, { passive: true });
scroller.addEventListener("wheel", (event) => { if (event.deltaY < 0) pinned = false; }, { passive: true });
new ResizeObserver(() => { if (pinned) follow(); }).observe(log);
new ResizeObserver(() => { if (pinned) follow(); }).observe(scroller);

// --- bubbles
const clone = (id) => $("#" + id).content.firstElementChild.cloneNode(true);
const say = (text) => { $("#status").textContent = text; };
const last = () => $$(".bubble", log).at(-1);
const streaming = () => $('.bubble.theirs[data-state="STREAMING"]', log);

function fill(bubble, told) {
  bubble.dataset.id = told.id; bubble.dataset.seq = told.seq;
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
function foot(bubble, footer) {
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
  trouble(bubble, footer.note, footer.action);
  if (footer.wait && footer.action === "retry") patience($("[data-act=again]", bubble), Math.min(footer.wait, 600));
}
/** A provider that asked to wait is not asked again before. */
function patience(button, seconds) {
  const label = button.dataset.label ||= button.textContent, until = Date.now() + seconds * 1000;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.disabled = left > 0; button.textContent = left > 0 ? `${label} (${left})` : label;
    if (left <= 0) clearInterval(timer);
  };
  const timer = setInterval(tick, 500); tick();
}
/** Why this model answers, and what that saved. */
function chip(bubble, { text, facts, stronger }) {
  const route = $(".route", bubble);
  if (!route) return;
  route.classList.toggle("gone", !text); $(".route-text", route).textContent = text;
  $(".facts", route).replaceChildren(...facts.flatMap(([label, value]) => [element("dt", label), element("dd", value)]));
  $(".stronger", bubble).classList.toggle("gone", !stronger);
}
function trouble(bubble, note, help) {
  const box = $(".trouble", bubble);
  box.classList.toggle("gone", !note);
  $(".note", box).textContent = note; $(".helps", box).dataset.help = help || "";
}
const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });

function decorate(root) {
  $$(".code", root).forEach((code) => {
    if ($("button", code)) return;
    const button = $(".copy", $("#theirs").content).cloneNode(true);
    button.dataset.act = "copyCode"; button.title = words.copyCode; button.setAttribute("aria-label", words.copyCode);
    code.append(button);
  });
}
function think(bubble, at, text) {
  const box = $(".mind-text", bubble);
  box.textContent = box.textContent.slice(0, at) + text;
  if (text) { $(".mind", bubble).classList.remove("gone"); box.scrollTop = box.scrollHeight; }
}
function block(bubble, { i, html, closed }) {
  const body = $(".body", bubble);
  while (body.children.length <= i) body.append(Object.assign(document.createElement("div"), { className: "b" }));
  body.children[i].innerHTML = html;
  if (closed) decorate(body.children[i]);
}

// --- an answer as it grows; it belongs to the server, so a line that breaks is taken up again
const lines = new Map();
function listen(bubble) {
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
function busy() {
  const on = !!streaming();
  chat.classList.toggle("busy", on);
  send.setAttribute("aria-label", on ? send.dataset.stop : send.dataset.send);
  send.disabled = !on && !question.value.trim();
}
async function stop() {
  const bubble = streaming();
  if (bubble?.dataset.id) await ask("POST", `messages/${bubble.dataset.id}/stop`).catch((refused) => say(refused.message));
}

// --- asking; until the server has a question it is kept here under its own key, so that no way of sending it twice costs twice
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
const model = () => $("input[name=model]:checked");

function pose(text) {
  if (!text.trim() || streaming() || !model()) return false;
  deliver({ key: newKey(), conversation: chat.dataset.conversation, model: model().value, text });
  return true;
}
function deliver(wish) {
  chat.classList.remove("fresh");
  const mine = clone("mine"), theirs = answering(clone("theirs"));
  const body = $(".body", mine);
  body.classList.add("raw"); body.textContent = wish.text; mine.classList.add("waiting");
  log.append(mine, theirs); follow(true); busy();
  sendWish(wish, mine, theirs);
}
function answering(bubble) {
  bubble.dataset.state = "STREAMING"; $(".model", bubble).textContent = model()?.dataset.label || "";
  return bubble;
}
async function sendWish(wish, mine, theirs) {
  const place = wish.conversation || "new";
  keep.set("outbox." + place, wish);
  try {
    const told = await ask("POST", "messages", {
      conversation: wish.conversation || null, model: wish.model, text: wish.text, requestKey: wish.key,
    });
    keep.set("outbox." + place, null);
    mine.classList.remove("waiting"); trouble(mine, "", "");
    if (told.question) fill(mine, told.question);
    arrived(told);
    const bubble = fill(theirs, told.answer);
    if (told.answer.footer.state === "STREAMING") listen(bubble); else busy();
  } catch (refused) {
    theirs.remove(); mine.classList.remove("waiting"); mine.wish = wish;
    if (refused.code === "metering.refusal.keyReused") wish.key = newKey();
    trouble(mine, `${words.unsent} ${refused.message}`, helpFor(refused));
    if (refused.status === 401) { keep.set("outbox." + place, { ...wish, resend: true }); signInLink(mine); }
    busy(); follow(); say(refused.message);
  }
}
function helpFor({ status, code }) {
  if (status === 401) return "signIn";
  if (words.admin === "true" && code.includes("insufficientCredit")) return "wallet";
  if (words.admin === "true" && code.includes("budget")) return "budgets";
  if (code === "plans.refusal.model" || /^calls\.refusal\.(modelRefused|noModel|alias)/.test(code)) return "model";
  return code.includes("contextTooLong") ? "fresh" : "resend";
}
function signInLink(bubble) {
  $(".sign-in-link", bubble).href = "/sign-in.xhtml?then=" + encodeURIComponent(location.pathname + location.search);
}
function retry(bubble) {
  if (streaming()) return;
  if (bubble.classList.contains("mine")) {
    const theirs = answering(clone("theirs"));
    bubble.after(theirs); bubble.classList.add("waiting"); trouble(bubble, "", ""); busy(); follow(true);
    sendWish({ ...bubble.wish, model: model()?.value || bubble.wish.model, key: sameModel(bubble.wish) ? bubble.wish.key : newKey() }, bubble, theirs);
  } else if (model()) once(bubble);
}
/** The same question once more, to the strongest model; what was answered stays. */
async function stronger(bubble) {
  if (streaming() || !bubble.dataset.id) return;
  const key = bubble.dataset.key ||= newKey();
  const told = await ask("POST", "messages", { conversation: chat.dataset.conversation, again: bubble.dataset.id, model: "strongest", requestKey: key })
    .catch((refused) => { if (refused.status) delete bubble.dataset.key; trouble(bubble, refused.message, helpFor(refused)); follow(); throw refused; });
  delete bubble.dataset.key; trouble(bubble, "", "");
  if (told.question) log.append(fill(clone("mine"), told.question));
  const theirs = fill(clone("theirs"), told.answer);
  log.append(theirs); arrived(told); follow(true); listen(theirs);
}
const sameModel = (wish) => !model() || model().value === wish.model;
async function once(bubble) {
  const key = bubble.dataset.key ||= newKey();
  answering(bubble); trouble(bubble, "", ""); busy();
  try {
    const told = await ask("POST", "messages", { conversation: chat.dataset.conversation, again: bubble.dataset.id, model: model().value, requestKey: key });
    delete bubble.dataset.key; fill(bubble, told.answer); listen(bubble);
  } catch (refused) {
    bubble.dataset.state = "FAILED"; trouble(bubble, refused.message, "retry"); busy();
    if (refused.status) delete bubble.dataset.key;
  }
}
async function edit(bubble) {
  const mine = bubble.classList.contains("mine") ? bubble : bubble.previousElementSibling;
  write(mine.wish ? mine.wish.text : (await ask("GET", "messages/" + mine.dataset.id)).text);
  if (mine.wish) { keep.set("outbox." + here(), null); mine.remove(); chat.classList.toggle("fresh", !last()); }
}
/** The server has it: a new conversation gets its address and its place in the list, an old one moves to the top. */
function arrived(told) {
  if (!chat.dataset.conversation) {
    chat.dataset.conversation = told.conversation;
    history.replaceState(null, "", `${HOME}?c=${told.conversation}`);
    keep.set("draft.new", null); titled(told.title);
  }
  const row = rowOf(told.conversation);
  if (row) row.remove();
  place({ id: told.conversation, title: told.title, age: "TODAY", shelf: told.shelf }, true);
}
function titled(title) {
  document.title = document.title.replace(/^.*(?= · )/, () => title);
  $("#title").textContent = title; $(".strip-title").textContent = title;
}

// --- the composer
function fit() { question.style.height = "auto"; question.style.height = Math.min(question.scrollHeight + 2, 272) + "px"; }
function write(text) { question.value = text; fit(); busy(); question.focus(); keep.set("draft." + here(), text); }
question.addEventListener("input", () => { fit(); busy(); keep.set("draft." + here(), question.value); });
question.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey || composing(event)) return;
  event.preventDefault();
  if (!streaming()) submit();
});
function submit() {
  const text = question.value;
  if (!pose(text)) { if (!model()) models.showPopover(); return; }
  keep.set("draft." + here(), null); question.value = ""; fit(); busy();
}
$("#composer").addEventListener("submit", (event) => {
  event.preventDefault();
  if (streaming()) { stop(); question.focus(); } else submit();
});
$("#composer").addEventListener("click", (event) => { if (event.target.matches("#composer, .composer-row, .keys")) question.focus(); });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || composing(event)) return;
  if (chat.classList.contains("drawn")) return drawer(false);
  if (!$(":popover-open, dialog[open], details.menu[open], .bill[open]")) stop();
  $$(".bill[open]").forEach((bill) => { bill.open = false; });
}, true);

// --- choosing a model
function choose(input, remember) {
  input.checked = true; $("#model-label").textContent = input.dataset.label;
  if (remember) keep.set("model", input.value);
}
models.addEventListener("change", (event) => choose(event.target, true));
models.addEventListener("click", (event) => { if (event.target.closest(".choice") && event.detail > 0) setTimeout(() => { models.hidePopover(); question.focus(); }); });
models.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); models.hidePopover(); question.focus(); } });
models.addEventListener("toggle", (event) => {
  $("#switch").setAttribute("aria-expanded", event.newState === "open");
  if (event.newState !== "open") return;
  beside(models, $("#switch").getBoundingClientRect(), true);
  (model() || $("input:enabled", models))?.focus();
});
function beside(box, anchor, above) {
  box.style.left = Math.max(8, Math.min(anchor.left, innerWidth - box.offsetWidth - 8)) + "px";
  box.style.top = (above ? Math.max(8, anchor.top - box.offsetHeight - 8) : Math.min(anchor.bottom + 4, innerHeight - box.offsetHeight - 8)) + "px";
}

// --- the list of conversations
const rowOf = (id) => $(`.shelf li[data-id="${id}"]`);
let picked = null;
function place({ id, title, age, shelf }, first) {
  let group = $(`.shelf[data-age="${age}"]`);
  if (!group) {
    group = Object.assign(document.createElement("section"), { className: "shelf" });
    group.dataset.age = age; group.append(element("h2", shelf), document.createElement("ul"));
    if (first) $("#shelf-list").prepend(group); else $(".none").before(group);
  }
  const row = document.createElement("li"), link = element("a", title), more = $("#row").content.firstElementChild.cloneNode(true);
  row.dataset.id = id; link.href = `${HOME}?c=${id}`; link.title = title;
  link.setAttribute("aria-current", id === chat.dataset.conversation ? "page" : "false");
  more.setAttribute("aria-label", words.more.replace("%", title));
  row.append(link, more);
  if (first) $("ul", group).prepend(row); else $("ul", group).append(row);
}
function drawer(open) {
  chat.classList.toggle("drawn", open); $(".veil").classList.toggle("gone", !open);
  $(".strip [data-act=drawer]").setAttribute("aria-expanded", open); $(".talk").inert = open;
  (open ? $(".new") : $(".strip [data-act=drawer]")).focus();
}
const dialogs = {
  rename: { open: (dialog) => { $("#new-title").value = $("a", picked).textContent; $("#new-title").select(); },
    async act() {
      const { title } = await ask("PATCH", "conversations/" + picked.dataset.id, { title: $("#new-title").value });
      const link = $("a", picked); link.textContent = title; link.title = title;
      $("button", picked).setAttribute("aria-label", words.more.replace("%", title));
      if (picked.dataset.id === chat.dataset.conversation) titled(title);
    } },
  delete: { open: (dialog) => { $(".what", dialog).textContent = $("a", picked).textContent; },
    async act() {
      await ask("DELETE", "conversations/" + picked.dataset.id);
      if (picked.dataset.id === chat.dataset.conversation) return location.assign(HOME);
      const shelf = picked.closest(".shelf"); picked.remove();
      if (!$("li", shelf)) shelf.remove();
    } },
};
for (const [id, { act }] of Object.entries(dialogs)) {
  const dialog = $("#" + id);
  dialog.addEventListener("keydown", (event) => { if (event.key === "Enter" && composing(event)) event.preventDefault(); });
  $("form", dialog).addEventListener("submit", async (event) => {
    event.preventDefault();
    try { await act(); dialog.close(); $("button", picked)?.focus(); }
    catch (refused) { $(".field-error", dialog).textContent = refused.message; }
  });
}

// --- what buttons do
async function copy(button, text) {
  try { await navigator.clipboard.writeText(text); } catch {
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area); area.select(); document.execCommand("copy"); area.remove(); button.focus();
  }
  const use = $("use", button); use.setAttribute("href", "#i-done"); say(words.copied);
  setTimeout(() => use.setAttribute("href", "#i-copy"), 1500);
}
const acts = {
  drawer: () => drawer(!chat.classList.contains("drawn")),
  end: () => { follow(true); question.focus(); },
  idea: (button) => write($("span", button).textContent),
  copy: async (button) => copy(button, (await ask("GET", "messages/" + button.closest(".bubble").dataset.id)).text),
  copyCode: (button) => copy(button, $("code", button.parentElement).textContent),
  again: (button) => retry(button.closest(".bubble")),
  stronger: (button) => stronger(button.closest(".bubble")),
  edit: (button) => edit(button.closest(".bubble")),
  continue: () => pose(words.goOn),
  models: () => models.showPopover(),
  close: (button) => button.closest("dialog").close(),
  row: (button) => {
    picked = button.closest("li");
    const menu = $("#row-menu"); menu.showPopover(); beside(menu, button.getBoundingClientRect()); $("button", menu).focus();
  },
  rename: () => show("rename"),
  delete: () => show("delete"),
  async earlier(button) {
    const { messages, more } = await ask("GET", `conversations/${chat.dataset.conversation}/messages?before=${$(".bubble", log).dataset.seq}`);
    const height = scroller.scrollHeight, top = scroller.scrollTop;
    pinned = false; button.after(...messages.map((told) => fill(clone(told.mine ? "mine" : "theirs"), told)));
    scroller.scrollTop = top + scroller.scrollHeight - height; button.classList.toggle("gone", !more);
  },
  async older(button) {
    const { conversations, more } = await ask("GET", "conversations?after=" + $$(".shelf li").at(-1).dataset.id);
    conversations.forEach((row) => place(row, false)); button.classList.toggle("gone", !more);
  },
};
function show(id) {
  $("#row-menu").hidePopover();
  const dialog = $("#" + id); $(".field-error", dialog).textContent = ""; dialog.showModal(); dialogs[id].open(dialog);
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) Promise.resolve(acts[button.dataset.act](button)).catch((refused) => say(refused.message));
  $$(".bill[open]").forEach((bill) => { if (!bill.contains(event.target)) bill.open = false; });
});
$("#row-menu").addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  const items = $$("button", event.currentTarget); items[(items.indexOf(document.activeElement) + 1) % items.length].focus();
});

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

// --- the beginning
const offered = $$("input[name=model]:enabled");
const first = [chat.dataset.model, keep.get("model"), chat.dataset.first].map((id) => offered.find((input) => input.value === id)).find(Boolean)
  || offered.find((input) => !input.closest(".by-us")) || offered[0];
if (first) choose(first, false);
decorate(log);
$$('.theirs[data-state="STREAMING"]', log).forEach(listen);
question.value = keep.get("draft." + here()) || "";
fit(); follow(true);
const unsent = keep.get("outbox." + here());
if (unsent) {
  if (unsent.resend) deliver({ ...unsent, resend: undefined });
  else {
    chat.classList.remove("fresh");
    const mine = clone("mine"); $(".body", mine).classList.add("raw"); $(".body", mine).textContent = unsent.text; mine.wish = unsent;
    log.append(mine); trouble(mine, words.unsent, "resend"); follow(true);
  }
}
busy();
if (matchMedia("(hover: hover)").matches) question.focus();
