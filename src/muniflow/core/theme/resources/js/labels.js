// Some fields of Plone's widgets have no name of their own: they take that of the field around them.
const NAMELESS = ".field :is(select, input:not([type=hidden]), textarea, iframe)";

function name(item) {
  if (item.labels?.length || item.title || item.ariaLabel || item.hasAttribute("aria-labelledby")) return;
  const label = item.closest(".field").querySelector("label, legend, .form-label");
  const words = label?.textContent.trim().replace(/\s+/g, " ");
  if (!words) return;
  if (item.matches("iframe")) item.title = words;
  else item.ariaLabel = words;
}

export function nameFields(root) {
  const main = root.querySelector("main");
  if (!main?.querySelector(".field")) return;
  const all = () => main.querySelectorAll(NAMELESS).forEach(name);
  all();
  // Editors and other widgets come later, and bring fields of their own.
  new MutationObserver(all).observe(main, { childList: true, subtree: true });
}
