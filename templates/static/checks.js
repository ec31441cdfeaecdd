// Checks as you type: the rules that one file and what the site knows decide, in their own sentences, which
// `data/form.js` brings. Each is the rule of its name under `backlog/rules/`, to the letter; where a rule
// cannot be sure it says nothing here, and `check` says it later.
"use strict";
{
  const { dated, isOpen, kindOf, passed } = backlog.known;
  const { Check, entries, identity, item, people, references, required, resolve } = backlog.checking;

  const left = (check, name) => check.world.items.filter((one) => one[name] === check.id && isOpen(kindOf(check.world, one)));
  const goal = (check) => {
    const { values, today, speech, rows } = check;
    required(check, "intake");
    const { period, measured, status = "active" } = values;
    if (status !== "active") {
      const items = left(check, "goal");
      if (items.length) check.at("goal-closed", "status", { items: check.ids(items) }, { notes: [["another", { goal: check.id }]] });
    } else if (period && period.first <= today && today <= period.last) {
      const some = ["current", "measured"].filter((name) => check.isMissing(name));
      if (some.length) check.at("figure-missing", check.emptyLines(some)[0] ?? "target", { fields: some.map((name) => check.called(rows[name])) });
      if (measured && passed(measured, today) > speech.limits.figure)
        check.at("figure-stale", "measured", { day: dated(measured), limit: speech.limits.figure, current: check.called(rows.current) });
    }
  };
  const initiative = (check) => {
    required(check, "intake");
    const items = left(check, "initiative");
    if ((check.values.status ?? "active") !== "active" && items.length) check.at("initiative-closed", "status", { items: check.ids(items) });
  };
  const meeting = (check) => {
    required(check, "intake");
    entries(check);
    const { date, type, actions = [] } = check.values;
    const held = check.rules.meetings.find(([day, kind]) => day === date && kind === type);
    if (held && date && type) check.at("meeting-twice", "date", { day: dated(date), type, path: held[2] });
    actions.forEach(({ text, due, done }, number) => {
      if (due < check.today && !done && text) check.at("action-overdue", `actions.${number}.due`, { text, day: dated(due) });
    });
  };

  // What the rules find in a file of a kind ("item", "goal", "initiative", "meeting") that says these values.
  // `more` tells of a file that is edited: its `id`, `table` of fields, `empty` lines, `body`, and what it says
  // beside (`kept`).
  globalThis.backlogChecks = (kind, values, more = {}) => {
    if (!globalThis.backlogRules) return [];
    const check = new Check(kind, values, more);
    if (!Object.keys(check.names).length) return []; // nothing is typed yet
    if (kind !== "meeting") identity(check);
    for (const { slug, name, field, values: told, paste } of check.sheet.faults) {
      const isFirst = paste && !paste.startsWith("- ") && check.line(name).startsWith("- "); // of an entry
      check.tell(slug, field, told, { paste: isFirst ? `- ${paste}` : paste });
    }
    if (check.sheet.refused) return check.found;
    resolve(check);
    const { values: read } = check;
    check.thing = { ...read, id: check.id, title: read.title ?? check.id, status: read.status ?? check.rules.statuses[0].id, depends_on: read.depends_on ?? [] };
    if (kind !== "item") check.thing.status = read.status ?? "active";
    references(check);
    people(check);
    ({ item, goal, initiative, meeting })[kind](check);
    return check.found;
  };
}
