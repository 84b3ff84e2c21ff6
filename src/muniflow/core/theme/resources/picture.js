// The viewer of processes, a bundle of its own: loaded when somebody wants to zoom and move.
import "./picture.css";
import KeyboardMove from "diagram-js/lib/navigation/keyboard-move";
import MoveCanvas from "diagram-js/lib/navigation/movecanvas";
import Viewer from "bpmn-js/lib/Viewer";
import { overlaysOf } from "./js/overlays.js";

const STEP = 80;
const FACTOR = 1.25;
const READABLE = 0.7;
const RANGE = [0.2, 4];
const KEYS = {
  ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down",
  "+": "in", "=": "in", "-": "out", 0: "fit",
};

const LINES = {
  done: ["--mf-ok"], off: ["--mf-faint"], added: ["--mf-ok"], removed: ["--mf-late"], changed: ["--mf-soon"],
};
const SHAPES = {
  done: ["--mf-edge"],
  now: ["--mf-now", "--mf-soon-soft"],
  changed: ["--mf-soon", "--mf-soon-soft"],
  added: ["--mf-ok", "--mf-ok-soft"],
  removed: ["--mf-late", "--mf-late-soft"],
  refused: ["--mf-late", "--mf-late-soft"],
};

class Picture extends Viewer {
  // What is only looked at needs neither dragging of parts nor a menu.
  _modules = [...Viewer.prototype._modules, KeyboardMove, MoveCanvas];
}

const styled = new Map();

// Resolves when the style sheet is there, so that nothing is measured without it.
function style(href) {
  if (!styled.has(href)) {
    styled.set(href, new Promise((done, failed) => {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
      link.addEventListener("load", done);
      link.addEventListener("error", () => failed(new Error(href)));
      document.head.append(link);
    }));
  }
  return styled.get(href);
}

async function data(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

function made(room) {
  return new Picture({
    container: room,
    textRenderer: { defaultStyle: { fontFamily: "inherit" } },
    bpmnRenderer: {
      defaultFillColor: "var(--mf-card)",
      defaultStrokeColor: "var(--mf-ink)",
      defaultLabelColor: "var(--mf-ink)",
    },
  });
}

// Before anything is drawn: the names in the language of the page, the colours of the marks.
function prepare(viewer, { names, marks }) {
  viewer.on("import.parse.complete", ({ elementsById = {} }) => {
    for (const [id, name] of Object.entries(names)) {
      const element = elementsById[id];
      if (!element) continue;
      if (element.$type === "bpmn:TextAnnotation") element.text = name;
      else element.name = name;
    }
    const status = new Map(marks.map((entry) => [entry.element, entry.status]));
    for (const drawn of Object.values(elementsById)) {
      const mark = status.get(drawn.bpmnElement?.id);
      if (mark) colour(drawn, mark);
    }
  });
}

function colour(drawn, status) {
  const line = drawn.$type === "bpmndi:BPMNEdge";
  const [stroke, fill] = (line ? LINES : SHAPES)[status] ?? [];
  if (stroke) drawn.set("bioc:stroke", `var(${stroke})`);
  if (fill) drawn.set("bioc:fill", `var(${fill})`);
}

function mark(viewer, marks) {
  const registry = viewer.get("elementRegistry");
  const canvas = viewer.get("canvas");
  for (const entry of marks) {
    for (const id of [entry.element, `${entry.element}_label`]) {
      if (entry.status && registry.get(id)) canvas.addMarker(id, `is-${entry.status}`);
    }
    const element = registry.get(entry.element);
    if (element && !element.waypoints) overlaysOf(viewer, element, entry);
  }
}

function acts(viewer) {
  const canvas = viewer.get("canvas");
  const zoom = (factor) =>
    canvas.zoom(Math.min(Math.max(canvas.zoom() * factor, RANGE[0]), RANGE[1]), "auto");
  return {
    in: () => zoom(FACTOR),
    out: () => zoom(1 / FACTOR),
    fit: () => canvas.zoom("fit-viewport", "auto"),
    left: () => canvas.scroll({ dx: STEP, dy: 0 }),
    right: () => canvas.scroll({ dx: -STEP, dy: 0 }),
    up: () => canvas.scroll({ dx: 0, dy: STEP }),
    down: () => canvas.scroll({ dx: 0, dy: -STEP }),
  };
}

// Fingers move the picture; the wheel scrolls the page and zooms only with Ctrl.
function handle(room, viewer, act) {
  room.addEventListener("keydown", (event) => {
    const wanted = KEYS[event.key];
    if (!wanted || event.ctrlKey || event.metaKey || event.altKey) return;
    act[wanted]();
    event.preventDefault();
    event.stopPropagation();
  });
  room.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    act[event.deltaY < 0 ? "in" : "out"]();
  }, { passive: false });
  let last = null;
  room.addEventListener("pointerdown", (event) => { last = event.pointerType === "mouse" ? null : event; });
  room.addEventListener("pointermove", (event) => {
    if (last?.pointerId !== event.pointerId) return;
    viewer.get("canvas").scroll({ dx: event.clientX - last.clientX, dy: event.clientY - last.clientY });
    last = event;
  });
  for (const end of ["pointerup", "pointercancel"]) room.addEventListener(end, () => { last = null; });
}

function name(room, plain) {
  const svg = room.querySelector("svg[data-element-id], .djs-container > svg");
  const title = plain.querySelector("svg > title");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", title.textContent);
  const words = plain.querySelector("svg").getAttribute("aria-describedby");
  if (words) svg.setAttribute("aria-describedby", words);
}

// The whole picture where it can be read, else the part where the case is.
function begin(viewer, marks, act) {
  act.fit();
  const canvas = viewer.get("canvas");
  if (canvas.zoom() >= READABLE) return;
  canvas.zoom(READABLE);
  const ids = ["now", "refused", "changed", "added", "removed"]
    .map((status) => marks.find((entry) => entry.status === status)?.element);
  const element = ids.map((id) => id && viewer.get("elementRegistry").get(id)).find(Boolean);
  if (element) canvas.scrollToElement(element, 120);
  else canvas.zoom(READABLE, { x: 0, y: 0 });
}

export async function view(picture) {
  const plain = picture.querySelector(".mf-bpmn-frame");
  const room = picture.querySelector("[data-canvas]");
  const buttons = [...picture.querySelectorAll("[data-act]")];
  const [content] = await Promise.all([data(picture.dataset.picture), style(picture.dataset.style)]);
  const change = (on) => {
    room.hidden = !on;
    plain.hidden = on;
    for (const button of buttons) {
      if (button.dataset.act === "open") button.setAttribute("aria-pressed", on);
      else button.hidden = !on;
    }
  };
  change(true);
  const viewer = made(room);
  try {
    prepare(viewer, content);
    await viewer.importXML(content.bpmn);
  } catch (error) {
    viewer.destroy();
    change(false);
    throw error;
  }
  mark(viewer, content.marks);
  name(room, plain);
  const act = { ...acts(viewer), open: () => change(room.hidden) };
  handle(room, viewer, act);
  for (const button of buttons) button.addEventListener("click", () => act[button.dataset.act]());
  begin(viewer, content.marks, act);
  room.querySelector("svg").focus();
}
