"""`data/form.js`: what the form knows of fields, rules and the backlog, as a script.

One statement, `globalThis.backlogRules = {…};`, which only the form loads, beside `data/search.js`. The
sentences of the rules are those of `check`, in the language of the site. Values that are missing are left
out. Private items are not in it, nor are people's names where the site names nobody.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from backlog.config.defaults import default_channels
from backlog.config.load import home_of
from backlog.content.characters import FORBIDDEN
from backlog.content.choices import GERMAN_CHOICES
from backlog.content.fields import TABLES, Field, Type
from backlog.content.values import status_word
from backlog.formats.backlog_json import escaped
from backlog.formats.form_rules import judged
from backlog.formats.item_file import name_of
from backlog.formats.patterns import for_scripts
from backlog.formats.sources_js import parts_of
from backlog.metrics.readiness import SHORTEST_DESCRIPTION
from backlog.report.audience import is_public
from backlog.rules.gaps import ADD_LINE, ADD_LINES, REPLACED
from backlog.rules.goals import FIGURE_DAYS, TO_ANOTHER
from backlog.rules.naming import GERMAN
from backlog.rules.owners import NOBODY
from backlog.rules.paste import NOTHING
from backlog.rules.references import THERE_ARE
from backlog.rules.scene import MOST_SHOWN
from backlog.rules.scores import WANTS_EVIDENCE
from backlog.rules.titles import SMALL
from backlog.rules.wording import DID_YOU_MEAN, LONGEST_VALUE, MOST_VALUES
from backlog.site.form.controls import choice_word
from backlog.site.host import edit_address
from backlog.site.people import told

if TYPE_CHECKING:
    from backlog.config.sections import Config
    from backlog.language import Language
    from backlog.model import Backlog
    from backlog.report import Report

# Said beside the sentences of a rule.
NOTES = {
    "guess": DID_YOU_MEAN,
    "known": THERE_ARE,
    "line": ADD_LINE,
    "lines": ADD_LINES,
    "replaced": REPLACED,
    "another": TO_ANOTHER,
    **NOTHING,
}

NAMED = ("ids", "tags", "campaign")


def form_js(report: Report, language: Language) -> str:
    """The script; its texts hold nothing that could end a script element."""
    written = json.dumps(contents(report, language), ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.backlogRules = {escaped(written)};\n"


def contents(report: Report, language: Language) -> dict[str, Any]:
    """What stands in it, in its order."""
    config, backlog = home_of(report.config), report.backlog
    return {
        "today": report.today.isoformat(),
        "fixed": config.report_day is not None,
        "zone": config.timezone,
        "german": config.language == "de",
        "speech": speech(language),
        "sources": [] if is_public(config) else [part[0].id for part in parts_of(backlog)],
        "edit": edit_address(config.repository, config.branch, report.origin.below + "{path}"),
        "rules": {
            slug: [
                rule.code,
                str(severity),
                *(language.text(text) for text in (rule.what, rule.why, rule.mend)),
            ]
            for slug, (rule, severity) in judged(config).items()
        },
        "notes": {name: language.text(message) for name, message in NOTES.items()},
        "tables": {kind: [_row(row, config) for row in table] for kind, table in TABLES.items()},
        "theirs": dict(config.fields),
        "inGerman": GERMAN,
        "choices": GERMAN_CHOICES,
        "statuses": [
            _said(id=one.id, name=one.name, kind=one.kind.value, aliases=one.aliases, limit=one.wip_limit)
            for one in config.workflow
        ],
        "limits": _limits(config),
        "nobody": sorted(NOBODY),
        "small": sorted(SMALL),
        "unseen": spelled_out(FORBIDDEN.pattern),
        "naming": {name: getattr(config.naming, name) for name in NAMED},
        "patterns": _said(**{name: for_scripts(getattr(config.naming, name)) for name in NAMED}),
        **_known(backlog, config),
    }


def spelled_out(pattern: str) -> str:
    r"""A pattern as scripts read it (flag `u`), every sign that is no letter of ASCII by its number.

    >>> spelled_out("[a-z\u200b\U0001f600]")
    '[a-z\\u{200b}\\u{1f600}]'
    """
    signs = ((sign, sign.isascii() and sign.isprintable()) for sign in pattern)
    return "".join(sign if plain else f"\\u{{{ord(sign):x}}}" for sign, plain in signs)


def speech(language: Language) -> dict[str, Any]:
    """How dates, numbers and lists are written, by example: scripts fill in what differs."""
    thousand, million = language.number(1234), language.number(1234567)
    pair, four = language.list("AB"), language.list("ABCD")
    return {
        "days": [
            language.date(date(2001, month, 22)).replace("2001", "{y}").replace("22", "{d}")
            for month in range(1, 13)
        ],
        "group": million[1],
        "grouped": 1_000 if not thousand.isdigit() else 10_000,
        "lists": [pair[1:-1], four[1 : four.index("B")], four[four.index("B") + 1 : four.index("C")],
                  four[four.index("C") + 1 : -1]],
    }  # fmt: skip


def _row(row: Field, config: Config, *, inner: bool = False) -> dict[str, Any]:
    """A row of the table of fields; `key` is its name in a new file, `words` what that says for a choice."""
    parts = [_row(one, config, inner=True) for one in row.of]
    is_list = row.type is Type.LIST
    return _said(
        name=row.name,
        german=row.german,
        key=(row.german if config.language == "de" else row.name) if inner else name_of(row, config),
        type=row.type.value,
        required=row.required.value if row.required else None,
        lenient=row.lenient,
        to=row.to,
        choices=[str(choice) for choice in _choices(row, config)],
        words=_words(row, config),
        shortest=row.shortest,
        longest=row.longest,
        least=row.least,
        most=row.most,
        of=parts[0] if is_list else None,
        parts=None if is_list else parts,
    )


def _words(row: Field, config: Config) -> dict[str, str]:
    """What new files say for a status or a choice, where that is not its id."""
    if row.type is Type.STATUS:
        said = {status.id: status_word(status, config) for status in config.workflow}
    else:
        said = {choice: choice_word(row.name, str(choice), config) for choice in _choices(row, config)}
    return {str(value): word for value, word in said.items() if value != word}


def _choices(row: Field, config: Config) -> tuple[str, ...]:
    if row.to == "purposes":
        return config.purposes
    return (*row.choices, *config.reasons) if row.name == "reason" else row.choices


def _limits(config: Config) -> dict[str, int]:
    return {
        "person": config.wip.per_person,
        "score": config.freshness.score,
        "blocked": config.freshness.blocked,
        "figure": FIGURE_DAYS,
        "evidence": WANTS_EVIDENCE,
        "description": SHORTEST_DESCRIPTION,
        "shown": MOST_SHOWN,
        "value": LONGEST_VALUE,
        "values": MOST_VALUES,
    }


def _known(backlog: Backlog, config: Config) -> dict[str, Any]:
    """What references may lead to, and of items what `data/search.js` does not say."""
    public = is_public(config)
    named = config.show_people == "names"
    channels = config.channels or default_channels(config.language)
    return {
        "people": {}
        if public
        else {
            id_: _said(name=person.name if named else "", until=_day(person.until))
            for id_, person in config.people.items()
        },
        "channels": {id_: _said(name=one.name) for id_, one in channels.items()},
        "channelsConfigured": bool(config.channels),
        "metrics": {
            id_: _said(name=one.name, users=_users(backlog, id_) if not one.available else None)
            for id_, one in config.metrics.items()
        },
        "partners": {id_: _said(name=one.name) for id_, one in config.partners.items()},
        "goals": [
            _said(id=goal.id, title=goal.title, path=goal.path, status=goal.status) for goal in backlog.goals
        ],
        "initiatives": [
            _said(id=one.id, title=one.title, path=one.path, goal=one.goal, status=one.status)
            for one in backlog.initiatives
        ],
        "meetings": [[_day(one.date), one.type, one.path] for one in backlog.meetings if not public],
        "items": [
            _said(
                id=item.id,
                title=item.title,
                path=item.path,
                status=item.status,
                owner=None if public else told(config)(item.owner),
                reviewer=None if public else told(config)(item.reviewer),
                goal=backlog.goal_of(item),
                initiative=item.initiative,
                depends_on=item.depends_on,
                created=_day(item.created),
                formerly=item.formerly,
            )
            for item in backlog.items
        ],
    }


def _users(backlog: Backlog, metric: str) -> dict[str, list[str]]:
    """Whose work is meant to move a metric that nobody can read, as V201 lists them."""
    return {
        "items": [one.id for one in backlog.items if one.metric == metric and one.kind.open],
        "goals": [one.id for one in backlog.goals if one.metric == metric and one.status == "active"],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _said(**values: object) -> dict[str, Any]:
    """The values that say something; 0 does."""
    return {name: value for name, value in values.items() if value or (value == 0 and value is not False)}
