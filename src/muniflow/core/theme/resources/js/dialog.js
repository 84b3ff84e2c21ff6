// A dialog made when it is needed and gone when it is closed.
export function dialog(heading, ...content) {
  const box = document.createElement("dialog");
  box.className = "mf-dialog";
  const title = document.createElement("h2");
  title.textContent = heading;
  title.id = "mf-dialog-title";
  box.setAttribute("aria-labelledby", title.id);
  box.append(title, ...content);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
}

export function button(label, look, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `mf-btn ${look}`;
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

export function buttons(...all) {
  const row = document.createElement("div");
  row.className = "mf-buttons";
  row.append(...all);
  return row;
}
