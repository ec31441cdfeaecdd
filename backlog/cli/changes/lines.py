"""Lines of changes done in a draft, one after the other; each is done or says why not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backlog.cli.changes.configuration import configured
from backlog.cli.changes.draft import brought, changed
from backlog.cli.changes.fields import named, of_the_past, set_in
from backlog.cli.changes.handover import leaving, moved_beside, table_meant
from backlog.cli.changes.moves import TOLD_HERE, limits, moved, named_item
from backlog.cli.changes.new_goal import begun
from backlog.cli.changes.new_item import created
from backlog.cli.changes.refusals import blocking_words, refused
from backlog.config.sections import Kind
from backlog.editing.known import known
from backlog.editing.lines import Lines, read_lines
from backlog.editing.made import Answer, Made, Sentence, sentence
from backlog.editing.moving import named_status
from backlog.editing.orders import Assign, Block, Move, New, Nonsense, Told, Unblock
from backlog.editing.where import chosen
from backlog.editing.wishes import field_called, wish
from backlog.errors import Exit, Stop
from backlog.findings import Severity
from backlog.language import N_
from backlog.rules.wording import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.cli.changes.draft import Draft
    from backlog.cli.changes.goals import Thing
    from backlog.editing.lines import Line
    from backlog.editing.orders import Order
    from backlog.findings import Finding
    from backlog.model import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The draft after all lines, an answer to each, and what is worth knowing of the whole.

    `left` lines stood beyond the limits and were not looked at.
    """

    draft: Draft
    answers: tuple[Answer, ...]
    notes: tuple[Sentence, ...]
    left: int


def applied(start: Draft, text: str) -> Applied:
    """Do the lines of a text, in their order; those that would make an error are not done.

    What one line lacks another one may bring: a line that makes an error is tried once more at the end,
    unless a later one has moved its item elsewhere.
    """
    lines = wanted_lines(start, text)
    now, answers = _in_order(start, lines.lines)
    if errors := _errors(start, now):
        blamed = {finding.location.path for finding in errors}
        now, answers = _sorted_out(start, lines.lines, answers, blamed)
    found = [
        finding
        for finding in brought(start, now)
        if finding.severity is not Severity.ERROR and finding.slug not in TOLD_HERE
    ]
    past = [
        note
        for line, answer in zip(lines.lines, answers, strict=True)
        for note in of_the_past(start.backlog, _told(line).where, answer.made)
    ]
    notes = (
        *past,
        *limits(start, now),
        *leaving(start, now),
        *(_warning(start, finding) for finding in found),
    )
    return Applied(draft=now, answers=answers, notes=notes, left=lines.left)


def wanted_lines(start: Draft, text: str) -> Lines:
    """The lines of a text, read with the words of the configuration."""
    config = start.here.config
    statuses = [name for one in config.workflow for name in (one.id, one.name, *one.aliases)]
    return read_lines(text, statuses, config.reasons)


def _in_order(start: Draft, lines: Sequence[Line]) -> tuple[Draft, tuple[Answer, ...]]:
    now, answers = start, []
    for line in lines:
        now, answer = _answered(now, line)
        answers.append(answer)
    return now, tuple(answers)


def _sorted_out(
    start: Draft, lines: Sequence[Line], answers: Sequence[Answer], blamed: set[str]
) -> tuple[Draft, tuple[Answer, ...]]:
    """As `_in_order`, and whatever makes an error is not done.

    Lines about the files that have the errors are judged one by one after all others, unless one of them is
    about many: which those are may depend on the lines before it.
    """
    suspects = {answer.number for answer in answers if blamed & {made.path for made in answer.made}}
    rest = [line for line in lines if line.number not in suspects]
    many = any(_told(line).where for line in lines if line.number in suspects)
    now, done = _in_order(start, rest)
    if many or _errors(start, now):
        return _one_by_one(start, lines, lines, {})
    return _one_by_one(now, [line for line in lines if line.number in suspects], lines, _numbered(done))


def _numbered(answers: Sequence[Answer]) -> dict[int, Answer]:
    return {answer.number: answer for answer in answers}


def _told(line: Line) -> Told:
    return getattr(line.order, "told", None) or Told()


def _one_by_one(
    now: Draft, suspects: Sequence[Line], lines: Sequence[Line], answers: dict[int, Answer]
) -> tuple[Draft, tuple[Answer, ...]]:
    """Judge each of the suspects; the others have their answers."""
    waiting: list[Line] = []
    for line in suspects:
        now, answers[line.number], errs = _judged(now, line)
        waiting += [line] * errs
    for line in waiting:
        if not any(_moves_on(line, other) and answers[other.number].applied for other in lines):
            now, answers[line.number], _ = _judged(now, line)
    return now, tuple(answers[line.number] for line in lines)


def _judged(now: Draft, line: Line) -> tuple[Draft, Answer, bool]:
    then, answer = _answered(now, line)
    errors = _errors(now, then) if then is not now else []
    if not errors:
        return then, answer, False
    return now, _error(now, line, errors[0], answer), True


def _moves_on(line: Line, other: Line) -> bool:
    """Whether another line, further below, says of the same item where it is to stand."""
    return other.number > line.number and isinstance(other.order, Move) and _told(other) == _told(line)


def _errors(before: Draft, after: Draft) -> list[Finding]:
    return [finding for finding in brought(before, after) if finding.severity is Severity.ERROR]


def _answered(now: Draft, line: Line) -> tuple[Draft, Answer]:
    try:
        then, made = _done(now, line.order)
    except Stop as stop:
        return now, refused(line, stop)
    return then, Answer(number=line.number, text=line.text, made=made)


def _error(now: Draft, line: Line, finding: Finding, answer: Answer) -> Answer:
    """The answer to a line that would make an error: what is wrong, and what would mend it.

    A field that is missing in the new column can come with the move, in the same line; those that a new goal
    needs as well, with an ellipsis for what nobody knows.
    """
    told = word(finding, now.here.language)
    refusal = [sentence("{path}: {reason}", path=told.path, reason=told.message)]
    rows = [row.partition(": ") for row in told.paste.splitlines()]
    instead = ""
    if finding.slug == "field-required" and isinstance(line.order, Move) and all(row[2] for row in rows):
        instead = ", ".join((line.text, *(f"{field} = {value}" for field, _, value in rows)))
    elif finding.slug == "field-required" and isinstance(line.order, New):
        known = {field: value for field, _, value in rows}
        fields: tuple[str, ...] = finding.values.get("fields", ())  # type: ignore[assignment]
        instead = ", ".join((line.text, *(f"{field} = {known.get(field) or '…'}" for field in fields)))
    else:
        refusal.append(sentence("{help}", help=told.help))
    return replace(answer, made=(), refusal=tuple(refusal), instead=instead)


def _warning(start: Draft, finding: Finding) -> Sentence:
    told = word(finding, start.here.language)
    return sentence("{path}: {reason}", path=told.path, reason=told.message)


def _done(now: Draft, order: Order) -> tuple[Draft, tuple[Made, ...]]:
    """What a line asks for, in the draft; `Stop` where it cannot be done."""
    if isinstance(order, Nonsense):
        raise Stop(Exit.WRONG_USE, order.reason, _EXAMPLES)
    if isinstance(order, New):
        return _new(now, order.title) if order.kind == "item" else begun(now, order)
    if isinstance(order, Assign):
        table = table_meant(now, order.told)
        wishes = [wish(text) for text in order.wishes]
        return configured(now, [table], wishes) if table else set_in(now, _things(now, order), wishes)
    if isinstance(order, Move):
        beside = moved_beside(now, order)
        return beside or _moved(now, order, _items(now, order))
    items = _items(now, order)
    why = blocking_words(order, items[0], now.here.config) if isinstance(order, Block) else ""
    return set_in(now, items, [wish(f"blocked={why}")])


_EXAMPLES = N_("Lines that are understood: landingpage → Planned; landingpage impact = 4; + A new idea")


def _things(now: Draft, order: Assign) -> Sequence[Thing]:
    return _items(now, order) if order.told.where else (named(now.backlog, order.told.name),)


def _items(now: Draft, order: Assign | Block | Move | Unblock) -> Sequence[Item]:
    told = order.told
    if not told.where:
        try:
            return (named_item(now.backlog, told.name),)
        except Stop:
            if isinstance(order, Move):
                _stop_before_colon(now, order)
            raise
    found = chosen(known(now.backlog), told.where)
    if not found:
        raise Stop(Exit.WRONG_USE, N_("No item is like this: {known}."), known=", ".join(told.where))
    return found


def _moved(now: Draft, order: Move, items: Sequence[Item]) -> tuple[Draft, tuple[Made, ...]]:
    try:
        after = named_status(now.here.config, order.status)
    except Stop:
        _stop_at_field(now, order.status, items[0])
        raise
    then, made = moved(now, items, after)
    if not order.wishes:
        return then, made
    again = [then.backlog.item_by_id[item.id] for item in items]
    then, more = set_in(then, again, [wish(text) for text in order.wishes])
    return then, tuple(replace(one, done=(*one.done, *two.done)) for one, two in zip(made, more, strict=True))


def _stop_before_colon(now: Draft, order: Move) -> None:
    """`newsletter wirkung: 4` has a colon where a sign belongs."""
    name, _, field = order.told.name.rpartition(" ")
    try:
        item = named_item(now.backlog, name)
    except Stop:
        return
    _stop_at_field(now, f"{field} {order.status}", item)


def _stop_at_field(now: Draft, said: str, item: Item) -> None:
    """`newsletter wirkung 4` misses a sign; nothing is guessed, and the line is told."""
    first, _, rest = said.partition(" ")
    try:
        field_called(first, "item", now.here.config)
    except Stop:
        return
    raise Stop(
        Exit.WRONG_USE,
        N_('Between the field "{value}" and its value stands a =.'),
        value=first,
        line=f"{item.id} {first} = {rest.lstrip(': ')}",
    )


def _new(now: Draft, title: str) -> tuple[Draft, tuple[Made, ...]]:
    """A new item in the first column; one of the same title is told."""
    workflow = now.here.config.workflow
    status = next((one for one in workflow if one.kind is Kind.INTAKE), workflow[0])
    made = created(now.here, now.backlog, now.day, title=title, status=status)
    then = changed(now, {made.path: made.raw})
    name = made.path.rpartition("/")[2].rpartition(".")[0]
    note = sentence(N_("There is an item of this title already: {path}."), path=made.namesake)
    told = sentence(N_('new, in the column "{status}"'), status=status.name)
    line = " ".join(title.split())
    notes = (note,) if made.namesake else ()
    return then, (Made(path=made.path, name=name, title=line, done=(told,), notes=notes),)
