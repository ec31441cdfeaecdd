"""One value as somebody says it, read as the parser would, and written as the file writes such values."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.content.characters import FORBIDDEN, character_values, visible
from backlog.content.choices import GERMAN_CHOICES
from backlog.content.field import Type
from backlog.content.nodes import Scalar
from backlog.content.sheet import Sheet
from backlog.content.values import read_value, spellings, status_word
from backlog.editing.scalars import meant
from backlog.errors import Exit, Stop
from backlog.findings import Fault
from backlog.language import language
from backlog.rules import findings_of_faults
from backlog.rules.owners import is_nobody
from backlog.rules.references import those_known
from backlog.rules.wording import word
from backlog.source import Location, Mark
from backlog.spelling import fold, nearest

if TYPE_CHECKING:
    from backlog.config.sections import Config, Status
    from backlog.content.field import Field
    from backlog.content.nodes import Style
    from backlog.editing.known import Known, Target
    from backlog.model import Goal, Initiative, Item

_UNKNOWN = {
    "goal": "goal-unknown",
    "initiative": "initiative-unknown",
    "item": "item-unknown",
    "person": "person-unknown",
    "channel": "channel-unknown",
    "partner": "partner-unknown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A value: as the model has it, and as it is to stand in the file."""

    value: object
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose field it is, what somebody calls it, and what we call it: dotted inside another."""

    said: str
    name: str
    thing: Item | Goal | Initiative
    known: Known

    @property
    def now(self) -> str:
        """What the field says now, as it stands in the file."""
        return written_now(self.thing, self.name)


def checked(row: Field, asked: Asked, text: str) -> Read:
    """A value of a field as it is to stand in the file; `Stop` (exit 2) where the field does not take it."""
    text, said, known = meant(text), asked.said, asked.known
    if strange := FORBIDDEN.search(text.replace("\n", " ").replace("\t", " ")):
        place = Location("", 1, strange.start() + 1, 1, visible(text))
        fault = Fault(slug="forbidden-character", location=place, values=character_values(strange[0]))
        raise refused(fault, said, known.backlog.config)
    style: Style = "double" if row.type is Type.TEXT else "plain"
    line = f"{said}={text.replace(chr(10), ' ')}"
    sheet = Sheet(path="", lines=(line,), words=known.words, names={row.name: said})
    value = read_value(sheet, row, row.name, Scalar(text, style, Mark(1, len(said) + 2, len(text))))
    if sheet.faults:
        raise refused(sheet.faults[0], said, known.backlog.config)
    if row.type is Type.REFERENCE:
        return _reference(row, asked, str(value or text))
    if row.type is Type.STATUS:
        config = known.backlog.config
        status = next(one for one in config.workflow if one.id == value)
        return Read(value=value, text=status_said(status, asked.now, config))
    if row.type is Type.CHOICE:
        return Read(value=value, text=_choice(row, text, str(value), asked.now))
    return Read(value=value, text=text)


def refused(fault: Fault, said: str, config: Config) -> Stop:
    """What stops a wish: what `check` would say of the value, with the words to say instead."""
    if fault.paste.startswith(f"{said}: "):
        fault = dataclasses.replace(fault, paste=fault.paste.replace(": ", "=", 1))
    told = word(findings_of_faults((fault,))[0], language(config.language))
    return Stop(Exit.WRONG_USE, "{reason}", "{help}", reason=told.message, help=told.help, paste=fault.paste)


def written_now(thing: Item | Goal | Initiative, name: str) -> str:
    """The value of a field as it stands in the file, without quotes; nothing where there is none."""
    mark = thing.source.values.get(name)
    if mark is None:
        return ""
    return thing.source.line(mark.line)[mark.column - 1 :][: mark.length].strip("\"'")


def _reference(row: Field, asked: Asked, text: str) -> Read:
    said, known = asked.said, asked.known
    target, config = known.targets[row.to], known.backlog.config
    id_ = target.meant(text)
    if not id_ and row.to == "item":
        id_ = next((item.id for item in known.backlog.items if fold(item.title) == fold(text)), "")
    if row.to == "person" and not id_ and is_nobody(text):
        first = next((one for one, person in config.people.items() if person.until is None), "")
        raise refused(
            _fault("owner-is-nobody", row, said, text, paste=f"{said}={first}" * bool(first)), said, config
        )
    if id_:
        return Read(value=id_, text=_name_of(id_, target, asked.now))
    if target.open:
        return Read(value=text, text=text)
    words = (*target.names, *(name for name in target.names.values() if name and row.to != "item"))
    guess = nearest(text, words)
    notes = () if row.to == "item" else those_known(target.names)
    paste = f"{said}={guess}" if guess else ""
    fault = _fault(_UNKNOWN[row.to], row, said, text, paste=paste, guess=guess, notes=notes)
    raise refused(fault, said, config)


def _fault(slug: str, row: Field, said: str, text: str, *, paste: str, **values: object) -> Fault:
    values = {"field": said, "value": text, "known": (), **values}
    return Fault(slug=slug, location=Location(""), values=values, field=row.name, paste=paste)


def _name_of(id_: str, target: Target, now: str) -> str:
    """The id; the name where the file names another thing of the kind by its name."""
    is_named = bool(now) and now not in target.names and fold(now) in target.by_name
    name = target.names[id_]
    return name if is_named and target.by_name.get(fold(name)) == id_ else id_


def status_said(status: Status, now: str, config: Config) -> str:
    """The status by its id or its name, as the file says the one that it has now; else as new files do."""
    if now in {one.id for one in config.workflow}:
        return status.id
    return status.name if now in {one.name for one in config.workflow} else status_word(status, config)


def _choice(row: Field, text: str, choice: str, now: str) -> str:
    """One of the fixed values in the language of the one that stands there, else of the one that was said."""
    german = GERMAN_CHOICES.get(f"{row.name}.{choice}") or GERMAN_CHOICES.get(choice, choice)
    told = now or text
    is_german = fold(told) in spellings(row.name, row.choices) and told not in row.choices
    return german if is_german and fold(told) != fold(choice) else choice
