// What the rules say of an item. As `rules/items.py`, `scores.py`, `workflow.py` and `pace.py`.
"use strict";
{
  const { fold, listed, order } = backlog.spelling;
  const { circleOf, dated, isOpen, isRanked, isStarted, isWanted, kindOf, passed, similar } = backlog.known;
  const { entries, placesOf, required } = backlog.checking;

  const RATINGS = ["impact", "confidence", "effort"];

  const ratings = (check, kind) => {
    const { values, rows, speech, today } = check;
    const missing = RATINGS.filter((name) => values[name] === undefined);
    if (missing.length && !missing.some((name) => check.faulty.has(name)) && (isWanted(rows.impact.required, kind) || missing.length < 3)) {
      const some = missing.map((name) => rows[name]);
      const beside = RATINGS.find((name) => !missing.includes(name)) ?? "status";
      check.gap(missing.length === 3 ? "unscored" : "rating-incomplete", some, beside, some.map((row) => check.called(row)));
    }
    if (values.confidence >= speech.limits.evidence && kind !== "dropped" && check.isMissing("evidence"))
      check.at("evidence-missing", "confidence", { value: values.confidence, evidence: check.called(rows.evidence) });
    if (!isRanked(kind)) return;
    if (values.scored && !missing.length && passed(values.scored, today) > speech.limits.score)
      check.at("score-stale", "scored", { day: dated(values.scored), limit: speech.limits.score });
    if (values.recheck && values.recheck <= today) check.at("recheck-due", "recheck", { day: dated(values.recheck) });
  };
  const promises = (check, kind) => {
    if (!isWanted("backlog", kind)) return;
    const body = bodyOf(check);
    if (!body) return;
    const least = check.speech.limits.description;
    if (body.visible < least) check.tell("description-missing", "description", { count: body.visible, least });
    if (!body.tasks.length) check.tell("criteria-missing", "criteria");
    const open = body.tasks.filter((one) => !one.done).map((one) => one.text);
    if (kind === "done" && open.length && check.values.learning === undefined)
      check.tell("criteria-open", "criteria", { criteria: check.speech.shown(open), learning: check.called(check.rows.learning) });
  };
  // The text below: of a file that is edited as it is known, of a new one as the form will write it.
  const bodyOf = (check) => {
    const { body, plan = globalThis.backlogForm?.plan } = check.more;
    if (body) return body;
    const text = plan ? backlog.markdown.text(plan, check.said) : "";
    return backlog.body(text.slice(text.indexOf("\n---\n", 3) + 5));
  };
  const days = (check, kind) => {
    const { values, today, speech, rows } = check;
    for (const name of ["created", "started", "done", "scored"])
      if (values[name] > today) check.at("day-in-the-future", name, { day: dated(values[name]) });
    const spans = [["start", "due", values.start, values.due]];
    (values.blocked ?? []).forEach((one, number) => spans.push([`blocked.${number}.since`, `blocked.${number}.until`, one.since, one.until]));
    if (!values.history?.length) {
      const { done, started } = values;
      const created = values.created <= today ? values.created : undefined;
      spans.push(done < created && !(done < started) ? ["created", "done", created, done] : ["started", "done", started, done]);
    }
    const called = (name) => check.names[name] ?? check.called(rows[name]);
    for (const [earlier, later, first, last] of spans)
      if (last < first) check.tell("days-run-backwards", later, { field: called(later), other: called(earlier), day: dated(last), before: dated(first) });
    if (!isOpen(kind)) return;
    if (values.due < today) check.at("overdue", "due", { day: dated(values.due) });
    const since = (values.blocked ?? []).filter((one) => one.since && one.since <= today && !(one.until && one.until <= today)).map((one) => one.since).sort()[0];
    if (since && passed(since, today) > speech.limits.blocked) check.at("blocked-too-long", "blocked", { day: dated(since), limit: speech.limits.blocked });
  };
  const dependencies = (check, kind) => {
    const { thing, world, speech } = check;
    for (const [name, other] of placesOf(check, "depends_on")) if (other === thing.id) check.at("depends-on-itself", name, { value: other });
    const way = circleOf(world, thing);
    if (way) check.at("depends-in-circle", `depends_on.0`, { way: speech.shown(way).join(" → ") });
    if (!isOpen(kind)) return;
    const others = thing.depends_on.map((id) => world.items.find((item) => item.id === id)).filter(Boolean);
    const waits = others.filter((item) => isOpen(kindOf(world, item)));
    const { statuses } = check.rules;
    if (waits.length && isWanted("planned", kind))
      check.at("starts-before-dependency", "depends_on", { status: statuses.find((one) => one.id === thing.status).name, others: check.ids(waits) });
    const dropped = others.filter((item) => kindOf(world, item) === "dropped");
    if (dropped.length) check.at("depends-on-dropped", "depends_on", { others: check.ids(dropped) });
  };
  const names = (check, kind) => {
    const { values, rules, thing } = check;
    const off = (pattern, value) => pattern && value !== undefined && !new RegExp(`^(?:${pattern})$`, "u").test(value);
    const { ids, tags, campaign } = rules.patterns;
    const raw = rules.naming;
    if (off(ids, thing.id)) check.at("id-off-pattern", "id", { value: thing.id, pattern: raw.ids });
    for (const [name, tag] of placesOf(check, "tags")) if (off(tags, tag)) check.at("tag-off-pattern", name, { value: tag, pattern: raw.tags });
    if (off(campaign, values.campaign)) check.at("campaign-off-pattern", "campaign", { value: values.campaign, pattern: raw.campaign });
    const metric = listed(rules.metrics, values.metric);
    if (!metric?.users || !isOpen(kind) || values.private) return;
    const items = [...metric.users.items.filter((id) => id !== thing.id), thing.id].sort(order);
    check.tell("metric-unavailable", "metric", { value: metric.name ?? values.metric, users: check.speech.shown([...items, ...metric.users.goals]) });
  };
  const aims = (check, kind) => {
    const { values, world, names: called } = check;
    if (!isOpen(kind)) return;
    const initiative = world.initiatives.get(values.initiative);
    if (!initiative?.goal || !values.goal || initiative.goal === values.goal || !world.goals.has(values.goal) || !world.goals.has(initiative.goal)) return;
    check.at("goal-differs-from-initiative", "goal", { value: values.goal, initiative: initiative.id, other: initiative.goal }, { paste: `${called.goal}: ${initiative.goal}` });
  };
  const workload = (check, kind) => {
    const { values, rules, speech } = check;
    for (const id of new Set([values.owner, values.reviewer])) {
      const person = listed(rules.people, id);
      if (!person?.until || person.until >= check.today || values.private || !isOpen(kind)) continue;
      const items = check.items().filter((item) => isOpen(kindOf(check.world, item)) && [item.owner, item.reviewer].includes(id));
      check.tell("person-left", "owner", { value: person.name ?? id, day: dated(person.until), items: check.ids(items) });
    }
    const status = rules.statuses.find((one) => one.id === check.thing.status);
    const column = check.items().filter((item) => item.status === status.id);
    if (!values.private && status.limit !== undefined && column.length > status.limit)
      check.at("wip-over-column", "status", { items: check.ids(column), status: status.name, count: column.length, limit: status.limit });
    const { owner } = values;
    if (values.private || !owner || !isStarted(kind) || rules.nobody.includes(fold(owner))) return;
    const running = check.items().filter((item) => isStarted(kindOf(check.world, item)) && item.owner === owner);
    if (running.length > speech.limits.person)
      check.at("wip-over-person", "owner", { items: check.ids(running), value: listed(rules.people, owner)?.name ?? owner, count: running.length, limit: speech.limits.person });
  };
  const item = (check) => {
    const { thing, values } = check;
    const kind = kindOf(check.world, thing);
    required(check, kind);
    entries(check);
    if (kind === "backlog" && check.isMissing("metric")) check.gap("metric-missing", [check.rows.metric], "status");
    promises(check, kind);
    if (!values.private && kind !== "dropped") {
      const others = similar(check.world, thing);
      if (others.length) check.at("title-similar", "title", { title: thing.title, others: check.speech.shown(others) });
    }
    ratings(check, kind);
    aims(check, kind);
    days(check, kind);
    dependencies(check, kind);
    workload(check, kind);
    names(check, kind);
    if (kind === "done" && check.isMissing("learning")) check.at("learning-missing", check.emptyLines(["learning"])[0] ?? "status", { learning: check.called(check.rows.learning) });
  };

  Object.assign(backlog.checking, { item });
}
