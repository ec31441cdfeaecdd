// Narrow the items of a page down by what is known of them. Every item stays on the page; nothing that a
// page counts is counted anew.
"use strict";
{
  const ME = "backlog-me";
  const { made, plural, say } = backlog;
  const { NONE, keep, kindsOf } = backlog.kinds;
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const remembered = () => backlog.kept(ME) ?? "";

  class Region {
    constructor(element) {
      this.element = element;
      this.bar = element.querySelector(".filter");
      this.button = this.bar.querySelector("button");
      this.status = this.bar.querySelector("[role=status]");
      this.chips = this.bar.querySelector(".chips");
      this.panel = this.bar.querySelector(".filter-panel");
      this.chosen = new Map();
      this.rests = new Map(); // folded lists that a filter opened
      this.button.addEventListener("click", () => this.toggle());
      this.chips.addEventListener("click", (event) => event.target.closest("button") && this.remove(event.target.closest("button")));
      this.panel.addEventListener("change", (event) => this.changed(event.target));
      this.panel.addEventListener("click", (event) => event.target.closest("button") && this.toggle(false));
      element.addEventListener("sorted", () => this.chosen.size && this.apply());
      this.bar.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || this.panel.hidden) return;
        event.stopPropagation();
        this.toggle(false);
      });
    }

    get shown() {
      return this.element.checkVisibility?.() ?? this.element.offsetParent !== null;
    }

    get whoami() {
      return this.me ?? remembered();
    }

    // The data and what of them stands here, once.
    async ready() {
      if (this.kinds) return true;
      let data;
      try {
        data = await backlog.load();
      } catch {
        this.status.textContent = this.bar.dataset.failed;
        return false;
      }
      if (this.kinds) return true;
      const known = new Map(data.items.map((item) => [item.id, item]));
      const kinds = kindsOf(data);
      const values = new Map();
      this.entries = [];
      for (const element of this.element.querySelectorAll("[data-id]")) {
        const item = known.get(element.dataset.id);
        if (!item) continue;
        if (!values.has(item)) values.set(item, kinds.map((kind) => kind.of(item)));
        this.entries.push({ element, id: item.id, values: values.get(item), group: element.closest("[data-group]") });
      }
      this.items = new Map(this.entries.map(({ id, values: of }) => [id, of]));
      this.groups = [...this.element.querySelectorAll("[data-group]")].map((group) => ({ group, total: this.entries.filter((entry) => entry.group === group).length }));
      this.kinds = kinds;
      return true;
    }

    // What the address says; nothing is loaded where it says nothing.
    async read() {
      if (!this.shown) return;
      const asked = backlog.asked();
      if (!this.kinds && ![...asked.keys()].length) return;
      if (!(await this.ready())) return;
      this.chosen = new Map();
      for (const { key } of this.kinds) {
        const values = new Set(asked.getAll(key));
        if (values.size) this.chosen.set(key, values);
      }
      this.apply();
    }

    // Whether an item is wanted; `but` is a kind that is left aside.
    wants(values, but = -1) {
      return this.kinds.every(({ key }, place) => {
        const wanted = place === but ? undefined : this.chosen.get(key);
        return !wanted || values[place].some((value) => wanted.has(value));
      });
    }

    apply() {
      const filtering = this.chosen.size > 0;
      const wanted = new Set();
      for (const [id, values] of this.items) if (this.wants(values)) wanted.add(id);
      const groups = new Map(), rests = new Map();
      for (const { element, id, group } of this.entries) {
        const rest = element.closest("details.rest"); // sorting moves rows into it and out
        const shown = wanted.has(id);
        if (element.hidden === shown) element.hidden = !shown;
        if (group) groups.set(group, (groups.get(group) ?? 0) + shown);
        if (rest) rests.set(rest, (rests.get(rest) ?? 0) + shown);
      }
      for (const { group, total } of this.groups) this.tell(group, groups.get(group) ?? 0, total, filtering);
      for (const [rest, count] of rests) this.unfold(rest, count, filtering);
      const count = wanted.size;
      this.status.textContent = filtering ? plural("{shown} of {count} item", "{shown} of {count} items", this.items.size, { shown: count }) : "";
      this.element.toggleAttribute("data-filtering", filtering);
      this.drawChips();
      this.drawPanel(count);
    }

    // Beside a count that stays what it is: how many of them are shown; and in words where that is none.
    tell(group, count, total, filtering) {
      group.querySelector(":scope .shown")?.remove();
      group.querySelector(":scope > .empty[data-made]")?.remove();
      group.toggleAttribute("data-hides-all", filtering && total > 0 && !count);
      if (!filtering || !total) return;
      const place = group.querySelector("h2 .count");
      if (place && count) place.after(made("span", { className: "shown", textContent: say("{count} shown", { count }) }));
      if (!count && group.dataset.group !== "days") {
        const words = made("p", { className: "empty small", textContent: plural("The filter hides the {count} item here.", "The filter hides all {count} items here.", total) });
        words.dataset.made = "";
        group.append(words);
      }
    }

    unfold(rest, count, filtering) {
      const summary = rest.querySelector("summary");
      summary.querySelector(".shown")?.remove();
      rest.hidden = filtering && !count;
      if (filtering) summary.append(made("span", { className: "shown", textContent: say("{count} shown", { count }) }));
      if (!this.rests.has(rest)) this.rests.set(rest, rest.open);
      rest.open = this.rests.get(rest) || (filtering && count > 0);
      if (!filtering) this.rests.delete(rest);
    }

    drawChips() {
      const chips = [];
      for (const { key, head, name, quick } of this.kinds)
        for (const value of this.chosen.get(key) ?? []) {
          const text = quick ? name(value) || head : `${head}: ${value === NONE ? say("not given") : name(value)}`;
          const told = key === "person" && value === this.whoami ? head : text;
          const chip = made("button", { type: "button", className: "chip", textContent: told, ariaLabel: say("Remove the filter {name}", { name: told }) });
          Object.assign(chip.dataset, { key, value });
          chips.push(made("li", {}, chip));
        }
      if (chips.length) chips.push(made("li", { className: "noprint" }, made("button", { type: "button", className: "textual", textContent: say("Remove all filters") })));
      this.chips.replaceChildren(...chips);
    }

    remove(button) {
      const place = [...this.chips.querySelectorAll("button")].indexOf(button);
      const { key, value } = button.dataset;
      if (key === undefined) this.chosen.clear();
      else this.choose(key, value, false);
      this.save();
      // The place of what is gone is the next one's; the keyboard stays among the chips.
      const left = [...this.chips.querySelectorAll(".chip")];
      (left[Math.min(place, left.length - 1)] ?? this.button).focus();
    }

    choose(key, value, on) {
      const values = this.chosen.get(key) ?? new Set();
      if (on) values.add(value);
      else values.delete(value);
      if (values.size) this.chosen.set(key, values);
      else this.chosen.delete(key);
    }

    save() {
      keep(this.chosen, this.kinds);
      this.apply();
    }

    changed(field) {
      if (field.name === "me") {
        backlog.kept(ME, field.value);
        this.me = field.value;
        this.chosen.delete("person");
        if (field.value) this.choose("person", field.value, true);
      } else if (field.name === "person") {
        const me = this.whoami;
        if (!me) {
          field.checked = false;
          this.panel.querySelector("select").focus();
          return;
        }
        this.choose("person", me, field.checked);
      } else this.choose(field.name, field.value, field.checked);
      this.save();
    }

    async toggle(open = this.panel.hidden) {
      if (open && !(await this.ready())) return;
      if (open && !this.panel.childElementCount) this.fill();
      this.panel.hidden = !open;
      this.button.ariaExpanded = open;
      if (open) {
        this.apply();
        this.panel.querySelector("input, select, summary").focus();
      } else this.button.focus();
    }

    // The panel, once: a row of switches, then one list of values for each kind that tells items apart.
    fill() {
      const switches = made("div", { className: "filter-quick row small" });
      const lists = made("div", { className: "filter-kinds" });
      const wide = matchMedia("(min-width: 48rem)").matches;
      this.options = [];
      const option = (place, value, text) => {
        const field = made("input", { type: "checkbox", name: this.kinds[place].key, value });
        const count = made("span", { className: "count" });
        this.options.push({ place, value, field, count });
        return made("label", {}, field, made("span", { textContent: text }), count);
      };
      this.kinds.forEach((kind, place) => {
        const values = new Set([...this.items.values()].flatMap((of) => of[place]));
        values.delete(undefined);
        if (kind.people) {
          const people = [...values].map((id) => made("option", { value: id, textContent: kind.people(id) })).sort((one, other) => order(one.textContent, other.textContent));
          const select = made("select", { name: "me" }, made("option", { value: "", textContent: say("choose a name") }), ...people);
          select.value = values.has(remembered()) ? remembered() : "";
          switches.append(option(place, select.value, kind.head), made("label", { className: "me" }, made("span", { textContent: say("I am") }), select));
        } else if (kind.quick) {
          if (values.size) switches.append(option(place, NONE, kind.head));
        } else if (values.size > 1) {
          const rank = (value) => (value === NONE ? Infinity : kind.order?.get(value) ?? 0);
          const sorted = [...values].sort((one, other) => rank(one) - rank(other) || order(kind.name(one), kind.name(other)));
          const list = made("div", { role: "group", ariaLabel: kind.head }, ...sorted.map((value) => option(place, value, value === NONE ? say("not given") : kind.name(value))));
          lists.append(made("details", { className: "fold", open: wide || this.chosen.has(kind.key) }, made("summary", { textContent: kind.head }), list));
        }
      });
      this.panel.replaceChildren(switches, lists, made("p", {}, made("button", { type: "button", className: "button" })));
    }

    // Beside each value: how many items it would leave, given what the other kinds have chosen.
    drawPanel(count) {
      if (this.panel.hidden) return;
      const me = this.whoami;
      const counts = this.kinds.map(() => new Map());
      for (const values of this.items.values())
        this.kinds.forEach((_, place) => {
          if (this.wants(values, place)) for (const value of new Set(values[place])) counts[place].set(value, (counts[place].get(value) ?? 0) + 1);
        });
      for (const { place, value, field, count: told } of this.options) {
        const kind = this.kinds[place];
        const wanted = kind.people ? me : value;
        const left = counts[place].get(wanted) ?? 0;
        field.checked = this.chosen.get(kind.key)?.has(wanted) ?? false;
        told.textContent = kind.people && !me ? "" : backlog.number(left);
        field.parentElement.classList.toggle("quiet", !left && !field.checked);
      }
      this.panel.querySelector("p .button").textContent = plural("Show the {count} item", "Show the {count} items", count);
    }
  }

  const regions = [...document.querySelectorAll("[data-filterable]:has(.filter)")].map((element) => new Region(element));
  const read = () => regions.forEach((region) => region.read());
  read();
  addEventListener("popstate", read);
  // In the single file another page comes to light with the fragment: it has its turn first.
  addEventListener("hashchange", () => requestAnimationFrame(read));
}
