// A code of the catalogue.

/** Returns the article of a code. */
function entryArticle(catalogue, entry) {
  const { words, byId } = catalogue;
  const texts = entry.texts[language];
  const origin = (word) => remark(words.origins.get(word)[language]);
  return element(
    "article",
    { id: entry.id, class: "code", tabindex: "-1", "aria-labelledby": `${entry.id}-title` },
    element(
      "h4",
      { id: `${entry.id}-title` },
      element("a", { href: `#${entry.id}` }, ...title(entry.code, entry.names[0])),
    ),
    tags(words, entry),
    element("p", { class: "description" }, message(entry, texts), texts.description),
    element(
      "dl",
      {},
      field("other-meanings", items(texts.other_meanings)),
      field("solution", texts.solution, origin(entry.solution_origin)),
      field("hint", texts.hint),
      retryField(words, entry),
      field("because", texts.retry_reason, origin(entry.retry_origin)),
      field("surfaces-as", entry.surfaces_as ? linkTo(byId.get(entry.surfaces_as)) : null),
      field("same-number", linksTo(entry.same_number.map((id) => byId.get(id)))),
    ),
    facts(entry, texts),
  );
}

/** Returns the message of a code, unless it is the name. */
function message(entry, texts) {
  const isShown = texts.message && !entry.names.includes(texts.message);
  return isShown ? element("strong", {}, texts.message, " ") : null;
}

/** Returns what is good to know of a code, in a line. */
function facts(entry, texts) {
  const url = texts.docs_url;
  const all = [
    entry.sent_http_status ? `HTTP ${entry.sent_http_status}` : null,
    ...entry.names.slice(1).map((name) => element("code", {}, name)),
    element("code", {}, entry.rust),
    url ? element("a", { href: url, rel: "noreferrer" }, say("docs")) : null,
  ];
  const given = all.filter((fact) => fact !== null);
  return element("p", { class: "facts" }, given.map((fact) => element("span", {}, fact, " ")));
}
