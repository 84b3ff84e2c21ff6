// What stands at an element of the viewer: its sign, from which amount, who and since when.
const SIGNS = { done: "✓", now: "▸", refused: "✕", added: "+", removed: "−", changed: "≠" };
const WIDTH = 150;
const LINE = 13;

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
  if (level) add({ top: -9, left }, note("mf-at mf-level", level));
  const lines = [who, since].filter(Boolean);
  if (lines.length && !/Event/.test(element.type)) {
    // Events sit on the lower edge of some: their people stand above.
    const top = -(level ? 12 : 4) - lines.length * LINE;
    add(element.attachers?.length ? { top, left } : { bottom: -3, left }, note("mf-at", ...lines));
  }
}
