// The composer: where a question is written.
import { $, $$, acts, chat, composing, here, keep, models, question } from "chat/base";
import { pose } from "chat/asking";
import { streaming } from "chat/bubbles";
import { drawer } from "chat/shelves";
import { busy, stop } from "chat/stream";
import { model } from "chat/switcher";

export function fit() { question.style.height = "auto"; question.style.height = Math.min(question.scrollHeight + 2, 272) + "px"; }
/** Adds to what is written already. */
export function append(text) { write((question.value.trim() ? question.value.replace(/\s*$/, "\n\n") : "") + text); }
export function write(text) { question.value = text; fit(); busy(); question.focus(); keep.set("draft." + here(), text); }
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
acts.idea = (button) => write($("span", button).textContent);
