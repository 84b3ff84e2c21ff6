// On the login page: the first field is ready to be typed into, and missing cookies are told.
export function login(root) {
  if (!root.body.classList.contains("mf-light")) return;
  root.querySelector(".pat-formautofocus input:not([type=hidden])")?.focus();
  const warning = root.querySelector(".pat-cookietrigger");
  if (warning && !navigator.cookieEnabled) warning.style.display = "";
}
