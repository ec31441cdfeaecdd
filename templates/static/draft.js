// The draft of the form, kept on this device; what a new form begins with.
"use strict";
{
  const { all, field, fields, given, page, place, read, shown } = backlog.fields;
  const { checked, needs, score } = backlog.findings;
  const { hand, status, today } = backlog.handing;

  const update = () => {
    shown.values = read();
    needs();
    score();
    hand();
    checked();
    page.dispatchEvent(new CustomEvent("backlog:form", { detail: shown.values }));
  };

  // All fields, those that are not named empty; what is filled in does not stay folded.
  const fill = (values) => {
    for (const of of fields()) place(of.dataset.field, values[of.dataset.field]);
    update();
  };

  const key = () => `backlog-new ${backlog.base} ${shown.plan.kind}${shown.asked.get("edit") ?? ""}`;
  const kept = () => {
    try {
      const draft = JSON.parse(backlog.kept(key()) ?? "null");
      return typeof draft.values.title === "string" || typeof draft.values.date === "string" ? draft : null; // else not ours
    } catch {
      return null;
    }
  };
  const save = (handed = false) => backlog.kept(key(), JSON.stringify({ values: shown.values, handed }));

  // To say what happened, with a way back to these values.
  const offer = (text, values) => {
    const button = backlog.made("button", { type: "button", className: "textual", textContent: backlog.say("Bring it back") });
    button.addEventListener("click", () => {
      fill(values);
      save();
      status(backlog.say("It is back."));
    });
    status(text, " ", button);
  };

  const defaults = () => {
    const first = all(shown.form, "[name=status] [data-kind]").find((option) => option.dataset.kind === "intake") ?? shown.form.querySelector("[name=status] [data-kind]");
    if (shown.plan.kind === "item") return { status: first?.value, created: today() };
    if (shown.plan.kind !== "meeting") return {};
    const everybody = all(shown.form, "[data-field=attendees] [name]").map((box) => box.value);
    return { date: today(), type: "review", attendees: everybody, blockers: shown.plan.blockers };
  };
  // What a link brings along: `?goal=x`, and of a meeting `?kind=planning&date=…`, as `type` names the form.
  const brought = () => {
    const found = Object.fromEntries([...shown.asked].filter(([name]) => name !== "type" && field(name)));
    return shown.plan.kind === "meeting" && shown.asked.has("kind") ? { ...found, type: shown.asked.get("kind") } : found;
  };

  const begin = () => {
    shown.touched = new Set();
    shown.insisted = false;
    const draft = shown.asked.has("edit") ? null : kept();
    const fresh = { ...defaults(), ...brought() };
    status("");
    fill(draft && !draft.handed ? { ...draft.values, ...brought() } : fresh);
    for (const group of all(shown.form, ".fields-more")) group.open = all(group, "[data-field]").some((of) => is(of.dataset.field, fresh));
    if (!draft) return;
    const title = draft.values.title || draft.values.description || draft.values.date || "…";
    // The words are there with the data.
    shown.loading.then(() => {
      if (draft.handed) offer(backlog.say("“{title}” was handed over last.", { title: String(title).slice(0, 60) }), draft.values);
      else status(backlog.say("Your draft is back."));
    });
  };
  // Whether somebody filled it in: what stands there by itself need not be looked at.
  const is = (name, fresh) => given(shown.values[name]) && JSON.stringify(shown.values[name]) !== JSON.stringify(fresh[name]);

  const discard = () => {
    const discarded = shown.values;
    backlog.kept(key(), "");
    shown.touched = new Set();
    shown.insisted = false;
    fill(defaults());
    offer(backlog.say("Discarded."), discarded);
    fields()[0].querySelector("[name]").focus();
  };

  backlog.draft = { begin, discard, fill, save, update };
}
