// The chat page: sends questions, shows answers as they grow, and keeps the list of conversations.
import { $$, acts, here, keep, log, question, say } from "chat/base";
import { unsent } from "chat/asking";
import { decorate } from "chat/bubbles";
import { fit } from "chat/composer";
import { follow } from "chat/scroll";
import { busy, listen } from "chat/stream";
import "chat/versions";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) Promise.resolve(acts[button.dataset.act](button)).catch((refused) => say(refused.message));
  $$(".bill[open]").forEach((bill) => { if (!bill.contains(event.target)) bill.open = false; });
});

decorate(log);
$$('.theirs[data-state="STREAMING"]', log).forEach(listen);
question.value = keep.get("draft." + here()) || "";
fit(); follow(true);
unsent();
busy();
if (matchMedia("(hover: hover)").matches) question.focus();
