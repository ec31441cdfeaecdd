// Handing over: the text and the name of the file, the host's own page for it, the clipboard, a download.
"use strict";
{
  const LONGEST_ADDRESS = 8191; // what hosts take
  const { text: markdownOf, path: pathOf } = backlog.markdown;
  const { all, field, page, shown } = backlog.fields;
  const { checked, needs, told } = backlog.findings;
  const today = () => backlog.reading.today(page.dataset.day, page.dataset.zone);

  const names = () => {
    const { goals, initiatives, items } = shown.data;
    const used = [...items, ...goals, ...initiatives].flatMap(({ id, formerly = [] }) => [id, ...formerly]);
    return new Set([...used, ...shown.plan.taken].map((name) => name.toLowerCase()));
  };
  const path = () => shown.data.items.find(({ id }) => id === shown.asked.get("edit"))?.path ?? pathOf(shown.plan, shown.values, names(), today());

  const hand = () => {
    const text = markdownOf(shown.plan, shown.values);
    const there = path();
    for (const line of all(shown.form, "[data-path]")) told(line, there || "…");
    told(shown.form.querySelector("[data-preview] pre"), text);
    const { host } = page.dataset;
    if (!host) return;
    const name = there.split("/").at(-1);
    const open = shown.plan.address.replace("%7Byear%7D", today().slice(0, 4));
    const whole = `${open}?filename=${encodeURIComponent(name)}&value=${encodeURIComponent(text)}`;
    const isGitLab = host === "GitLab";
    const fits = !isGitLab && whole.length <= LONGEST_ADDRESS;
    const named = `${open}?${isGitLab ? "file_name" : "filename"}=${encodeURIComponent(name)}`;
    for (const way of all(shown.form, "[data-way]")) way.hidden = (way.dataset.way === "fill") !== fits;
    for (const link of all(shown.form, "[data-do=hand]")) link.href = fits ? whole : named;
  };

  const status = (text, ...more) => shown.form.querySelector("[data-status]").replaceChildren(text, ...more);

  // Without its one needed word there is no file to hand over; say so where it is missing.
  const ready = () => {
    shown.insisted = true;
    needs();
    checked();
    if (!path()) {
      const [first] = ["title", "date", "type"].filter((name) => field(name) && !(name === "title" ? shown.values.title.length > 2 : shown.values[name]));
      status(backlog.say(shown.plan.kind === "meeting" ? "A day and a kind of meeting are needed." : "A title is needed."));
      field(first)?.querySelector("[name]").focus();
      return false;
    }
    if (!shown.errors || shown.errors === shown.warned) return true;
    // Once, at the place of the first; who clicks again knows what they do.
    shown.warned = shown.errors;
    status(backlog.say("Click again to go on all the same."));
    const wrong = shown.form.querySelector(".is-wrong");
    const group = wrong?.closest("details");
    if (group) group.open = true;
    wrong?.querySelector("[name], [data-do]").focus();
    return false;
  };

  const copied = (button) =>
    backlog.copied(markdownOf(shown.plan, shown.values), button).then(
      () => status(backlog.say("The text is copied.")),
      () => {
        shown.form.querySelector("[data-preview]").open = true;
        status(backlog.say("The browser does not copy: the text stands below the button."));
      },
    );

  const download = () => {
    const link = backlog.made("a", {
      href: URL.createObjectURL(new Blob([markdownOf(shown.plan, shown.values)], { type: "text/markdown" })),
      download: path().split("/").at(-1),
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  backlog.handing = { copied, download, hand, path, ready, status, today };
}
