// A button with data-check-all="name" ticks all boxes of that name, or none when all are ticked.
export function checkAll(root) {
  const show = () => {
    for (const button of root.querySelectorAll("[data-check-all]")) button.hidden = false;
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-check-all]");
    if (!button) return;
    const boxes = [...root.querySelectorAll(`input[type=checkbox][name="${button.dataset.checkAll}"]`)];
    const on = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = on;
  });
  // A live part brings its button anew.
  new MutationObserver(show).observe(root.body, { childList: true, subtree: true });
  show();
}
