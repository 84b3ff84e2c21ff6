// "Go back" returns to the form with everything that was typed into it.
export function goBack(root) {
  for (const item of root.querySelectorAll("[data-back]")) {
    item.hidden = history.length < 2;
    item.addEventListener("click", () => history.back());
  }
}
