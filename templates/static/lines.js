// How the form writes fields into a file: one way for new files and for lines to paste.
"use strict";
{
  // What `content/characters.py` refuses in a file: signs that nobody sees, pasted from elsewhere.
  const joining = "\\u0620-\\u109f";
  const emoji = "\\u2190-\\u21ff\\u2300-\\u23ff\\u2600-\\u27bf\\u2b00-\\u2bff\\u{1f000}-\\u{1faff}";
  const unseen = new RegExp(
    "[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff" +
      "\\ufff9-\\ufffb\\ufffe\\uffff\\u{e0000}-\\u{e007f}\\ud800-\\udfff]" +
      `|(?<![${joining}])\\u200c|\\u200c(?![${joining}])` +
      `|(?<![${joining}${emoji}\\ufe0f])\\u200d|\\u200d(?![${joining}${emoji}])`,
    "gu",
  );
  // Whitespace as Python strips it, which is not quite what scripts call whitespace.
  const space = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const around = new RegExp(`^[${space}]+|[${space}]+$`, "gu");

  const clean = (text) => {
    let before;
    let after = String(text ?? "").replace(/\r\n?/g, "\n");
    do [before, after] = [after, after.replace(unseen, "")];
    while (after !== before);
    return after.replace(around, "");
  };

  const word = /^(?:true|false|yes|no|on|off|y|n|null|ja|nein)$/i;
  const safe = (text) =>
    /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(text) && !/: | #|:$/.test(text) && !word.test(text);
  const figures = new Set(["rating", "integer", "number", "date", "period", "boolean"]);

  // Whether a value needs no quotes; a number, a date or true in quotes would be a text.
  const isPlain = (text, type) => {
    if (type === "boolean") return text === "true" || text === "false";
    if (figures.has(type)) return /^[+-]?[\p{Nd}\p{L}]/u.test(text) && safe(text);
    return safe(text) && (/^\p{L}/u.test(text) || (/^[0-9]/.test(text) && / .*\p{L}/u.test(text)));
  };
  const scalar = (value, type = "text") => {
    const text = clean(value);
    return isPlain(text, type) ? text : JSON.stringify(text);
  };
  const entry = (value) => {
    const text = clean(value);
    return /^\p{L}[\p{L}\p{N} ._/+-]*$/u.test(text) && !word.test(text) ? text : JSON.stringify(text);
  };

  // Whether nothing is said: no text, no entry, no field within.
  const isEmpty = (value) =>
    value === undefined || value === null || value === false ? true
    : Array.isArray(value) ? value.every(isEmpty)
    : typeof value === "object" ? Object.values(value).every(isEmpty)
    : clean(value) === "";

  const inside = (row, value, german) =>
    row.of
      .filter((inner) => !isEmpty(value[inner.name]))
      .map((inner) => `${german ? inner.german : inner.name}: ${scalar(value[inner.name], inner.type)}`);

  // The lines of a field under a name; none where nothing is said. `german` names the fields within.
  const field = (row, name, value, german) => {
    if (isEmpty(value)) return [];
    if (row.type === "list") return [`${name}: [${[value].flat().filter((one) => !isEmpty(one)).map(entry).join(", ")}]`];
    const several = row.type === "mappings" ? [value].flat().filter((one) => !isEmpty(one)) : [value];
    if (several.length === 1 && typeof several[0] === "object")
      return [`${name}:`, ...inside(row, several[0], german).map((line) => `  ${line}`)];
    if (row.type !== "mappings") return [`${name}: ${scalar(value, row.type)}`];
    return [
      `${name}:`,
      ...several.flatMap((one) =>
        typeof one === "object"
          ? inside(row, one, german).map((line, number) => (number ? "    " : "  - ") + line)
          : [`  - ${scalar(one)}`],
      ),
    ];
  };

  backlog.lines = { clean, entry, field, isEmpty, isPlain, scalar };
}
