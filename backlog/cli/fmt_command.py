"""`backlog fmt`: the fields of every file in one order, on request only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from backlog import fs
from backlog.cli import output
from backlog.cli.paths import repository_paths, within
from backlog.cli.session import session
from backlog.errors import Exit, Stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backlog.cli.session import Session


@click.command("fmt")
@click.argument("paths", nargs=-1)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit code 1 where a file would change."
)
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; print what would change.")
def command(paths: tuple[str, ...], only_check: bool, show_diff: bool) -> int:
    """Put the fields of all files, or of those at PATHS, into the order of the handbook.

    Comments stay with the field below them; unknown fields come last. Values and the text below are as they
    were, and a file that is in order is not written.
    """
    here = session()
    from backlog.cli.patches import patch  # noqa: PLC0415 - after the configuration is known to be fine

    chosen = repository_paths(here.root, paths)
    dry = only_check or show_diff
    found, looked_at, left = [], 0, 0
    for path, before, after in _formatted(here, chosen):
        looked_at += 1
        left += after is None
        if after is None or after == before:
            continue
        found.append((path, before, after))
        if show_diff:
            output.show(patch(path, before, after))
        else:
            output.show(path)
    if not dry:
        _write(here, found)
    _sum_up(here, len(found), looked_at, dry=dry)
    return Exit.FINDINGS if left or (only_check and found) else Exit.FINE


def _formatted(here: Session, chosen: tuple[str, ...]) -> Iterator[tuple[str, bytes, bytes | None]]:
    """Path, bytes as they are and in order; None for a file that is left alone, which is said."""
    from backlog.content.encoding import FILE_LIMIT  # noqa: PLC0415 - after the arguments are known to be fine
    from backlog.editing.field_order import formatted  # noqa: PLC0415 - as above
    from backlog.reader import find  # noqa: PLC0415 - as above

    for one in find(here.root, here.config.content):
        if one.what is not fs.Kind.FILE or one.reason or not within(one.path, chosen):
            continue
        raw = fs.load(here.root / one.path, FILE_LIMIT) or b""
        try:
            yield one.path, raw, formatted(raw, one.kind, one.path, here.config)
        except Stop as stop:
            output.note(here.language.text(stop.message, **stop.values))
            yield one.path, raw, None


def _write(here: Session, found: Sequence[tuple[str, bytes, bytes]]) -> None:
    """Write the files, path, before and after; `Stop` before the first where one is not as it was read."""
    from backlog.cli.changes.draft import changed_meanwhile, on_disk  # noqa: PLC0415 - as above

    for path, before, _ in found:
        if on_disk(here.root / path) != before:
            raise changed_meanwhile(path)
    for path, _, after in found:
        fs.replace(here.root / path, after)


def _sum_up(here: Session, count: int, looked_at: int, *, dry: bool) -> None:
    speak = here.language
    if not count:
        said = speak.plural("{count} file, in order.", "{count} files, all in order.", looked_at)
    elif dry:
        said = speak.plural("{count} file would change.", "{count} files would change.", count)
    else:
        said = speak.plural("{count} file is in order now.", "{count} files are in order now.", count)
    output.note(said)
