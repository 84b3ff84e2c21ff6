// The few sentences the script itself says, in the language of the page.
const TEXTS = {
  en: {
    ok: "Yes", cancel: "Cancel", keys: "Keys", close: "Close", on: "Keys are on",
    next: "next line", back: "line before", help: "this help",
    changed: "The list has changed. Show it now",
  },
  hu: {
    ok: "Igen", cancel: "Mégse", keys: "Billentyűk", close: "Bezárás", on: "A billentyűk be vannak kapcsolva",
    next: "következő sor", back: "előző sor", help: "ez a súgó",
    changed: "A lista megváltozott. Megnézem most",
  },
  cs: {
    ok: "Ano", cancel: "Zrušit", keys: "Klávesy", close: "Zavřít", on: "Klávesy jsou zapnuté",
    next: "další řádek", back: "předchozí řádek", help: "tato nápověda",
    changed: "Seznam se změnil. Zobrazit nyní",
  },
};

const language = (document.documentElement.lang || "en").slice(0, 2);

export const text = (name) => (TEXTS[language] || TEXTS.en)[name];
