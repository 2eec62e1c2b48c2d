// How codes look, in parts that the catalogue and the explanations share.

/** Creates an element. Its children are nodes and texts; no text is read as markup. */
function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== null));
  return node;
}

/** Returns what follows a text to qualify it. */
function remark(text) {
  return element("span", { class: "remark" }, say("remark", { text }));
}

/** Returns a term and its definition, or nothing without a definition. */
function field(key, ...values) {
  const given = values.flat().filter((value) => value !== null && value !== "");
  return given.length === 0
    ? []
    : [element("dt", {}, say(key)), element("dd", { class: key }, ...given)];
}

/** Returns the number and the name of a code. */
function title(code, name) {
  return [
    element("span", { class: "number" }, code),
    ...(name ? [" ", element("span", { class: "name" }, name)] : []),
  ];
}

/** Returns a link to a code of the catalogue, and its table. */
function linkTo(entry) {
  const link = element("a", { href: `#${entry.id}` }, ...title(entry.code, entry.names[0]));
  return [link, remark(say(`table-${entry.table}`))];
}

/** Returns texts, one per line. */
function items(texts) {
  return texts.map((text) => element("span", { class: "item" }, text));
}

/** Returns links to codes, one per line. */
function linksTo(entries) {
  return entries.map((entry) => element("span", { class: "item" }, linkTo(entry)));
}

/** Returns a retry class and what it advises. */
function adviceOf(words, retry) {
  const { text, advice } = words.retry.get(retry);
  return [element("strong", {}, text[language]), say("colon"), advice[language]];
}

/** Returns what a retry class advises, and the operations for which it is another one. */
function retryField(words, { retry, retry_for }) {
  const exceptions = retry_for.map(([operation, retry]) =>
    element(
      "span",
      { class: "item" },
      words.operations.get(operation)[language],
      say("colon"),
      adviceOf(words, retry),
    ),
  );
  return field("retry", adviceOf(words, retry), exceptions);
}

/** Returns the short facts below a title. */
function tags(words, { table, origin, kind, retry }) {
  const retryTag = say("retry-tag", { class: words.retry.get(retry).text[language] });
  const tag = (text) => element("span", { class: "tag" }, text);
  return element(
    "p",
    { class: "tags" },
    table ? tag(say(`table-${table}`)) : null,
    origin ? tag(words.origins.get(origin)[language]) : null,
    tag(words.kinds.get(kind)[language]),
    element("span", { class: `tag retry-${retry}` }, retryTag),
  );
}
