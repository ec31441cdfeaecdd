// Reloads the page when the preview server says that the site has changed, and moves what is wrong beside
// the values that it is about. Served by `backlog serve` only.
"use strict";
{
  const own = document.currentScript;
  const { state, top } = own.dataset;
  const main = document.querySelector("main");

  const changes = new EventSource("/__preview/changes");
  changes.onmessage = (event) => {
    if (event.data !== state) {
      changes.close();
      location.reload();
    }
  };

  // A note about a field goes below the value, wherever the page shows it; the others stay on top.
  // From the top a link leads to each that went elsewhere: on a phone it may be far below.
  const list = document.querySelector(".preview-notes");
  for (const [number, note] of document.querySelectorAll(".preview-note[data-for]:not([data-for=''])").entries()) {
    const value = main?.querySelector(`[data-field~="${CSS.escape(note.dataset.for)}"]`);
    if (!value) continue;
    const link = document.createElement("a");
    note.id = `preview-note-${number}`;
    link.href = `#${note.id}`;
    link.className = `preview-jump ${note.classList[1]}`;
    link.textContent = note.querySelector("strong").textContent;
    list.append(link);
    const row = value.matches("dl > div") ? value.querySelector("dd") : null;
    if (row) row.append(note);
    else if (value.matches("section, div")) value.append(note);
    else (value.closest("p") ?? value).after(note);
  }
  // What stands in place need not stand in the list of the page as well.
  if (list) document.getElementById("findings")?.closest("section")?.remove();

  for (const [page, [id, severity, words]] of Object.entries(JSON.parse(own.dataset.marks))) {
    const address = new URL(top + page, location.href);
    const cards = [...(main?.querySelectorAll(`[data-id="${CSS.escape(id)}"]`) ?? [])];
    const heads = [...(main?.querySelectorAll("h2 a, h3 a") ?? [])].filter((link) => link.pathname === address.pathname);
    for (const place of cards.length > 0 ? cards : heads.map((link) => link.parentElement)) {
      const mark = document.createElement("a");
      mark.className = `preview-mark is-${severity}`;
      mark.href = address.href;
      mark.textContent = words;
      const cell = place.matches("tr") ? place.querySelector("th, td:has(a)") ?? place.cells[0] : place;
      cell.append(" ", mark);
    }
  }
}
