"""Slips that people make in files that were fine, for whatever has to hold whichever of them it is.

`repository` is a backlog without a single finding; a slip puts something wrong into one of its files, and
`dressed` changes how the file is written: line ends, byte order mark, comments and spaces at line ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SETTINGS = """language = "{language}"
[people.anna]
name = "Anna Schmidt"
[people.ben]
name = "Ben Ost"
[channels.website]
name = "Website"
[metrics.leads]
name = "Leads"
[partners.north]
name = "Agency: North"
"""
GOAL = (
    "---\ntitle: {title}\nperiod: 2026\nmetric: leads\ntarget: 40\ncurrent: 12\nmeasured: 2026-02-10\n---\n"
)
BODY = "\n## What\n\nA page that says in one minute what it costs. See [the other](faq.md).\n\n- [ ] It is live\n"
DONE = """---
title: Frequent questions
status: done
goal: more-leads
initiative: spring
owner: anna
channel: website
impact: 3
confidence: 3
effort: 1
metric: leads
created: 2026-02-01
started: 2026-02-03
done: 2026-02-10
result:
  outcome: met
learning: People read the first three
---

A page that answers what people ask before they buy. See [it](page.md).

- [x] It is live
"""
FIELDS = {
    "title": "A new landing page",
    "status": "planned",
    "goal": "more-leads",
    "initiative": "spring",
    "owner": "anna",
    "channel": "website",
    "impact": "4",
    "confidence": "3",
    "effort": "2",
    "evidence": "Seen at two customers",
    "metric": "leads",
    "expected": "from 2 to 6",
    "start": "2026-02-17",
    "due": "2026-03-02",
    "cost": "\n  planned: 1500",
    "depends_on": "[faq]",
    "partner": "north",
    "tags": "[seo, web]",
    "created": "2026-02-01",
}
GERMAN = {
    "title": "titel", "goal": "ziel", "owner": "verantwortlich", "channel": "kanal", "impact": "wirkung",
    "confidence": "sicherheit", "effort": "aufwand", "evidence": "beleg", "metric": "kennzahl",
    "expected": "erwartet", "due": "termin", "cost": "kosten", "depends_on": "braucht", "partner": "dienstleister",
    "tags": "schlagworte", "created": "erstellt", "blocked": "blockiert", "private": "privat", "result": "ergebnis",
}  # fmt: skip
TEXTS = (
    "SEO: more leads", "Fix issue #12 now", "C: D # E", '"New page', "'New page", "'Don't do it'", '"SEO" for all',
    "[Draft] New page", "`Code` page", "@channel page", "*very* new page", "*wichtig*", "{{ name }} page",
    "&more leads", "!important page", r'"C:\data\new"', r'"a \"b\" \d"', "> 50 % more", "- new page", "% more pages",
    "a\u200bb new page", "new\u202epage", "new\u2028page", "new\ufffd\u200bpage", "SEO:\u00a0more leads",
    "More:\n  on two lines", '"New\n  page', "? open page", "Seite: „neu“ # hier",
)  # fmt: skip
DATES = (
    "21.11.2026", "1.3.2026", "21. 3. 2026", "21.11.26", "2026-3-1", "2026–03–01", "2026‑03‑01", "２０２６-０３-０１",
    "“2026-03-01”", '"1.3.2026"', "2026-03-01T10:00", "2026-03-01T10:00:00+01:00", "2026-03-01T23:30:00Z",
    "2026-02-30", "tomorrow", "'1.3.\n  2026'", "[1.3.2026]",
)  # fmt: skip
RATINGS = ('"3"', "“3”", "3.5", "7", "0", "３", "+3", "3,5", "3 Punkte", "high", "'3'", "[ '3' ]", "03")
PEOPLE = (
    "ana", "anan", '"ana"', "@ana", "Anna Schmitd", "alle", "tbd", "anna, ben", "[anna, ben]", "anna & ben",
    "\n  - anna\n  - ben", "\n- anna\n- ben", "[ana]", "\n  - ana", "owner", "ann # she", "[alle]", "nobody-known",
)  # fmt: skip
VALUES: dict[str, tuple[str, ...]] = {
    "title": (*TEXTS, "", "~", '""', "ab"),
    "status": ("plannd", "Planed", "in-progres", "[plannd]", '"plannd"', "whatever", "planned2", "", "планед"),
    "goal": ("more-leds", "More leds", "goal", '"more-leds"', "", "~", "''", "more-leads2"),
    "initiative": ("sprng", "Sprnig", "spring-2"),
    "owner": (*PEOPLE, "", "# who?"),
    "channel": ("websit", "Websiet", "", "webiste # main"),
    "impact": (*RATINGS, "", "~"),
    "effort": (*RATINGS, "", "[]"),
    "evidence": TEXTS,
    "metric": ("leds", "", "Leds", '"lead"'),
    "due": DATES,
    "cost": (
        "1.500 €", "1500", "much", "{planned: 1.500}", "\n  planned: 3,5", "\n  plannd: 15", "{plannd: 15}",
        "\n  planned: -5", "\n  planned: 1_500", "'1500'", "{planned: '15'}", "1500 # about", "\n  planned: 0x10",
    ),
    "depends_on": ("[fak]", "\n  - fag", "fqa", "faq, faq", "[page-one]", "\n- fqa # first", "[faq2]", "depends"),
    "partner": ("nort", "Agency: Nrth", '"Agency: Nrth"', '"nrth"'),
    "tags": ("a, b", "- seo", "[a #b\n ]", "[a, b", "{a: b}", "seo: web", "[a: b]"),
    "private": ("yes", "no", "ja", "1", "maybe", "[yes]"),
    "blocked": (
        "true", "Texte fehlen", "'Texte: fehlen'", "yes # since May", "{since: 10.2.2026, reason: contnt}",
        "\n  - since: 2026-02-10", "\n- since: 2026-02-10", "\n    since: 2026-02-10", "{since: 2026-02-10}",
        "\n  - note: |\n      Texts\n    reason: content", "\n  - reason: aproval\n    since: 2026-2-10",
        "\n\tsince: 2026-02-10\n\treason: content", "\n  - since: 2026-02-10\n\treason: content",
        "\n  since: 2026-02-10\n reason: content", "\n  - sicne: 2026-02-10\n    reason: content",
    ),
    "result": ("{outcome: abov}", "\n  outcome: mett", "good", "\n  outcome: above\n  mesured: 2026-02-01"),
    "id": ("new page", "index", "a_b", "", "näher"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What is wrong, to be told when a test fails, which field it is about, and what puts it into a text."""

    name: str
    about: str
    put: Callable[[str], str]


def called(field: str, code: str) -> str:
    """The name of a field in a language."""
    return GERMAN.get(field, field) if code == "de" else field


def item(code: str) -> str:
    """An item without any finding; every field on lines of its own."""
    lines = [
        f"{called(name, code)}:{value if value[:1] == chr(10) else ' ' + value}"
        for name, value in FIELDS.items()
    ]
    text = "\n".join(lines).replace("planned:", "geplant:" if code == "de" else "planned:")
    return f"---\n{text}\n---\n{BODY}"


def write(root: Path, code: str) -> None:
    """A backlog without any finding, in a folder."""
    for name in ("items/goals", "items/initiatives"):
        (root / name).mkdir(parents=True)
    files = {
        "backlog.toml": SETTINGS.format(language=code),
        "items/goals/more-leads.md": GOAL.format(title="More leads"),
        "items/goals/brand.md": GOAL.format(title="A name in the region"),
        "items/initiatives/spring.md": "---\ntitle: Spring of offers\ngoal: more-leads\n---\n",
        "items/page.md": item(code),
        "items/faq.md": DONE,
        "items/name.md": item("en").replace("A new landing", "Sponsor a club").replace("more-leads", "brand")
        .replace("initiative: spring\n", ""),
    }  # fmt: skip
    for path, text in files.items():
        (root / path).write_text(text, "utf-8")


def value_of(field: str, value: str, code: str) -> Slip:
    """A field with another value, added above the closing fence where the file has none."""
    name = called(field, code)

    def put(text: str) -> str:
        line = f"{name}:{value if value[:1] == chr(10) or not value else ' ' + value}\n"
        found = re.search(rf"^{name}:.*\n(?:[ \t-].*\n)*?(?=\S)", text, re.MULTILINE)
        if found is None:
            return text.replace("\n---\n", f"\n{line}---\n", 1)
        return text[: found.start()] + line + text[found.end() :]

    return Slip(name=f"{name}: {value!r}", about=field, put=put)


def gone(field: str, code: str) -> Slip:
    """A field that is missing."""
    name = called(field, code)
    return Slip(
        name=f"no {name}",
        about=field,
        put=lambda text: re.sub(rf"^{name}:.*\n(?: .*\n)*", "", text, count=1, flags=re.MULTILINE),
    )


def misspelt(field: str, code: str, how: int) -> Slip:
    """A field's name with a slip in it."""
    name = called(field, code)
    ways = (name[:2] + name[3:], name[:-1] + name[-1] * 2, name[:2] + name[3] + name[2] + name[4:])
    return Slip(
        name=f"{name} → {ways[how]}",
        about=field,
        put=lambda text: text.replace(f"\n{name}:", f"\n{ways[how]}:", 1),
    )


def replaced(about: str, old: str, new: str) -> Slip:
    """Any other slip: a text in place of another."""
    return Slip(name=f"{old!r} → {new!r}", about=about, put=lambda text: text.replace(old, new, 1))


def around(code: str) -> list[Slip]:
    """Slips of the lines themselves: colons, spaces, fences, links."""
    owner, metric = called("owner", code), called("metric", code)
    return [
        replaced("owner", f"\n{owner}: ", f"\n{owner}:"),
        replaced("owner", f"\n{owner}: anna", f"\n{owner} anna"),
        replaced("owner", f"\n{owner}: ", f"\n{owner}："),
        replaced("owner", f"\n{owner}: ", f"\n{owner}\u00a0: "),
        replaced("owner", f"\n{owner}: ", f"\n{owner}:\u00a0"),
        replaced("owner", f"\n{owner}: ", f"\n\u00a0{owner}: "),
        replaced("owner", f"\n{owner}: anna\n", f"\n{owner}: anna\u00a0\n"),
        replaced("owner", f"\n{owner}: ", f"\n {owner}: "),
        replaced(
            "owner",
            f"\n{owner}: anna\n{called('channel', code)}: ",
            f"\n{owner}:anna\n{called('channel', code)}:",
        ),
        replaced("metric", f"\n{metric}: leads", f"\n{metric}: leads\n{metric}: leads"),
        replaced("fence", "\n---\n", "\n--- \n"),
        replaced("fence", "\n---\n", "\n ---\n"),
        replaced("fence", "\n---\n", "\n—\n"),
        replaced("fence", "\n---\n", "\n...\n"),
        replaced("fence", "\n---\n", "\n"),
        replaced("fence", "---\n", "--- \n"),
        replaced("fence", "---\n", "—-\n"),
        replaced("fence", "---\n", "\ufeff---\n"),
        replaced("fence", "---\n", ""),
        replaced("link", "(faq.md)", "(fqa.md)"),
        replaced("link", "[the other](faq.md)", "[fqa.md](fqa.md) and [b](faq.md)"),
        replaced("text", "A page that", "A\u200b page\u2060 that"),
        replaced("criterion", "- [ ] It", "- [ ] \u202eIt"),
    ]


def slips(code: str) -> list[Slip]:
    """Every slip there is."""
    fields = [name for name in FIELDS if len(called(name, code)) > 3]
    every = [
        *(value_of(field, value, code) for field, values in VALUES.items() for value in values),
        *(gone(field, code) for field in FIELDS),
        *(misspelt(field, code, how) for field in fields for how in range(3)),
        *around(code),
    ]
    return [slip for slip in every if slip.put(item(code)) != item(code)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """How a file is written: its line ends in turn, with a mark in front, with spaces and comments behind."""

    ends: tuple[str, ...] = ("\n",)
    mark: bool = False
    spaces: int = 0
    comments: bool = False

    def put(self, text: str) -> bytes:
        """The bytes of a file that is written like this."""
        lines = text.split("\n")
        if self.comments:  # behind values that are no text and stand on their line alone
            lines = [
                re.sub(r"^((?:impact|wirkung|due|termin|status): [^\"'#\[{]*[^\"'#\[{\s])$", r"\1 # so", line)
                for line in lines
            ]
        if self.spaces:
            end = lines.index("---", 1) if "---" in lines[1:] else 0
            lines[1:end] = [
                line + " " * self.spaces if re.match(r"\w+: \w", line) else line for line in lines[1:end]
            ]
        whole = "".join(
            f"{line}{self.ends[number % len(self.ends)]}" for number, line in enumerate(lines[:-1])
        )
        return (b"\xef\xbb\xbf" if self.mark else b"") + (whole + lines[-1]).encode()


dresses = st.builds(
    Dress,
    ends=st.sampled_from([("\n",), ("\r\n",), ("\r",), ("\n", "\r\n"), ("\r\n", "\r", "\n")]),
    mark=st.booleans(),
    spaces=st.integers(0, 2),
    comments=st.booleans(),
)
