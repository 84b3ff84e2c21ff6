// What stands at an element of the viewer: its sign, from which amount, who and since when.
const SIGNS = { done: "✓", now: "▸", refused: "✕", added: "+", removed: "−", changed: "≠" };
const WIDTH = 150;

function note(className, ...lines) {
  const box = document.createElement("div");
  box.className = className;
  for (const text of lines) {
    const line = document.createElement("div");
    line.textContent = text;
    box.append(line);
  }
  return box;
}

export function overlaysOf(viewer, element, { status, who, since, level }) {
  const overlays = viewer.get("overlays");
  const round = /Event|Gateway/.test(element.type);
  const quiet = status === "done" && round && element.type !== "bpmn:EndEvent";
  const add = (position, html) => overlays.add(element.id, { position, html, scale: true });
  if (SIGNS[status] && !quiet) {
    add({ top: -10, right: 10 }, note(`mf-sign-at is-${status}`, SIGNS[status]));
  }
  const left = (element.width - WIDTH) / 2;
  if (level) add({ bottom: 9, left }, note("mf-at mf-level", level));
  if ((who || since) && !/Event/.test(element.type)) {
    add({ bottom: level ? -10 : -3, left }, note("mf-at", ...[who, since].filter(Boolean)));
  }
}
