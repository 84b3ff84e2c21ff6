// A form is sent once, however often the button is pressed.
const sent = new WeakSet();

function mark(form, pressed, busy) {
  for (const item of form.querySelectorAll("button:not([data-off]), input[type=submit]")) {
    item.toggleAttribute("data-waiting", busy);
    if (busy) item.setAttribute("aria-disabled", "true");
    else item.removeAttribute("aria-disabled");
  }
  pressed?.toggleAttribute("aria-busy", busy);
}

export function sendOnce(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.target) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    mark(form, event.submitter, true);
  });
  // A page taken back from the browser's history can be sent again.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of root.forms) {
      sent.delete(form);
      mark(form, null, false);
    }
  });
}
