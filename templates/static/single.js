// The site in one file: shows the page that the address names as if it were the only one. An address is
// "#items/x.html", with a place in it "#items/x.html:ratings", with filters "#board.html?owner=anna".
"use strict";
{
  const root = document.documentElement;
  const main = document.getElementById("main");
  const pages = new Map([...document.querySelectorAll(".page")].map((page) => [page.id, page]));
  const first = pages.get("index.html");
  const kept = new Map(); // how far each page was read, for the way back
  let shown = null;
  let followed = false;
  let settled = false; // all scripts have found what is theirs: only the page that is shown stays in the document

  // Links that filter the page to which they lead: only a script can.
  for (const link of document.querySelectorAll("a[data-query]")) link.href += `?${link.dataset.query}`;

  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  // The page that the address names, and the id of a place in it.
  const named = () => {
    const address = decoded(location.hash.slice(1).split("?")[0]);
    const page = pages.get(address.split(":")[0]);
    return { page: page ?? first, place: page && address !== page.id ? address : "" };
  };

  const marked = (page) => {
    document.title = page.dataset.title;
    for (const link of document.querySelectorAll(".navigation a")) {
      const path = link.hash.slice(1);
      if (path === page.id) link.setAttribute("aria-current", "page");
      else if (path === page.dataset.within) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    for (const menu of document.querySelectorAll(".navigation details")) menu.open = false;
  };

  const show = () => {
    const { page, place } = named();
    const changed = page !== shown;
    if (changed) {
      if (shown) kept.set(shown, scrollY);
      shown?.classList.remove("is-shown");
      page.classList.add("is-shown");
      if (settled) main.replaceChildren(page);
      marked(page);
    }
    if (place) {
      if (changed && settled) location.replace(location.href); // only now it is there to be the target
      document.getElementById(place)?.scrollIntoView();
    } else if (changed) scrollTo(0, followed ? 0 : (kept.get(page) ?? 0));
    // Who followed a link reads on at the heading, with a screen reader as well; nobody is moved at the start.
    const heading = changed && shown && !place && page.querySelector("h1");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    shown = page;
    followed = false;
    document.dispatchEvent(new CustomEvent("backlog:page", { detail: page }));
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link?.getAttribute("href") === "#main") {
      // The way past the navigation: the address goes on naming the page.
      event.preventDefault();
      main.tabIndex = -1;
      main.focus();
    } else if (link) followed = true;
  });
  // Where the site is published as well, that is what one sends.
  const home = root.dataset.home;
  if (home)
    backlog.link = () => {
      const [address, query] = location.hash.slice(1).split("?");
      const [path, place] = address.split(":");
      return home + (path || first.id) + (query ? `?${query}` : "") + (place ? `#${place}` : "");
    };
  addEventListener("hashchange", show);
  history.scrollRestoration = "manual";
  root.dataset.single = "ready";
  show();
  addEventListener("DOMContentLoaded", () => {
    for (const page of pages.values()) if (page !== shown) page.remove();
    settled = true;
  });
}
