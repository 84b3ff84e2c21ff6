// Taking in and registering: files by dropping, Ctrl+Enter sends, doubles are told while typing.
function name(zone, files) {
  const words = zone.querySelector("[data-drop-words]");
  if (files.length) words.textContent = [...files].map((file) => file.name).join(", ");
}

export function drops(root) {
  for (const zone of root.querySelectorAll("[data-drop]")) {
    const input = zone.querySelector("input[type=file]");
    const taken = () => {
      name(zone, input.files);
      if (input.files.length && "dropSend" in zone.dataset) input.form.requestSubmit();
    };
    input.addEventListener("change", taken);
    // The whole form takes what is dropped: nobody has to aim.
    for (const [kind, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
      input.form.addEventListener(kind, (event) => {
        event.preventDefault();
        zone.classList.toggle("mf-over-zone", over);
      });
    }
    input.form.addEventListener("drop", (event) => {
      input.files = event.dataTransfer.files;
      taken();
    });
  }
}

export function sendByKeys(root) {
  for (const form of root.querySelectorAll("form[data-submit-keys]")) {
    form.addEventListener("keydown", (event) => {
      const whole = event.key === "Enter" && (event.ctrlKey || event.metaKey);
      if (!whole || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.mf-go"));
    });
  }
}

async function ask(field) {
  const place = document.getElementById(field.getAttribute("aria-describedby"));
  place.textContent = "";
  const asked = field.value.trim();
  if (!asked) return;
  const answer = await fetch(`${field.dataset.double}?external_id=${encodeURIComponent(asked)}`);
  if (!answer.ok || field.value.trim() !== asked) return;
  const { numbers } = await answer.json();
  if (numbers.length) place.textContent = `${place.dataset.words} ${numbers.join(", ")}`;
}

export function doubles(root) {
  for (const field of root.querySelectorAll("[data-double]")) {
    field.addEventListener("change", () => ask(field));
  }
}
