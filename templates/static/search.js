// The search over items, goals, initiatives and pages, fetched when somebody opens it first.
"use strict";
{
  const FUZZY = "static/vendor/uFuzzy-1.0.19/uFuzzy.iife.min.js";
  const MOST = 50; // results that are shown
  const WORDS = 8; // words that are looked for
  const ALIKE = 30; // words that one may have meant
  const FIRST = 3; // shown before anything is typed
  // What a word counts where it begins a word, stands within one, or stands there with a letter wrong.
  const FIELDS = [
    ["title", 9, 7, 5],
    ["id", 6, 4, 3],
    ["about", 4, 3, 2],
    ["text", 1.5, 1, 0.5],
  ];
  const FINISHED = -2.5; // for each word: below what is open and found in the same field
  const EXTRA = { page: 3, goal: 1, initiative: 0.5, item: 0 };
  const SPELLED = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", æ: "ae", ø: "oe", œ: "oe", ł: "l" };

  // Letters as they are compared: small, umlauts written out, no accents; other signs are spaces.
  const folded = (text) =>
    text
      .normalize("NFC")
      .toLowerCase()
      .replace(/[äöüßæøœł]/g, (letter) => SPELLED[letter])
      .normalize("NFD")
      .replace(/\p{M}+/gu, "")
      .replace(/[^\p{L}\p{N}\p{S}]/gu, " ");
  const signs = new Map();
  const foldedSign = (sign) => signs.get(sign) ?? signs.set(sign, folded(sign)).get(sign);
  const joined = (text) => ` ${folded(text).replace(/ +/g, " ").trim()}`;
  const wordsOf = (query) => [...new Set(joined(query).split(" ").filter(Boolean))].slice(0, WORDS);
  const made = (name, properties, ...inside) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...inside);
    return element;
  };

  // Everything that can be found: pages first, then what work is for, then items in board order.
  const entriesOf = (data) => {
    const names = (list) => new Map(list.map((one) => [one.id, one]));
    const [people, goals, initiatives, channels, statuses] = [data.people, data.goals, data.initiatives, data.channels, data.statuses].map(names);
    const named = (known, id) => known.get(id)?.name ?? id ?? "";
    const { address } = backlog;
    const pages = [...document.querySelectorAll(".navigation a")].map((link) => ({ kind: "page", title: link.textContent.trim(), id: "", about: "", text: "", href: link.href }));
    return [
      ...pages,
      ...data.goals.map(({ id, name, status }) => ({ kind: "goal", title: name, id, about: "", text: "", href: address(`goals/${id}.html`), finished: status === "dropped" })),
      ...data.initiatives.map(({ id, name, goal }) => ({ kind: "initiative", title: name, id, about: named(goals, goal), text: "", goal: named(goals, goal), href: address(`initiatives/${id}.html`) })),
      ...data.items.map((item) => {
        const status = statuses.get(item.status);
        const owner = named(people, item.owner);
        const goal = named(goals, item.goal);
        const also = [named(initiatives, item.initiative), named(channels, item.channel), ...(item.tags ?? [])];
        return {
          kind: "item",
          title: item.title,
          id: [item.id, ...(item.formerly ?? [])].join(" "),
          formerly: item.formerly ?? [],
          about: [owner, item.owner ?? "", goal, ...also].join(" "),
          also,
          text: item.text ?? "",
          owner,
          goal,
          status,
          ranked: item.ranked,
          finished: status?.kind === "done" || status?.kind === "dropped",
          href: address(`items/${item.id}.html`),
        };
      }),
    ];
  };

  // The index: for each field the texts of all entries as they are compared.
  class Index {
    constructor(data) {
      this.entries = entriesOf(data);
      this.fields = new Map(FIELDS.map(([field]) => [field, this.entries.map((entry) => (entry[field] ? joined(entry[field]) : ""))]));
      this.vocabulary = [...new Set([...this.fields.values()].flat().join(" ").split(" "))];
      this.fuzzy = new uFuzzy({ intraMode: 1, interLft: 2 });
      this.known = new Map(); // words that were looked for: all but one stay as one types on
    }

    lookedFor(word) {
      if (!this.known.has(word)) {
        if (this.known.size > 100) this.known.clear();
        const alike = this.alike(word);
        this.known.set(word, { alike, weights: this.weights(word, alike) });
      }
      return this.known.get(word);
    }

    // Words that are there and begin like this one, but for one letter. Only where words begin: in the
    // compounds of German there would be a “Wartung” in each “Verwaltung”.
    alike(word) {
      const found = word.length < 3 ? [] : (this.fuzzy.filter(this.vocabulary, word) ?? []);
      const words = found.map((place) => this.vocabulary[place]);
      return words.filter((other) => !other.includes(word)).slice(0, ALIKE);
    }

    // What a word counts in each entry; 0 is not there. A letter may be wrong: always in short fields, in
    // the long ones where the word is nowhere else.
    weights(word, alike) {
      const weights = new Float32Array(this.entries.length);
      let found = false;
      const weigh = (texts, count) => {
        for (let place = 0; place < texts.length; place++) {
          const weight = count(texts[place]);
          if (weight) found = true;
          if (weight > weights[place]) weights[place] = weight;
        }
      };
      for (const [field, begins, within, wrong] of FIELDS) {
        const texts = this.fields.get(field);
        weigh(texts, (text) => (!text.includes(word) ? 0 : text.includes(` ${word}`) ? begins : within));
        if (!alike.length || (field === "text" && found)) continue;
        weigh(texts, (text) => (alike.some((other) => text.includes(` ${other}`)) ? wrong : 0));
      }
      return weights;
    }

    // The entries that have every word, best first.
    find(words) {
      const each = words.map((word) => this.lookedFor(word).weights);
      const found = [];
      for (let place = 0; place < this.entries.length; place++) {
        if (each.some((weights) => !weights[place])) continue;
        const { kind, finished } = this.entries[place];
        const sum = each.reduce((total, weights) => total + weights[place], 0);
        found.push([sum + EXTRA[kind] + (finished ? FINISHED * words.length : 0), place]);
      }
      return found.sort(([left, first], [right, second]) => right - left || first - second).map(([, place]) => this.entries[place]);
    }

    // Where the words stand in a text, or those that one may have meant: pairs of first and end, in order.
    ranges(text, words) {
      let plain = "";
      const from = [];
      let at = 0;
      for (const sign of text) {
        const part = foldedSign(sign);
        for (let letter = 0; letter < part.length; letter++) from.push(at);
        plain += part;
        at += sign.length;
      }
      from.push(at);
      plain = ` ${plain}`;
      const found = words.flatMap((word) => {
        const spots = (other, begin = " ") =>
          [...plain.matchAll(new RegExp(begin + escaped(other), "g"))].map(({ index }) => {
            const first = index + begin.length - 1;
            return [first, first + other.length];
          });
        let places = spots(word);
        if (!places.length && word.length > 1) places = spots(word, "");
        if (!places.length) places = this.lookedFor(word).alike.flatMap((other) => spots(other));
        return places;
      });
      const ordered = found.map(([first, end]) => [from[first], from[end]]).sort(([left], [right]) => left - right);
      const merged = [];
      for (const [first, end] of ordered) {
        const last = merged.at(-1);
        if (last && first <= last[1]) last[1] = Math.max(last[1], end);
        else merged.push([first, end]);
      }
      return merged;
    }
  }

  const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  const marked = (index, text, words) => {
    const pieces = [];
    let at = 0;
    text = text.normalize("NFC");
    for (const [first, end] of index.ranges(text, words)) {
      pieces.push(text.slice(at, first), made("mark", { textContent: text.slice(first, end) }));
      at = end;
    }
    return [...pieces, text.slice(at)];
  };

  // Where a word stands in nothing else that is shown: in what else it stands, or the words around it.
  const excerpt = (index, entry, words) => {
    const seen = joined([entry.title, entry.owner, entry.goal].join(" "));
    const hidden = words.filter((word) => ![word, ...index.lookedFor(word).alike].some((other) => seen.includes(other)));
    const formerly = entry.formerly?.find((id) => hidden.some((word) => joined(id).includes(word)));
    if (formerly) return [backlog.say("formerly {id}", { id: formerly })];
    const also = entry.also?.filter((name) => hidden.some((word) => joined(name).includes(word))) ?? [];
    if (also.length) return also.flatMap((name, place) => [place ? ", " : "", ...marked(index, name, hidden)]);
    const text = entry.text?.normalize("NFC") ?? "";
    const [first] = hidden.length ? index.ranges(text, hidden) : [];
    if (!first) return [];
    const start = first[0] > 40 ? text.indexOf(" ", first[0] - 40) + 1 : 0;
    const part = text.slice(start, first[1] + 60);
    return [start ? "… " : "", ...marked(index, part, hidden), start + part.length < text.length ? " …" : ""];
  };

  const row = (index, entry, words, number) => {
    const { say } = backlog;
    const kinds = { page: say("Page"), goal: say("Goal"), initiative: say("Initiative") };
    const state = entry.status
      ? made("span", { className: `state state-${entry.status.kind}`, textContent: entry.status.name })
      : kinds[entry.kind];
    const facts = [state, ...[entry.owner, entry.goal].filter(Boolean).map((text) => made("bdi", {}, ...marked(index, text, words)))];
    const why = excerpt(index, entry, words);
    const link = made(
      "a",
      { id: `found-${number}`, href: entry.href, tabIndex: -1 },
      made("strong", {}, made("bdi", {}, ...marked(index, entry.title, words))),
      made("span", { className: "facts parts" }, ...facts.map((fact) => made("span", {}, fact))),
    );
    if (why.length) link.append(made("p", { className: "facts" }, ...why));
    link.setAttribute("role", "option");
    return link;
  };

  class Search {
    constructor() {
      const { say } = backlog;
      const name = document.querySelector("[data-do=search]").textContent.trim();
      this.input = made("input", { id: "search", type: "text", autocomplete: "off", spellcheck: false, maxLength: 200, enterKeyHint: "go" });
      this.list = made("div", { id: "found", hidden: true });
      this.status = made("p", { className: "facts" });
      this.rest = made("p", { className: "facts", hidden: true });
      this.close = made("button", { type: "button", textContent: say("Close") });
      this.dialog = made("dialog", { className: "palette" }, made("div", { className: "ask" }, this.input, this.close), this.status, this.list, this.rest);
      const roles = [
        [this.dialog, { "aria-label": name }],
        [this.input, { role: "combobox", "aria-label": name, "aria-autocomplete": "list", "aria-controls": "found", "aria-expanded": "false" }],
        [this.list, { role: "listbox" }],
        [this.status, { role: "status" }],
      ];
      for (const [element, attributes] of roles)
        for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
      this.input.addEventListener("input", () => this.show());
      this.input.addEventListener("keydown", (event) => this.press(event));
      this.close.addEventListener("click", () => this.dialog.close());
      this.dialog.addEventListener("click", (event) => {
        const left = event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey;
        if (left || event.target === this.dialog) this.dialog.close();
      });
      document.body.append(this.dialog);
    }

    async open() {
      if (!this.dialog.open) this.dialog.showModal();
      this.input.focus();
      this.input.select();
      if (this.index) return;
      this.status.textContent = "…";
      try {
        const [data] = await Promise.all([backlog.load(), backlog.script(FUZZY)]);
        const { say } = backlog;
        this.index ??= new Index(data);
        this.close.textContent = say("Close");
        this.input.placeholder = say("Title, person, goal …");
        this.list.setAttribute("aria-label", say("Results"));
      } catch (error) {
        this.dialog.close();
        throw error;
      }
      this.show();
    }

    show() {
      if (!this.index) return;
      const { say, plural } = backlog;
      const words = wordsOf(this.input.value);
      const found = words.length ? this.index.find(words) : this.index.entries.filter(({ ranked, finished }) => ranked && !finished).slice(0, FIRST);
      const rows = found.slice(0, MOST).map((entry, number) => row(this.index, entry, words, number));
      this.list.replaceChildren(...rows);
      this.list.hidden = !rows.length;
      this.list.scrollTop = 0;
      this.input.setAttribute("aria-expanded", String(rows.length > 0));
      this.rest.hidden = found.length <= MOST;
      if (!this.rest.hidden) this.rest.textContent = plural("{count} more: type another word.", "{count} more: type another word.", found.length - MOST);
      if (!words.length) this.status.textContent = rows.length ? say("At the top of the ranking") : "";
      else if (rows.length) this.status.textContent = plural("{count} result", "{count} results", found.length);
      else this.status.textContent = `${say("Nothing found for “{words}”.", { words: this.input.value.trim() })} ${say("Try fewer or other words, or look through the board.")}`;
      this.select(rows.length ? 0 : -1);
    }

    select(number) {
      this.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
      const chosen = this.list.children[number];
      this.number = number;
      if (!chosen) return this.input.removeAttribute("aria-activedescendant");
      chosen.setAttribute("aria-selected", "true");
      chosen.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", chosen.id);
    }

    press(event) {
      const count = this.list.children.length;
      if (!count || event.isComposing) return;
      const { ctrlKey, metaKey, shiftKey } = event;
      const steps = { ArrowDown: (this.number + 1) % count, ArrowUp: (this.number + count - 1) % count, Home: 0, End: count - 1 };
      if (event.key === "Enter")
        this.list.children[this.number].dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
      else if (event.key in steps && !shiftKey) this.select(steps[event.key]);
      else return;
      event.preventDefault();
    }
  }

  let search;
  globalThis.backlog = Object.assign(globalThis.backlog ?? {}, { search: () => (search ??= new Search()).open() });
}
