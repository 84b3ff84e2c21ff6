// Pictures of processes: fetched when their box is opened, and handed to the viewer, a bundle of
// its own, when somebody wants to zoom and move.
async function open(picture, button) {
  try {
    const { view } = await import(picture.dataset.script);
    await view(picture);
  } catch (error) {
    button.textContent = picture.dataset.failed;
    button.disabled = true;
    console.error(error);
  }
}

// A drawing is wider than most pages: it begins where the case is.
function showNow(picture) {
  const frame = picture.querySelector(".mf-bpmn-frame");
  const now = frame.querySelector("g.is-now, g.is-changed, g.is-added, g.is-removed");
  if (!now) return;
  const [here, room] = [now.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollLeft += here.left + here.width / 2 - room.left - room.width / 2;
}

function offer(root) {
  for (const picture of root.querySelectorAll("[data-picture]")) {
    showNow(picture);
    const tools = picture.querySelector(".mf-picture-tools");
    const button = tools.querySelector('[data-act="open"]');
    tools.hidden = !picture.dataset.script;
    // The viewer takes the button over once it is there.
    button.addEventListener("click", () => open(picture, button), { once: true });
  }
}

async function fill(box) {
  const answer = await fetch(box.dataset.pictureFrom, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const parts = page.querySelectorAll("[data-picture-part]");
  if (!parts.length) return;
  box.querySelector("[data-picture-here]").replaceChildren(...parts);
  offer(box);
}

export function pictures(root) {
  offer(root);
  for (const box of root.querySelectorAll("details[data-picture-from]")) {
    box.addEventListener("toggle", () => fill(box), { once: true });
  }
}
