// Says how old a page is, also when nobody rebuilds it, and prints where a button offers it. Asks nobody anything.
"use strict";
const line = document.getElementById("age");
if (line) {
  const day = new Intl.DateTimeFormat("en", { timeZone: line.dataset.zone, year: "numeric", month: "numeric", day: "numeric" });
  const part = Object.fromEntries(day.formatToParts(new Date()).map(({ type, value }) => [type, Number(value)]));
  const today = Date.UTC(part.year, part.month - 1, part.day);
  const age = (today - Date.parse(line.dataset.day)) / 864e5;
  if (age > 1) {
    const count = new Intl.NumberFormat(document.documentElement.lang).format(age);
    line.textContent = line.dataset.words.replace("{count}", count);
    line.hidden = false;
  }
}
const print = document.getElementById("print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
