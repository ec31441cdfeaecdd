"""The next planning as Markdown to mail: how much may begin first, then what comes into question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.formats.mail import Markdown, bullets, escaped, heading, parts, table
from backlog.formats.review_mail import agenda_lines
from backlog.report.agenda import PLANNING, agenda
from backlog.report.planning import planning_of
from backlog.site.people import naming
from backlog.site.terms import term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.formats.mail import Pen
    from backlog.report import Card, Report
    from backlog.report.planning import Candidate, Capacity, Planning

# So many candidates stand in a mail; the ranking has the others.
SHOWN = 20


def planning_mail(report: Report, pen: Pen) -> str:
    """The next planning as of the report day."""
    planning = planning_of(report)
    occasion = planning.occasion
    title, points = pen.text("Planning"), Markdown("")
    if occasion is not None:
        title = pen.text("Next planning: {day}", day=pen.day(occasion.day, "weekday"))
        points = parts(heading(pen.text("Agenda")), agenda_lines(agenda(PLANNING, occasion.minutes), pen))
    return parts(
        heading(Markdown(f"{title} – {escaped(report.config.title)}"), 1),
        capacity_said(planning.capacity, pen),
        room_said(planning.capacity, pen),
        bullets(_foremost(report, planning, pen)),
        points,
        _candidates(report, planning, pen),
        _listed(pen.text("Planned already"), (_line(report, one, pen) for one in planning.planned)),
        _listed(pen.text("In work"), (_running(report, card, pen) for card in planning.running)),
        _listed(pen.text("Parked, and due within two weeks"), (_parked(card, pen) for card in planning.due)),
        Markdown(f"{pen.site}/planning.html" if pen.site else ""),
    )


def capacity_said(capacity: Capacity, pen: Pen) -> Markdown:
    """How much may begin, in one sentence, as the page says it."""
    if capacity.measured:
        pace = pen.plural(
            "About {count} item is finished per week",
            "About {count} items are finished per week",
            capacity.per_week,
        )
    else:
        pace = pen.plural(
            "{count} item per week is agreed, as there is no measured pace yet",
            "{count} items per week are agreed, as there is no measured pace yet",
            capacity.per_week,
        )
    places = pen.text("there is no limit of what is in work at once")
    if capacity.limit is not None:
        places = pen.plural(
            "{running} of {count} place in work is taken",
            "{running} of {count} places in work are taken",
            capacity.limit,
            running=capacity.running,
        )
    time = pen.plural("this week", "in the coming {count} weeks", capacity.weeks)
    return Markdown(f"{pace}; {places}; {_so(capacity, time, pen)}")


def _so(capacity: Capacity, time: Markdown, pen: Pen) -> Markdown:
    if capacity.least != capacity.most:
        return pen.text(
            "so {least} to {most} new items can begin {time}.",
            least=capacity.least,
            most=capacity.most,
            time=time,
        )
    if not capacity.most:
        return pen.text("so nothing new can begin {time}.", time=time)
    return pen.plural(
        "so {count} new item can begin {time}.",
        "so {count} new items can begin {time}.",
        capacity.most,
        time=time,
    )


def room_said(capacity: Capacity, pen: Pen) -> Markdown:
    """What that leaves for the backlog."""
    if not capacity.planned:
        room = pen.text("There is no room for items from the backlog.")
        if capacity.room:
            room = pen.plural(
                "There is room for {count} item from the backlog.",
                "There is room for {count} items from the backlog.",
                capacity.room,
            )
        return Markdown(f"{pen.text('Nothing that is planned could begin.')} {room}")
    first = pen.plural(
        "{count} planned item could begin and comes first",
        "{count} planned items could begin and come first",
        capacity.planned,
    )
    room = pen.text("there is no room for more from the backlog.")
    if capacity.room:
        room = pen.plural(
            "there is room for {count} more from the backlog.",
            "there is room for {count} more from the backlog.",
            capacity.room,
        )
    return Markdown(f"{first}: {room}")


def _foremost(report: Report, planning: Planning, pen: Pen) -> Iterator[Markdown]:
    """The first that could begin, and the first that something is in the way of."""
    ready = next((one for one in planning.candidates if one.card.ready), None)
    held = next((one for one in planning.candidates if not one.card.ready), None)
    if ready is not None:
        yield Markdown(f"{pen.text('Next in line:')} {_line(report, ready, pen)}")
    if held is not None:
        yield Markdown(f"{pen.text('Held up:')} {_line(report, held, pen)}")


def _title(card: Card, pen: Pen) -> Markdown:
    return pen.link(card.item.title, f"items/{card.item.id}.html")


def _candidates(report: Report, planning: Planning, pen: Pen) -> Markdown:
    head = heading(pen.text("Candidates from the backlog"))
    if not planning.candidates:
        return parts(head, pen.text("No item of the backlog is ranked."))
    names = [pen.text("No."), pen.text("Item"), pen.text("Owner"), pen.text("ICE"), pen.text("In the way")]
    reach = ["", Markdown(f"**{pen.text('This is how far capacity reaches')}**"), "", "", ""]
    rows = [] if planning.capacity.room else [reach]
    for one in planning.candidates[:SHOWN]:
        card = one.card
        rows.append(
            [
                str(card.order),
                _title(card, pen),
                naming(report.config)(card.item.owner),
                pen.language.number(card.score, 2) if card.score is not None else "",
                Markdown("; ".join(in_the_way(report, one, pen))) or pen.text("ready to start"),
            ]
        )
        rows += [reach] if one.last_in_reach else []
    more = len(planning.candidates[SHOWN:])
    rest = pen.plural("{count} more in the ranking", "{count} more in the ranking", more) if more else ""
    return parts(head, table(names, rows), rest)


def in_the_way(report: Report, one: Candidate, pen: Pen) -> Iterator[Markdown]:
    """What keeps an item from beginning, and whether its owner can take it."""
    card, who = one.card, naming(report.config)(one.card.item.owner)
    if card.missing:
        names = ", ".join(pen.text(term("field", name)) for name in card.missing)
        yield Markdown(f"{pen.text('Still missing')}: {names}")
    for block in card.blocks[:1]:
        yield pen.text(term("reason", block.reason)) if block.reason else pen.text("Blocked")
    if card.waits_for:
        known = (report.card_by_id.get(id_) for id_ in card.waits_for)
        titles = (
            other.item.title if other else id_ for other, id_ in zip(known, card.waits_for, strict=True)
        )
        yield Markdown(f"{pen.text('Waits for')}: {', '.join(escaped(title) for title in titles)}")
    if one.away and who:
        first, last = (pen.day(day, "near") for day in one.away)
        if first == last:
            yield pen.text("{name} is away on {first}", name=who, first=first)
        else:
            yield pen.text("{name} is away {first} to {last}", name=who, first=first, last=last)
    if one.full and who:
        yield pen.text("{name} is at the limit", name=who)


def _listed(title: Markdown, entries: Iterator[Markdown]) -> Markdown:
    listed = bullets(entries)
    return parts(heading(title), listed) if listed else Markdown("")


def _owned(report: Report, card: Card, pen: Pen) -> str:
    who = naming(report.config)(card.item.owner)
    said = f"{_title(card, pen)} ({escaped(who)})" if who else str(_title(card, pen))
    if card.item.due:
        said += f", {pen.text('due {day}', day=pen.day(card.item.due, 'near'))}"
    return said


def _line(report: Report, one: Candidate, pen: Pen) -> Markdown:
    way = "; ".join(in_the_way(report, one, pen))
    return Markdown(_owned(report, one.card, pen) + (f" – {way}" if way else ""))


def _running(report: Report, card: Card, pen: Pen) -> Markdown:
    return Markdown(f"{_owned(report, card, pen)} – {escaped(card.status.name or card.status.id)}")


def _parked(card: Card, pen: Pen) -> Markdown:
    until = pen.text("until {day}", day=card.item.recheck)
    return Markdown(f"{_title(card, pen)} – {until}")
