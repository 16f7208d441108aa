// Choosing a model.
import { $, $$, acts, chat, keep, models, question } from "chat/base";

export const model = () => $("input[name=model]:checked");
function choose(input, remember) {
  input.checked = true; $("#model-label").textContent = input.dataset.label;
  if (remember) keep.set("model", input.value);
}
/** What the next choice is for, where it is not for the questions to come. */
let once = null;
export function chooseOnce(act) { once = act; }
models.addEventListener("change", (event) => { if (!once) choose(event.target, true); });
models.addEventListener("click", (event) => { if (event.target.closest(".choice") && event.detail > 0) setTimeout(() => { taken(); models.hidePopover(); question.focus(); }); });
models.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); taken(); models.hidePopover(); question.focus(); } });
let before = null;
function back() { if (once && before) before.checked = true; once = null; }
function taken() { const act = once, input = model(); if (act && input) { back(); act(input); } }
models.addEventListener("toggle", (event) => {
  $("#switch").setAttribute("aria-expanded", event.newState === "open");
  if (event.newState !== "open") { back(); return; }
  before = model();
  beside(models, $("#switch").getBoundingClientRect(), true);
  (model() || $("input:enabled", models))?.focus();
});
export function beside(box, anchor, above) {
  box.style.left = Math.max(8, Math.min(anchor.left, innerWidth - box.offsetWidth - 8)) + "px";
  box.style.top = (above ? Math.max(8, anchor.top - box.offsetHeight - 8) : Math.min(anchor.bottom + 4, innerHeight - box.offsetHeight - 8)) + "px";
}
acts.models = () => models.showPopover();

const offered = $$("input[name=model]:enabled");
const first = [chat.dataset.model, keep.get("model"), chat.dataset.first].map((id) => offered.find((input) => input.value === id)).find(Boolean)
  || offered.find((input) => !input.closest(".by-us")) || offered[0];
if (first) choose(first, false);
