// The form of new.html: reads what is typed, shows what becomes of it, keeps a draft, hands it over. It sends
// nothing: the host's own page for a new file is opened filled in, or the text is copied.
"use strict";
{
  const { all, field, fields, grown, offered, page, place, read, shown } = backlog.fields;
  const { told } = backlog.findings;
  const { copied, download, path, ready, status, today } = backlog.handing;
  const { begin, discard, fill, save, update } = backlog.draft;
  const debounced = (act, wait) => {
    let timer;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(act, wait);
    };
  };
  const updated = debounced(update, 80);
  const saved = debounced(() => shown.touched.size && save(), 300);

  const open = (parameters) => {
    shown.asked = parameters;
    const forms = all(page, "[data-form]");
    shown.form = forms.find((one) => one.dataset.form === shown.asked.get("type")) ?? forms[0];
    shown.plan = JSON.parse(shown.form.querySelector("[data-plan]").dataset.plan);
    for (const one of forms) one.hidden = one !== shown.form;
    const kinds = page.querySelector("[data-kinds]");
    kinds.hidden = false;
    for (const link of all(kinds, "a")) link.ariaCurrent = link.dataset.kind === shown.plan.kind ? "page" : null;
    told(page.querySelector("[data-heading]"), shown.form.dataset.title);
    if (page.checkVisibility?.() ?? true) document.title = document.title.replace(/^[^·]*/, () => `${shown.form.dataset.title} `);
    begin();
    const first = fields()[0].querySelector("[name]");
    // On a phone the keyboard would cover the page, and nobody is to be moved on it.
    if (matchMedia("(pointer: fine)").matches && first.getBoundingClientRect().bottom < innerHeight && first.offsetParent) first.focus({ preventScroll: true });
  };

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
      button.closest(".ticks").remove();
      of.querySelector("[data-do=add]").focus();
      shown.touched.add(of.dataset.field);
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
      // Who rates anew rates today, unless another day was typed.
      if (of.dataset.widget === "rating" && !shown.touched.has("scored")) place("scored", today());
      if (event.target.matches("select, [type=radio], [type=checkbox]")) shown.touched.add(of.dataset.field);
      updated();
      shown.touched.add("");
      saved();
    });
    page.addEventListener("focusout", (event) => {
      const of = event.target.closest?.("[data-field]");
      if (!of || !event.target.value) return;
      shown.touched.add(of.dataset.field);
      updated();
    });
    // Enter in a field sends nothing.
    page.addEventListener("submit", (event) => event.preventDefault());
    shown.loading = backlog.load().catch(() => shown.data); // without the data there is no rank, and nothing else is missing
    open(backlog.asked());
    if (backlog.single) addEventListener("hashchange", () => location.hash.startsWith("#new.html") && open(backlog.asked()));
    shown.loading.then((loaded) => {
      shown.data = loaded;
      offered(shown.data.items);
      update();
    });
  };

  if (page) {
    globalThis.backlogForm = {
      page,
      more: {}, // what the checks are to know of a file that is there already
      read,
      fill,
      path,
      open: (parameters) => open(new URLSearchParams(parameters)),
      get plan() {
        return shown.plan;
      },
    };
    start();
  }
}
