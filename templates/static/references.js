// What a file names: ids, things it refers to, people. As `rules/references.py`, `links.py` and `owners.py`.
"use strict";
{
  const { fold, guess, idOf, idSlug, listed, order, same } = backlog.spelling;
  const { byId, meant } = backlog.known;
  const { clean } = backlog.reading;
  const { placesOf } = backlog.checking;

  const PLAIN = /^(?:[\p{L}\p{N}_][\p{L}\p{N}_ .-]*[\p{L}\p{N}_]|[\p{L}\p{N}_])$/u;
  const REFERENCES = { goal: "goal", initiative: "initiative", owner: "person", reviewer: "person", channel: "channel", metric: "metric", partner: "partner" };

  // What the names in the file stand for.
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
    const notes = "id" in check.names ? [] : [["line", {}]];
    const slug = idSlug(id);
    if (slug) {
      const title = clean(said.title);
      const wanted = slug === "id-reserved" ? idOf(title) || `${id}-1` : idOf(id) || idOf(title) || "name";
      const paste = `id: ${taken.has(same(wanted)) ? free(wanted) : wanted}`;
      const values = { field: "id", value: [...id].slice(0, 80).join(""), limit: backlog.spelling.longest };
      check.tell(slug, "id", values, { paste, notes });
      check.sheet.refused = true;
      return;
    }
    const first = things(check).find((one) => same(one.id) === same(id));
    if (!first) return;
    check.tell(first.id === id ? "id-duplicate" : "id-collides", "id", { value: id, other: first.id, path: first.path }, { paste: `id: ${free(id)}`, notes });
    check.sheet.refused = true;
  };

  // --- references

  // The line with its value mended, wherever its name has the same letters.
  const swapped = (line, value, said) => {
    const [, name, rest] = /^(\s*(?:- )*(?:[^\s:"']+: )?)(.*)$/u.exec(line);
    return rest.includes(value) ? (name + rest.replace(value, () => said)).trim() : "";
  };
  const unknown = (check, slug, name, value, target) => {
    const { exact } = check.world;
    const ids = [...new Set(exact[target].values())].filter((id) => target !== check.kindOfFile || id !== check.id);
    const known = check.kindOfFile === target ? [...ids, check.id] : ids;
    if (known.includes(value)) return;
    const titles = wordsFor(check, target, known);
    const nearest = guess(value, target === "item" ? known : [...titles.keys()]);
    const near = target === "item" && check.kindOfFile === "item" && nearest === check.id ? "" : nearest;
    const said = PLAIN.test(near) ? near : (titles.get(near) ?? "");
    const paste = said ? swapped(check.line(name), value, said) : "";
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
      const paste = swapped(check.line("metric"), values.metric, near);
      if (near) check.at("metric-similar", "metric", { value: values.metric, guess: near }, { paste });
    }
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
    const named = new Map(all.flatMap(([id, { name }]) => (name ? [[id, id], [name, id]] : [[id, id]])));
    const known = [...named.keys()];
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
        check.at("person-unknown", name, { value, guess: near }, { paste: near ? swapped(check.line(name), value, PLAIN.test(near) ? near : named.get(near)) : "", notes: [["known", { known: ids }]] });
      }
    }
  };

  Object.assign(backlog.checking, { identity, people, references, resolve });
}
