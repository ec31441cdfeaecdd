// What the page says of the values beside their fields: score and rank, what is needed, what the rules find.
"use strict";
{
  const { made } = backlog;
  const { isWanted } = backlog.known;
  const { all, controls, field, fields, given, shown } = backlog.fields;

  const told = (element, text) => {
    if (element && element.textContent !== text) element.textContent = text;
  };

  const score = () => {
    const line = shown.form.querySelector("[data-score]");
    if (!line) return;
    const [impact, confidence, effort] = ["impact", "confidence", "effort"].map((name) => Number(shown.values[name]));
    shown.form.querySelector("[data-unrate]").hidden = !(impact || confidence || effort);
    for (const step of all(shown.form, "[data-step]")) step.classList.toggle("is-on", shown.values[step.closest("[data-field]").dataset.field] === step.dataset.step);
    if (!(impact && confidence && effort)) return told(line, "");
    const format = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    const others = shown.data.items.filter((item) => item.ranked && item.ratings && item.id !== shown.asked.get("edit"));
    // Exactly, without fractions: a × c ÷ e of one against the other. Equal scores share a rank.
    const above = others.filter(({ ratings: [a, c, e] }) => a * c * effort > impact * confidence * e);
    const sum = `${impact} × ${confidence} ÷ ${effort} = ${format.format((impact * confidence) / effort)}`;
    told(line, shown.data.words ? `${sum} · ${backlog.say("Rank {rank} of {all}", { rank: above.length + 1, all: others.length + 1 })}` : sum);
  };

  const kindOf = () => (shown.plan.kind === "item" ? (shown.form.elements.status?.selectedOptions[0]?.dataset.kind ?? "intake") : "intake");

  const needs = () => {
    const kind = kindOf();
    const inherited = shown.data.initiatives.find(({ id }) => id === shown.values.initiative)?.goal;
    for (const of of fields()) {
      const { required, field: name } = of.dataset;
      const needed = isWanted(required, kind) && !(name === "goal" && inherited);
      of.classList.toggle("is-needed", needed);
      of.classList.toggle("is-missing", needed && (shown.insisted || kind !== "intake") && !given(shown.values[name]) && of.dataset.lenient === undefined);
    }
    for (const group of all(shown.form, ".fields-more")) {
      const count = all(group, ".is-missing").length;
      told(group.querySelector("[data-count]"), count ? backlog.plural("{count} needed", "{count} needed", count) : "");
    }
  };

  // Each finding on a line of its own, with what to do about it; a screen reader is told of changes alone.
  const said = (line, list) => {
    const texts = list.map(({ message, help }) => `${message} ${help}`).join(" ");
    if (line.textContent.trim() === texts.trim()) return;
    line.replaceChildren(...list.flatMap(({ severity, message, help }) =>
      [made("span", { className: `is-${severity}`, textContent: `${message} ` }, made("span", { textContent: help })), " "]));
  };

  // What the rules would say, beside its field once somebody has been there.
  const checked = () => {
    const found = backlogChecks(shown.plan.kind, shown.values, backlogForm.more);
    const by = new Map();
    for (const one of found) {
      const of = field(one.field) ?? field(String(one.field).split(".")[0]);
      if (of) by.set(of, [...(by.get(of) ?? []), one]);
    }
    for (const of of fields()) {
      const name = of.dataset.field;
      const seen = shown.insisted || shown.touched.has(name);
      const list = seen ? (by.get(of) ?? []) : [];
      said(of.querySelector(".say"), list);
      const wrong = list.some(({ severity }) => severity === "error");
      of.classList.toggle("is-wrong", wrong);
      for (const control of controls(of)) control.ariaInvalid = wrong;
    }
    shown.errors = found.filter(({ severity }) => severity === "error").length;
    told(shown.form.querySelector("[data-before]"), shown.insisted && shown.errors ? backlog.plural("{count} entry would be refused as it is; it says so itself.", "{count} entries would be refused as they are; each says so itself.", shown.errors) : "");
  };

  backlog.findings = { checked, needs, score, told };
}
