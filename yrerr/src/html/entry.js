// A code of the catalogue.

/** Returns the article of a code. */
function entryArticle(catalogue, entry) {
  const { words, byId } = catalogue;
  const texts = entry.texts[language];
  const origin = (word) => remark(words.origins.get(word)[language]);
  const advice = (retry) => {
    const { word, advice } = words.retry.get(retry);
    return [element("strong", {}, word[language]), say("colon"), advice[language]];
  };
  const perOperation = entry.retry_for.map(([operation, retry]) =>
    element(
      "span",
      { class: "item" },
      words.operations.get(operation)[language],
      say("colon"),
      ...advice(retry),
    ),
  );
  const names = entry.names.map((name) => element("code", {}, name));
  const docs = texts.docs_url
    ? element("a", { href: texts.docs_url, rel: "noreferrer" }, say("docs"))
    : null;
  return element(
    "article",
    { id: entry.id, class: "code", tabindex: "-1", "aria-labelledby": `${entry.id}-title` },
    element(
      "h4",
      { id: `${entry.id}-title` },
      element("a", { href: `#${entry.id}` }, ...title(entry.code, entry.names[0])),
    ),
    tags(words, entry),
    element(
      "p",
      { class: "description" },
      texts.message ? element("strong", {}, texts.message, " ") : null,
      texts.description,
    ),
    element(
      "dl",
      {},
      field("other-meanings", texts.other_meanings.map((text) => element("span", { class: "item" }, text))),
      field("solution", texts.solution, origin(entry.solution_origin)),
      field("hint", texts.hint),
      field("retry", advice(entry.retry), perOperation),
      field("because", texts.retry_reason, origin(entry.retry_origin)),
      field("surfaces-as", entry.surfaces_as ? linkTo(byId.get(entry.surfaces_as)) : null),
      field("same-number", linksTo(entry.same_number.map((id) => byId.get(id)))),
      field("http-status", entry.sent_http_status && String(entry.sent_http_status)),
      field("names", names.flatMap((name) => [name, " "]), origin(entry.origin)),
      field("rust", element("code", {}, entry.rust)),
      field("more", docs),
    ),
  );
}
