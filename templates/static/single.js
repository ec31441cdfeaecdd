// The site in one file: shows the page that the address names as if it were the only one. An address is
// "#items/x.html", with a place in it "#items/x.html:ratings", with filters "#board.html?owner=anna".
"use strict";
{
  const root = document.documentElement;
  const first = document.getElementById("index.html");
  const kept = new Map(); // how far each page was read, for the way back
  let shown = null;
  let followed = false;

  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  const named = () => {
    const address = decoded(location.hash.slice(1).split("?")[0]);
    const page = document.getElementById(address.split(":")[0]);
    if (!page?.classList.contains("page")) return { page: first };
    return { page, place: address === page.id ? null : document.getElementById(address) };
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
      marked(page);
    }
    if (place) place.scrollIntoView();
    else if (changed) scrollTo(0, followed ? 0 : (kept.get(page) ?? 0));
    // Who followed a link reads on at the heading, with a screen reader as well; nobody is moved at the start.
    const heading = changed && shown && page.querySelector("h1");
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
      const main = document.getElementById("main");
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
}
