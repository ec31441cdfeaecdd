"""A review as Markdown to mail: what matters most in the first lines, then everything."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from backlog.formats.mail import Markdown, bullets, escaped, heading, joined, parts, quoted
from backlog.report.agenda import REVIEW, agenda
from backlog.report.meetings import next_review, view_of
from backlog.site.people import naming
from backlog.site.terms import term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from backlog.formats.mail import Pen
    from backlog.metrics.meeting_days import MeetingDay
    from backlog.metrics.review import Done, Moved, Stuck
    from backlog.report import Report
    from backlog.report.meetings import MeetingView, Obstacle, Task


def next_review_mail(report: Report, pen: Pen) -> str:
    """The next review: its day, its agenda, and what it will look at."""
    view = view_of(report, next_review(report))
    occasion = next((one for one in report.next_meetings if one.type == "review"), None)
    title, points = pen.text("Reviews"), Markdown("")
    if occasion is not None:
        title = pen.text("Next review: {day}", day=pen.day(occasion.day, "weekday"))
        points = parts(
            heading(pen.text("Agenda")),
            agenda_lines(agenda(REVIEW, occasion.minutes), pen),
        )
    first = Markdown(f"{_since(report, view, pen)}; {_still(view, pen)}.")
    return _mail(title, first, points, _sections(report, view, pen), (report, view, pen, "reviews.html"))


def past_review_mail(report: Report, day: MeetingDay, pen: Pen, minutes: Mapping[str, str]) -> str:
    """A past meeting, as it was known then, with its minutes as they stand now.

    `minutes` are the texts below the front matter, by path.
    """
    view = view_of(report, day)
    title = Markdown(
        ", ".join([*(pen.text(term("meeting", type_)) for type_ in day.types), pen.day(day.day, "full")])
    )
    said = list(_until(report, view, pen))
    if view.decisions:
        said.append(
            pen.plural("{count} decision was taken", "{count} decisions were taken", len(view.decisions))
        )
    cancelled = [pen.text("Cancelled:") + " " + escaped(meeting.cancelled)
                 for meeting in view.meetings if meeting.cancelled]  # fmt: skip
    first = joined(*(Markdown(one) for one in cancelled), Markdown("; ".join(said) + "."))
    decided = _section(pen.text("Decisions"), (str(one.text) for one in view.decisions))
    path = f"reviews/{day.day}.html"
    said_there = (
        parts(heading(pen.text("Minutes")), quoted(text))
        for meeting in view.meetings
        if (text := minutes.get(meeting.path, "").strip())
    )
    sections = chain(_sections(report, view, pen), said_there)
    return _mail(title, first, decided, sections, (report, view, pen, path))


def _since(report: Report, view: MeetingView, pen: Pen) -> Markdown:
    since = pen.day(view.review.since, "near")
    if not view.review.done and report.undated:
        return pen.text("What was finished since {since} is not known", since=since)
    if not view.review.done:
        return pen.text("Since {since} nothing was finished", since=since)
    return pen.plural(
        "Since {since} {count} item was finished",
        "Since {since} {count} items were finished",
        len(view.review.done),
        since=since,
    )


def _still(view: MeetingView, pen: Pen) -> Markdown:
    stuck, acts = pen.text("nothing is stuck"), pen.text("no action is open")
    if view.review.stuck:
        stuck = pen.plural("{count} is stuck", "{count} are stuck", len(view.review.stuck))
    if view.open_tasks:
        acts = pen.plural("{count} action is open", "{count} actions are open", view.open_tasks)
    return Markdown(f"{stuck}, {acts}")


def _until(report: Report, view: MeetingView, pen: Pen) -> Iterator[Markdown]:
    since = pen.day(view.review.since, "near")
    if view.review.done:
        yield pen.plural(
            "Between {since} and this day {count} item was finished",
            "Between {since} and this day {count} items were finished",
            len(view.review.done),
            since=since,
        )
    elif report.undated:
        yield pen.text("What was finished between {since} and this day is not known", since=since)
    else:
        yield pen.text("Between {since} and this day nothing was finished", since=since)
    if view.review.stuck:
        yield pen.plural("{count} was stuck", "{count} were stuck", len(view.review.stuck))
    else:
        yield pen.text("nothing was stuck")


def agenda_lines(points: Sequence[tuple[str, int]], pen: Pen) -> Markdown:
    """The points of a meeting with their minutes."""
    return bullets(
        Markdown(f"{pen.text(name)} ({pen.plural('{count} minute', '{count} minutes', minutes)})")
        for name, minutes in points
    )


def _mail(
    title: str,
    first: Markdown,
    before: Markdown,
    sections: Iterable[Markdown],
    rest: tuple[Report, MeetingView, Pen, str],
) -> str:
    report, view, pen, path = rest
    head = Markdown(f"{title} – {escaped(report.config.title)}")
    where = f"{pen.site}/{path}" if pen.site else ""
    return parts(
        heading(head, 1), first, bullets(_foremost(report, view, pen)), before, *sections,
        _numbers(view, pen), Markdown(where),
    )  # fmt: skip


def _foremost(report: Report, view: MeetingView, pen: Pen) -> Iterator[Markdown]:
    """What matters most, a line each: the longest stuck, the oldest overdue action, the latest result."""
    if view.review.stuck:
        yield Markdown(f"{pen.text('Longest stuck:')} {_stuck(report, view.review.stuck[0], pen)}")
    overdue = [task for task in view.tasks if task.overdue and not task.done]
    if overdue:
        worst = min(overdue, key=lambda task: str(task.due))
        yield Markdown(f"{pen.text('Longest overdue:')} {_task(report, worst, pen)}")
    for entry in view.review.done:
        card = report.card_by_id.get(entry.id)
        if card is not None and card.item.result is not None and card.item.result.value:
            yield Markdown(f"{pen.text('Latest result:')} {_done(report, entry, pen)}")
            break


def _section(title: str, entries: Iterable[str], nothing: str = "") -> Markdown:
    listed = bullets(entries)
    return parts(heading(title), listed or nothing) if listed or nothing else Markdown("")


def _sections(report: Report, view: MeetingView, pen: Pen) -> Iterator[Markdown]:
    found = view.review
    yield _section(
        pen.text("Done"),
        (_done(report, entry, pen) for entry in found.done),
        pen.plural(
            "Of {count} finished item nobody knows when it went live.",
            "Of {count} finished items nobody knows when they went live.",
            len(report.undated),
        )
        if report.undated
        else pen.text("Nothing was finished."),
    )
    yield _section(pen.text("Stuck"), (_stuck(report, entry, pen) for entry in found.stuck))
    yield _section(pen.text("Moved"), (_moved(report, entry, pen) for entry in found.moved))
    yield _section(
        pen.text("New"),
        (Markdown(f"{_named(report, one.id, pen)} ({_status(report, one.status)})") for one in found.new),
    )
    yield _section(pen.text("Dropped"), (_named(report, one.id, pen) for one in found.dropped))
    yield _section(
        pen.text("Blockers from the minutes"), (_obstacle(report, one, pen) for one in view.obstacles)
    )
    yield _section(pen.text("Actions"), (_task(report, one, pen) for one in view.tasks))


def _named(report: Report, id_: str, pen: Pen) -> Markdown:
    """An item by its title of today, else by its id."""
    card = report.card_by_id.get(id_)
    if card is None:
        return joined(escaped(id_), pen.text("(file removed)"))
    return pen.link(card.item.title, f"items/{id_}.html")


def _status(report: Report, id_: str) -> Markdown:
    status = report.backlog.status_by_id.get(id_)
    return escaped(status.name or id_ if status is not None else id_)


def _done(report: Report, entry: Done, pen: Pen) -> Markdown:
    card = report.card_by_id.get(entry.id)
    said = f"{_named(report, entry.id, pen)} ({pen.day(entry.day, 'near')})"
    result = card.item.result if card is not None else None
    if card is None or result is None or not (result.value or result.outcome):
        return Markdown(f"{said} – {pen.text('no result yet')}")
    if result.value:
        said += f" – {escaped(result.value)}"
        if card.item.expected:
            said += f" ({pen.text('expected: {expected}', expected=card.item.expected)})"
    if result.outcome:
        said += f" – {pen.text(term('outcome', result.outcome))}"
    return Markdown(said)


def _stuck(report: Report, entry: Stuck, pen: Pen) -> Markdown:
    named = naming(report.config)
    card = report.card_by_id.get(entry.id)
    said = f"{_named(report, entry.id, pen)} – {pen.text(term('reason', entry.reason))}"
    if entry.days:
        said += f", {pen.plural('for {count} day', 'for {count} days', entry.days)}"
    if card is not None and entry.reason == "approval" and named(card.item.reviewer):
        said += f" {pen.text('with {name}', name=named(card.item.reviewer))}"
    elif card is not None and named(card.item.owner):
        said += f" ({escaped(named(card.item.owner))})"
    return Markdown(said)


def _moved(report: Report, entry: Moved, pen: Pen) -> Markdown:
    way = f"{_status(report, entry.before) if entry.before else ''} → {_status(report, entry.after)}".strip()
    back = f" ({pen.text('back')})" if entry.back else ""
    return Markdown(f"{_named(report, entry.id, pen)}: {way}{back}")


def _obstacle(report: Report, entry: Obstacle, pen: Pen) -> Markdown:
    named = naming(report.config)
    item = entry.item or ""
    item = _named(report, item, pen) if item in report.card_by_id else item
    said = ": ".join(str(escaped(one)) for one in (item, entry.note or "") if one)
    if entry.action:
        said += f" – {pen.text('Next time: {action}', action=entry.action)}"
        if named(entry.owner):
            said += f" ({escaped(named(entry.owner))})"
    if entry.resolved:
        said += f" – {pen.text('solved on {day}', day=pen.day(entry.resolved, 'near'))}"
    elif entry.days:
        said += f" – {pen.plural('for {count} day', 'for {count} days', entry.days)}"
    return Markdown(said)


def _task(report: Report, task: Task, pen: Pen) -> Markdown:
    who = naming(report.config)(task.owner)
    said = str(escaped(task.text))
    if who:
        said += f" ({escaped(who)})"
    if task.done:
        said += f" – {pen.text('done on {day}', day=pen.day(task.done, 'near'))}"
    elif task.overdue and task.due:
        said += f" – {pen.text('overdue since {day}', day=pen.day(task.due, 'near'))}"
    elif task.due:
        said += f" – {pen.text('due {day}', day=pen.day(task.due, 'near'))}"
    return Markdown(said)


def _numbers(view: MeetingView, pen: Pen) -> Markdown:
    known = view.numbers
    rows = [f"{pen.text('In work at once')}: {known.wip}"]
    if known.per_week is not None:
        rows.append(f"{pen.text('Finished per week')}: {known.per_week}")
    if known.p85 is not None:
        rows.append(
            f"{pen.text('85 % finished within')}: {pen.plural('{count} day', '{count} days', known.p85)}"
        )
    return parts(heading(pen.text("Figures")), bullets(Markdown(row) for row in rows))
