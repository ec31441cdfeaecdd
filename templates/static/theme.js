// Before the first paint: the scheme that the reader chose, else the system's.
"use strict";
if (document.documentElement.dataset.single === "") document.documentElement.dataset.single = location.hash ? "asked" : "first";
try {
  const chosen = localStorage.getItem("backlog-theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {
  // A browser that keeps nothing for this site.
}
