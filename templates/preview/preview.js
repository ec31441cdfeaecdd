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
  for (const note of document.querySelectorAll(".preview-note[data-for]:not([data-for=''])")) {
    const value = main?.querySelector(`[data-field~="${CSS.escape(note.dataset.for)}"]`);
    if (!value) continue;
    const row = value.matches("dl > div") ? value.querySelector("dd") : null;
    if (row) row.append(note);
    else if (value.matches("section, div")) value.append(note);
    else (value.closest("p") ?? value).after(note);
  }
  // What stands in place need not stand in the list of the page as well.
  if (document.querySelector(".preview-notes")) document.getElementById("findings")?.closest("section")?.remove();

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
