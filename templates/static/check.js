// One file as the rules of the form look at it, and what every rule asks of it; what is missing in it.
"use strict";
{
  const { listed, same } = backlog.spelling;
  const { Speech, byId, isWanted, worldOf } = backlog.known;
  const { clean, isEmpty, today } = backlog.reading;

  const ALWAYS_THERE = ["title", "status"]; // have a stand-in where the file has none
  const TOLD_ELSEWHERE = ["impact", "confidence", "effort", "result", "learning"];
  const stemOf = (path) => path.split("/").at(-1).replace(/\.md$/i, "");

  class Check {
    constructor(kind, said, more) {
      this.rules = globalThis.backlogRules;
      this.today = today(this.rules.today, !this.rules.fixed && this.rules.zone);
      this.kindOfFile = kind;
      this.more = more;
      this.table = more.table ?? this.rules.tables[kind];
      this.rows = Object.fromEntries(this.table.map((row) => [row.name, row]));
      this.said = { ...more.kept, ...said }; // what the form does not show stays as it is
      this.speech = new Speech(this.rules);
      this.sheet = backlog.reading(this.rules, this.table, this.said, more.empty);
      this.world = worldOf(this.rules, more.id);
      this.found = [];
      this.faulty = new Set(this.sheet.faults.map(({ field }) => field.split(".")[0]).concat(...this.sheet.unsure));
      this.values = { ...this.sheet.values };
      this.id = more.id ?? stemOf(more.path ?? globalThis.backlogForm?.path() ?? "");
      this.names = this.sheet.names;
    }
    tell(slug, field, values = {}, rest = {}) {
      if (this.rules.rules[slug]) this.found.push(this.speech.finding({ slug, field: field.replace(/\.\d+(?=\.|$)/g, ""), values, ...rest }));
    }
    // As `at` of the scene: with the field's name as the file writes it.
    at(slug, name, values = {}, rest = {}) {
      const parts = name.split(".").filter((part) => !/^\d+$/.test(part));
      const written = this.names[name] ?? (parts.length > 1 ? parts.at(-1) : (this.names[parts[0]] ?? parts[0]));
      this.tell(slug, name, { field: written, ...values }, rest);
    }
    called(row) {
      return this.names[row.name] ?? this.rules.theirs[row.name] ?? (this.sheet.isGerman ? row.german : row.name);
    }
    choice(value) {
      return this.sheet.isGerman ? (listed(this.rules.choices, value) ?? value) : value;
    }
    isMissing(name) {
      if (this.faulty.has(name)) return false;
      if (ALWAYS_THERE.includes(name)) return isEmpty(this.said[name]);
      const value = this.values[name];
      return value === undefined || value === null || (Array.isArray(value) && !value.length);
    }
    // The line of a field, or of an entry within, as the file has it.
    line(name) {
      const [base, number, inner] = name.split(".");
      const lines = backlog.markdown.lines(this.rows[base], this.said[base]);
      if (number === undefined || lines.length === 1) return lines[0] ?? "";
      let [entry, key] = [-1, ""];
      for (const line of lines.slice(1)) {
        if (line.startsWith("  - ")) entry += 1;
        key = line.slice(4);
        if (entry === Number(number) && (!inner || key.startsWith(`${this.names[name]}: `) || !/^\S+: /.test(key))) return line.trim();
      }
      return "";
    }
    firstKnown(to) {
      const { rules } = this;
      const people = () => Object.keys(rules.people).find((id) => !rules.people[id].until);
      const known = {
        person: people,
        channel: () => rules.channelsConfigured && Object.keys(rules.channels)[0],
        metric: () => Object.keys(rules.metrics)[0],
        goal: () => this.goals().find((goal) => goal.status === "active")?.id,
      };
      return (known[to] ?? (() => this.items()[0]?.id))() || "";
    }
    lineFor(row) {
      const value = this.valueFor(row);
      return value ? `${this.called(row)}: ${value}` : "";
    }
    valueFor(row) {
      if (row.name === "since") return this.today;
      if (row.name === "reason") return this.choice("other");
      if (row.name === "title") {
        const words = this.id.replace(/[-_]/g, " ").trim();
        const isPlain = [...words].length >= row.shortest && /^\p{L}+$/u.test(words.replaceAll(" ", ""));
        return isPlain ? words[0].toUpperCase() + words.slice(1) : "";
      }
      if (row.name === "period") return `${this.today.slice(0, 4)}-Q${Math.ceil(this.today.slice(5, 7) / 3)}`;
      if (row.name === "date") return /^\d{4}-\d\d-\d\d(?!\d)/.exec(this.id)?.[0] ?? this.today;
      if (row.name === "type") return this.choice(["review", "planning", "strategy", "intake"].find((kind) => this.id.toLowerCase().includes(kind)) ?? "review");
      if (row.type === "status") return this.sheet.statusWord(this.rules.statuses[0]);
      return row.type === "reference" ? this.firstKnown(row.to) : "";
    }
    emptyLines(names) {
      return this.sheet.empty.filter((name) => names.includes(name) && isEmpty(this.said[name]));
    }
    // Fields that are missing: the first line that is there and empty, else the one beside.
    gap(slug, rows, beside, fields) {
      const lines = rows.map((row) => [row, this.lineFor(row)]).filter(([, line]) => line);
      const filled = lines.map(([row]) => row);
      const targets = [...new Set(rows.filter((row) => !filled.includes(row)).map((row) => row.to))];
      const notes = targets.filter((to) => this.rules.notes[to] && !this.firstKnown(to)).map((to) => [to, {}]);
      const added = filled.filter((row) => !(row.name in this.names));
      if (added.length && added.length < lines.length) notes.push(["replaced", { new: added.map((row) => this.called(row)) }]);
      else if (added.length) notes.push([added.length === 1 ? "line" : "lines", {}]);
      const place = this.emptyLines(rows.map((row) => row.name))[0] ?? beside;
      this.at(slug, place, { fields }, { paste: lines.map(([, line]) => line).join("\n"), notes });
    }
    // All items and goals, this one among them; private ones count in nothing that concerns the whole.
    items() {
      if (this.kindOfFile !== "item" || this.values.private) return this.world.items;
      return (this.all ??= [...this.world.items, this.thing].sort(byId));
    }
    goals() {
      const goals = [...this.world.goals.values()];
      return this.kindOfFile === "goal" ? [...goals, this.thing].sort(byId) : goals;
    }
    ids(items) {
      return this.speech.shown(items.map((item) => item.id));
    }
  }

  // The values of a list, each with the place of the entry that says it.
  const placesOf = (check, name) => {
    const entries = [check.said[name] ?? []].flat().filter((entry) => !isEmpty(entry)).map((entry) => same(clean(entry).replace(/^["'@]+|["'@]+$/g, "")));
    return (check.values[name] ?? []).map((value, number) => {
      const place = entries.indexOf(same(value));
      return [`${name}.${place < 0 ? number : place}`, value];
    });
  };

  // --- what is missing

  const required = (check, kind) => {
    const missing = check.table.filter((row) => !TOLD_ELSEWHERE.includes(row.name) && isWanted(row.required, kind) && check.isMissing(row.name));
    const rows = check.kindOfFile === "item" && !check.isMissing("initiative") ? missing.filter((row) => row.name !== "goal") : missing;
    for (const lenient of [false, true]) {
      const some = rows.filter((row) => Boolean(row.lenient) === lenient);
      const beside = check.kindOfFile === "item" ? "status" : "";
      if (some.length) check.gap(lenient ? "field-missing" : "field-required", some, beside, some.map((row) => check.called(row)));
    }
  };
  const entries = (check) => {
    for (const row of check.table) {
      if (row.type !== "mappings" || check.faulty.has(row.name)) continue;
      (check.values[row.name] ?? []).forEach((entry, number) => {
        const rows = row.parts.filter((part) => part.required && (entry[part.name] ?? null) === null);
        if (!rows.length) return;
        const lines = rows.map((part) => check.lineFor(part)).filter(Boolean).map((line) => `    ${line}`);
        check.tell("entry-incomplete", `${row.name}.${number}`, { field: check.names[row.name], fields: rows.map((part) => check.called(part)) }, { paste: lines.join("\n") });
      });
    }
  };

  backlog.checking = { Check, entries, placesOf, required };
}
