// A part with an id and data-live-url is asked every ten seconds for its stamp, JSON {"stamp": …};
// when it is another than before, the part is fetched again and replaced.
import { text } from "./texts.js";

const PAUSE = 10_000;

const busy = (part) =>
  part.contains(document.activeElement) ||
  [...part.querySelectorAll("textarea, input[type=text]")].some((field) => field.value !== field.defaultValue) ||
  [...part.querySelectorAll("input[type=checkbox]")].some((box) => box.checked !== box.defaultChecked);

function offer(part) {
  if (part.previousElementSibling?.matches(".mf-changed")) return;
  const note = document.createElement("p");
  note.className = "mf-message mf-changed";
  note.setAttribute("role", "status");
  const link = document.createElement("a");
  link.href = location.href;
  link.textContent = text("changed");
  note.append(link);
  part.before(note);
}

async function renew(part) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(part.id);
  if (!fresh) return;
  if (busy(part)) {
    offer(part);
    return;
  }
  part.previousElementSibling?.matches(".mf-changed") && part.previousElementSibling.remove();
  fresh.dataset.liveStamp = part.dataset.liveStamp;
  part.replaceWith(fresh);
  const count = page.querySelector(".mf-bell b");
  if (count) document.querySelector(".mf-bell b")?.replaceWith(count);
}

async function look(part) {
  const answer = await fetch(part.dataset.liveUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { stamp } = await answer.json();
  const known = part.dataset.liveStamp;
  part.dataset.liveStamp = stamp;
  if (known !== undefined && known !== String(stamp)) await renew(part);
}

export function liveParts(root) {
  if (!root.querySelector("[data-live-url][id]")) return;
  const round = async () => {
    if (!document.hidden) {
      for (const part of root.querySelectorAll("[data-live-url][id]")) {
        // A server that is away for a moment is asked again in the next round.
        await look(part).catch(() => undefined);
      }
    }
    setTimeout(round, PAUSE);
  };
  setTimeout(round, PAUSE);
}
