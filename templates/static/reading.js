// The values of a form as the files' reader reads them: dates, numbers, periods, choices, people; and what
// is wrong with them. As `content/values.py`, `numbers.py` and `dates.py`, to the letter; what only those can
// tell is `unsure`, and no rule says anything about it.
"use strict";
{
  const { fold, listed, nearest } = backlog.spelling;
  const { isEmpty } = backlog.markdown;
  const clean = (value) => backlog.markdown.clean(value).trim();

  const clipped = (text, most) => [...text].slice(0, most).join("");
  const shortened = (text) => ([...text].length <= 40 ? text : `${clipped(text, 39)}…`);

  const inYears = (year) => year >= 1970 && year < 2200;
  const iso = (year, month, day) => new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
  const lastOf = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
  const existing = (year, month, day) =>
    inYears(year) && month >= 1 && month <= 12 && day >= 1 && day <= lastOf(year, month) ? iso(year, month, day) : "";
  // The day on which something is written: today in the zone, but none before that of the data.
  const today = (day, zone) => {
    const now = zone ? new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(new Date()) : day;
    return now > day ? now : day;
  };
  const exact = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?: (?:[01][0-9]|2[0-3]):[0-5][0-9])?$/;
  const forms = [
    ["", exact, [1, 2, 3]],
    ["date-german", /^([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*((?:[0-9]{2}){1,2})$/, [3, 2, 1]],
    ["date-short", /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$/, [1, 2, 3]],
  ];
  const stamp = /^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.{0,30}$/u;

  const day = (sheet, row, name, text) => {
    const found = exact.exec(text);
    const known = found && existing(Number(found[1]), Number(found[2]), Number(found[3]));
    if (known) return known;
    for (const [slug, pattern, places] of forms) {
      const match = pattern.exec(text);
      if (!match) continue;
      let [year, month, date] = places.map((place) => Number(match[place]));
      if (match[places[0]].length === 2) year += 2000;
      const meant = existing(year, month, date);
      const told = (meant && slug) || (inYears(year) ? "date-impossible" : "date-out-of-range");
      const inYear = Math.min(Math.max(month, 1), 12);
      const near = told === "date-impossible" ? { near: iso(year, inYear, lastOf(year, inYear)) } : {};
      return sheet.fault(told, name, meant, { value: clipped(text, 40), ...near });
    }
    if (stamp.test(text)) return sheet.doubt(name);
    return sheet.fault("not-a-date", name, "", { value: clipped(text, 40) });
  };

  const number = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;
  const thousands = /^-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+$/;
  // A number with an exponent, written out.
  const written = (text) => {
    const [whole, fraction, power] = /^([0-9]+)\.?([0-9]*)[eE]\+?([0-9])$/.exec(text).slice(1);
    const digits = whole + fraction.padEnd(Number(power), "0");
    const point = whole.length + Number(power);
    return digits.slice(0, point) + (digits.length > point ? `.${digits.slice(point)}` : "");
  };
  const lookalikes = [
    [/^-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?$/, (text) => text.replaceAll(".", "").replace(",", ".")],
    [/^-?[0-9]+,[0-9]+$/, (text) => text.replace(",", ".")],
    [/^\+[0-9]+(?:\.[0-9]+)?$/, (text) => text.slice(1)],
    [/^-?[0-9][0-9_]*[0-9]$/, (text) => text.replaceAll("_", "")],
    [/^0[xX][0-9a-fA-F]{1,8}$/, (text) => String(parseInt(text, 16))],
    [/^0[oO][0-7]{1,9}$/, (text) => String(parseInt(text.slice(2), 8))],
    [/^[0-9]{1,9}(?:\.[0-9]{1,9})?[eE]\+?[0-9]$/, written],
    [/^-?[0-9]+(?:\.[0-9]+)?\s*[^\p{Nd}\s.,:_/+-]{1,5}$/u, (text) => text.replace(/[^\p{Nd}.]+$/u, "")],
  ];
  const meantNumber = (text) => {
    if ([...text].length > 20) return "";
    const [, mend] = lookalikes.find(([pattern]) => pattern.test(text)) ?? [];
    const found = mend ? mend(text).replace(/^(-?)0+(?=[0-9])/, "$1") : "";
    return number.test(found) ? found : "";
  };
  // Whether a number, as it is to be written, is one that the field takes; comparing makes a number of the text.
  const fits = ({ type, least = -Infinity, most = Infinity }, text) =>
    type !== "integer" || (!/\.0*[1-9]/.test(text) && text >= least && text <= most);
  const offered = (row, text) => (fits(row, text) ? text : "");
  const figure = (sheet, row, name, text) => {
    const clear = [...text].length <= 20 && number.test(text) && !thousands.test(text);
    if (clear) return text;
    if (/^\p{No}/u.test(text)) return sheet.doubt(name); // digits for some, letters for others
    const meant = meantNumber(text);
    const looks = meant || /^\p{Nd}/u.test(text) || /^[.+-]*(?:nan|inf)[.+-]*$/i.test(text);
    return sheet.fault(looks ? "number-ambiguous" : "not-a-number", name, offered(row, meant), { value: shortened(text) });
  };
  const rounded = (text) => {
    const [, sign, whole, fraction] = /^(-?)([0-9]+)\.([0-9]+)$/.exec(text);
    const half = "5".padEnd(fraction.length, "0");
    const up = fraction > half || (fraction === half && BigInt(whole) % 2n === 1n);
    const made = BigInt(whole) + (up ? 1n : 0n);
    return String(sign ? -made : made);
  };
  const whole = (sheet, row, name, text) => {
    const found = figure(sheet, row, name, text);
    if (found === null) return null;
    if (/\.0*[1-9]/.test(found)) return sheet.fault("number-not-whole", name, offered(row, rounded(found)), { value: text });
    if (!fits(row, found))
      return sheet.fault("number-out-of-range", name, "", { value: text, least: row.least ?? 0, most: row.most ?? "∞" });
    return Number(found);
  };

  const period = (sheet, row, name, value) => {
    if (typeof value === "object") return between(sheet, row, name, value);
    const text = clean(value);
    const found = /^([0-9]{4})(?:-(?:[Qq]([1-4])|(0[1-9]|1[0-2])))?$/.exec(text);
    if (!found || !inYears(Number(found[1]))) {
      const meant = /^[Qq]([1-4])[\s/.-]*([0-9]{4})$|^([0-9]{4})[\s/.]*[Qq]([1-4])$/.exec(text);
      const paste = meant ? `${meant[2] ?? meant[3]}-Q${meant[1] ?? meant[4]}` : "";
      return sheet.fault("period-unreadable", name, paste, { value: clipped(text, 40) });
    }
    const first = found[3] ? Number(found[3]) : found[2] ? 3 * Number(found[2]) - 2 : 1;
    const last = found[3] ? first : found[2] ? first + 2 : 12;
    const year = Number(found[1]);
    return { first: iso(year, first, 1), last: iso(year, last, lastOf(year, last)) };
  };
  const between = (sheet, row, name, value) => {
    const before = sheet.faults.length + sheet.unsure.size;
    const { from, to } = inner(sheet, row, name, value);
    if (from && to && from <= to) return { first: from, last: to };
    if (sheet.faults.length + sheet.unsure.size === before)
      sheet.fault("period-unreadable", name, "", { value: `${from ?? "…"} – ${to ?? "…"}` });
    return null;
  };

  const several = /[,;/&+\n]| (?:und|and|or|oder) /;
  const reference = (sheet, row, name, said) => {
    if (row.to === "metric") return text(sheet, row, name, said);
    if (row.to !== "person") return said;
    const bare = said.replace(/^@/, "");
    if (row.name === "owner" && several.test(bare) && !sheet.people.has(fold(bare))) {
      const people = bare.split(new RegExp(several, "g")).map(clean).filter(Boolean);
      if (people.length > 1 && fold(bare) !== "n/a")
        return sheet.fault("owner-several", name, people[0].replace(/^@/, ""), { value: people });
    }
    return bare || null;
  };
  const text = (sheet, row, name, said) => {
    const { length } = [...said];
    if (length < (row.shortest ?? 0)) sheet.fault("text-too-short", name, "", { value: said, least: row.shortest });
    else if (row.longest && length > row.longest)
      sheet.fault("text-too-long", name, "", { value: `${clipped(said, 40)}…`, longest: row.longest, length });
    return said;
  };
  const status = (sheet, row, name, said) => {
    const { statuses, spellings } = sheet;
    const found = spellings.get(fold(said));
    if (found) return found.id;
    const near = nearest(said, [...new Set(statuses.flatMap((one) => [one.id, one.name]))]);
    const guess = near && sheet.statusWord(spellings.get(fold(near)));
    sheet.fault("status-unknown", name, guess, { value: clipped(said, 40), known: statuses.map((one) => one.name), guess });
    if (name === "status") sheet.refused = true;
    return name === "status" ? null : said;
  };
  const choice = (sheet, row, name, said) => {
    const german = sheet.rules.choices;
    const word = (one) => german[`${row.name}.${one}`] ?? listed(german, one) ?? one;
    const found = new Map([...row.choices.map((one) => [fold(word(one)), one]), ...row.choices.map((one) => [fold(one), one])]);
    if (found.has(fold(said))) return found.get(fold(said));
    const known = sheet.rules.german ? row.choices.map(word) : row.choices;
    const guess = nearest(said, [...new Set([...known, ...row.choices])]);
    return sheet.fault("choice-unknown", name, guess, { value: clipped(said, 40), known, guess });
  };
  const rating = (sheet, row, name, said) => (/^[1-5]$/.test(said) ? Number(said) : sheet.doubt(name));

  const readers = { text, reference, status, choice, rating, integer: whole, number: figure, date: day };
  const one = (sheet, row, name, value) => {
    if (row.type === "period") return period(sheet, row, name, value);
    if (row.type === "boolean") return value === true || value === "true" || null;
    return (readers[row.type] ?? ((_sheet, _row, _name, said) => said))(sheet, row, name, clean(value));
  };
  const inner = (sheet, row, name, value) => {
    const found = {};
    for (const part of row.parts) {
      const full = `${name}.${part.name}`;
      if (isEmpty(value[part.name])) continue;
      sheet.names[full] = part.key;
      found[part.name] = one(sheet, part, full, value[part.name]);
    }
    return found;
  };
  const field = (sheet, row, name, value) => {
    if (row.type === "list")
      return [value].flat().filter((entry) => !isEmpty(entry))
        .map((entry, number) => one(sheet, row.of, `${name}.${number}`, entry)).filter((entry) => entry !== null);
    if (row.type === "mapping") return inner(sheet, row, name, value);
    if (row.type !== "mappings") return one(sheet, row, name, value);
    return [value].flat().filter((entry) => !isEmpty(entry)).map((entry, number) =>
      typeof entry === "object" ? inner(sheet, row, `${name}.${number}`, entry)
      : { [row.parts[0].name]: one(sheet, row.parts[0], `${name}.${number}`, entry) });
  };

  // Whether new fields of a file take German names: where it uses one, else as the repository does.
  const isGerman = (rules, names) => {
    const telling = Object.entries(names).filter(
      ([name, called]) => rules.inGerman[name] && (called === name || called === rules.inGerman[name]),
    );
    return telling.length ? telling.some(([name, called]) => called === rules.inGerman[name]) : rules.german;
  };

  // What a form says, read: `values` by field, `faults`, and the `names` that the file uses. `empty` are the
  // fields whose line is there without a value.
  backlog.reading = (rules, table, said, empty = []) => {
    const names = {};
    for (const row of table) if (!isEmpty(said[row.name]) || empty.includes(row.name)) names[row.name] = row.key;
    const sheet = {
      rules, names, empty, values: {}, faults: [], unsure: new Set(), refused: false,
      statuses: rules.statuses,
      spellings: new Map([...rules.statuses].reverse().flatMap((one) =>
        [...(one.aliases ?? []), one.name ?? "", one.id].map((word) => [fold(word), one]))),
      people: new Set(Object.entries(rules.people).flatMap(([id, { name }]) => [fold(id), fold(name ?? id)])),
      isGerman: isGerman(rules, names),
      statusWord: (one) => (rules.german && /^\p{L}[\p{L}\p{N}_ /.-]*$/u.test(one.name) ? one.name : one.id),
      fault(slug, name, paste, values) {
        const base = name.replace(/\.\d+$/, "");
        const word = names[base] ?? base.split(".").pop();
        this.faults.push({
          slug, name, field: name.replace(/\.\d+(?=\.|$)/g, ""), values: { field: word, ...values },
          paste: !paste ? "" : base === name ? `${word}: ${paste}` : `- ${paste}`,
        });
        return null;
      },
      doubt(name) {
        this.unsure.add(name.split(".")[0]);
        return null;
      },
    };
    for (const row of table)
      if (!isEmpty(said[row.name])) {
        const value = field(sheet, row, row.name, said[row.name]);
        if (value !== null) sheet.values[row.name] = value;
      }
    return sheet;
  };
  Object.assign(backlog.reading, { clean, isEmpty, isGerman, today });
}
