// The fields of the form that is shown: from the page to values, and back.
//
// Values, as `backlogForm.read()` gives and `fill()` takes them, by field: a text; a list of texts (depends_on,
// tags, attendees); true or false (private); an object of texts (cost, result; period where it has two days); a
// list of such objects (blocked, decisions, actions, blockers); and description, criteria, section-2 … for the
// texts below. `backlogForm.page` says "backlog:form" after each change.
"use strict";
{
  const page = document.querySelector("[data-new]");
  const { clean, isEmpty } = backlog.markdown;
  const all = (element, selector) => [...element.querySelectorAll(selector)];

  // What all parts of the form look at.
  const shown = {
    form: undefined, // the one of the four that is shown
    plan: undefined,
    asked: new URLSearchParams(), // what the address says
    values: {},
    data: { items: [], goals: [], initiatives: [] },
    touched: new Set(),
    insisted: false, // somebody has tried to hand it over
    errors: 0, // what would be refused, and how much of it was told when somebody tried
    warned: 0,
    loading: Promise.resolve(),
  };
  let titles = new Map(); // ids of items by title, where no two share it: people know titles
  let called = new Map(); // and the other way round

  const fields = () => all(shown.form, "[data-field]");
  const field = (name) => shown.form.querySelector(`[data-field="${CSS.escape(name)}"]`);
  const controls = (within) => all(within, "[name]").filter((control) => !control.closest("template"));
  const rows = (of) => all(of, "[data-rows] > .ticks");
  const given = (value) => !isEmpty(value);

  const isOfItems = (control) => Boolean(control.getAttribute("list")?.endsWith("items"));
  const typed = (control) => {
    const text = clean(control.value).trim();
    if (control.inputMode === "decimal" && /^-?\d+,\d+$/.test(text)) return text.replace(",", ".");
    return isOfItems(control) ? (titles.get(text) ?? text) : text;
  };
  const partOf = (control) => control.name.split(".").at(-1);
  const record = (row) => Object.fromEntries(controls(row).map((control) => [partOf(control), typed(control)]).filter(([, value]) => value));

  const taken = {
    check: (of) => controls(of)[0].checked,
    checks: (of) => controls(of).filter((box) => box.checked).map((box) => box.value),
    rating: (of) => controls(of).find((button) => button.checked)?.value ?? "",
    list: (of) => rows(of).flatMap((row) => controls(row).map(typed)).filter(Boolean),
    rows: (of) => rows(of).map(record).filter(given),
    group: record,
    period: (of) => {
      const { period, ...days } = record(of);
      return given(days) ? days : (period ?? "");
    },
  };
  const read = () => Object.fromEntries(fields().map((of) => [of.dataset.field, (taken[of.dataset.widget] ?? ((one) => typed(controls(one)[0])))(of)]));

  const set = (control, value) => {
    const text = isOfItems(control) ? (called.get(value) ?? String(value ?? "")) : String(value ?? "");
    // What an old draft or a link names may have gone from the list; it is not lost for that.
    if (control.tagName === "SELECT" && text && ![...control.options].some((option) => option.value === text)) control.append(new Option(text));
    control.value = control.type === "date" && !/^\d{4}-\d\d-\d\d$/.test(text) ? "" : text; // what is no day, the browser would report
  };
  const grown = (of) => {
    const row = of.querySelector("template").content.firstElementChild.cloneNode(true);
    of.querySelector("[data-rows]").append(row);
    return row;
  };
  const inParts = (row, value) => controls(row).forEach((control) => set(control, value?.[partOf(control)]));

  const put = {
    check: (of, value) => (controls(of)[0].checked = value === true || value === "true"),
    checks: (of, value) => controls(of).forEach((box) => (box.checked = [value ?? []].flat().includes(box.value))),
    rating: (of, value) => controls(of).forEach((button) => (button.checked = button.value === String(value))),
    list: (of, value) => {
      of.querySelector("[data-rows]").replaceChildren();
      for (const entry of [value || []].flat()) set(controls(grown(of))[0], entry);
    },
    rows: (of, value) => {
      of.querySelector("[data-rows]").replaceChildren();
      for (const entry of [value || []].flat()) inParts(grown(of), entry);
    },
    group: inParts,
    period: (of, value) => inParts(of, value && typeof value === "object" ? value : { period: value }),
  };
  const place = (name, value) => {
    const of = field(name);
    if (of) (put[of.dataset.widget] ?? ((one, text) => set(controls(one)[0], text)))(of, value);
  };

  // The items that one may name, as soon as the data are there.
  const offered = (items) => {
    const counts = new Map();
    for (const { title } of items) counts.set(title, (counts.get(title) ?? 0) + 1);
    const known = items.filter(({ title }) => counts.get(title) === 1);
    titles = new Map(known.map(({ id, title }) => [title, id]));
    called = new Map(known.map(({ id, title }) => [id, title]));
    for (const control of all(page, "[list$=items]")) set(control, typed(control));
    const list = page.querySelector("datalist[id$=items]");
    list.replaceChildren(...items.map(({ id }) => new Option("", called.get(id) ?? id)));
  };

  backlog.fields = { all, controls, field, fields, given, grown, offered, page, place, read, shown };
}
