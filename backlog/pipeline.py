"""Read, check, measure, render, write: the whole of a build on one screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from backlog import __version__, fs, writer
from backlog.chronicle import SHALLOW, UNSHALLOW, Wanted, read_chronicle
from backlog.config.load import in_language
from backlog.copies import copy_extra, copy_images
from backlog.errors import Exit, Stop
from backlog.examine import Examined, examine
from backlog.findings import Severity
from backlog.formats.backlog_json import backlog_json
from backlog.formats.calendar import calendar_ics, site_address
from backlog.formats.feed import feed_xml
from backlog.formats.form_js import form_js
from backlog.formats.items_csv import items_csv
from backlog.formats.search_js import search_js
from backlog.formats.sources_js import sources_js
from backlog.model.whole import configured
from backlog.private import without_private
from backlog.report import Origin
from backlog.report.compute import report_of
from backlog.rules import check
from backlog.rules.wording import word
from backlog.single import Sendable, single_file
from backlog.site import ASSETS, site
from backlog.site.addresses import masked
from backlog.site.build import Build
from backlog.site.editions import editions
from backlog.site.preview import preview_of
from backlog.site.render import renderer
from backlog.site.single import SINGLE
from backlog.workers import spread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from backlog.config.sections import Config
    from backlog.findings import Finding
    from backlog.git.repository import Repository
    from backlog.language import Language
    from backlog.model import Backlog
    from backlog.model.past import Absence, Chronicle
    from backlog.report import Report
    from backlog.site.page import Page
    from backlog.site.preview import Before
    from backlog.site.render import Renderer
    from backlog.source import Source
    from backlog.writer import Stage

ROBOTS = b"User-agent: *\nDisallow: /\n"
ONCE = ("404.html",)  # a host knows one page for what it does not find, and shows it at any depth


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to build: from where, to where, for which day, in which language.

    `settings` are path and lines of the configuration, to point into it. `repository` is the one around the
    root, or why there is none; `cache` the folder in which what was read of it is kept. As of a day, `root`
    was checked out of the commit `head`, up to which the history goes, and `origin` is where it came from.
    `before` is what a proposed change set out from, whose preview this is to be.
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
    single_file: bool = False
    repository: Repository | Absence = "off"
    head: str | None = None
    origin: Path | None = None
    cache: Path | None = None
    before: Before | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of a build: everything read and found; `pages` is 0 where nothing was written.

    `sendable` are the sites in one file each, one a language, where they were asked for.
    """

    backlog: Backlog
    findings: tuple[Finding, ...]
    pages: int = 0
    sendable: tuple[Sendable, ...] = ()

    @property
    def errors(self) -> int:
        """How many findings stop a build."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def build(order: Order) -> Built:
    """Build the site, or leave the old one as it was where a finding is an error."""
    root = order.origin or order.root
    with writer.publishing(order.output, root=root, sources=_guarded(order), home=order.home) as stage:
        examined = examine(
            order.root,
            order.config,
            order.today,
            chronicle=_chronicle(order),
            settings=order.settings,
            workers=order.workers,
            html=True,
        )
        built = Built(backlog=examined.backlog, findings=examined.findings)
        if built.errors and not order.keep_going:
            return built
        return _publish(order, stage, examined, built)


def _chronicle(order: Order) -> Chronicle:
    """The history; a clone that was cut off stops the build: every figure of the past would be wrong."""
    wanted = Wanted(
        root=order.root,
        config=order.config,
        today=order.today,
        head=order.head,
        cache=order.cache,
        workers=order.workers,
    )
    chronicle = read_chronicle(wanted, order.repository)
    if chronicle.absent == "shallow":
        raise Stop(Exit.ENVIRONMENT, SHALLOW, UNSHALLOW)
    return chronicle


def _sources(order: Order) -> tuple[Path, ...]:
    """What a site is made from: no output may lie in it or around it, and nothing of it is copied."""
    content = order.config.content
    patterns = (*content.items, *content.goals, *content.initiatives, *content.meetings)
    folders = {pattern.split("/")[0] for pattern in patterns if "/" in pattern}
    named = (".git", "templates", "backlog.toml", *sorted(folders))
    return tuple(order.root / name for name in named)


def _guarded(order: Order) -> tuple[Path, ...]:
    extra = order.config.site.extra
    sources = (*_sources(order), *((order.root / extra,) if extra else ()))
    if order.origin is None:
        return sources
    theirs = (source.relative_to(order.root) for source in sources if source.is_relative_to(order.root))
    return (*sources, *(order.origin / source for source in theirs))


def _publish(order: Order, stage: Stage, examined: Examined, built: Built) -> Built:
    everything, chronicle = examined.backlog, examined.chronicle
    shown = without_private(everything)
    past = examined.past(shown, order.today)
    origin = Origin(
        commit=chronicle.head,
        dirty=chronicle.dirty,
        files_found=everything.found,
        files_read=everything.read,
        files_refused=len(everything.refused),
        refused_private=sum(refused.private for refused in everything.refused),
        below="" if isinstance(order.repository, str) else order.repository.prefix,
    )
    codes = dict.fromkeys((order.language.code, *order.config.languages))
    making = Build(
        version=__version__,
        incomplete=bool(built.errors),
        editions=editions(codes),
        single=order.single_file,
    )
    files: dict[str, str] = {}
    for edition in making.editions:
        said = configured(shown, in_language(shown.config, edition.language.code, edition.folder))
        findings = examined.findings if said is everything else check(said, order.today, past)
        report = report_of(said, findings, order.today, origin, past)
        change = preview_of(order.before, everything, said) if order.before else None
        told = replace(making, edition=edition, preview=change)
        written, made = _edition(order, stage.part(edition.folder), report, told)
        files.update({edition.folder + path: digest for path, digest in written.items()})
        built = replace(built, pages=built.pages + made.pages, sendable=(*built.sendable, *made.sendable))
    stage.commit(
        files, {"commit": origin.commit, "report_day": order.today.isoformat(), "version": __version__}
    )
    return built


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What a site in one language came to."""

    pages: int
    sendable: tuple[Sendable, ...]


def _edition(order: Order, stage: Stage, report: Report, making: Build) -> tuple[dict[str, str], _Made]:
    """Write the site in one language: sha256 of its files by path, and what it came to."""
    assert making.edition is not None  # noqa: S101 - `_publish` names it
    language, is_first = making.edition.language, not making.edition.folder
    images, files = copy_images(stage, order.root, report.backlog)
    pages = tuple(page for page in site(report) if is_first or page.path not in ONCE)
    draw = renderer(
        language, report, replace(making, files=images), entries=pages, overrides=_overrides(order)
    )
    draw.prepare(pages)
    for written in spread(partial(_render, draw=draw, stage=stage), pages, order.workers):
        files.update(written)
    worded = [word(finding, language) for finding in report.findings]
    data = {
        "data/backlog.json": masked(backlog_json(report, language, worded).encode()),
        "data/items.csv": masked(items_csv(report, language).encode()),
        "data/form.js": masked(form_js(report, language).encode()),
        "data/search.js": masked(search_js(report, language).encode()),
        "feed.xml": masked(feed_xml(report, language)),
        **({"robots.txt": ROBOTS} if is_first else {}),
        **{name: masked(text.encode()) for name, text in sources_js(report).items()},
        **{name: draw.source(name) for name in ASSETS},
    }
    if calendar := calendar_ics(report, language, frozenset(page.path for page in pages)):
        data["calendar.ics"] = calendar
    files.update({path: stage.write(path, content) for path, content in sorted(data.items())})
    sendable: tuple[Sendable, ...] = ()
    if making.single:
        home = site_address(report)
        content = single_file(stage, pages, draw, files=data, home=home, workers=order.workers)
        files[SINGLE] = stage.write(SINGLE, content)
        sendable = (Sendable.of(stage.within + SINGLE, content),)
    if order.config.site.extra:
        folders = {edition.folder for edition in making.editions}
        files.update(copy_extra(stage, order.root / order.config.site.extra, _sources(order), files, folders))
    return files, _Made(pages=len(pages), sendable=sendable)


def _render(pages: Sequence[Page], *, draw: Renderer, stage: Stage) -> dict[str, str]:
    return {page.path: stage.write(page.path, masked(draw.render(page))) for page in pages}


def _overrides(order: Order) -> str:
    folder = order.root / "templates"
    return str(folder) if fs.kind(folder) is fs.Kind.DIR else ""
