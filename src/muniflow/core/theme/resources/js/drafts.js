// What was written into a field with data-keep survives a failure of the server.
const PREFIX = "muniflow-draft ";

const address = (field) => `${PREFIX}${location.pathname} ${field.name}`;

export function keepDrafts(root) {
  const failed = root.body.classList.contains("mf-failed");
  for (const field of root.querySelectorAll("[data-keep]")) {
    const kept = sessionStorage.getItem(address(field));
    if (kept && !field.value && root.querySelector(".mf-messages .mf-late")) field.value = kept;
    if (!failed) sessionStorage.removeItem(address(field));
    field.form?.addEventListener("submit", () => {
      sessionStorage.setItem(address(field), field.value);
    });
  }
}
