"""`backlog serve`: the site in the browser, anew after every save."""

from __future__ import annotations

import contextlib
import gc
import re
import secrets
import sys
import time
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backlog import fs
from backlog.cli import output as printer
from backlog.cli.session import faults_in_words, home, report_day, session, settings
from backlog.cli.speech import spoken
from backlog.errors import Stop
from backlog.language import language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.cli.session import Session, Settings
    from backlog.config.sections import Config
    from backlog.language import Language
    from backlog.pipeline import Built
    from backlog.server import Outcome, Preview, Saves

A_MOMENT = 0.15  # seconds: an editor that empties a file before it writes it is done by then


@click.command("serve")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="The port.  [default: 8000, or the next free one]"
)
@click.option("--open/--no-open", "show", default=None, help="Open the browser.  [default: at a terminal]")
@click.option("--output", metavar="DIR", help="Build into this folder as well, whenever there is no error.")
@click.option("--today", metavar="DATE", help="The day to report on.")
def command(port: int | None, show: bool | None, output: str | None, today: str | None) -> int:
    """Show the site in the browser and build it anew after every save; Ctrl-C ends it.

    Findings stand on the pages of their files, beside the values that they are about. Where nothing can be
    built, the last site stays.
    """
    gc.enable()
    here = session()
    from backlog.server import Preview, serving, watching  # noqa: PLC0415 - after the configuration is known to be fine

    folders = _folders(here.root, here.config)
    with _folder(here.root) as site:
        preview = Preview(site=site, languages=_languages(here.config))
        watched = watching(here.root, _config_path(here), lambda: tuple(folders))
        build = partial(_build, preview, here.root, today, folders, Path(output) if output else None)
        with watched as saves, serving(preview, port) as address:
            build()
            printer.show(address)
            printer.note(here.language.text("Every save is shown at once. Ctrl-C ends it."))
            if show if show is not None else sys.stdout is not None and sys.stdout.isatty():
                _open(address)
            while True:
                # A wait without end cannot be interrupted everywhere.
                if saves.saved.wait(1.0):
                    saves.saved.clear()
                    build(saves)
                    saves.look_again()


def _build(
    preview: Preview, root: Path, today: str | None, folders: list[Path], output: Path | None,
    saves: Saves | None = None,
) -> None:  # fmt: skip
    """Build, show what came of it, and say so; a half-written file gets a second look."""
    began = time.monotonic()
    outcome, said = _outcome(preview, root, today, folders, output)
    if (outcome.findings or outcome.note) and saves is not None and saves.saved.wait(A_MOMENT):
        saves.saved.clear()
        outcome, said = _outcome(preview, root, today, folders, output)
    preview.show(outcome)
    if not outcome.findings and not outcome.note:
        seconds = Decimal(round((time.monotonic() - began) * 10)) / 10
        said = preview.language.text("{sentence} in {seconds} s.", sentence=said, seconds=seconds)
    printer.note(said)


def _outcome(
    preview: Preview, root: Path, today: str | None, folders: list[Path], output: Path | None
) -> tuple[Outcome, str]:
    """What a build comes to: for the page, and for the terminal."""
    from backlog.formats.findings import Files, text  # noqa: PLC0415 - as above
    from backlog.rules import findings_of_faults  # noqa: PLC0415 - as above
    from backlog.rules.wording import word  # noqa: PLC0415 - as above
    from backlog.server import Outcome, places  # noqa: PLC0415 - as above

    try:
        read = settings()
        if read.faults:
            return Outcome(findings=tuple(findings_of_faults(read.faults))), faults_in_words(read)
        preview.languages = _languages(read.config)
        folders[:] = _folders(root, read.config)
        built = _built(read, root, today, preview.site, keep_going=True)
        if output is not None and not built.errors:
            _built(read, root, today, output, keep_going=False)
    except Stop as stop:
        said = spoken(stop)
        return Outcome(note=said.removeprefix("backlog: ")), said
    errors = tuple(finding for finding in built.findings if finding.severity == "error")
    outcome = Outcome(findings=errors, is_built=True, places=places(built.backlog, built.findings))
    if errors:
        files = Files(built.backlog.found, built.backlog.read, len(built.backlog.refused))
        worded = [word(finding, read.language) for finding in errors]
        return outcome, text(worded, read.language, files, printer.columns())
    return outcome, read.language.plural("Built {count} page", "Built {count} pages", built.pages)


def _languages(config: Config) -> tuple[Language, ...]:
    return tuple(language(code) for code in config.languages)


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
def _folder(root: Path) -> Iterator[Path]:
    """Where the preview stands meanwhile: beside `site`, never in it; gone afterwards."""
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
