// The form of new.html: reads what is typed, shows what becomes of it, keeps a draft, hands it over. It sends
// nothing: the host's own page for a new file is opened filled in, or the text is copied.
//
// Values, as `backlogForm.read()` gives and `fill()` takes them, by field: a text; a list of texts (depends_on,
// tags, attendees); true or false (private); an object of texts (cost, result; period where it has two days); a
// list of such objects (blocked, decisions, actions, blockers); and description, criteria, section-2 … for the
// texts below. `backlogForm.page` says "backlog:form" after each change.
"use strict";
{
  const LONGEST_ADDRESS = 8191; // what hosts take
  const KINDS = ["intake", "backlog", "planned", "active", "review", "done", "dropped"];
  const page = document.querySelector("[data-new]");
  const single = document.documentElement.dataset.single !== undefined;
  const { clean, isEmpty, text: markdownOf, path: pathOf } = globalThis.backlogMarkdown;
  const all = (element, selector) => [...element.querySelectorAll(selector)];
  const debounced = (act, wait) => {
    let timer;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(act, wait);
    };
  };

  let form; // the one of the four that is shown
  let plan;
  let asked = new URLSearchParams(); // what the address says
  let values = {};
  let data = { items: [], goals: [], initiatives: [] };
  let titles = new Map(); // ids of items by title, where no two share it: people know titles
  let called = new Map(); // and the other way round
  let touched = new Set();
  let insisted = false; // somebody has tried to hand it over
  let errors = 0; // what would be refused, and how much of it was told when somebody tried
  let warned = 0;
  let loading = Promise.resolve();

  const fields = () => all(form, "[data-field]");
  const field = (name) => form.querySelector(`[data-field="${CSS.escape(name)}"]`);
  const controls = (within) => all(within, "[name]").filter((control) => !control.closest("template"));
  const rows = (of) => all(of, "[data-rows] > .row");
  const given = (value) => !isEmpty(value);

  // The day on which it is written: today in the backlog's zone, but none before that of the data.
  const today = () => {
    const { day, zone } = page.dataset;
    if (!zone) return day;
    const now = new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(new Date());
    return now > day ? now : day;
  };

  // --- From the page to values, and back -------------------------------------------------------------

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

  // All fields, those that are not named empty; what is filled in does not stay folded.
  const fill = (given_) => {
    for (const of of fields()) place(of.dataset.field, given_[of.dataset.field]);
    update();
  };

  // --- What the page says of it ----------------------------------------------------------------------

  const told = (element, text) => {
    if (element && element.textContent !== text) element.textContent = text;
  };

  const score = () => {
    const line = form.querySelector("[data-score]");
    if (!line) return;
    const [impact, confidence, effort] = ["impact", "confidence", "effort"].map((name) => Number(values[name]));
    form.querySelector("[data-unrate]").hidden = !(impact || confidence || effort);
    for (const step of all(form, "[data-step]")) step.classList.toggle("is-on", values[step.closest("[data-field]").dataset.field] === step.dataset.step);
    if (!(impact && confidence && effort)) return told(line, "");
    const format = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    const others = data.items.filter((item) => item.ranked && item.ratings && item.id !== asked.get("edit"));
    // Exactly, without fractions: a × c ÷ e of one against the other. Equal scores share a rank.
    const above = others.filter(({ ratings: [a, c, e] }) => a * c * effort > impact * confidence * e);
    const sum = `${impact} × ${confidence} ÷ ${effort} = ${format.format((impact * confidence) / effort)}`;
    told(line, data.words ? `${sum} · ${backlog.say("Rank {rank} of {all}", { rank: above.length + 1, all: others.length + 1 })}` : sum);
  };

  // From which column on a field is wanted, as the rules see it: a reviewer in review only, of the dropped little.
  const wanted = (from, kind) => {
    if (!from || kind === "dropped") return from === "intake";
    if (from === "review") return kind === "review";
    return KINDS.indexOf(from) <= KINDS.indexOf(kind);
  };
  const kindOf = () => (plan.kind === "item" ? (form.elements.status?.selectedOptions[0]?.dataset.kind ?? "intake") : "intake");

  const needs = () => {
    const kind = kindOf();
    const inherited = data.initiatives.find(({ id }) => id === values.initiative)?.goal;
    for (const of of fields()) {
      const { required, field: name } = of.dataset;
      const needed = Boolean(required) && wanted(required, kind) && !(name === "goal" && inherited);
      of.classList.toggle("is-needed", needed);
      of.classList.toggle("is-missing", needed && (insisted || kind !== "intake") && !given(values[name]) && of.dataset.lenient === undefined);
    }
    for (const group of all(form, ".fields-more")) {
      const count = all(group, ".is-missing").length;
      told(group.querySelector("[data-count]"), count ? backlog.plural("{count} needed", "{count} needed", count) : "");
    }
  };

  // Each finding on a line of its own, with what to do about it; a screen reader is told of changes alone.
  const said = (line, list) => {
    const texts = list.map(({ message, help }) => `${message} ${help}`).join(" ");
    if (line.textContent.trim() === texts.trim()) return;
    line.replaceChildren(...list.flatMap(({ severity, message, help }) => {
      const one = Object.assign(document.createElement("span"), { className: `is-${severity}`, textContent: `${message} ` });
      one.append(Object.assign(document.createElement("span"), { textContent: help }));
      return [one, " "];
    }));
  };

  // What the rules would say, beside its field once somebody has been there.
  const checked = () => {
    const found = globalThis.backlogChecks?.(plan.kind, values, data, { plan, path: path(), ...globalThis.backlogForm.more }) ?? [];
    const by = new Map();
    for (const one of found) {
      const of = field(one.field) ?? field(String(one.field).split(".")[0]);
      if (of) by.set(of, [...(by.get(of) ?? []), one]);
    }
    for (const of of fields()) {
      const name = of.dataset.field;
      const seen = insisted || touched.has(name);
      const list = seen ? (by.get(of) ?? []) : [];
      said(of.querySelector(".say"), list);
      of.classList.toggle("is-wrong", list.some(({ severity }) => severity === "error"));
      const wrong = String(list.some(({ severity }) => severity === "error"));
      for (const control of controls(of)) if (control.getAttribute("aria-invalid") !== wrong) control.setAttribute("aria-invalid", wrong);
    }
    errors = found.filter(({ severity }) => severity === "error").length;
    told(form.querySelector("[data-before]"), insisted && errors ? backlog.plural("{count} entry would be refused as it is; it says so itself.", "{count} entries would be refused as they are; each says so itself.", errors) : "");
  };

  // --- Handing over ----------------------------------------------------------------------------------

  const names = () => {
    const used = [...data.items.flatMap(({ id, formerly = [] }) => [id, ...formerly]), ...data.goals.map(({ id }) => id), ...data.initiatives.map(({ id }) => id)];
    return new Set([...used, ...plan.taken].map((name) => name.toLowerCase()));
  };
  const path = () => data.items.find(({ id }) => id === asked.get("edit"))?.path ?? pathOf(plan, values, names(), today());
  const markdown = () => markdownOf(plan, read());

  const hand = () => {
    const text = markdownOf(plan, values);
    const there = path();
    for (const line of all(form, "[data-path]")) told(line, there || "…");
    told(form.querySelector("[data-preview] pre"), text);
    const { host } = page.dataset;
    if (!host) return;
    const name = there.split("/").at(-1);
    const open = plan.address.replace("%7Byear%7D", today().slice(0, 4));
    const whole = `${open}?filename=${encodeURIComponent(name)}&value=${encodeURIComponent(text)}`;
    const fits = host !== "GitLab" && whole.length <= LONGEST_ADDRESS;
    const named = `${open}?${host === "GitLab" ? "file_name" : "filename"}=${encodeURIComponent(name)}`;
    for (const way of all(form, "[data-way]")) way.hidden = (way.dataset.way === "fill") !== fits;
    for (const link of all(form, "[data-do=hand]")) link.href = fits ? whole : named;
  };

  const status = (text, again) => {
    const line = form.querySelector("[data-status]");
    line.replaceChildren(text);
    if (!again) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "textual", textContent: backlog.say("Bring it back") });
    button.addEventListener("click", () => {
      fill(again);
      save();
      status(backlog.say("It is back."));
    });
    line.append(" ", button);
  };

  // Without its one needed word there is no file to hand over; say so where it is missing.
  const ready = () => {
    insisted = true;
    needs();
    checked();
    if (!path()) {
      const [first] = ["title", "date", "type"].filter((name) => field(name) && !(name === "title" ? values.title.length > 2 : values[name]));
      status(backlog.say(plan.kind === "meeting" ? "A day and a kind of meeting are needed." : "A title is needed."));
      field(first)?.querySelector("[name]").focus();
      return false;
    }
    if (!errors || errors === warned) return true;
    // Once, at the place of the first; who clicks again knows what they do.
    warned = errors;
    status(backlog.say("Click again to go on all the same."));
    const wrong = form.querySelector(".is-wrong");
    const group = wrong?.closest("details");
    if (group) group.open = true;
    wrong?.querySelector("[name], [data-do]").focus();
    return false;
  };

  const copy = (text) => {
    const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, className: "unseen" });
    form.append(area);
    area.select();
    const done = document.execCommand("copy"); // at once, before another page comes to the front
    area.remove();
    return done ? Promise.resolve() : navigator.clipboard.writeText(text);
  };
  const copied = (button) => {
    copy(markdownOf(plan, values)).then(
      () => status(backlog.say("The text is copied.")),
      () => {
        form.querySelector("[data-preview]").open = true;
        status(backlog.say("The browser does not copy: the text stands below the button."));
      },
    );
    button.focus();
  };

  const download = () => {
    const link = Object.assign(document.createElement("a"), {
      href: URL.createObjectURL(new Blob([markdownOf(plan, values)], { type: "text/markdown" })),
      download: path().split("/").at(-1),
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  // --- The draft -------------------------------------------------------------------------------------

  const key = () => `backlog-new ${backlog.base} ${plan.kind}${asked.get("edit") ?? ""}`;
  const kept = () => {
    try {
      const draft = JSON.parse(backlog.kept(key()) ?? "null");
      return typeof draft.values.title === "string" || typeof draft.values.date === "string" ? draft : null; // else not ours
    } catch {
      return null;
    }
  };
  const save = (handed = false) => backlog.kept(key(), JSON.stringify({ values, handed }));
  const saved = debounced(() => touched.size && save(), 300);

  const defaults = () => {
    const first = all(form, "[name=status] [data-kind]").find((option) => option.dataset.kind === "intake") ?? form.querySelector("[name=status] [data-kind]");
    if (plan.kind === "item") return { status: first?.value, created: today() };
    if (plan.kind !== "meeting") return {};
    const everybody = all(form, "[data-field=attendees] [name]").map((box) => box.value);
    return { date: today(), type: "review", attendees: everybody, blockers: plan.blockers };
  };
  // What a link brings along: `?goal=x`, and of a meeting `?kind=planning&date=…`, as `type` names the form.
  const brought = () => {
    const found = Object.fromEntries([...asked].filter(([name]) => name !== "type" && field(name)));
    return plan.kind === "meeting" && asked.has("kind") ? { ...found, type: asked.get("kind") } : found;
  };

  const begin = () => {
    touched = new Set();
    insisted = false;
    const draft = asked.has("edit") ? null : kept();
    const fresh = { ...defaults(), ...brought() };
    status("");
    fill(draft && !draft.handed ? { ...draft.values, ...brought() } : fresh);
    for (const group of all(form, ".fields-more")) group.open = all(group, "[data-field]").some((of) => is(of.dataset.field, fresh));
    if (!draft) return;
    const title = draft.values.title || draft.values.description || draft.values.date || "…";
    // The words are there with the data.
    loading.then(() => {
      if (draft.handed) status(backlog.say("“{title}” was handed over last.", { title: String(title).slice(0, 60) }), draft.values);
      else status(backlog.say("Your draft is back."));
    });
  };
  // Whether somebody filled it in: what stands there by itself need not be looked at.
  const is = (name, fresh) => given(values[name]) && JSON.stringify(values[name]) !== JSON.stringify(fresh[name]);

  const discard = () => {
    const discarded = values;
    backlog.kept(key(), "");
    touched = new Set();
    insisted = false;
    fill(defaults());
    status(backlog.say("Discarded."), discarded);
    fields()[0].querySelector("[name]").focus();
  };

  // --- The page --------------------------------------------------------------------------------------

  const update = () => {
    values = read();
    needs();
    score();
    hand();
    checked();
    page.dispatchEvent(new CustomEvent("backlog:form", { detail: values }));
  };
  const updated = debounced(update, 80);

  const open = (parameters) => {
    asked = parameters;
    const forms = all(page, "[data-form]");
    form = forms.find((one) => one.dataset.form === asked.get("type")) ?? forms[0];
    plan = JSON.parse(form.querySelector("[data-plan]").dataset.plan);
    for (const one of forms) one.hidden = one !== form;
    const kinds = page.querySelector("[data-kinds]");
    kinds.hidden = false;
    for (const link of all(kinds, "a")) {
      if (link.dataset.kind === plan.kind) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    told(page.querySelector("[data-heading]"), form.dataset.title);
    if (page.checkVisibility?.() ?? true) document.title = document.title.replace(/^[^·]*/, () => `${form.dataset.title} `);
    begin();
    const first = fields()[0].querySelector("[name]");
    // On a phone the keyboard would cover the page, and nobody is to be moved on it.
    if (matchMedia("(pointer: fine)").matches && first.getBoundingClientRect().bottom < innerHeight && first.offsetParent) first.focus({ preventScroll: true });
  };
  const address = () => new URLSearchParams(single ? (location.hash.split("?")[1] ?? "") : location.search);

  const DO = {
    hand: (event, link) => {
      if (!ready()) return event.preventDefault();
      if (link.closest("[data-way]").dataset.way === "copy") copied(link);
      save(true);
      status(backlog.say("{host} is open in another tab. What you typed is still here.", { host: page.dataset.host }));
    },
    "copy-text": (event, button) => {
      if (!ready()) return;
      save(true);
      copied(button);
    },
    download: () => {
      if (!ready()) return;
      save(true);
      download();
    },
    discard,
    add: (event, button) => {
      grown(button.closest("[data-field]")).querySelector("[name]").focus();
      updated();
    },
    remove: (event, button) => {
      const of = button.closest("[data-field]");
      button.closest(".row").remove();
      of.querySelector("[data-do=add]").focus();
      touched.add(of.dataset.field);
      updated();
      saved();
    },
    unrate: () => {
      for (const name of ["impact", "confidence", "effort", "scored"]) place(name, "");
      field("impact").querySelector("[name]").focus();
      update();
      saved();
    },
  };

  const start = () => {
    page.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (!button) return;
      update();
      DO[button.dataset.do]?.(event, button);
    });
    page.addEventListener("input", (event) => {
      const of = event.target.closest("[data-field]");
      if (!of) return;
      if (of.dataset.widget === "rating" && !field("scored").querySelector("[name]").value) place("scored", today());
      if (event.target.matches("select, [type=radio], [type=checkbox]")) touched.add(of.dataset.field);
      updated();
      touched.add("");
      saved();
    });
    page.addEventListener("focusout", (event) => {
      const of = event.target.closest?.("[data-field]");
      if (!of || !event.target.value) return;
      touched.add(of.dataset.field);
      updated();
    });
    // Enter in a field sends nothing.
    page.addEventListener("submit", (event) => event.preventDefault());
    loading = backlog.load().catch(() => data); // without the data there is no rank, and nothing else is missing
    open(address());
    if (single) addEventListener("hashchange", () => location.hash.startsWith("#new.html") && open(address()));
    loading.then((loaded) => {
      data = loaded;
      const counts = new Map();
      for (const { title } of data.items) counts.set(title, (counts.get(title) ?? 0) + 1);
      const known = data.items.filter(({ title }) => counts.get(title) === 1);
      titles = new Map(known.map(({ id, title }) => [title, id]));
      called = new Map(known.map(({ id, title }) => [id, title]));
      for (const control of all(page, "[list$=items]")) set(control, typed(control));
      const list = page.querySelector("datalist[id$=items]");
      list.replaceChildren(...data.items.map(({ id }) => new Option("", called.get(id) ?? id)));
      update();
    });
  };

  if (page) {
    globalThis.backlogForm = {
      page,
      more: {}, // what the checks are to know of a file that is there already
      read,
      fill,
      markdown,
      path,
      open: (parameters) => open(new URLSearchParams(parameters)),
      get plan() {
        return plan;
      },
    };
    start();
  }
}
