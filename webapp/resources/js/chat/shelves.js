// The list of conversations.
import { $, $$, acts, ask, chat, composing, element, HOME, words } from "chat/base";
import { beside } from "chat/switcher";

export const rowOf = (id) => $(`.shelf li[data-id="${id}"]`);
let picked = null;
export function place({ id, title, age, shelf }, first) {
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
export function drawer(open) {
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
export function titled(title) {
  document.title = document.title.replace(/^.*(?= · )/, () => title);
  $("#title").textContent = title; $(".strip-title").textContent = title;
}
acts.drawer = () => drawer(!chat.classList.contains("drawn"));
acts.close = (button) => button.closest("dialog").close();
acts.row = (button) => {
  picked = button.closest("li");
  const menu = $("#row-menu"); menu.showPopover(); beside(menu, button.getBoundingClientRect()); $("button", menu).focus();
};
acts.rename = () => show("rename");
acts.delete = () => show("delete");
acts.older = async (button) => {
  const { conversations, more } = await ask("GET", "conversations?after=" + $$(".shelf li").at(-1).dataset.id);
  conversations.forEach((row) => place(row, false)); button.classList.toggle("gone", !more);
};
function show(id) {
  $("#row-menu").hidePopover();
  const dialog = $("#" + id); $(".field-error", dialog).textContent = ""; dialog.showModal(); dialogs[id].open(dialog);
}
$("#row-menu").addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  const items = $$("button", event.currentTarget); items[(items.indexOf(document.activeElement) + 1) % items.length].focus();
});
