"""Read, check, measure, render, write: the whole of a build on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from backlog import __version__, fs, writer
from backlog.copies import copy_extra, copy_images
from backlog.examine import examine
from backlog.findings import Severity
from backlog.formats.backlog_json import backlog_json
from backlog.formats.items_csv import items_csv
from backlog.private import without_private
from backlog.report import Origin
from backlog.report.compute import report_of
from backlog.rules import check
from backlog.rules.wording import word
from backlog.site import ASSETS, site
from backlog.site.addresses import masked
from backlog.site.render import Build, renderer
from backlog.workers import spread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from backlog.config.sections import Config
    from backlog.findings import Finding
    from backlog.language import Language
    from backlog.model import Backlog
    from backlog.site.page import Page
    from backlog.site.render import Renderer
    from backlog.source import Source
    from backlog.writer import Stage

ROBOTS = b"User-agent: *\nDisallow: /\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to build: from where, to where, for which day, in which language.

    `settings` are path and lines of the configuration, to point into it.
    """

    root: Path
    config: Config
    language: Language
    today: date
    output: Path
    settings: Source | None = None
    home: Path | None = None
    workers: int = 1
    keep_going: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of a build: everything read and found; `pages` is 0 where nothing was written."""

    backlog: Backlog
    findings: tuple[Finding, ...]
    pages: int = 0

    @property
    def errors(self) -> int:
        """How many findings stop a build."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def build(order: Order) -> Built:
    """Build the site, or leave the old one as it was where a finding is an error."""
    with writer.publishing(order.output, root=order.root, sources=_guarded(order), home=order.home) as stage:
        backlog, findings = examine(
            order.root, order.config, order.today, settings=order.settings, workers=order.workers, html=True
        )
        built = Built(backlog=backlog, findings=findings)
        if built.errors and not order.keep_going:
            return built
        pages = _publish(order, stage, built)
    return Built(backlog=backlog, findings=findings, pages=pages)


def _sources(order: Order) -> tuple[Path, ...]:
    """What a site is made from: no output may lie in it or around it, and nothing of it is copied."""
    content = order.config.content
    patterns = (*content.items, *content.goals, *content.initiatives, *content.meetings)
    folders = {pattern.split("/")[0] for pattern in patterns if "/" in pattern}
    named = (".git", "templates", "backlog.toml", *sorted(folders))
    return tuple(order.root / name for name in named)


def _guarded(order: Order) -> tuple[Path, ...]:
    extra = order.config.site.extra
    return (*_sources(order), *((order.root / extra,) if extra else ()))


def _publish(order: Order, stage: Stage, built: Built) -> int:
    shown = without_private(built.backlog)
    findings = check(shown, order.today) if shown is not built.backlog else built.findings
    origin = Origin(
        files_found=built.backlog.found,
        files_read=built.backlog.read,
        files_refused=len(built.backlog.refused),
        refused_private=sum(refused.private for refused in built.backlog.refused),
    )
    report = report_of(shown, findings, order.today, origin)
    images, files = copy_images(stage, order.root, report.backlog)
    pages = site(report)
    making = Build(version=__version__, incomplete=bool(built.errors), files=images)
    draw = renderer(order.language, report, making, entries=pages, overrides=_overrides(order))
    draw.prepare(pages)
    for written in spread(partial(_render, draw=draw, stage=stage), pages, order.workers):
        files.update(written)
    worded = [word(finding, order.language) for finding in report.findings]
    data = {
        "data/backlog.json": masked(backlog_json(report, order.language, worded).encode()),
        "data/items.csv": masked(items_csv(report, order.language).encode()),
        "robots.txt": ROBOTS,
        **{name: draw.source(name) for name in ASSETS},
    }
    files.update({path: stage.write(path, content) for path, content in sorted(data.items())})
    if order.config.site.extra:
        files.update(copy_extra(stage, order.root / order.config.site.extra, _sources(order), files))
    stage.commit(
        files, {"commit": origin.commit, "report_day": order.today.isoformat(), "version": __version__}
    )
    return len(pages)


def _render(pages: Sequence[Page], *, draw: Renderer, stage: Stage) -> dict[str, str]:
    return {page.path: stage.write(page.path, masked(draw.render(page))) for page in pages}


def _overrides(order: Order) -> str:
    folder = order.root / "templates"
    return str(folder) if fs.kind(folder) is fs.Kind.DIR else ""
