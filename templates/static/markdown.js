// From what was typed to a file that the strict reader takes as meant: front matter, text, name. It knows no
// page: a plan (names in files, sections, folder) and plain values go in, text comes out.
"use strict";
{
  const { idOf } = backlog.spelling;

  // A text without what does not belong into one. What goes may leave a joiner alone, so until nothing goes.
  // What nobody sees is found by the pattern of the reader, which would refuse it.
  const clean = (value) => {
    const unseen = new RegExp(globalThis.backlogRules?.unseen ?? "$^", "gu");
    let text = String(value ?? "").replace(/\r\n?/g, "\n");
    for (let before; before !== text; ) [before, text] = [text, text.replace(unseen, "")];
    return text;
  };

  const LOOKS_LIKE_A_VALUE = /^(?:true|false|yes|no|on|off|y|n|null|ja|nein)$/i;
  const AS_IT_IS = new Set(["rating", "integer", "number", "date", "period", "boolean"]);
  const IN_A_LINE = /: | #|:$/;
  const IN_A_LIST = /[:,[\]{}]| #/;

  // In quotes where YAML, or a person, could take it for something else.
  const quoted = (text, risky) =>
    (/^\p{L}/u.test(text) || /^\d.* .*\p{L}/u.test(text)) && /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(text) && !risky.test(text) && !LOOKS_LIKE_A_VALUE.test(text)
      ? text
      : JSON.stringify(text);

  const written = (row, value, risky = IN_A_LINE) => {
    const text = clean(value).trim();
    if (AS_IT_IS.has(row.type) && /^-?[\w.][-\w.]*$/.test(text)) return text;
    return quoted(Object.hasOwn(row.words ?? {}, text) ? row.words[text] : text, risky);
  };

  const isEmpty = (value) => (value && typeof value === "object" ? Object.values(value).every(isEmpty) : value === false || clean(value).trim() === "");

  const pairs = (parts, values) => parts.filter(({ name }) => !isEmpty(values[name])).map((part) => `${part.key}: ${written(part, values[part.name])}`);

  // The lines of a field; none where nothing is said.
  const lines = (row, value) => {
    if (isEmpty(value)) return [];
    const { key, type, parts } = row;
    if (type === "list") return [`${key}: [${[value].flat().filter((one) => !isEmpty(one)).map((one) => written(row.of, one, IN_A_LIST)).join(", ")}]`];
    if (type === "mapping" || (type === "period" && typeof value === "object")) return [`${key}:`, ...pairs(parts, value).map((line) => `  ${line}`)];
    if (type !== "mappings") return [`${key}: ${written(row, value)}`];
    const entries = [value].flat().filter((one) => !isEmpty(one)).map((entry) => {
      // A decision that replaces none is its text alone.
      const text = typeof entry === "object" ? row.name === "decisions" && isEmpty(entry.supersedes) && entry.text : entry;
      return text ? [written(parts[0], text)] : pairs(parts, entry);
    });
    return [`${key}:`, ...entries.flatMap((entry) => entry.map((line, number) => (number ? `    ${line}` : `  - ${line}`)))];
  };

  // A text as it was typed, guarded where a line would swallow or change what stands around it.
  const prose = (value) => {
    const out = [];
    let fence = "";
    for (const line of clean(value).trim().split("\n")) {
      const found = /^ {0,3}(`{3,}(?!.*`)|~{3,})(.*)$/.exec(line);
      if (fence) {
        if (found && found[1].startsWith(fence) && !found[2].trim()) fence = "";
      } else if (found) fence = found[1];
      // A ruler below a line would make a heading of that line.
      else if (/^ {0,3}(?:-+|=+)[ \t]*$/.test(line) && out.at(-1)?.trim()) out.push("");
      // What looks like a conflict of a merge would be taken for one; a comment that nobody ends, for all the rest.
      const safe = line.replace(/^(?=(?:<{7}|>{7}) )/, " ");
      out.push(fence || found ? safe : safe.replaceAll("<!--", "&lt;!--"));
    }
    if (fence) out.push(fence);
    return out.join("\n");
  };

  const CRITERION = /^\s*(?:[-*+]\s+)?(?:\[([ xX]?)\]\s*)?(.*?)\s*$/;
  // One criterion a line, as boxes; ticked ones stay ticked, marks of a list are ours to make.
  const boxes = (value) =>
    clean(value)
      .split("\n")
      .map((line) => CRITERION.exec(line))
      .filter((found) => found?.[2])
      .map(([, tick, text]) => `- [${tick?.trim() ? "x" : " "}] ${text.replaceAll("<!--", "&lt;!--")}`)
      .join("\n");

  const filled = (text, values, plan) =>
    text.replace(/\{\{(title|status|created)\}\}/g, (whole, name) => {
      const field = plan.fields.find((one) => one.name === name);
      const [line] = field ? lines(field, values[name]) : [];
      return line?.slice(field.key.length + 2) ?? whole;
    });

  const body = (plan, values) =>
    plan.body
      .map(({ name, heading, text }) => {
        const typed = !name ? "" : name === "criteria" ? boxes(values.criteria) : prose(values[name]);
        return [filled(heading, values, plan), typed || filled(text, values, plan)].filter(Boolean).join("\n\n");
      })
      .filter(Boolean)
      .join("\n\n");

  const text = (plan, values) => {
    const front = [...plan.fields.flatMap((field) => lines(field, values[field.name])), ...plan.front.map((line) => filled(line, values, plan))];
    const below = body(plan, values);
    return ["---", ...front, "---", ...(below ? ["", below] : []), ""].join("\n");
  };

  // The name of a new file that nothing has, had or would have; its day tells it from an earlier one.
  const stem = (plan, values, taken, day) => {
    if (plan.kind === "meeting") return values.date && values.type ? `${values.date}-${values.type}` : "";
    if (clean(values.title).trim().length < 3) return "";
    const base = idOf(values.title) || plan.fallback;
    const dated = `${base.slice(0, 48).replace(/-+$/, "")}-${day}`;
    const around = (name) => plan.path.split("/").at(-1).replace(".md", "").replace("{name}", name).toLowerCase();
    for (let number = 0; ; number += 1) {
      const name = number > 1 ? `${dated}-${number}` : number ? dated : base;
      if (!taken.has(around(name))) return name;
    }
  };

  const path = (plan, values, taken, day) => {
    const name = stem(plan, values, taken, day);
    return name && plan.path.replace("{year}", day.slice(0, 4)).replace("{name}", name);
  };

  backlog.markdown = { clean, isEmpty, lines, path, text };
}
