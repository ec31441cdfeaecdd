"""`backlog build`: check, compute, render."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backlog.cli import output as printer
from backlog.cli.session import report_day, session, worker_count, written_here
from backlog.errors import Exit, Stop
from backlog.language import CODES, N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.cli.session import Session
    from backlog.language import Language
    from backlog.pipeline import Built, Order
    from backlog.single import Sendable
    from backlog.site.preview import Before


@click.command("build")
@click.option("--output", metavar="DIR", default=None, help="Where to write the site.  [default: site]")
@click.option("--today", metavar="DATE", help="The day to report on.")
@click.option("--as-of", metavar="DATE", help="Build how it was on that day, out of the git history.")
@click.option(
    "--base",
    metavar="REF",
    help="Make a preview that marks what changes compared with that branch or commit.",
)
@click.option("--language", "code", type=click.Choice(CODES), help="The language of the site.")
@click.option(
    "--repository",
    metavar="URL",
    default="",
    help="Where the host shows the files, so that pages link to edit them; backlog.toml goes first.",
)
@click.option(
    "--single-file",
    is_flag=True,
    help="Make one more file, backlog.html, that holds the whole site, to send by mail.",
)
@click.option("--keep-going", is_flag=True, help="Build from what can be read, with a banner; still exit 1.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=None,
    help="How many processes to use.  [default: one a processor]",
)
def command(
    output: str | None,
    today: str | None,
    as_of: str | None,
    base: str | None,
    code: str | None,
    repository: str,
    single_file: bool,
    keep_going: bool,
    workers: int | None,
) -> int:
    """Check the backlog and render its site.

    With findings of severity error nothing is written and the old site stays, exit code 1. With --base every
    page says that it is a preview, and marks the items that are new or changed.
    """
    if as_of is not None and base is not None:
        raise Stop(
            Exit.WRONG_USE,
            N_("--as-of builds a day that is past, and --base what is proposed now."),
            N_("Leave one of them out."),
        )
    if as_of is not None and today is not None:
        raise Stop(
            Exit.WRONG_USE,
            N_("--as-of names the day of the report, and --today names it again."),
            N_("Leave one of them out."),
        )
    here = session(code)
    where = Path(output) if output is not None else here.root / "site"
    from backlog.pipeline import build  # noqa: PLC0415 - after the configuration is known to be fine

    with _ordered(here, where, code, (today, as_of)) as order:
        count = worker_count(workers)
        config = replace(order.config, repository=order.config.repository or repository)
        wanted = replace(order, config=config, keep_going=keep_going, single_file=single_file, workers=count)
        built = build(replace(wanted, before=_before(here, base, count)))
    return _tell(built, order)


def _before(here: Session, base: str | None, workers: int) -> Before | None:
    if base is None:
        return None
    from backlog.cli.states import before  # noqa: PLC0415 - only where it is asked for

    return before(here, base, workers)


@contextlib.contextmanager
def _ordered(
    here: Session, where: Path, code: str | None, days: tuple[str | None, str | None]
) -> Iterator[Order]:
    """What to build: what is here, or what was here on a day."""
    from backlog.cli.as_of import known  # noqa: PLC0415 - after the configuration is known to be fine
    from backlog.cli.history import cache_folder, opened  # noqa: PLC0415 - as above
    from backlog.pipeline import Order  # noqa: PLC0415 - as above

    today, as_of = days
    order = Order(
        root=here.root, config=here.config, language=here.language, settings=here.source, home=here.home,
        today=report_day(here.config, today), output=where, cache=cache_folder(),
    )  # fmt: skip
    if as_of is None:
        yield replace(order, repository=opened(here.root))
        return
    with known(here, as_of, code) as then:
        yield replace(
            order, root=then.here.root, origin=here.root, config=then.here.config, settings=then.here.source,
            language=then.here.language, today=then.day, repository=then.repository, head=then.head,
        )  # fmt: skip


def _tell(built: Built, order: Order) -> int:
    """Say what came of it; the exit code."""
    from backlog.formats import findings as printed  # noqa: PLC0415 - as above
    from backlog.rules.wording import word  # noqa: PLC0415 - as above

    speak = order.language
    files = printed.Files(built.backlog.found, built.backlog.read, len(built.backlog.refused))
    if built.errors:
        worded = [word(finding, speak) for finding in built.findings if finding.severity == "error"]
        printer.show(printed.text(worded, speak, files, printer.columns()))
    if not built.pages:
        printer.note(
            speak.text(
                "Nothing was written; the old site stays as it was. `--keep-going` builds what can be read."
            )
        )
        return Exit.FINDINGS
    printer.show(
        speak.plural("Built {count} page", "Built {count} pages", built.pages)
        + ": " + speak.plural("{count} item", "{count} items", len(built.backlog.items))
        + ", " + _counted(speak, built.errors, len(built.findings) - built.errors)
        + ", " + speak.text("report day {day}", day=order.today)
        + ". " + speak.text("Open {path}", path=written_here(order.output / "index.html"))
    )  # fmt: skip
    for file in built.sendable:
        printer.show(_sendable(speak, file, written_here(order.output / file.path)))
    return Exit.FINDINGS if built.errors else Exit.FINE


def _sendable(speak: Language, file: Sendable, path: str) -> str:
    """Where the file to send is, and whether a mailbox takes it."""
    if file.packed is None:
        return speak.text("One file to send: {path}, {size} MB", path=path, size=_megabytes(speak, file.size))
    return speak.text(
        "One file to send: {path}, {size} MB, too large for most mailboxes; as a ZIP about {packed} MB.",
        path=path,
        size=_megabytes(speak, file.size),
        packed=_megabytes(speak, file.packed),
    )


def _megabytes(speak: Language, size: int) -> str:
    return speak.number(Decimal(size) / 1_000_000, 1)


def _counted(speak: Language, errors: int, warnings: int) -> str:
    """How many errors and how many warnings, as `check` counts them."""
    counts = []
    if errors:
        counts.append(speak.plural("{count} error", "{count} errors", errors))
    if warnings or not errors:
        counts.append(speak.plural("{count} warning", "{count} warnings", warnings))
    return ", ".join(counts)
