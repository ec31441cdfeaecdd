// What the rules of the form look at beside the file: sentences, ids and names that are known, titles that are
// almost the same, items that wait for each other. As `rules/wording.py`, `titles.py` and `references.py`.
"use strict";
{
  const { casefold, fold, order, same } = backlog.spelling;

  const passed = (from, to) => (Date.parse(to) - Date.parse(from)) / 864e5; // in days
  const dated = (day) => ({ day });
  const byId = (one, other) => order(one.id, other.id);

  // --- sentences

  const ABOUT_LINES = ["line", "lines", "replaced"]; // for those who write files: a form has no lines

  class Speech {
    constructor(rules) {
      Object.assign(this, { rules, limits: rules.limits, ...rules.speech });
    }
    readable(value) {
      if (Array.isArray(value)) return this.list(value.map((one) => this.readable(one)));
      if (typeof value === "number") return this.number(value);
      if (value?.day) return this.date(value.day);
      return String(value);
    }
    number(value) {
      return value < this.grouped ? String(value) : String(value).replace(/\B(?=(?:\d{3})+$)/g, this.group);
    }
    date(day) {
      const [year, month, date] = day.split("-").map(Number);
      return this.days[month - 1].replace("{y}", year).replace("{d}", date);
    }
    list(entries) {
      const [pair, first, next, last] = this.lists;
      if (entries.length <= 2) return entries.join(pair);
      const [head, ...rest] = entries;
      const end = rest.pop();
      return head + first + rest.slice(0, -1).map((one) => one + next).join("") + (rest.at(-1) ?? "") + last + end;
    }
    clipped(value) {
      if (Array.isArray(value)) {
        const some = value.slice(0, this.limits.values).map((one) => this.clipped(one));
        return value.length <= this.limits.values ? some : [...some, "…"];
      }
      const letters = typeof value === "string" && value.length > this.limits.value ? [...value] : [];
      return letters.length > this.limits.value ? `${letters.slice(0, this.limits.value - 1).join("")}…` : value;
    }
    filled(text, values) {
      return text.replace(/\{\{|\}\}|\{(\w+)\}/g, (whole, name) => (name ? this.readable(values[name]) : whole[0]));
    }
    sentence(text, values) {
      const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, this.clipped(value)]));
      const said = this.filled(text, shown);
      const first = [...said][0] ?? "";
      return first.toUpperCase() + said.slice(first.length);
    }
    shown(names) {
      return names.length <= this.limits.shown ? names : [...names.slice(0, this.limits.shown - 1), "…"];
    }
    finding({ slug, field, values = {}, paste = "", notes = [] }) {
      const [code, severity, what, why, mend] = this.rules.rules[slug];
      let help = this.sentence(mend, values);
      if (values.guess) help = `${this.filled(this.rules.notes.guess, values)} ${help}`;
      const told = notes.map(([name, details]) => [name, ` ${this.filled(this.rules.notes[name], details)}`]);
      const whole = [help, ...told.map(([, text]) => text), paste && `\n${paste}`].join("");
      help += told.filter(([name]) => !ABOUT_LINES.includes(name)).map(([, text]) => text).join("");
      return { code, slug, severity, field, message: this.sentence(what, values), why: this.sentence(why, values), help, whole };
    }
  }

  // --- what is known beside the file

  const worlds = new Map();
  // Everything but the file that is edited, and the ids that names stand for.
  const worldOf = (rules, own) => {
    const key = own ?? "";
    if (worlds.get(key)?.rules !== rules) worlds.set(key, makeWorld(rules, own));
    return worlds.get(key);
  };
  const makeWorld = (rules, own) => {
    const rest = (things) => things.filter((one) => one.id !== own);
    const world = {
      rules,
      items: rest(rules.items),
      goals: new Map(rest(rules.goals).map((one) => [one.id, one])),
      initiatives: new Map(rest(rules.initiatives).map((one) => [one.id, one])),
      exact: {}, names: {}, slots: new Map(), groups: new Map(),
      kinds: new Map(rules.statuses.map((one) => [one.id, one.kind])),
    };
    const targets = { goal: [...world.goals.values()], initiative: [...world.initiatives.values()], item: world.items };
    for (const [target, table] of Object.entries({ person: rules.people, channel: rules.channels, metric: rules.metrics, partner: rules.partners }))
      targets[target] = Object.entries(table).map(([id, one]) => ({ id, title: one.name ?? id, configured: true }));
    for (const [target, things] of Object.entries(targets)) {
      const exact = new Map();
      const named = new Map();
      for (const { id, title, configured } of things) {
        if (configured) exact.set(id, id);
        if (!configured || !exact.has(same(id))) exact.set(same(id), id);
        if (target !== "item") named.set(fold(title), [...(named.get(fold(title)) ?? []), id]);
      }
      for (const { id, formerly } of things)
        for (const former of formerly ?? []) if (!exact.has(same(former))) exact.set(same(former), id);
      world.exact[target] = exact;
      world.names[target] = new Map([...named].filter(([, ids]) => ids.length === 1).map(([name, [id]]) => [name, id]));
    }
    for (const item of world.items) if (kindOf(world, item) !== "dropped") titled(world, item);
    return world;
  };
  const meant = (world, target, said) =>
    world.exact[target].get(said) ?? world.exact[target].get(same(said)) ?? world.names[target].get(fold(said)) ?? said;
  const kindOf = (world, item) => world.kinds.get(item.status);
  const KINDS = ["intake", "backlog", "planned", "active", "review", "done", "dropped"];
  const isOpen = (kind) => kind !== "done" && kind !== "dropped";
  const isStarted = (kind) => kind === "active" || kind === "review";
  const isRanked = (kind) => ["backlog", "planned", "active", "review"].includes(kind);
  // From which column on a field is wanted: a reviewer in review only, of the dropped little.
  const isWanted = (from, kind) => {
    if (!from || kind === "dropped") return from === "intake";
    if (from === "review") return kind === "review";
    return KINDS.indexOf(from) <= KINDS.indexOf(kind);
  };

  // --- titles that are almost the same: `rules/titles.py`

  const wordsOf = (world, title) => {
    const words = casefold(title.normalize("NFKC")).match(/[\p{L}\p{N}_]+/gu) ?? [];
    const telling = words.filter((word) => !world.rules.small.includes(word));
    return telling.length ? telling : words;
  };
  const keysOf = (world, title) => {
    const words = wordsOf(world, title);
    const sorted = [...words].sort(order);
    const slots = sorted.flatMap((word, number) =>
      [...word].length >= 5 && /^\p{L}+$/u.test(word) ? [[sorted.toSpliced(number, 1, "").join(" "), word]] : []);
    return { groups: [...new Set([words.join(""), sorted.join(" ")])], slots };
  };
  const titled = (world, item) => {
    const { groups, slots } = keysOf(world, item.title);
    for (const key of groups) world.groups.set(key, [...(world.groups.get(key) ?? []), item]);
    for (const [key, word] of slots) {
      if (!world.slots.has(key)) world.slots.set(key, new Map());
      const words = world.slots.get(key);
      words.set(word, [...(words.get(word) ?? []), item]);
    }
  };
  const byAge = (one, other) => order(one.created ?? "", other.created ?? "") || byId(one, other);
  const endsOf = (world, items) => {
    const ordered = [...items].sort(byAge);
    return { first: ordered[0], last: ordered.findLast((item) => isOpen(kindOf(world, item))) };
  };
  const isOneLetter = (one, other) => {
    if (one.slice(0, 2).join() !== other.slice(0, 2).join() && one.slice(-2).join() !== other.slice(-2).join()) return false;
    if (one.length > other.length) [one, other] = [other, one];
    const place = one.findIndex((letter, number) => letter !== other[number]);
    const start = place < 0 ? one.length : place;
    const rest = other.slice(start + 1).join("");
    return one.slice(start).join("") === rest || one.slice(start + 1).join("") === rest;
  };
  const pairsOf = (words) => {
    if (words.length <= 12)
      return words.flatMap((one, number) => words.slice(number + 1).map((other) => [one, other]))
        .filter(([one, other]) => isOneLetter([...one], [...other]));
    const shorter = new Map();
    const put = (key, word) => shorter.set(key, (shorter.get(key) ?? new Set()).add(word));
    for (const word of words) {
      const letters = [...word];
      for (let start = 0; start <= letters.length; start += 1) {
        const head = letters.slice(0, start).join("");
        put(`${head}\n${letters.slice(start + 1).join("")}`, word);
        put(`${head}\n${letters.slice(start).join("")}`, word);
      }
    }
    return [...shorter.values()].flatMap(([first, ...others]) => others.map((other) => [first, other]));
  };
  const firstOf = (world, item, words) => {
    const ends = new Map([...words].map(([word, items]) => [word, endsOf(world, items)]));
    const sorted = [...ends.keys()].sort((one, other) => byAge(ends.get(one).first, ends.get(other).first));
    const found = pairsOf(sorted).flatMap(([one, other]) => {
      const ways = [[one, other], [other, one]].filter(([here]) => ends.get(here).last)
        .map(([here, there]) => [ends.get(here).last, ends.get(there).first]);
      const way = ways.sort(([one], [other]) => byAge(other, one))[0];
      return way && way[0] === item ? [way[1]] : [];
    });
    return found.sort(byAge)[0];
  };
  const similar = (world, item) => {
    const { groups, slots } = keysOf(world, item.title);
    const told = new Set();
    for (const key of groups) {
      const all = [...(world.groups.get(key) ?? []), item];
      if (all.length > 1 && endsOf(world, all).last === item) for (const one of all) told.add(one);
    }
    const firsts = slots.flatMap(([key, word]) => {
      const words = new Map(world.slots.get(key));
      words.set(word, [...(words.get(word) ?? []), item]);
      const first = words.size > 1 ? firstOf(world, item, words) : undefined;
      return first ? [first] : [];
    });
    if (firsts.length) told.add(firsts.sort(byAge)[0]);
    told.delete(item);
    return [...told].sort(byId).map((one) => one.id);
  };

  // --- items that wait for each other: `rules/references.py`

  const circleOf = (world, item) => {
    const edges = new Map(world.items.filter((one) => one.depends_on).map((one) => [one.id, one.depends_on]));
    edges.set(item.id, item.depends_on);
    const reached = (from) => {
      const seen = new Set();
      const queue = [from];
      while (queue.length)
        for (const other of edges.get(queue.pop()) ?? [])
          if (edges.has(other) && !seen.has(other)) queue.push(other) && seen.add(other);
      return seen;
    };
    const tangle = [...reached(item.id)].filter((id) => id === item.id || reached(id).has(item.id)).sort(order);
    if (!tangle.includes(item.id) || tangle.length < 2) return null;
    const [first] = tangle;
    const before = new Map([[first, first]]);
    const queue = [first];
    for (const node of queue)
      for (const other of [...new Set(edges.get(node))].filter((one) => tangle.includes(one)).sort(order))
        if (!before.has(other)) before.set(other, node) && queue.push(other);
    const way = [first, queue.find((node) => node !== first && edges.get(node).includes(first))];
    while (way.at(-1) !== first) way.push(before.get(way.at(-1)));
    return way.includes(item.id) ? way.reverse() : null;
  };

  backlog.known = {
    Speech, byId, circleOf, dated, isOpen, isRanked, isStarted, isWanted, kindOf, meant, passed, similar, worldOf,
  };
}
