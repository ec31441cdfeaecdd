// How names are compared: what `spelling.py` and `rules/guess.py` do, to the letter.
"use strict";
{
  const cherokee = /[\u13a0-\u13fd\uab70-\uabbf]/;
  const folded = (letter) =>
    letter === "ı" ? letter
    : letter === "ẞ" ? "ss"
    : cherokee.test(letter) ? letter.toUpperCase()
    : [...letter.toUpperCase()].map((one) => one.toLowerCase()).join("");
  const casefold = (text) => (/^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : [...text].map(folded).join(""));
  const separators = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000_-]+/g;
  const fold = (text) => casefold(text.normalize("NFC")).replace(separators, "");
  const same = (text) =>
    /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : casefold(text.normalize("NFKD")).normalize("NFC");

  // By code point, as Python sorts; scripts sort by halves of surrogate pairs.
  const order = (one, other) => {
    const left = [...one];
    const right = [...other];
    const place = left.findIndex((letter, number) => letter !== right[number]);
    if (place < 0 || place >= right.length) return left.length - right.length;
    return left[place].codePointAt(0) - right[place].codePointAt(0);
  };

  // Letters that two words have in common, in order: the longest run first, then left and right of it.
  const common = (one, places, from, to, start, end) => {
    let [bestOne, bestOther, size] = [from, start, 0];
    let runs = new Map();
    for (let i = from; i < to; i += 1) {
      const next = new Map();
      for (const j of places.get(one[i]) ?? []) {
        if (j < start) continue;
        if (j >= end) break;
        const run = (runs.get(j - 1) ?? 0) + 1;
        next.set(j, run);
        if (run > size) [bestOne, bestOther, size] = [i - run + 1, j - run + 1, run];
      }
      runs = next;
    }
    return [bestOne, bestOther, size];
  };
  // difflib's ratio of two words, with what it leaves out of long ones.
  const ratio = (one, other) => {
    if (one.length + other.length === 0) return 1;
    const places = new Map();
    other.forEach((letter, number) => places.set(letter, [...(places.get(letter) ?? []), number]));
    if (other.length >= 200) {
      const most = Math.floor(other.length / 100) + 1;
      for (const [letter, numbers] of places) if (numbers.length > most) places.delete(letter);
    }
    let matches = 0;
    const queue = [[0, one.length, 0, other.length]];
    while (queue.length) {
      const [from, to, start, end] = queue.pop();
      let [i, j, size] = common(one, places, from, to, start, end);
      while (i > from && j > start && one[i - 1] === other[j - 1]) [i, j, size] = [i - 1, j - 1, size + 1];
      while (i + size < to && j + size < end && one[i + size] === other[j + size]) size += 1;
      if (!size) continue;
      matches += size;
      if (from < i && start < j) queue.push([from, i, start, j]);
      if (i + size < to && j + size < end) queue.push([i + size, to, j + size, end]);
    }
    return (2 * matches) / (one.length + other.length);
  };
  const least = 0.72;
  // The known word that was probably meant, or nothing.
  const nearest = (word, known) => {
    const names = new Map();
    for (const name of [...known].sort(order).reverse()) names.set(fold(name), name);
    const letters = [...fold(word)];
    let best = ["", least];
    for (const name of names.keys()) {
      const other = [...name];
      const all = other.length + letters.length;
      if (all && (2 * Math.min(other.length, letters.length)) / all < best[1]) continue;
      const near = ratio(other, letters);
      if (near > best[1] || (near === best[1] && (!best[0] || order(name, best[0]) > 0))) best = [name, near];
    }
    return names.get(best[0]) ?? "";
  };

  const few = 300;
  const pieces = (name) => {
    const letters = [..." " + fold(name) + " "];
    return [...new Set(letters.slice(2).map((_, start) => letters.slice(start, start + 3).join("")))];
  };
  const indexes = new WeakMap();
  const indexed = (known) => {
    if (!indexes.has(known)) {
      const index = new Map();
      for (const name of [...known].sort(order))
        for (const piece of pieces(name)) index.set(piece, [...(index.get(piece) ?? []), name]);
      indexes.set(known, index);
    }
    return indexes.get(known);
  };
  // The nearest of many: only names that share the rarest pieces are compared.
  const guess = (value, known) => {
    if (known.length <= few) return nearest(value, known);
    const shared = new Map();
    for (const piece of pieces(value)) {
      const names = indexed(known).get(piece) ?? [];
      if (names.length <= few) for (const name of names) shared.set(name, (shared.get(name) ?? 0) + 1);
    }
    const near = [...shared].sort(([one, much], [other, more]) => more - much || order(one, other));
    return nearest(value, near.slice(0, few).map(([name]) => name));
  };

  const reserved = /^(?:con|prn|aux|nul|(?:com|lpt)[1-9])$/;
  const longest = 64;
  // A readable id made of a title; nothing where no letter is left.
  const idOf = (text) => {
    const plain = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", "&": " und " };
    const words = casefold(text.normalize("NFC")).replace(/[äöüß&]/g, (letter) => plain[letter]);
    const parts = (words.normalize("NFKD").replace(/[^\0-\x7f]/g, "").match(/[a-z0-9]+/g) ?? []).filter(
      (part) => !reserved.test(part),
    );
    while (parts.length && !/^[a-z]/.test(parts[0])) parts.shift();
    let made = "";
    for (const part of parts) {
      if (made.length + part.length >= longest - 4) break;
      made += (made ? "-" : "") + part;
    }
    return made === "index" ? "index-1" : made;
  };
  // The slug of what is wrong with an id; nothing where it is one.
  const idSlug = (text) => {
    if ([...text].length > longest) return "id-too-long";
    if (!/^[A-Za-z][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*$/.test(text)) return "id-missing";
    const lower = text.toLowerCase();
    return lower === "index" || lower.split(/[.-]/).some((part) => reserved.test(part)) ? "id-reserved" : "";
  };

  // What a table says of a name that somebody typed: "constructor" is one, and every object has that.
  const listed = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);

  backlog.spelling = { casefold, fold, guess, idOf, idSlug, listed, longest, nearest, order, same };
}
