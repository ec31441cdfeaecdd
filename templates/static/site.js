// What every page can do: say how old it is, print, copy its link, change the scheme, and fetch the data
// that search, filters and the form need. Asks nobody anything; works from a folder on disk.
"use strict";
{
  const here = document.currentScript.src;
  const base = new URL("../", here).href;
  const root = document.documentElement;
  let loading;

  // A script file, put in once: what a page from a folder can load where `fetch` is forbidden.
  const script = (path) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(path, base).href;
      element.onload = resolve;
      element.onerror = () => reject(new Error(path));
      document.head.append(element);
    });

  const filled = (text, values) =>
    text.replace(/\{(\w+)\}/g, (whole, name) =>
      !(name in values) ? whole : typeof values[name] === "number" ? number(values[name]) : values[name],
    );
  const number = (value) => new Intl.NumberFormat(root.lang).format(value);
  const words = () => globalThis.backlogData?.words ?? {};

  globalThis.backlog = {
    base,
    // Where a page of the site is, from any page of it.
    address: (path) => (root.dataset.single === undefined ? base + path : `#${path}`),
    // The data, as soon as they are there: loaded when somebody needs them first.
    load: () => (loading ??= globalThis.backlogData ? Promise.resolve(globalThis.backlogData) : script("data/search.js").then(() => globalThis.backlogData)),
    script,
    number,
    // A sentence in the language of the site; before the data are there it is the English one.
    say: (message, values = {}) => filled(words()[message] ?? message, values),
    plural: (one, many, count, values = {}) => {
      const forms = words()[one] ?? [one, many];
      const form = new Intl.PluralRules(root.lang).select(count) === "one" ? forms[0] : forms[1];
      return filled(form, { count, ...values });
    },
  };

  for (const element of document.querySelectorAll("[data-script]")) element.hidden = false;

  const line = document.getElementById("age");
  if (line) {
    const day = new Intl.DateTimeFormat("en", { timeZone: line.dataset.zone, year: "numeric", month: "numeric", day: "numeric" });
    const part = Object.fromEntries(day.formatToParts(new Date()).map(({ type, value }) => [type, Number(value)]));
    const today = Date.UTC(part.year, part.month - 1, part.day);
    const age = (today - Date.parse(line.dataset.day)) / 864e5;
    if (age > 1) {
      line.textContent = filled(line.dataset.words, { count: age });
      line.hidden = false;
    }
  }

  const chosen = (value) => {
    if (value) root.dataset.theme = value;
    else delete root.dataset.theme;
    try {
      if (value) localStorage.setItem("backlog-theme", value);
      else localStorage.removeItem("backlog-theme");
    } catch {
      // A browser that keeps nothing for this site: the choice holds for this page.
    }
    for (const button of document.querySelectorAll("[data-theme-choice]"))
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === value));
  };
  if (document.querySelector("[data-theme-choice]")) chosen(root.dataset.theme ?? "");

  const copy = async (button) => {
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      // From a folder the clipboard is closed to scripts in some browsers: the old way still works.
      const field = document.createElement("textarea");
      field.value = location.href;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.textContent = button.dataset.done;
  };

  document.addEventListener("click", (event) => {
    const other = event.target.closest("a[data-keep]");
    if (other) {
      // The same place in another language: what is filtered and where one stands goes along.
      other.search = location.search;
      other.hash = location.hash;
      return;
    }
    const button = event.target.closest("[data-do], [data-theme-choice]");
    if (!button) return;
    if (button.dataset.do === "print") window.print();
    if (button.dataset.do === "copy") copy(button);
    if (button.dataset.themeChoice !== undefined) chosen(button.dataset.themeChoice);
  });
}
