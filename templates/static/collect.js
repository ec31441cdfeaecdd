// Changes of several items at once: ticked on one page after the other, collected as the lines that `backlog
// apply` reads, then opened in the host's form or copied. Nothing is sent from here.
"use strict";
{
  const LONGEST_ADDRESS = 8191; // what hosts take
  const { kept, made, plural, say } = backlog;
  const keys = ["on", "lines"].map((name) => `backlog-changes ${backlog.base} ${name}`);
  // For as long as the tab is open, so that one goes from page to page; where nothing is kept, for the page.
  const store = (key, value) => kept(keys[key], value, "sessionStorage");
  let text = store(1) ?? "";
  const lines = () => text.split("\n").filter((line) => line.trim());
  const draws = [];
  const draw = () => draws.forEach((one) => one());
  const wrote = (value) => {
    text = value;
    store(1, text);
    draw();
  };

  const collecting = (button) => {
    const area = button.closest(".page, main");
    const bar = area.querySelector(".collection");
    const find = (selector) => bar.querySelector(selector);
    const [select, note, list, summary, field, form, copy] =
      ["select", "input", "[data-list]", "summary", "textarea", "a", "[data-do]"].map(find);
    const open = form?.href;
    const long = find("[data-long]");
    const ticked = new Set();
    let boxes = []; // each with the id of its item, and the place for what is to become of it
    const told = (words) => (find("[role=status]").textContent = words);

    draws.push(() => {
      const all = lines();
      for (const [id, box, note] of boxes) {
        box.checked = ticked.has(id);
        const own = all.filter((line) => line.startsWith(`${id} `)).map((line) => line.slice(id.length + 1));
        note.textContent = own.join(", ");
      }
      told(plural("{count} item ticked", "{count} items ticked", ticked.size));
      list.hidden = !text;
      summary.textContent = plural("{count} change on the list", "{count} changes on the list", all.length);
      copy.dataset.text = all.join("\n");
      if (field.value !== text) field.value = text;
      if (!open) return;
      const title = plural("{count} change", "{count} changes", all.length);
      const whole = `${open}&${new URLSearchParams({ title, changes: copy.dataset.text })}`;
      long.hidden = whole.length <= LONGEST_ADDRESS;
      form.href = long.hidden ? whole : open;
    });

    const toggle = async (on) => {
      store(0, on ? "on" : "");
      button.setAttribute("aria-pressed", String(on));
      bar.hidden = !on;
      for (const [, box, note] of boxes) [box.parentElement, note].map((one) => one.remove());
      boxes = [];
      if (!on) return;
      for (const element of area.querySelectorAll("[data-id]")) {
        const place = element.querySelector("th") ?? element;
        const box = made("input", { type: "checkbox", ariaLabel: place.querySelector("a").textContent });
        const note = made("ins", { className: "note-below noprint" });
        box.addEventListener("change", () => {
          ticked[box.checked ? "add" : "delete"](element.dataset.id);
          draw();
        });
        place.prepend(made("label", { className: "pick noprint" }, box));
        place.append(note);
        boxes.push([element.dataset.id, box, note]);
      }
      await backlog.load().catch(() => {}); // the words come with the data
      draw();
    };
    const leave = () => {
      toggle(false);
      button.focus();
    };
    const add = () => {
      const { value, parentElement: group } = select.selectedOptions[0];
      if (!ticked.size || !value) return told(say("Tick items, then choose what changes."));
      const change = note.hidden || !note.value.trim() ? value : `${value}, ${note.value.trim()}`;
      // Of the choices of a group an item takes one: the later.
      const before = (id) => (line) => [...group.children].some((other) => line.startsWith(`${id} ${other.value}`));
      const ids = [...ticked];
      const rest = lines().filter((line) => !ids.some((id) => before(id)(line)));
      ticked.clear();
      note.value = select.value = "";
      note.hidden = true;
      wrote([...rest, ...ids.map((id) => `${id} ${change}`)].join("\n"));
    };

    button.addEventListener("click", () => toggle(bar.hidden));
    select.addEventListener("change", () => (note.hidden = !("note" in select.selectedOptions[0].parentElement.dataset)));
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.closest(".pick")) select.focus();
    });
    field.addEventListener("input", () => wrote(field.value));
    bar.addEventListener("click", ({ target: { dataset } }) => {
      if ("add" in dataset) add();
      if ("leave" in dataset) leave();
      if ("clear" in dataset) wrote("");
    });
    form?.addEventListener("click", () => long.hidden || copy.click());
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !bar.hidden && bar.offsetParent && !document.querySelector("dialog[open]")) leave();
    });
    const resume = () => store(0) && bar.hidden && toggle(true);
    resume();
    document.addEventListener("backlog:page", resume); // of the site in one file
  };
  document.querySelectorAll("[data-collect]").forEach(collecting);
}
