"""A backlog of any size, the same for the same size: front matter as ours, 150 to 400 words a body."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_WORDS = [
    "Kampagne",
    "Landingpage",
    "Anfragen",
    "Zielgruppe",
    "Wärmepumpe",
    "Newsletter",
    "Freigabe",
    "Übersicht",
    "prüfen",
    "schreiben",
    "messen",
    "Ergebnis",
    "Woche",
    "Kunden",
    "Angebot",
    "Beratung",
    "für",
    "die",
    "und",
    "mit",
    "bis",
    "zum",
    "nächsten",
    "Termin",
    "Größe",
    "Straße",
    "Rückmeldung",
    "Vertrieb",
    "Text",
    "Bilder",
    "Anzeige",
    "Budget",
    "Klick",
    "Formular",
    "Seite",
    "Suche",
    "Beitrag",
    "Referenz",
    "Gebäude",
    "Wartung",
]
_STATUSES = (
    "idea",
    "backlog",
    "backlog",
    "backlog",
    "planned",
    "in-progress",
    "in-review",
    "done",
    "done",
    "done",
    "dropped",
)
_PEOPLE = ("anna", "jonas", "mira", "paul", "leyla", "tom")
_CHANNELS = ("website", "seo", "paid", "email", "social", "partner")

CONFIG = (
    """title = "Messung"
language = "de"
report_day = 2026-02-16
holidays = "DE-BE"
repository = "https://github.com/example/backlog"
[rules]
"""
    + "\n".join(f'{slug} = "off"' for slug in ("wip-over-column", "wip-over-person"))
    + "\n"
    + "\n".join(f'[people.{person}]\nname = "{person.title()} Beispiel"' for person in _PEOPLE)
    + "\n"
)


def generate(folder: Path, count: int, seed: int = 7) -> None:
    """Write a repository with so many items, twelve goals and thirty initiatives."""
    chance = random.Random(seed)  # noqa: S311 - a corpus, no secret
    (folder / "items" / "goals").mkdir(parents=True)
    (folder / "items" / "initiatives").mkdir()
    (folder / "backlog.toml").write_text(CONFIG, "utf-8")
    for number in range(12):
        (folder / "items" / "goals" / f"ziel-{number}.md").write_text(
            f"---\ntitle: Ziel Nummer {number} erreichen\nperiod: 2026-Q1\nmetric: leads\ntarget: {40 + number}\n"
            f"baseline: 0\ncurrent: {number}\nmeasured: 2026-02-09\nowner: anna\n---\nMehr davon.\n", "utf-8",
        )  # fmt: skip
    for number in range(30):
        (folder / "items" / "initiatives" / f"initiative-{number}.md").write_text(
            f"---\ntitle: Initiative Nummer {number}\ngoal: ziel-{number % 12}\n---\nZusammenhang.\n", "utf-8"
        )
    for number in range(count):
        (folder / "items" / f"aufgabe-{number:05}.md").write_text(_item(chance, number), "utf-8")


def _item(chance: random.Random, number: int) -> str:
    status = chance.choice(_STATUSES)
    moved = date(2026, 2, 16) - timedelta(days=chance.randrange(1, 60))
    lines = [
        "---",
        f"title: Aufgabe {number} {' '.join(chance.sample(_WORDS, 4))}",
        f"status: {status}",
        f"goal: ziel-{chance.randrange(12)}",
        f"owner: {chance.choice(_PEOPLE)}",
        f"channel: {chance.choice(_CHANNELS)}",
        f"impact: {chance.randrange(1, 6)}",
        f"confidence: {chance.randrange(1, 4)}",
        f"effort: {chance.randrange(1, 6)}",
        "scored: 2026-01-20",
        "metric: Anfragen je Woche",
        f'expected: "{chance.randrange(10)} auf {chance.randrange(10, 20)}"',
        f"created: {moved - timedelta(days=20)}",
        "reviewer: jonas",
        "tags: [herbst, wartung]",
        "history:",
        f"  - {{date: {moved - timedelta(days=9)}, status: backlog}}",
        f"  - {{date: {moved}, status: {status}}}",
    ]
    if status == "done":
        lines += [
            "result:",
            '  value: "11 Anfragen"',
            "  outcome: met",
            f"  measured: {moved}",
            "learning: Kurz wirkt besser.",
        ]
    if number > 20 and chance.random() < 0.2:
        lines.append(f"depends_on: [aufgabe-{chance.randrange(number - 20, number):05}]")
    return "\n".join([*lines, "---", _body(chance, number, done=status == "done")])


def _sentence(chance: random.Random, length: int) -> str:
    return " ".join(chance.choices(_WORDS, k=length)).capitalize() + "."


def _body(chance: random.Random, number: int, *, done: bool) -> str:
    paragraphs = [
        " ".join(_sentence(chance, 12) for _ in range(chance.randrange(2, 6)))
        for _ in range(chance.randrange(3, 6))
    ]
    other = max(0, number - 1)
    mark = "x" if done else " "
    return "\n\n".join(
        [
            "\n## Was ist zu tun?",
            *paragraphs[:2],
            f"Siehe [die vorige Aufgabe](aufgabe-{other:05}.md) und [die Quelle](https://www.example.com/{number}).",
            "| Maßnahme | Menge | Wer |\n|---|---:|---|\n"
            + "\n".join(f"| {_sentence(chance, 3)} | {row} | anna |" for row in range(4)),
            "## Was liegt am Ende vor?",
            *paragraphs[2:],
            "\n".join(f"- {_sentence(chance, 6)}" for _ in range(4)),
            "## Fertig, wenn",
            "\n".join(f"- [{mark}] {_sentence(chance, 5)}" for _ in range(4)) + "\n",
        ]
    )
