// What every page can do: say how old it is, print, copy its link, change the scheme, listen for keys, and
// fetch what search, filters and the form need. Asks nobody anything; works from a folder on disk.
"use strict";
{
  const root = document.documentElement;
  const single = root.dataset.single !== undefined;
  const source = document.currentScript.src; // none in the site in one file
  const base = new URL(source ? "../" : "./", source || location.href.split("#")[0]).href;
  const words = () => globalThis.backlogData?.words ?? {};
  const number = (value) => new Intl.NumberFormat(root.lang).format(value);
  const filled = (text, values) =>
    text.replace(/\{(\w+)\}/g, (whole, name) =>
      !(name in values) ? whole : typeof values[name] === "number" ? number(values[name]) : values[name],
    );

  // What the reader chose on this device. A browser that keeps nothing for this site: it holds for the page.
  const kept = (name, value, where = "localStorage") => {
    try {
      const store = globalThis[where];
      if (value === undefined) return store.getItem(name);
      if (value) store.setItem(name, value);
      else store.removeItem(name);
    } catch {
      return null;
    }
    return value;
  };

  // A script file, put in once: what a page from a folder can load where `fetch` is forbidden.
  const scripts = new Map();
  const script = (path) => {
    if (single) return Promise.resolve(); // it holds all of them
    if (!scripts.has(path)) {
      const loaded = new Promise((resolve, reject) => {
        const element = document.createElement("script");
        element.src = base + path;
        element.onload = resolve;
        element.onerror = () => reject(new Error(path));
        document.head.append(element);
      });
      scripts.set(path, loaded);
      loaded.catch(() => scripts.delete(path)); // so that the next try is one
    }
    return scripts.get(path);
  };

  // Scripts that are loaded later add themselves.
  globalThis.backlog = {
    base,
    single,
    script,
    number,
    kept,
    // A new element of the page with what is in it.
    made: (name, properties, ...inside) => {
      const element = Object.assign(document.createElement(name), properties);
      element.append(...inside);
      return element;
    },
    // Into the clipboard, for which somebody pressed a button: the old way works in every browser from a folder as
    // well, and at once, before another page comes to the front.
    copied: async (text, button) => {
      const field = backlog.made("textarea", { value: text, readOnly: true, className: "unseen" });
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      button.focus();
      if (!done) await navigator.clipboard.writeText(text);
    },
    // What the address asks for: after the “?”, or where a browser or the single file allows that not, after a “#…?”.
    asked: () => new URLSearchParams(location.hash.split("?")[1] ?? location.search),
    // Where a page of the site is, from any page of it.
    address: (path) => (single ? `#${path}` : base + path),
    // What one sends to show others this page.
    link: () => location.href,
    // The data, as soon as they are there: loaded when somebody needs them first.
    load: async () => {
      if (!globalThis.backlogData?.words) await script("data/search.js"); // a column of that id is there as well
      return globalThis.backlogData;
    },
    // A sentence in the language of the site; before the data are there it is the English one.
    say: (message, values = {}) => filled(words()[message] ?? message, values),
    plural: (one, many, count, values = {}) => {
      const forms = words()[one] ?? [one, many];
      const form = new Intl.PluralRules(root.lang).select(count) === "one" ? forms[0] : forms[1];
      return filled(form, { count, ...values });
    },
    // What can be reached by keys here: "e", or "g b" for one after the other.
    reachable: () => {
      const found = new Map();
      for (const element of document.querySelectorAll("[data-key]"))
        if (!found.has(element.dataset.key) && !element.closest("[hidden], [data-single] .page:not(.is-shown)"))
          found.set(element.dataset.key, element);
      return found;
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
    kept("backlog-theme", value);
    for (const button of document.querySelectorAll("[data-theme-choice]"))
      button.ariaPressed = button.dataset.themeChoice === value;
  };
  if (document.querySelector("[data-theme-choice]")) chosen(root.dataset.theme ?? "");

  const copy = async (button) => {
    await backlog.copied(button.dataset.text ?? backlog.link(), button);
    const before = button.textContent;
    if (before === button.dataset.done) return;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = before), 3000);
  };

  // Search and the list of keys come with their script, when somebody wants one of them first.
  let opening = false; // what is typed meanwhile is meant for what opens, and no key of the page
  const open = async (button) => {
    const name = button.dataset.do;
    opening = true;
    try {
      await script("static/search.js");
      await backlog[name]();
    } catch {
      button.textContent = button.dataset.failed;
    }
    opening = false;
  };

  const doing = { print: () => print(), copy, search: open, keys: open };
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
    doing[button.dataset.do]?.(button);
    if (button.dataset.themeChoice !== undefined) chosen(button.dataset.themeChoice);
  });

  // Keys: what carries `data-key` is pressed by it; never while somebody writes or a dialog is open.
  if (kept("backlog-keys") === "off") root.dataset.keys = "off";
  let before = "";
  let since = 0;
  document.addEventListener("keydown", (event) => {
    if (opening || root.dataset.keys === "off" || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return;
    if (document.querySelector("dialog[open]")) return;
    const field = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (field && !field.closest("dialog")) return; // that of a closed dialog keeps the focus for a moment
    const key = event.key.toLowerCase();
    const reachable = backlog.reachable();
    const both = Date.now() - since < 1500 ? `${before} ${key}` : key;
    const element = reachable.get(both) ?? reachable.get(key);
    before = element ? "" : key;
    since = Date.now();
    if (!element) return;
    event.preventDefault();
    element.click();
  });
}
