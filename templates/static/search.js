// The search over items, goals, initiatives and pages, fetched when somebody opens it first: its dialog.
"use strict";
{
  const FUZZY = "static/vendor/uFuzzy-1.0.19/uFuzzy.iife.min.js";
  const MOST = 50; // results that are shown
  const FIRST = 3; // shown before anything is typed
  const { made, matching } = backlog;
  const { Index, joined, wordsOf } = matching;

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
      { id: `found-${number}`, href: entry.href, tabIndex: -1, role: "option" },
      made("strong", {}, made("bdi", {}, ...marked(index, entry.title, words))),
      made("span", { className: "facts parts" }, ...facts.map((fact) => made("span", {}, fact))),
    );
    if (why.length) link.append(made("p", { className: "facts" }, ...why));
    return link;
  };

  class Search {
    constructor() {
      const { say } = backlog;
      const name = document.querySelector("[data-do=search]").textContent.trim();
      this.input = made("input", { id: "search", type: "text", autocomplete: "off", spellcheck: false, maxLength: 200, enterKeyHint: "go", role: "combobox", ariaLabel: name, ariaAutoComplete: "list", ariaExpanded: "false" });
      this.input.setAttribute("aria-controls", "found");
      this.list = made("div", { id: "found", hidden: true, role: "listbox" });
      this.status = made("p", { className: "facts", role: "status" });
      this.rest = made("p", { className: "facts", hidden: true });
      this.close = made("button", { type: "button", textContent: say("Close") });
      this.dialog = made("dialog", { className: "palette", ariaLabel: name }, made("div", { className: "ask" }, this.input, this.close), this.status, this.list, this.rest);
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
        this.list.ariaLabel = say("Results");
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
      this.input.ariaExpanded = rows.length > 0;
      this.rest.hidden = found.length <= MOST;
      if (!this.rest.hidden) this.rest.textContent = plural("{count} more: type another word.", "{count} more: type another word.", found.length - MOST);
      if (!words.length) this.status.textContent = rows.length ? say("At the top of the ranking") : "";
      else if (rows.length) this.status.textContent = plural("{count} result", "{count} results", found.length);
      else this.status.textContent = `${say("Nothing found for “{words}”.", { words: this.input.value.trim() })} ${say("Try fewer or other words, or look through the board.")}`;
      this.select(rows.length ? 0 : -1);
    }

    select(number) {
      const chosen = this.list.children[number];
      for (const link of this.list.children) link.ariaSelected = link === chosen;
      this.number = number;
      if (!chosen) return this.input.removeAttribute("aria-activedescendant");
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
  backlog.search = () => (search ??= new Search()).open();
}
