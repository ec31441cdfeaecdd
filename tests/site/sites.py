"""A backlog that uses everything, rendered in memory, and what a parser sees in its pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from backlog.config.sections import Channel, Kind, Metric, Partner
from backlog.content.markdown import read_body
from backlog.language import language
from backlog.model import Backlog, Block, Cost, Outcome, Result
from backlog.report import Origin, Report
from backlog.report.compute import report_of
from backlog.rules import check
from backlog.site import site
from backlog.site.build import Build
from backlog.site.render import Renderer, renderer
from tests import make

if TYPE_CHECKING:
    from backlog.config.sections import Config
    from backlog.findings import Finding

VOID = {
    "area",
    "base",
    "br",
    "col",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "rect",
    "wbr",
    "circle",
    "path",
    "line",
}
TEXT = "## What\n\nA page about **service**, see [the other](other.md), [nobody](gone.md) and [abroad](https://example.org/).\n\n- [x] One\n- [ ] Two\n"


def settings(code: str = "en", **values: Any) -> Config:
    given: dict[str, Any] = {
        "title": "Example Ltd",
        "repository": "https://github.com/example/backlog",
        "people": make.people("anna", "ben"),
        "channels": {"website": Channel(name="Website")},
        "metrics": {"leads": Metric(name="Qualified leads", unit="leads")},
        "partners": {"agency": Partner(name="Agency One")},
        **values,
    }
    return make.config(code, **given)


def everything(config: Config, text: str = "", **values: Any) -> Backlog:
    """Items of every status with every field filled; `text` stands in every field that takes text."""

    def said(default: str) -> str:
        return text or default

    items = []
    for number, status in enumerate([*config.workflow, *config.workflow]):
        id_ = f"item-{number}"
        body, _ = read_body(TEXT, f"items/{id_}.md", 1, id_, html=True)
        items.append(
            make.item(
                id_,
                status.id,
                kind=status.kind,
                title=said(f"Title of {id_}"),
                body=body,
                goal="leads" if number % 3 else "jobs",
                initiative="heating",
                owner=said("anna"),
                channel=said("website"),
                impact=4,
                confidence=3,
                effort=1 + number % 5,
                evidence=said("A test"),
                scored=date(2026, 1, 5),
                metric=said("leads"),
                expected=said("0 → 8"),
                start=date(2026, 2, 2),
                due=date(2026, 2, 20),
                cost=Cost(100, 120),
                campaign=said("2026q1"),
                depends_on=("other",) if number == 1 else (),
                blocked=(Block(date(2026, 2, 1), said("approval"), None, said("Nobody answers")),)
                if number % 4 == 2
                else (),
                reviewer=said("ben"),
                requested_by=said("ben"),
                expedite=said("Trade fair"),
                partner=said("agency"),
                result=Result(said("11"), Outcome.ABOVE, date(2026, 2, 3), "repeat")
                if status.kind is Kind.DONE
                else None,
                learning=said("Short pages work") if status.kind is Kind.DONE else None,
                created=date(2026, 1, 2),
                history=make.history("2026-01-05 backlog", f"2026-02-10 {status.id}"),
                recheck=date(2026, 6, 1) if number == 1 else None,
                tags=(said("spring"),),
                formerly=(f"old-{number}",) if number == 3 else (),
                extra=((said("mood"), said("good")),),
            )
        )
    items.append(make.item("other", "planned", title=said("Another one"), goal="leads", owner="anna"))
    goals = [
        make.goal("leads", title=said("More leads"), metric=said("leads"), target=Decimal(40), baseline=Decimal(12), current=Decimal(18), measured=date(2026, 2, 1), owner=said("anna"), sponsor=said("ben"), share=50, purpose=said("sales")),
        make.goal("jobs", title=said("More applications"), metric=said("applications"), target=Decimal(20), current=None, owner=said("anna")),
        make.goal("fame", title=said("More fame"), metric="fame", target=Decimal(3), current=Decimal(3), measured=date(2026, 2, 1)),
    ]  # fmt: skip
    made = make.backlog(
        items,
        goals,
        [make.initiative("heating", title=said("Heating season"), owner=said("anna"))],
        [make.meeting("2026-02-09")],
        config=config,
        **values,
    )
    return replace(made, found=made.found + 1)


def reported(backlog: Backlog, findings: tuple[Finding, ...] | None = None, **origin: Any) -> Report:
    """The report, with these findings in place of those of the rules."""
    given = {
        "files_found": backlog.found,
        "files_read": backlog.read,
        "files_refused": len(backlog.refused),
        "commit": "4f2a91c" + "0" * 33,
        **origin,
    }
    found = check(backlog, make.TODAY) if findings is None else findings
    return report_of(backlog, found, make.TODAY, Origin(**given))


def drawing(report: Report, code: str = "en", overrides: str = "", **build: Any) -> Renderer:
    return renderer(
        language(code), report, Build(version="1.0", **build), entries=site(report), overrides=overrides
    )


def rendered(report: Report, code: str = "en", **build: Any) -> dict[str, str]:
    """Every page by its path, as text."""
    draw = drawing(report, code, **build)
    return {page.path: draw.render(page).decode("utf-8") for page in site(report)}


@dataclass(slots=True)
class Seen:
    """What a parser sees: tags with their attributes, the texts, and what was left open."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def all(self, name: str, attribute: str) -> list[str]:
        return [given[attribute] or "" for tag, given in self.tags if tag == name and attribute in given]

    @property
    def ids(self) -> list[str]:
        return [str(given["id"]) for _, given in self.tags if "id" in given]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.tags.append((tag, dict(attrs)))
        if len(attrs) != len(dict(attrs)):
            self.seen.faults.append(f"<{tag}> has an attribute twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.seen.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.seen.texts.append(data)


@lru_cache(1024)
def seen(page: str) -> Seen:
    parser = _Parser()
    parser.feed(page)
    parser.close()
    parser.seen.faults += [f"<{tag}> is left open" for tag in parser.open]
    return parser.seen
