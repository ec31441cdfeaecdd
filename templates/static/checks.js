// Checks as you type: the rules that one file and what the site knows decide, in their own sentences, which
// `data/form.js` brings. Each is the rule of its name under `backlog/rules/`, to the letter; where a rule
// cannot be sure it says nothing here, and `check` says it later.
"use strict";
{
  const { fold, guess, idOf, idSlug, listed, order, same } = backlog.spelling;
  const { Speech, byId, circleOf, isOpen, isRanked, isStarted, kindOf, meant, similar, worldOf } = backlog.known;
  const { clean, isEmpty } = backlog.reading;

  const PLAIN = /^(?:[\p{L}\p{N}_][\p{L}\p{N}_ .-]*[\p{L}\p{N}_]|[\p{L}\p{N}_])$/u;
  const ALWAYS_THERE = ["title", "status"]; // have a stand-in where the file has none
  const TOLD_ELSEWHERE = ["impact", "confidence", "effort", "result", "learning"];
  const RATINGS = ["impact", "confidence", "effort"];
  const REFERENCES = { goal: "goal", initiative: "initiative", owner: "person", reviewer: "person", channel: "channel", metric: "metric", partner: "partner" };
  const stemOf = (path) => path.split("/").at(-1).replace(/\.md$/i, "");
  const passed = (from, to) => (Date.parse(to) - Date.parse(from)) / 864e5;
  const dated = (day) => ({ day });

  const todayOf = (rules) => {
    if (rules.fixed) return rules.today;
    const now = new Intl.DateTimeFormat("sv-SE", { timeZone: rules.zone }).format(new Date());
    return now > rules.today ? now : rules.today;
  };

  // --- one file, and what every rule asks of it

  class Check {
    constructor(kind, said, more) {
      this.rules = globalThis.backlogRules;
      this.today = todayOf(this.rules);
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
      const lines = globalThis.backlogMarkdown.lines(this.rows[base], this.said[base]);
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
    lineFor(row, text) {
      const value = text ?? this.valueFor(row);
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

  // --- ids

  const things = (check) => [...check.world.items, ...check.world.goals.values(), ...check.world.initiatives.values()];

  const identity = (check) => {
    const { id, said } = check;
    if (check.more.id || !id) return;
    const taken = new Set(things(check).map((one) => same(one.id)));
    const free = (wanted) => {
      let number = 2;
      while (taken.has(same(`${wanted}-${number}`))) number += 1;
      return `${wanted}-${number}`;
    };
    const slug = idSlug(id);
    if (slug) {
      const title = clean(said.title);
      const wanted = slug === "id-reserved" ? idOf(title) || `${id}-1` : idOf(id) || idOf(title) || "name";
      const paste = `id: ${taken.has(same(wanted)) ? free(wanted) : wanted}`;
      const values = { field: "id", value: [...id].slice(0, 80).join(""), limit: backlog.spelling.longest };
      check.tell(slug, "id", values, { paste });
      check.sheet.refused = true;
      return;
    }
    const first = things(check).find((one) => same(one.id) === same(id));
    if (!first) return;
    check.tell(first.id === id ? "id-duplicate" : "id-collides", "id", { value: id, other: first.id, path: first.path }, { paste: `id: ${free(id)}` });
    check.sheet.refused = true;
  };
  const formerIds = (check) => {
    const holders = new Map(things(check).map((one) => [same(one.id), one.path]));
    holders.set(same(check.id), null);
    for (const item of [...check.world.items, check.thing].sort(byId))
      (item.formerly ?? []).forEach((former, number) => {
        const path = item === check.thing ? null : item.path;
        if (!holders.has(same(former))) holders.set(same(former), path);
        const holder = holders.get(same(former));
        if (item === check.thing && holder !== null) check.at("former-id-taken", `formerly.${number}`, { value: former, path: holder });
      });
  };

  // --- what is missing

  const isWanted = (check, row, kind) => {
    const { kinds } = check.rules;
    if (!row.required || kind === "dropped") return row.required === "intake";
    if (row.required === "review") return kind === "review";
    return kinds.indexOf(row.required) <= kinds.indexOf(kind);
  };
  const required = (check, kind) => {
    const missing = check.table.filter((row) => row.required && !TOLD_ELSEWHERE.includes(row.name) && isWanted(check, row, kind) && check.isMissing(row.name));
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

  // --- references

  const unknown = (check, slug, name, value, target) => {
    const { exact } = check.world;
    const ids = [...new Set(exact[target].values())].filter((id) => target !== check.kindOfFile || id !== check.id);
    const known = check.kindOfFile === target ? [...ids, check.id] : ids;
    if (known.includes(value)) return;
    const titles = wordsFor(check, target, known);
    const near = guess(value, target === "item" ? known : [...titles.keys()]);
    const line = check.line(name);
    const said = PLAIN.test(near) ? near : (titles.get(near) ?? "");
    const paste = said && line.includes(value) ? line.replaceAll(value, () => said) : "";
    const notes = !known.length && check.rules.notes[target] ? [[target, {}]]
      : target === "item" || !known.length ? [] : [["known", { known: check.speech.shown(sorted(check, target, known)).join(", ") }]];
    check.at(slug, name, { value, guess: near }, { paste, notes });
  };
  // In the order in which `check` lists them: things by id, tables as the configuration has them.
  const sorted = (check, target, known) => (["goal", "initiative"].includes(target) ? [...known].sort(order) : known);
  const wordsFor = (check, target, known) => {
    if (target === "item") return new Map();
    const tables = { channel: check.rules.channels, partner: check.rules.partners };
    const title = (id) => {
      if (target === check.kindOfFile && id === check.id) return check.thing.title;
      return tables[target] ? (tables[target][id].name ?? "") : check.world[`${target}s`].get(id).title;
    };
    const pairs = known.map((id) => [title(id), id]).filter(([name]) => name);
    const alike = new Map();
    for (const [name] of pairs) alike.set(fold(name), (alike.get(fold(name)) ?? 0) + 1);
    return new Map([...pairs.filter(([name]) => alike.get(fold(name)) === 1), ...known.map((id) => [id, id])]);
  };
  const references = (check) => {
    const { values, rules } = check;
    if (values.goal) unknown(check, "goal-unknown", "goal", values.goal, "goal");
    if (check.kindOfFile === "item") {
      if (values.initiative) unknown(check, "initiative-unknown", "initiative", values.initiative, "initiative");
      if (values.channel && rules.channelsConfigured) unknown(check, "channel-unknown", "channel", values.channel, "channel");
      if (values.partner && Object.keys(rules.partners).length) unknown(check, "partner-unknown", "partner", values.partner, "partner");
      for (const [name, other] of placesOf(check, "depends_on")) unknown(check, "item-unknown", name, other, "item");
    }
    (values.blockers ?? []).forEach(({ item }, number) => item && unknown(check, "item-unknown", `blockers.${number}.item`, item, "item"));
    const metrics = Object.keys(rules.metrics);
    if (values.metric && !metrics.includes(values.metric)) {
      const near = guess(values.metric, metrics);
      const line = check.line("metric");
      const paste = line.includes(values.metric) ? line.replace(values.metric, () => near).trim() : "";
      if (near) check.at("metric-similar", "metric", { value: values.metric, guess: near }, { paste });
    }
  };
  // The values of a list, each with the place of the entry that says it.
  const placesOf = (check, name) => {
    const entries = [check.said[name] ?? []].flat().filter((entry) => !isEmpty(entry)).map((entry) => same(clean(entry).replace(/^["'@]+|["'@]+$/g, "")));
    return (check.values[name] ?? []).map((value, number) => {
      const place = entries.indexOf(same(value));
      return [`${name}.${place < 0 ? number : place}`, value];
    });
  };

  // --- people

  const peopleIn = (check) => {
    const { values } = check;
    const named = ["owner", "reviewer"].filter((name) => check.kindOfFile !== "meeting" && values[name]).map((name) => [name, values[name]]);
    if (check.kindOfFile === "meeting") named.push(...placesOf(check, "attendees"));
    for (const name of ["blockers", "actions"])
      (values[name] ?? []).forEach(({ owner }, number) => owner && named.push([`${name}.${number}.owner`, owner]));
    return named;
  };
  const people = (check) => {
    const { rules } = check;
    const all = Object.entries(rules.people);
    const known = all.flatMap(([id, { name }]) => (name ? [id, name] : [id]));
    for (const [name, value] of peopleIn(check)) {
      const isNobody = !name.startsWith("attendees") && (rules.nobody.includes(fold(value)) || !fold(value));
      if (isNobody) {
        const person = check.firstKnown("person");
        const called = check.names[name] ?? name.split(".").pop();
        check.at("owner-is-nobody", name, { value }, { paste: person ? `${called}: ${person}` : "" });
      }
      const namesakes = all.filter(([id, one]) => fold(one.name ?? id) === fold(value)).map(([id]) => id);
      if (listed(rules.people, value) || !all.length) continue;
      if (namesakes.length > 1) check.at("person-ambiguous", name, { value, known: namesakes.sort(order) });
      else if (!isNobody) {
        const near = guess(value, [...new Set(known)]);
        const ids = check.speech.shown(all.map(([id]) => id)).join(", ");
        check.at("person-unknown", name, { value, guess: near }, { paste: near ? check.line(name).trim().replaceAll(value, () => near) : "", notes: [["known", { known: ids }]] });
      }
    }
  };
  const workload = (check, kind) => {
    const { values, rules, speech } = check;
    for (const id of new Set([values.owner, values.reviewer])) {
      const person = listed(rules.people, id);
      if (!person?.until || person.until >= check.today || values.private || !isOpen(kind)) continue;
      const items = check.items().filter((item) => isOpen(kindOf(check.world, item)) && [item.owner, item.reviewer].includes(id));
      check.tell("person-left", "owner", { value: person.name ?? id, day: dated(person.until), items: check.ids(items) });
    }
    const status = rules.statuses.find((one) => one.id === check.thing.status);
    const column = check.items().filter((item) => item.status === status.id);
    if (!values.private && status.limit !== undefined && column.length > status.limit)
      check.at("wip-over-column", "status", { items: check.ids(column), status: status.name, count: column.length, limit: status.limit });
    const { owner } = values;
    if (values.private || !owner || !isStarted(kind) || rules.nobody.includes(fold(owner))) return;
    const running = check.items().filter((item) => isStarted(kindOf(check.world, item)) && item.owner === owner);
    if (running.length > speech.limits.person)
      check.at("wip-over-person", "owner", { items: check.ids(running), value: listed(rules.people, owner)?.name ?? owner, count: running.length, limit: speech.limits.person });
  };

  // --- items

  const ratings = (check, kind) => {
    const { values, rows, speech, today } = check;
    const missing = RATINGS.filter((name) => values[name] === undefined);
    if (missing.length && !missing.some((name) => check.faulty.has(name)) && (isWanted(check, rows.impact, kind) || missing.length < 3)) {
      const some = missing.map((name) => rows[name]);
      const beside = RATINGS.find((name) => !missing.includes(name)) ?? "status";
      check.gap(missing.length === 3 ? "unscored" : "rating-incomplete", some, beside, some.map((row) => check.called(row)));
    }
    if (values.confidence >= speech.limits.evidence && kind !== "dropped" && check.isMissing("evidence"))
      check.at("evidence-missing", "confidence", { value: values.confidence, evidence: check.called(rows.evidence) });
    if (!isRanked(kind)) return;
    if (values.scored && !missing.length && passed(values.scored, today) > speech.limits.score)
      check.at("score-stale", "scored", { day: dated(values.scored), limit: speech.limits.score });
    if (values.recheck && values.recheck <= today) check.at("recheck-due", "recheck", { day: dated(values.recheck) });
  };
  const promises = (check, kind) => {
    const { kinds } = check.rules;
    const place = kinds.indexOf(kind);
    if (place < kinds.indexOf("backlog") || place > kinds.indexOf("done")) return;
    const body = bodyOf(check);
    if (!body) return;
    const least = check.speech.limits.description;
    if (body.visible < least) check.tell("description-missing", "description", { count: body.visible, least });
    if (!body.tasks.length) check.tell("criteria-missing", "criteria");
    const open = body.tasks.filter((one) => !one.done).map((one) => one.text);
    if (kind === "done" && open.length && check.values.learning === undefined)
      check.tell("criteria-open", "criteria", { criteria: check.speech.shown(open), learning: check.called(check.rows.learning) });
  };
  // The text below: of a file that is edited as it is known, of a new one as the form will write it.
  const bodyOf = (check) => {
    const { body, plan = globalThis.backlogForm?.plan } = check.more;
    if (body) return body;
    const text = plan ? globalThis.backlogMarkdown.text(plan, check.said) : "";
    return backlog.body(text.slice(text.indexOf("\n---\n", 3) + 5));
  };
  const days = (check, kind) => {
    const { values, today, speech, rows } = check;
    for (const name of ["created", "started", "done", "scored"])
      if (values[name] > today) check.at("day-in-the-future", name, { day: dated(values[name]) });
    const spans = [["start", "due", values.start, values.due]];
    (values.blocked ?? []).forEach((one, number) => spans.push([`blocked.${number}.since`, `blocked.${number}.until`, one.since, one.until]));
    if (!values.history?.length) {
      const { done, started } = values;
      const created = values.created <= today ? values.created : undefined;
      spans.push(done < created && !(done < started) ? ["created", "done", created, done] : ["started", "done", started, done]);
    }
    const called = (name) => check.names[name] ?? check.called(rows[name]);
    for (const [earlier, later, first, last] of spans)
      if (last < first) check.tell("days-run-backwards", later, { field: called(later), other: called(earlier), day: dated(last), before: dated(first) });
    if (!isOpen(kind)) return;
    if (values.due < today) check.at("overdue", "due", { day: dated(values.due) });
    const since = (values.blocked ?? []).filter((one) => one.since && one.since <= today && !(one.until && one.until <= today)).map((one) => one.since).sort()[0];
    if (since && passed(since, today) > speech.limits.blocked) check.at("blocked-too-long", "blocked", { day: dated(since), limit: speech.limits.blocked });
  };
  const dependencies = (check, kind) => {
    const { thing, world, speech } = check;
    for (const [name, other] of placesOf(check, "depends_on")) if (other === thing.id) check.at("depends-on-itself", name, { value: other });
    const way = circleOf(world, thing);
    if (way) check.at("depends-in-circle", `depends_on.0`, { way: speech.shown(way).join(" → ") });
    if (!isOpen(kind)) return;
    const others = thing.depends_on.map((id) => world.items.find((item) => item.id === id)).filter(Boolean);
    const waits = others.filter((item) => isOpen(kindOf(world, item)));
    const { kinds, statuses } = check.rules;
    if (waits.length && kinds.indexOf(kind) >= kinds.indexOf("planned"))
      check.at("starts-before-dependency", "depends_on", { status: statuses.find((one) => one.id === thing.status).name, others: check.ids(waits) });
    const dropped = others.filter((item) => kindOf(world, item) === "dropped");
    if (dropped.length) check.at("depends-on-dropped", "depends_on", { others: check.ids(dropped) });
  };
  const names = (check, kind) => {
    const { values, rules, thing } = check;
    const off = (pattern, value) => pattern && value !== undefined && !new RegExp(`^(?:${pattern})$`, "u").test(value);
    const { ids, tags, campaign } = rules.patterns;
    const raw = rules.naming;
    if (off(ids, thing.id)) check.at("id-off-pattern", "id", { value: thing.id, pattern: raw.ids });
    for (const [name, tag] of placesOf(check, "tags")) if (off(tags, tag)) check.at("tag-off-pattern", name, { value: tag, pattern: raw.tags });
    if (off(campaign, values.campaign)) check.at("campaign-off-pattern", "campaign", { value: values.campaign, pattern: raw.campaign });
    const metric = listed(rules.metrics, values.metric);
    if (!metric?.users || !isOpen(kind) || values.private) return;
    const items = [...metric.users.items.filter((id) => id !== thing.id), thing.id].sort(order);
    check.tell("metric-unavailable", "metric", { value: metric.name ?? values.metric, users: check.speech.shown([...items, ...metric.users.goals]) });
  };
  const aims = (check) => {
    const { values, world, names: called } = check;
    const initiative = world.initiatives.get(values.initiative);
    if (!initiative?.goal || !values.goal || initiative.goal === values.goal || !world.goals.has(values.goal) || !world.goals.has(initiative.goal)) return;
    check.at("goal-differs-from-initiative", "goal", { value: values.goal, initiative: initiative.id, other: initiative.goal }, { paste: `${called.goal}: ${initiative.goal}` });
  };
  const item = (check) => {
    const { thing, values } = check;
    const kind = kindOf(check.world, thing);
    formerIds(check);
    required(check, kind);
    entries(check);
    if (kind === "backlog" && check.isMissing("metric")) check.gap("metric-missing", [check.rows.metric], "status");
    promises(check, kind);
    if (!values.private && kind !== "dropped") {
      const others = similar(check.world, thing);
      if (others.length) check.at("title-similar", "title", { title: thing.title, others: check.speech.shown(others) });
    }
    ratings(check, kind);
    aims(check);
    days(check, kind);
    dependencies(check, kind);
    workload(check, kind);
    names(check, kind);
    if (kind === "done" && check.isMissing("learning")) check.at("learning-missing", check.emptyLines(["learning"])[0] ?? "status", { learning: check.called(check.rows.learning) });
  };

  // --- goals, initiatives, minutes

  const left = (check, name) => check.world.items.filter((one) => one[name] === check.id && isOpen(kindOf(check.world, one)));
  const goal = (check) => {
    const { values, today, speech, rows } = check;
    required(check, "intake");
    const { period, measured, status = "active" } = values;
    if (status !== "active") {
      const items = left(check, "goal");
      if (items.length) check.at("goal-closed", "status", { items: check.ids(items) });
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

  const resolve = (check) => {
    const { values, world, kindOfFile } = check;
    const former = (values.formerly ?? []).map(same).filter((id) => !world.exact.item.has(id));
    const ours = new Set([same(check.id), ...former]);
    const own = (target, said) => (target === kindOfFile && ours.has(same(said)) ? check.id : meant(world, target, said));
    for (const [name, target] of Object.entries(REFERENCES)) if (typeof values[name] === "string" && check.rows[name]?.to) values[name] = own(target, values[name]);
    if (values.depends_on) values.depends_on = [...new Set(values.depends_on.map((said) => own("item", said)))];
    if (values.attendees) values.attendees = values.attendees.map((said) => own("person", said));
    for (const name of ["blockers", "actions"])
      values[name] &&= values[name].map((entry) => ({ ...entry, ...(entry.item && { item: own("item", entry.item) }), ...(entry.owner && { owner: own("person", entry.owner) }) }));
  };

  // What the rules find in a file of a kind ("item", "goal", "initiative", "meeting") that says these values.
  // `more` tells of a file that is edited: its `id`, `table` of fields, `empty` lines, `body`, and what it says
  // beside (`kept`).
  globalThis.backlogChecks = (kind, values, data, more = {}) => {
    if (!globalThis.backlogRules) return [];
    const check = new Check(kind, values, more);
    if (!Object.keys(check.names).length) return []; // nothing is typed yet
    if (kind !== "meeting") identity(check);
    for (const { slug, field, values: told, paste } of check.sheet.faults) check.tell(slug, field, told, { paste });
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
