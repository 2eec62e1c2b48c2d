// A failure that a pasted text reports.

/** Returns the article of a failure. */
function findingArticle(catalogue, finding) {
  const { words, byId } = catalogue;
  const { failure } = finding;
  if (failure === null) {
    return element("article", { class: "code finding success" }, element("h3", {}, say("success")));
  }
  const texts = failure.texts[language];
  const entry = byId.get(failure.id);
  const isKnown = failure.kind !== "unknown";
  const otherMeanings = entry?.texts[language].other_meanings ?? [];
  return element(
    "article",
    { class: "code finding" },
    element("h3", {}, findingTitle(failure, entry)),
    isKnown ? tags(words, { ...failure, table: entry?.table, origin: entry?.origin }) : null,
    excerpt(finding.place),
    element(
      "dl",
      {},
      field("message", failure.message),
      field("caused-by", failure.causes.map((cause) => causeItem(cause, byId))),
      field("meaning", texts.meaning),
      field("other-meanings", items(otherMeanings)),
      field("solution", element("strong", {}, texts.solution)),
      field("hint", texts.hint),
      field("nearest", linksTo(failure.nearest.map((id) => byId.get(id)))),
      isKnown ? retryField(words, failure) : null,
      isKnown || failure.unknown === "success" ? null : field("retry", say("nothing-known")),
      field("http-status", failure.http_status && String(failure.http_status)),
      field("module", failure.module),
      field("trace-id", failure.trace_id),
    ),
  );
}

function findingTitle(failure, entry) {
  return entry
    ? [element("a", { href: `#${entry.id}` }, ...title(entry.code, entry.names[0]))]
    : unknownTitle(failure);
}

/** Returns the title of an error that is not in the catalogue. */
function unknownTitle({ code, unknown, name, raw_code, http_status }) {
  if (code !== null) {
    return [...title(code, name), remark(say(`unknown-${unknown}`))];
  }
  const instead = raw_code ?? (http_status && `HTTP ${http_status}`);
  return instead ? [element("code", {}, instead), remark(say("no-code"))] : [say("no-code")];
}

function causeItem(cause, byId) {
  const entry = byId.get(cause.id);
  const shown = entry ? linkTo(entry) : unknownTitle(cause);
  const message = cause.message ? [say("colon"), cause.message] : [];
  return element("span", { class: "item" }, ...shown, ...message);
}

/** Returns the line of the log that the failure was read from. */
function excerpt(place) {
  if (place === null) {
    return null;
  }
  const { line, lines, excerpt } = place;
  const { before, code, after } = excerpt;
  const words = lines > 1 ? say("lines", { line, count: lines }) : say("line", { line });
  return element(
    "p",
    { class: "excerpt" },
    element("span", { class: "place" }, words),
    element("code", {}, before, element("mark", {}, code), after),
  );
}
