// Editing a file that is there: the form filled with it, and the lines of the file that change, to be pasted
// where the host edits it. Nothing else of the file is touched, so that comments and order stay.
"use strict";
{
  const { isGerman, clean, isEmpty } = backlog.reading;

  // The table of fields as this file writes them: its names, its language, its words for choices.
  const tableOf = (rules, info) => {
    const names = Object.fromEntries(Object.keys(info.lines).map((name) => [name, info.names[name] ?? name]));
    const german = isGerman(rules, names);
    const inner = (part) => ({ ...part, key: german ? part.german : part.name, words: german ? part.words : undefined });
    return rules.tables[info.kind].map((row) => {
      const text = info.lines[row.name]?.[2]?.[0] ?? "";
      const said = text.slice(text.indexOf(":") + 1).trim();
      const isId = row.words && (Object.hasOwn(row.words, said) || (!said && !german));
      return {
        ...row,
        key: names[row.name] ?? rules.theirs[row.name] ?? (german ? row.german : row.name),
        words: isId ? undefined : row.words,
        parts: row.parts?.map(inner),
        of: row.of && inner(row.of),
      };
    });
  };

  // What changes, from the last line up, so that the numbers above stay right: each replaces the lines `from` to
  // `to` (with `old` texts, up to a comment behind a value) by `lines`, or adds them behind the line `after`.
  // `byHand`: comments stand among its lines, so that somebody has to do it there.
  const changesOf = (info, table, before, now, ticks) => {
    const found = [];
    let above = 1;
    for (const row of table) {
      const [from, to, old] = info.lines[row.name] ?? [];
      const value = now[row.name];
      if (row.name in now && JSON.stringify(value) !== JSON.stringify(before[row.name])) {
        let lines = backlog.markdown.lines(row, value);
        const behind = info.behind.includes(row.name);
        if (behind && !lines.length) lines = [`${row.key}:`];
        // A comment behind a text without quotes would be taken for a part of it.
        if (behind && lines.length === 1 && !isEmpty(value) && (row.type === "text" || row.to === "metric")) lines = [`${row.key}: ${JSON.stringify(clean(value))}`];
        if (from === undefined) {
          const last = found.find((one) => one.after === above);
          if (last) last.lines.push(...lines);
          else if (lines.length) found.push({ after: above, lines });
        } else if (!old || (behind && lines.length > 1)) found.push({ from, to, byHand: row.key, lines });
        else if (old.join("\n") !== lines.join("\n")) found.push({ from, to, old, lines, behind });
      }
      above = to ?? above;
    }
    info.tasks.forEach(([line, text, done, written], number) => {
      if (ticks[number] === done) return;
      const ticked = written.replace(/\[[ xX]\]/, ticks[number] ? "[x]" : "[ ]");
      found.push(written ? { from: line, to: line, old: [written], lines: [ticked] } : { from: line, to: line, byHand: text, lines: [] });
    });
    const place = ({ after, from }) => (after === undefined ? from : after + 0.5);
    return found.sort((one, other) => place(other) - place(one));
  };

  // What the checks are to know of the file.
  const moreOf = (id, info, table, ticks) => ({
    id, table, path: info.path, kept: info.values,
    empty: Object.keys(info.lines).filter((name) => !(name in info.values)),
    body: { visible: info.visible, tasks: info.tasks.map(([, text], place) => ({ text, done: ticks[place] })) },
  });

  backlog.editing = { changesOf, moreOf, tableOf };

  const page = globalThis.backlogForm?.page;
  const asked = () => backlog.asked().get("edit");
  const { made, say, single } = backlog;
  const part = (within, name) => within.querySelector(`[data-${name}]`);

  const spanOf = (change) => ({ first: change.from, last: change.to, line: change.after ?? change.from });
  const headOf = (change) => {
    const span = spanOf(change);
    if (change.byHand) return say("Line {line}: change “{field}” in the file itself; comments stand beside it.", { ...span, field: change.byHand });
    if (change.after !== undefined) return say("Behind line {line}: add", span);
    if (change.from === change.to) return say(change.lines.length ? "Line {line}: replace" : "Delete line {line}:", span);
    return say(change.lines.length ? "Lines {first} to {last}: replace" : "Delete lines {first} to {last}:", span);
  };
  const drawn = (change) => {
    const entry = made("li", { className: "stack" }, made("strong", { textContent: headOf(change) }));
    const shown = (name, text) => entry.append(made("pre", { className: "line", tabIndex: 0 }, made(name, { textContent: text })));
    if (change.old) shown("del", change.old.join("\n"));
    if (change.lines.length) {
      const text = change.lines.join("\n");
      shown("ins", text);
      const button = made("button", { type: "button", className: "button", textContent: say("Copy") });
      Object.assign(button.dataset, { do: "copy", text, done: say("Copied") });
      entry.append(button);
    }
    if (change.behind) entry.append(made("p", { className: "small", textContent: say("The comment behind it stays.") }));
    return entry;
  };

  // In the site in one file the same form makes new files afterwards: what editing changes of it is taken back.
  let undone = [];
  const hide = (element, hidden = true) => {
    const before = element.hidden;
    undone.push(() => (element.hidden = before));
    element.hidden = hidden;
  };
  const leave = () => {
    for (const undo of undone.reverse()) undo();
    undone = [];
  };

  const edit = async (id) => {
    await backlog.load();
    const rules = globalThis.backlogRules;
    const number = rules.sources.findLastIndex((first) => backlog.spelling.order(first, id) <= 0);
    if (number >= 0) await backlog.script(`data/sources-${number}.js`);
    const info = Object.hasOwn(globalThis.backlogSources ?? {}, id) ? globalThis.backlogSources[id] : undefined;
    const section = part(page, "changes");
    if (!info) {
      for (const one of page.querySelectorAll("form")) one.hidden = true; // the next form that opens shows itself
      part(page, "heading").textContent = say("There is no file “{id}” that could be edited here.", { id });
      return;
    }
    const table = tableOf(rules, info);
    const form = backlogForm;
    const ticks = info.tasks.map(([, , done]) => done);
    form.more = moreOf(id, info, table, ticks);
    form.open({ type: info.kind, edit: id });
    const shell = page.querySelector("form:not([hidden])");
    const criteria = shell.querySelector("[data-field=criteria]");
    // What stands in the body is not typed here, so nothing of it is missing.
    for (const { dataset } of criteria ? shell.querySelectorAll("[data-field=description], [data-field=criteria]") : []) {
      const { required } = dataset;
      undone.push(() => (dataset.required = required));
      delete dataset.required;
    }
    form.fill(info.values);
    const before = form.read();
    const told = ({ slug, field, message }) => `${slug} ${field} ${message}`;
    const known = new Set(backlogChecks(info.kind, before, form.more).map(told));

    hide(part(page, "kinds"));
    for (const one of shell.querySelectorAll(".lead, .hand, .further, [data-field=description], [data-field^=section-]")) hide(one);
    part(page, "heading").textContent = say("Edit: {title}", { title: info.values.title ?? id });
    document.title = document.title.replace(/^[^·]*/, () => `${part(page, "heading").textContent} `);
    for (const group of shell.querySelectorAll("details")) group.open = [...group.querySelectorAll("[data-field]")].some(({ dataset }) => dataset.field in info.values);
    const tally = part(page, "tally");
    const show = tally.querySelector("button");
    shell.prepend(tally);
    show.onclick = () => section.scrollIntoView();
    shell.querySelector(".side").append(section);
    hide(section, false);
    for (const one of section.querySelectorAll("[data-path]")) one.textContent = info.path;
    const link = part(section, "file");
    if (link) link.href = rules.edit.replace("%7Bpath%7D", info.path.split("/").map(encodeURIComponent).join("/"));

    if (criteria) {
      hide(criteria, !info.tasks.length);
      if (info.tasks.length) criteria.closest("details").open = true;
      for (const one of criteria.querySelectorAll("textarea, .help")) hide(one);
      const boxes = info.tasks.map(([, text], place) => {
        const box = made("input", { type: "checkbox", checked: ticks[place] });
        box.addEventListener("change", () => {
          ticks[place] = box.checked;
          form.more = moreOf(id, info, table, ticks);
        });
        return made("label", { className: "tick" }, box, " ", made("bdi", { textContent: text }));
      });
      criteria.querySelector("label").after(...boxes);
      undone.push(() => boxes.forEach((one) => one.remove()));
    }

    const update = () => {
      const now = form.read();
      const changes = changesOf(info, table, before, now, ticks);
      tally.hidden = !changes.length;
      show.textContent = backlog.plural("{count} change: show it", "{count} changes: show them", changes.length);
      part(section, "none").hidden = changes.length > 0;
      part(section, "some").hidden = !changes.length;
      part(section, "lines").replaceChildren(...changes.map(drawn));
      const isOld = (one) => known.has(told(one));
      const found = backlogChecks(info.kind, now, form.more).sort((one, other) => isOld(one) - isOld(other));
      const list = found.map((one) => made("li", {},
        made("strong", { className: `severity-${one.severity}`, textContent: `${section.dataset[one.severity]}: ` }),
        one.message, isOld(one) ? made("span", { className: "quiet", textContent: ` ${say("(as before)")}` }) : ""));
      part(section, "found").hidden = !list.length;
      part(section, "found").querySelector("ul").replaceChildren(...list);
    };
    page.addEventListener("backlog:form", update);
    undone.push(() => {
      page.removeEventListener("backlog:form", update);
      tally.hidden = true;
      form.more = {};
    });
    update();
  };

  const begin = () => {
    leave();
    if (asked() && globalThis.backlogRules?.sources.length) edit(asked());
  };
  if (page) {
    begin();
    if (single) addEventListener("hashchange", begin);
  }
}
