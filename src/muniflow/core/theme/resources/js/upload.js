// A form with data-upload takes files by dropping and sends them one by one, showing progress.
// The server answers 2xx, or an error with JSON {"message": …}.
function entry(form, file) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  item.append(name, bar);
  form.querySelector(".mf-uploads").append(item);
  return { item, bar };
}

function reason(request) {
  try {
    return JSON.parse(request.responseText).message || "";
  } catch {
    return "";
  }
}

function send(form, file) {
  const { item, bar } = entry(form, file);
  const words = form.querySelector(".mf-uploads").dataset;
  const data = new FormData(form);
  const field = form.querySelector("input[type=file]").name;
  data.delete(field);
  data.append(field, file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const done = (ok) => {
      bar.remove();
      const note = document.createElement("span");
      note.className = ok ? "mf-ok" : "mf-late";
      note.textContent = ok ? words.done : `${words.failed} ${reason(request)}`;
      item.append(note);
      resolve(ok);
    };
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => done(request.status >= 200 && request.status < 300));
    request.addEventListener("error", () => done(false));
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(data);
  });
}

async function sendAll(form, files) {
  let whole = true;
  for (const file of files) whole = (await send(form, file)) && whole;
  form.querySelector("input[type=file]").value = "";
  if (whole) location.reload();
}

export function uploads(root) {
  for (const form of root.querySelectorAll("form[data-upload]")) {
    const input = form.querySelector("input[type=file]");
    form.classList.add("mf-enhanced");
    input.addEventListener("change", () => sendAll(form, [...input.files]));
    for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
      form.addEventListener(name, (event) => {
        event.preventDefault();
        form.classList.toggle("mf-over-zone", over);
      });
    }
    form.addEventListener("drop", (event) => sendAll(form, [...event.dataTransfer.files]));
  }
}
