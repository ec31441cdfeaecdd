// Changes of several items at once: ticked on one page after the other, collected as the lines that `backlog
// apply` reads, then opened in the host's form or copied. Nothing is sent from here.
"use strict";
{
  const LONGEST_ADDRESS = 8191; // what hosts take
  const { made, plural, say } = backlog;
  // Kept as long as the tab is open, so that one goes from page to page; where a browser keeps nothing, on this page.
  const memory = {};
  const kept = (name, value) => {
    if (value) memory[name] = value;
    return backlog.kept(`backlog-${name} ${backlog.base}`, value, "sessionStorage") ?? memory[name];
  };
  const lines = () => (kept("changes") ?? "").split("\n").filter((line) => line.trim());

  const collecting = (button) => {
    const area = button.closest(".page, main");
    const bar = area.querySelector(".collection");
    const [status, select, note, list, field, form, copy, long] =
      ["strong", "select", "input", "[data-list]", "textarea", "a", "[data-do]", "[data-long]"].map((one) => bar.querySelector(one));
    const open = form?.href;
    const ticked = new Set();
    let boxes = []; // each with the id of its item, and the place for what is to become of it

    const draw = () => {
      const all = lines();
      const text = all.join("\n");
      for (const [id, box, place] of boxes) {
        box.checked = ticked.has(id);
        place.textContent = all.filter((line) => line.startsWith(`${id} `)).map((line) => line.slice(id.length + 1)).join(", ");
      }
      status.textContent = ticked.size ? plural("{count} item ticked", "{count} items ticked", ticked.size)
        : text ? plural("{count} change on the list", "{count} changes on the list", all.length)
        : say("Tick items, then choose what changes.");
      list.hidden = !text;
      if (document.activeElement !== field) field.value = text;
      copy.dataset.text = text;
      if (!open) return;
      const whole = `${open}&${new URLSearchParams({ changes: text })}`;
      long.hidden = whole.length <= LONGEST_ADDRESS;
      form.href = long.hidden ? whole : open;
    };
    const write = (text) => {
      kept("changes", text || "\n");
      draw();
    };

    const toggle = async (on) => {
      kept("collecting", on ? "on" : "off");
      button.ariaExpanded = on;
      bar.hidden = !on;
      for (const [, box, place] of boxes) [box.parentElement, place].map((one) => one.remove());
      boxes = [];
      if (!on) return;
      for (const element of area.querySelectorAll("[data-id]")) {
        const within = element.querySelector("th") ?? element;
        const box = made("input", { type: "checkbox", ariaLabel: within.querySelector("a").textContent });
        const place = made("ins", { className: "note-below noprint" });
        box.addEventListener("change", () => {
          ticked[box.checked ? "add" : "delete"](element.dataset.id);
          draw();
        });
        within.prepend(made("label", { className: "pick noprint" }, box));
        within.append(place);
        boxes.push([element.dataset.id, box, place]);
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
      const ids = value ? [...ticked] : [];
      if (!ids.length) return select.focus();
      const change = [value, !note.hidden && note.value.trim()].filter(Boolean).join(", ");
      // Of the choices of a group an item takes one: the later.
      const isBefore = (line) => ids.some((id) => [...group.children].some((other) => line.startsWith(`${id} ${other.value}`)));
      const rest = lines().filter((line) => !isBefore(line));
      ticked.clear();
      note.value = select.value = "";
      note.hidden = true;
      write([...rest, ...ids.map((id) => `${id} ${change}`)].join("\n"));
    };

    button.addEventListener("click", () => toggle(bar.hidden));
    select.addEventListener("change", () => (note.hidden = !("note" in select.selectedOptions[0].parentElement.dataset)));
    field.addEventListener("input", () => write(field.value));
    bar.addEventListener("click", ({ target: { dataset } }) => {
      if ("add" in dataset) add();
      if ("leave" in dataset) leave();
      if ("clear" in dataset) write("");
    });
    form?.addEventListener("click", () => long.hidden || copy.click());
    area.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.closest(".pick")) return;
      event.preventDefault(); // the choice would open at once
      select.focus();
    });
    addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && !bar.hidden && bar.isConnected && !document.querySelector("dialog[open]")) leave();
    });
    // At first, on the way back, and when another page of the site in one file shows.
    const resume = () => {
      const on = kept("collecting") === "on";
      if (on === bar.hidden) toggle(on);
      else draw();
    };
    addEventListener("pageshow", resume);
    document.addEventListener("backlog:page", resume);
  };
  document.querySelectorAll("[data-collect]").forEach(collecting);
}
