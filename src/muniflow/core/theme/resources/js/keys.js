// One-key shortcuts: data-key on a link, button or field. "?" shows them all, and turns them off.
import { button, buttons, dialog } from "./dialog.js";
import { text } from "./texts.js";

const SWITCH = "muniflow-keys";

const on = () => localStorage.getItem(SWITCH) !== "off";
const typing = (target) =>
  target.isContentEditable || target.matches("input:not([type=checkbox],[type=radio]), textarea, select");
const shown = (item) => item.checkVisibility?.() ?? item.offsetParent !== null;

function act(item) {
  if (item.matches("input, textarea, select")) item.focus();
  else item.click();
}

function move(root, step) {
  const lines = [...root.querySelectorAll(".mf-rowlink")].filter(shown);
  const here = lines.indexOf(root.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : lines.length - 1) : here + step;
  lines[next]?.focus();
}

function line(key, label) {
  const term = document.createElement("dt");
  const sign = document.createElement("kbd");
  sign.textContent = key.toUpperCase();
  term.append(sign);
  const meaning = document.createElement("dd");
  meaning.textContent = label;
  return [term, meaning];
}

function label(item) {
  return item.dataset.keyLabel || [...item.childNodes]
    .filter((node) => node.nodeName !== "KBD").map((node) => node.textContent).join(" ").trim();
}

function help(root) {
  const list = document.createElement("dl");
  for (const item of root.querySelectorAll("[data-key]")) {
    if (shown(item)) list.append(...line(item.dataset.key, label(item)));
  }
  if (root.querySelector(".mf-rowlink")) {
    list.append(...line("j", text("next")), ...line("k", text("back")));
  }
  list.append(...line("?", text("help")));
  const choice = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = on();
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
  choice.append(box, ` ${text("on")}`);
  const close = button(text("close"), "", () => shownHelp.close());
  const shownHelp = dialog(text("keys"), list, choice, buttons(close));
}

export function keys(root) {
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target) || root.querySelector("dialog[open]")) return;
    if (event.key === "?") help(root);
    else if (!on()) return;
    else {
      const wanted = event.key.toLowerCase();
      const item = [...root.querySelectorAll("[data-key]")]
        .find((found) => found.dataset.key === wanted && shown(found));
      if (item) act(item);
      else if (event.key === "j") move(root, 1);
      else if (event.key === "k") move(root, -1);
      else return;
    }
    event.preventDefault();
  });
  for (const opener of root.querySelectorAll("[data-help-open]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => help(root));
  }
}
