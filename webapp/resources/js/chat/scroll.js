// Following the end of the log, until the reader scrolls away from it.
import { $, acts, log, question, scroller } from "chat/base";

let pinned = true, lastTop = 0, lastHeight = 0;
const toEnd = $(".to-end");
const distance = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
export function follow(force) {
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
/** What comes next does not move what is being read. */
export function letGo() { pinned = false; }
acts.end = () => { follow(true); question.focus(); };
