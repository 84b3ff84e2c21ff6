// A button or form with data-confirm="question" asks before it acts.
import { button, buttons, dialog } from "./dialog.js";
import { text } from "./texts.js";

const agreed = new WeakSet();

function ask(question, act) {
  const box = dialog(
    question,
    buttons(
      button(text("ok"), "mf-go", () => {
        box.close();
        act();
      }),
      button(text("cancel"), "", () => box.close()),
    ),
  );
}

export function confirmFirst(root) {
  root.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      const pressed = event.submitter;
      const question = pressed?.dataset.confirm || form.dataset.confirm;
      if (!question || agreed.has(form)) {
        agreed.delete(form);
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(question, () => {
        agreed.add(form);
        form.requestSubmit(pressed);
      });
    },
    true,
  );
}
