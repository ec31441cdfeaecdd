"""`backlog build`: check, compute, render."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from backlog.cli import output as printer
from backlog.cli.session import report_day, session, worker_count, written_here
from backlog.errors import Exit

if TYPE_CHECKING:
    from backlog.language import Language


@click.command("build")
@click.option("--output", metavar="DIR", default=None, help="Where to write the site.  [default: site]")
@click.option("--today", metavar="DATE", help="The day to report on.")
@click.option("--language", "code", type=click.Choice(["de", "en"]), help="The language of the site.")
@click.option("--keep-going", is_flag=True, help="Build from what can be read, with a banner; still exit 1.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=None,
    help="How many processes to use.  [default: one a processor]",
)
def command(
    output: str | None, today: str | None, code: str | None, keep_going: bool, workers: int | None
) -> int:
    """Check the backlog and render its site.

    With findings of severity error nothing is written and the old site stays, exit code 1.
    """
    here = session(code)
    day = report_day(here.config, today)
    from backlog.cli.history import cache_folder, opened  # noqa: PLC0415 - as below
    from backlog.formats import findings as printed  # noqa: PLC0415 - after the configuration is known to be fine
    from backlog.pipeline import Order, build  # noqa: PLC0415 - as above
    from backlog.rules.wording import word  # noqa: PLC0415 - as above

    where = Path(output) if output is not None else here.root / "site"
    order = Order(
        root=here.root, config=here.config, language=here.language, today=day, output=where,
        settings=here.source, home=here.home, workers=worker_count(workers), keep_going=keep_going,
        repository=opened(here.root), cache=cache_folder(),
    )  # fmt: skip
    built = build(order)
    speak = here.language
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
        + ", " + speak.text("report day {day}", day=day)
        + ". " + speak.text("Open {path}", path=written_here(where / "index.html"))
    )  # fmt: skip
    return Exit.FINDINGS if built.errors else Exit.FINE


def _counted(speak: Language, errors: int, warnings: int) -> str:
    """How many errors and how many warnings, as `check` counts them."""
    counts = []
    if errors:
        counts.append(speak.plural("{count} error", "{count} errors", errors))
    if warnings or not errors:
        counts.append(speak.plural("{count} warning", "{count} warnings", warnings))
    return ", ".join(counts)
