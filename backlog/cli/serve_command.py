"""`backlog serve`: the site in the browser, anew after every save."""

from __future__ import annotations

import contextlib
import gc
import re
import secrets
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backlog import fs
from backlog.cli import output as printer
from backlog.cli.session import faults_in_words, home, report_day, session, settings, spoken
from backlog.errors import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.cli.session import Session, Settings
    from backlog.config.sections import Config
    from backlog.pipeline import Built
    from backlog.server import Outcome, Preview, Saves

A_MOMENT = 0.15  # seconds: an editor that empties a file before it writes it is done by then


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="The port.  [default: 8000, or the next free one]"
)
@click.option("--open/--no-open", "show", default=None, help="Open the browser.  [default: at a terminal]")
@click.option("--output", metavar="DIR", help="Build into this folder and keep it.")
@click.option("--today", metavar="DATE", help="The day to report on.")
def command(port: int | None, show: bool | None, output: str | None, today: str | None) -> int:
    """Show the site in the browser and build it anew after every save; Ctrl-C ends it.

    A save that breaks something is shown with its findings, above the last good site.
    """
    gc.enable()
    here = session()
    from backlog.server import Preview, serving, watching  # noqa: PLC0415 - after the configuration is known to be fine

    folders = _folders(here.root, here.config)
    with _folder(here.root, output) as site:
        preview = Preview(site=site, language=here.language)
        watched = watching(here.root, _config_path(here), lambda: tuple(folders))
        with watched as saves, serving(preview, port) as address:
            _build(preview, here.root, today, folders)
            printer.show(address)
            printer.note(here.language.text("Every save is shown at once. Ctrl-C ends it."))
            if show if show is not None else sys.stdout is not None and sys.stdout.isatty():
                _open(address)
            while True:
                # A wait without end cannot be interrupted everywhere.
                if saves.saved.wait(1.0):
                    saves.saved.clear()
                    _build(preview, here.root, today, folders, saves)
                    saves.look_again()


def _build(
    preview: Preview, root: Path, today: str | None, folders: list[Path], saves: Saves | None = None
) -> None:
    """Build, show what came of it, and say so; a half-written file gets a second look."""
    began = time.monotonic()
    outcome, said = _outcome(preview, root, today, folders, first=saves is None)
    if outcome.findings and saves is not None and saves.saved.wait(A_MOMENT):
        saves.saved.clear()
        outcome, said = _outcome(preview, root, today, folders)
    preview.show(outcome)
    if not outcome.findings and not outcome.note:
        seconds = Decimal(round((time.monotonic() - began) * 10)) / 10
        said = preview.language.text("{sentence} in {seconds} s.", sentence=said, seconds=seconds)
    printer.note(said)


def _outcome(
    preview: Preview, root: Path, today: str | None, folders: list[Path], *, first: bool = False
) -> tuple[Outcome, str]:
    """What a build comes to: for the page, and for the terminal."""
    from backlog.formats.findings import Files, text  # noqa: PLC0415 - as above
    from backlog.rules import findings_of_faults  # noqa: PLC0415 - as above
    from backlog.rules.wording import word  # noqa: PLC0415 - as above
    from backlog.server import Outcome  # noqa: PLC0415 - as above

    try:
        read = settings()
        preview.language = read.language
        if read.faults:
            worded = tuple(word(finding, read.language) for finding in findings_of_faults(read.faults))
            return Outcome(findings=worded), faults_in_words(read)
        folders[:] = _folders(root, read.config)
        built = _built(read, root, today, preview.site, keep_going=first)
    except Stop as stop:
        said = spoken(stop)
        return Outcome(note=said.removeprefix("backlog: ")), said
    worded = tuple(word(finding, read.language) for finding in built.findings if finding.severity == "error")
    if worded:
        files = Files(built.backlog.found, built.backlog.read, len(built.backlog.refused))
        return Outcome(findings=worded), text(worded, read.language, files, printer.columns())
    said = read.language.plural("Built {count} page", "Built {count} pages", built.pages)
    return Outcome(), said


def _built(read: Settings, root: Path, today: str | None, site: Path, *, keep_going: bool) -> Built:
    from backlog.cli.history import cache_folder, opened  # noqa: PLC0415 - as above
    from backlog.pipeline import Order, build  # noqa: PLC0415 - as above

    order = Order(
        root=root, config=read.config, language=read.language, today=report_day(read.config, today),
        output=site, settings=read.source, home=home(), keep_going=keep_going,
        repository=opened(root), cache=cache_folder(),
    )  # fmt: skip
    return build(order)


@contextlib.contextmanager
def _folder(root: Path, output: str | None) -> Iterator[Path]:
    """Where the site stands meanwhile: beside `site`, never in it; gone afterwards unless asked for."""
    if output is not None:
        yield Path(output)
        return
    above = root / f".site.preview-{secrets.token_hex(4)}"
    fs.make_folder(above)
    try:
        yield above / "site"
    finally:
        with contextlib.suppress(Stop):
            _erase(above)


def _erase(folder: Path) -> None:
    """Remove a folder that is ours alone, with everything in it."""
    for entry in reversed(list(fs.scan(folder))):
        (fs.remove_folder if entry.kind is fs.Kind.DIR else fs.remove)(folder / entry.path)
    fs.remove_folder(folder)


def _config_path(here: Session) -> Path:
    return (
        fs.real(Path(here.source.path)) if here.source.path != "backlog.toml" else here.root / "backlog.toml"
    )


def _folders(root: Path, config: Config) -> list[Path]:
    """The folders whose files make the site: content, own templates, and where git notes every commit."""
    content = config.content
    patterns = (*content.items, *content.goals, *content.initiatives, *content.meetings)
    names = {pattern.split("/")[0] for pattern in patterns if "/" in pattern} | {"templates"}
    folders = [root / name for name in sorted(names) if not re.search(r"[*?\[]", name)]
    return [*folders, root / ".git" / "logs"]


def _open(address: str) -> None:
    import webbrowser  # noqa: PLC0415 - only where somebody looks

    webbrowser.open(address)
