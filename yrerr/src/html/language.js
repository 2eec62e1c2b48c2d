// The language of the page, and its words.

const LANGUAGES = { en: "en", zh: "zh-CN" };

/** The key under which the browser remembers the language. */
const LANGUAGE_KEY = "yuanrong-errors-language";

let language = initialLanguage();

function initialLanguage() {
  const preferred = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
  try {
    const remembered = localStorage.getItem(LANGUAGE_KEY);
    return remembered in LANGUAGES ? remembered : preferred;
  } catch {
    return preferred;
  }
}

function setLanguage(wanted) {
  language = wanted;
  try {
    localStorage.setItem(LANGUAGE_KEY, wanted);
  } catch {
    // The browser keeps nothing; the language holds until the page is closed.
  }
}

/** Returns one of the page's own texts, with its places in braces filled. */
function say(key, values = {}) {
  return WORDS[key][language].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Returns the text for a number of things. */
function count(key, number) {
  const form = { 0: "none", 1: "one" }[number] ?? "many";
  return say(`${key}-${form}`, { count: number });
}

/** Translates everything that the HTML has: texts, labels and the language itself. */
function translatePage() {
  document.documentElement.lang = LANGUAGES[language];
  document.title = say("title");
  for (const node of document.querySelectorAll("[data-word]")) {
    node.textContent = say(node.dataset.word);
  }
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", say(node.dataset.label));
  }
  for (const button of document.querySelectorAll(".languages button")) {
    button.setAttribute("aria-pressed", button.value === language);
  }
}
