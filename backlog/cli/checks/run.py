"""What `check` does: read the files, and tell what was found, or tolerate it from now on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backlog import fs
from backlog.cli import output
from backlog.cli.checks.findings import tell
from backlog.cli.paths import repository_paths, within
from backlog.cli.reading import examined
from backlog.cli.strays import strays_in_words
from backlog.content.baseline import written
from backlog.errors import Exit, Stop
from backlog.findings import Severity
from backlog.language import N_
from backlog.rules.baseline import entries_of, may_be_tolerated, still_needed, tolerate

if TYPE_CHECKING:
    from datetime import date

    from backlog.cli.checks.findings import Telling
    from backlog.cli.session import Session
    from backlog.examine import Examined
    from backlog.model.baseline import Baseline, Entry

TOLERATED = "backlog-baseline.txt"
"""Where the baseline is put, as long as the configuration names no other file."""

HEAD = N_(
    "What was wrong before, one finding a line: file, rule, field and a fingerprint.\n"
    "It is tolerated, and only ever becomes less: `backlog check --write-baseline` takes out what is mended."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Of what to tell: of these paths (none: of all), compared with the commit of this name (empty: none).

    `mended`: what can be mended was, so what is left cannot.
    """

    paths: tuple[str, ...] = ()
    base: str = ""
    mended: bool = False


def told(here: Session, how: Telling, part: Part, day: date, workers: int) -> int:
    """Read everything and tell what was found; the exit code."""
    chosen = repository_paths(here.root, part.paths)
    read = examined(here, day, workers)
    found = read.findings
    if part.base:
        from backlog.cli.checks.since_base import told_by_base  # noqa: PLC0415 - only where it is asked for

        found = told_by_base(here, read, part.base, day, workers)
    if part.mended:
        found = tuple(replace(finding, mend=False) for finding in found)
    if part.paths:
        found = tuple(finding for finding in found if within(finding.location.path, chosen))
    code = tell(here, how, read.backlog, found, 0 if part.paths else _mended(read))
    if strays := strays_in_words(here.root, here.config, here.language):
        output.note(strays)
    return code


def _mended(read: Examined) -> int:
    baseline = read.backlog.baseline
    return len(baseline.entries) - len(still_needed(baseline, read.findings)) if baseline else 0


def tolerated(here: Session, how: Telling, day: date, workers: int) -> int:
    """Write the baseline: at first all errors of the day, afterwards what is still needed of it; never more.

    Then tell what is left, as `check` does.
    """
    name = here.config.rules.baseline or TOLERATED
    rules = replace(here.config.rules, baseline=name)
    read = examined(replace(here, config=replace(here.config, rules=rules)), day, workers)
    former = read.backlog.baseline
    assert former is not None  # noqa: S101 - the configuration names one
    if former.broken and not former.entries:
        raise Stop(
            Exit.REFUSED,
            N_('"{path}" is no list of tolerated findings, and would be overwritten.'),
            N_('Name another file in the configuration: baseline = "{file}" below [rules].'),
            path=former.path,
            file=TOLERATED,
        )
    entries = still_needed(former, read.findings) if former.is_there else _errors(read)
    _write(here, former, entries)
    now = replace(former, entries=entries, broken=(), is_there=True)
    rest = tolerate((one for one in read.findings if not one.slug.startswith("baseline-")), now)
    output.note(_said(here, former, len(entries)))
    if not here.config.rules.baseline:
        output.note(_to_paste(here, name))
    return tell(here, how, read.backlog, rest)


def _errors(read: Examined) -> tuple[Entry, ...]:
    found = [one for one in read.findings if one.severity is Severity.ERROR and may_be_tolerated(one)]
    return tuple(sorted(entry for finding in found for entry in entries_of(finding)))


def _write(here: Session, former: Baseline, entries: tuple[Entry, ...]) -> None:
    """Write the file, where its bytes change; the words above the entries stay as they are."""
    path = here.root / former.path
    head = "\n".join(former.comments) if former.is_there else here.language.text(HEAD)
    text = written(entries, head).encode()
    if fs.load(path, len(text) + 1) != text:
        fs.make_folder(path.parent)
        fs.replace(path, text)


def _said(here: Session, former: Baseline, count: int) -> str:
    """What the file holds now, and how it came to that."""
    speak = here.language
    holds = speak.plural(
        "{file} holds {count} tolerated finding.",
        "{file} holds {count} tolerated findings.",
        count,
        file=former.path,
    )
    if not former.is_there:
        return holds
    gone = len(former.entries) - count
    return (
        holds
        + " "
        + speak.plural(
            "{count} that is mended was taken out.", "{count} that are mended were taken out.", gone
        )
    )


def _to_paste(here: Session, name: str) -> str:
    """The line for the configuration, with its table where there is none yet."""
    line = f'baseline = "{name}"'
    if any(text.strip() == "[rules]" for text in here.source.lines):
        return here.language.text("Add to {file}, below [rules]:", file=here.source.path) + f"\n\n{line}\n"
    return here.language.text("Add to {file}:", file=here.source.path) + f"\n\n[rules]\n{line}\n"
