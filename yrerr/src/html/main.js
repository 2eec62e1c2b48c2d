// What the page does.

/** How long to wait for more keys before a text is read, in milliseconds. */
const PAUSE = 150;

const elementById = (id) => document.getElementById(id);
const [pasted, clear, found, findings] = ["pasted", "clear", "found", "findings"].map(elementById);
const [filters, search, hits, list] = ["filters", "search", "hits", "entries"].map(elementById);
const selects = ["table", "kind", "retry"].map(elementById);

/** Prepares what the library returns for looking things up. */
function indexed({ release, words, entries }) {
  const wordsById = (list) => new Map(list.map(({ id, text }) => [id, text]));
  for (const entry of entries) {
    entry.keys = [String(entry.code), entry.id, ...entry.names, entry.rust].map(lowerCase);
    const texts = Object.values(entry.texts).flatMap(({ docs_url, ...texts }) =>
      Object.values(texts).flat(),
    );
    entry.text = lowerCase([...entry.keys, ...texts].join("\n"));
  }
  return {
    release,
    entries,
    byId: new Map(entries.map((entry) => [entry.id, entry])),
    words: {
      tables: wordsById(words.tables),
      kinds: wordsById(words.kinds),
      operations: wordsById(words.operations),
      origins: wordsById(words.origins),
      retry: new Map(words.retry.map((word) => [word.id, word])),
    },
  };
}

function lowerCase(text) {
  return text.toLowerCase();
}

/** Returns how well a code fits the words that were searched: 0 best, `null` not at all. */
function rank(entry, searched) {
  if (!searched.every((word) => entry.text.includes(word))) {
    return null;
  }
  const fits = (test) => searched.every((word) => entry.keys.some((key) => test(key, word)));
  if (fits((key, word) => key === word)) {
    return 0;
  }
  if (fits((key, word) => key.startsWith(word))) {
    return 1;
  }
  return fits((key, word) => key.includes(word)) ? 2 : 3;
}

class Page {
  #library;
  #catalogue;
  /** The articles in the language of the page, by id. */
  #articles;

  constructor(library) {
    this.#library = library;
    this.#catalogue = indexed(library.catalogue());
  }

  /** Shows everything in the language of the page. */
  show() {
    const { entries, release } = this.#catalogue;
    translatePage();
    elementById("release").textContent = say("release", { count: entries.length, release });
    this.#articles = new Map();
    this.#showOptions();
    this.showEntries();
    this.showFindings();
  }

  #showOptions() {
    const { tables, kinds, retry } = this.#catalogue.words;
    const texts = {
      table: [...tables.keys()].map((id) => [id, say(`table-${id}`)]),
      kind: [...kinds].map(([id, text]) => [id, text[language]]),
      retry: [...retry].map(([id, { text }]) => [id, text[language]]),
    };
    for (const select of selects) {
      const chosen = select.value;
      const isUsed = ([id]) => this.#catalogue.entries.some((entry) => entry[select.id] === id);
      const options = [["", say("all")], ...texts[select.id].filter(isUsed)];
      select.replaceChildren(...options.map(([value, text]) => element("option", { value }, text)));
      select.value = chosen;
    }
  }

  #article(entry) {
    if (!this.#articles.has(entry.id)) {
      this.#articles.set(entry.id, entryArticle(this.#catalogue, entry));
    }
    return this.#articles.get(entry.id);
  }

  /** Shows the codes that fit the search and the filters: those of each table, or the best first. */
  showEntries() {
    const searched = lowerCase(search.value).split(/\s+/).filter(Boolean);
    const isChosen = (entry) =>
      selects.every((select) => select.value === "" || entry[select.id] === select.value);
    const ranked = this.#catalogue.entries
      .filter(isChosen)
      .map((entry) => ({ entry, rank: rank(entry, searched) }))
      .filter(({ rank }) => rank !== null);
    hits.textContent = count("hits", ranked.length);
    ranked.sort((one, other) => one.rank - other.rank);
    const isSearch = searched.length > 0;
    let group = null;
    const nodes = ranked.flatMap(({ entry }) => {
      const isNext = group !== (isSearch ? "found" : entry.table);
      group = isSearch ? "found" : entry.table;
      const heading = isNext ? [element("h3", {}, say(`heading-${group}`))] : [];
      return [...heading, this.#article(entry)];
    });
    list.replaceChildren(...nodes);
  }

  showAllEntries() {
    [search, ...selects].forEach((control) => (control.value = ""));
    this.showEntries();
  }

  /** Explains the text that was pasted. */
  showFindings() {
    const text = pasted.value;
    clear.hidden = text === "";
    const read = text.trim() === "" ? [] : this.#library.read(text);
    found.textContent = text.trim() === "" ? "" : count("found", read.length);
    findings.replaceChildren(...read.map((finding) => findingArticle(this.#catalogue, finding)));
  }

  /** Goes to the code that the address names, and removes the filters that hide it. */
  goToCode() {
    const entry = this.#catalogue.byId.get(location.hash.slice(1).toLowerCase());
    if (!entry) {
      return;
    }
    const article = this.#article(entry);
    if (!article.isConnected) {
      this.showAllEntries();
    }
    article.scrollIntoView();
    article.focus({ preventScroll: true });
  }
}

/** Calls a function once there were no more calls for a while. */
function afterPause(act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, PAUSE);
  };
}

function listen(page) {
  pasted.addEventListener("input", afterPause(() => page.showFindings()));
  clear.addEventListener("click", () => {
    pasted.value = "";
    page.showFindings();
    pasted.focus();
  });
  search.addEventListener("input", () => page.showEntries());
  selects.forEach((select) => select.addEventListener("change", () => page.showEntries()));
  filters.addEventListener("submit", (event) => event.preventDefault());
  elementById("reset").addEventListener("click", () => page.showAllEntries());
  document.querySelector(".languages").addEventListener("click", ({ target }) => {
    if (target.value in LANGUAGES) {
      setLanguage(target.value);
      page.show();
    }
  });
  window.addEventListener("hashchange", () => page.goToCode());
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select") !== null;
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    }
  });
}

translatePage();
try {
  const page = new Page(await Library.open());
  listen(page);
  page.show();
  page.goToCode();
  performance.mark("ready");
} catch (error) {
  const failure = elementById("failure");
  failure.textContent = say("unsupported");
  failure.hidden = false;
  throw error;
}
