// What the search finds: everything of the backlog as it is compared, and what comes first.
"use strict";
{
  const WORDS = 8; // words that are looked for
  const ALIKE = 30; // words that one may have meant
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
  const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

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
        if (item.blocked) also.push(backlog.say("Blocked"));
        if (item.reviewer && status?.kind === "review") also.push(named(people, item.reviewer));
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

  backlog.matching = { Index, joined, wordsOf };
}
