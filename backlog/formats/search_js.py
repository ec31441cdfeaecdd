"""`data/search.js`: the report for the scripts of the site, which search, filter and fill the form.

A script and no JSON, because a page opened from a folder may load nothing else. It is one statement,
`globalThis.backlogData = {…};`. Values that are missing are left out, and so is what is false; people
are left out where the audience is the public. Items stand in board order, so the first ones are the
next of the ranking.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from backlog.formats.backlog_json import escaped
from backlog.report.audience import NOBODY, is_public
from backlog.report.cards import in_board_order, known_channels
from backlog.site.people import naming, told
from backlog.site.script_words import SCRIPT_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.config.sections import Channel, Config, Metric, Partner
    from backlog.language import Language
    from backlog.report import Card, Report

    _Entry = Channel | Metric | Partner

LONGEST_TEXT = 600
"""Characters of a body that can be found; the whole of it would make the file five times as large."""

_INLINE = re.compile(r"</?(?:a|code|em|img|input|label|s|span|strong|sup)\b[^>]*>|<(?:a|img)\x01[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def search_js(report: Report, language: Language) -> str:
    """The script; its texts hold nothing that could end a script element."""
    written = json.dumps(contents(report, language), ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.backlogData = {escaped(written)};\n"


def contents(report: Report, language: Language) -> dict[str, Any]:
    """What stands in it, in its order."""
    config, public = report.config, is_public(report.config)
    return {
        "words": _words(language),
        "statuses": [
            {"id": status.id, "name": status.name or status.id, "kind": status.kind.value}
            for status in config.workflow
        ],
        "people": [] if public else _people(config),
        "channels": _named(known_channels(config)),
        "goals": [
            {"id": goal.id, "name": goal.title, "status": goal.status} for goal in report.backlog.goals
        ],
        "initiatives": [
            _said({"id": one.id, "name": one.title, "goal": one.goal}) for one in report.backlog.initiatives
        ],
        "metrics": _named(config.metrics),
        "partners": [] if public else _named(config.partners),
        "items": [_item(card, config, public=public) for card in in_board_order(report.cards)],
    }


def readable(html: str) -> str:
    r"""The words of a body, up to LONGEST_TEXT characters.

    >>> readable("<h2>What</h2>\n<p>A <em>land</em>ing page &amp; more</p>")
    'What A landing page & more'
    """
    text = " ".join(unescape(_TAG.sub(" ", _INLINE.sub("", html))).split())
    if len(text) <= LONGEST_TEXT:
        return text
    cut = text[:LONGEST_TEXT]
    return cut.rpartition(" ")[0] or cut


def _words(language: Language) -> dict[str, str | list[str]]:
    said: dict[str, str | list[str]] = {}
    for message in sorted({message for messages in SCRIPT_WORDS.values() for message in messages}, key=str):
        if isinstance(message, str):
            said[message] = language.text(message)
        else:
            said[message[0]] = [language.catalogue.ngettext(*message, count) for count in (1, 2)]
    return said


def _people(config: Config) -> list[dict[str, Any]]:
    named = naming(config)
    return [
        _said({"id": id_, "name": named(id_) or NOBODY, "team": person.team})
        for id_, person in sorted(config.people.items())
    ]


def _named(table: Mapping[str, _Entry]) -> list[dict[str, str]]:
    return [{"id": id_, "name": entry.name or id_} for id_, entry in sorted(table.items())]


def _item(card: Card, config: Config, *, public: bool) -> dict[str, Any]:
    item = card.item
    rated = item.impact is not None and item.confidence is not None and item.effort is not None
    return _said(
        {
            "id": item.id,
            "title": item.title,
            "path": item.path,
            "status": item.status,
            "goal": card.goal.id if card.goal else None,
            "initiative": card.initiative.id if card.initiative else None,
            "owner": None if public else told(config)(item.owner),
            "reviewer": None if public else told(config)(item.reviewer),
            "channel": item.channel,
            "tags": item.tags,
            "blocked": card.blocked,
            "due": item.due.isoformat() if item.due else None,
            "ratings": (item.impact, item.confidence, item.effort) if rated else None,
            "ranked": card.order is not None,
            "created": card.timeline.created.isoformat() if card.timeline.created else None,
            "formerly": item.formerly,
            "text": readable(item.body.html),
        }
    )


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", (), False)}
