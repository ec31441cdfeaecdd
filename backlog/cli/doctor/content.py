"""The files of the backlog: whether they are found, and what lies beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog import fs
from backlog.cli.doctor.case import Remark, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.cli.doctor.case import Case


def look(case: Case) -> Iterator[Remark]:
    """What [content] finds, and where `new` would write."""
    speak, read = case.speak, case.read
    if read.faults:
        return
    from backlog.cli.strays import strays_in_words  # noqa: PLC0415 - after the configuration is known to be fine
    from backlog.reader import find, kind_of  # noqa: PLC0415 - as above

    found = find(read.root, read.config.content)
    if found:
        yield _found(case, len(found), sum(one.kind == "item" for one in found))
    else:
        message = speak.text(
            "[content] finds no file: {patterns}", patterns=", ".join(read.config.content.items)
        )
        yield Remark(Verdict.LOOK, message, 'backlog new "…"')
    sample = f"{read.config.content.folder.replace('{year}', '2026').strip('/')}/title.md"
    if kind_of(sample, read.config.content) != "item":
        message = speak.text(
            "`new` writes to {folder}, where [content] items does not look.",
            folder=read.config.content.folder,
        )
        yield Remark(
            Verdict.WRONG, message, f'[content]\nfolder = "{read.config.content.items[0].split("/")[0]}"'
        )
    if strays := strays_in_words(read.root, read.config, speak):
        yield Remark(Verdict.LOOK, strays)
    unreadable = [one.path for one in found if one.what is not fs.Kind.FILE]
    if unreadable:
        message = speak.text("No ordinary file, so not read: {paths}", paths=", ".join(unreadable[:3]))
        yield Remark(Verdict.LOOK, message)


def _found(case: Case, files: int, items: int) -> Remark:
    counts = case.speak.plural("{count} item", "{count} items", items)
    words = case.speak.plural(
        "{count} file of content, {items}", "{count} files of content, {items}", files, items=counts
    )
    return Remark(Verdict.FINE, words)
