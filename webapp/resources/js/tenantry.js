// Buttons that copy say so; the button of a print page prints; menus close when something else is clicked, when another opens, and on Escape.
"use strict";
(() => {
  const open = () => document.querySelectorAll("details.menu[open]");
  async function copy(button) {
    const text = document.getElementById(button.dataset.copy).textContent;
    try { await navigator.clipboard.writeText(text); } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area); area.select(); document.execCommand("copy"); area.remove(); button.focus();
    }
    const before = button.dataset.before ??= button.textContent;
    button.textContent = button.dataset.copied; button.setAttribute("aria-live", "polite");
    setTimeout(() => { button.textContent = before; }, 2000);
  }
  document.addEventListener("click", (event) => {
    const copying = event.target.closest("[data-copy]");
    if (copying) copy(copying);
    if (event.target.closest("[data-print]")) print();
    open().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    open().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });
})();
