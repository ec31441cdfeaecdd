"""What every command begins with: the root, the configuration, the language and the day."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from backlog import __version__, fs
from backlog.cli import output
from backlog.config.load import load_config
from backlog.config.sections import Config
from backlog.content.dates import YEARS
from backlog.content.fields import NAMES as FIELD_NAMES
from backlog.errors import Exit, Stop
from backlog.language import CODES, N_, SOURCE, Language, language
from backlog.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from backlog.findings import Fault

CONFIG_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A configuration as read: `source` is its path as shown to people, with its lines."""

    root: Path
    source: Source
    config: Config
    faults: tuple[Fault, ...]
    language: Language
    given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Where a command works and how it speaks. `source` is the configuration's path and lines."""

    root: Path
    source: Source
    config: Config
    language: Language
    home: Path | None


@click.pass_context
def _settings(context: click.Context) -> dict[str, str | None]:
    return context.find_root().obj or {"root": None, "config": None}


def session(
    code: str | None = None,
    *,
    anywhere: bool = False,
    root: Path | None = None,
    told: Callable[[Settings], None] | None = None,
) -> Session:
    """The session of this call; `code` asks for another language than the configured one.

    Leaves with exit 2 after printing what is wrong with the configuration, and nothing else; also where
    there is no backlog, unless the command works `anywhere`. `told` prints what is wrong in its own way;
    `root` is another folder than the one around us.
    """
    read = settings(code, root)
    if read.faults:
        told(read) if told is not None else output.show(faults_in_words(read))
        raise click.exceptions.Exit(Exit.WRONG_USE)
    _check_version(read.config)
    if not read.given and not anywhere:
        _expect_backlog(read)
    return Session(
        root=read.root, source=read.source, config=read.config, language=read.language, home=home()
    )


def settings(code: str | None = None, root: Path | None = None) -> Settings:
    """The configuration around us, whether or not it is any good."""
    given: dict[str, str | None] = _settings()
    root = root or _root(given["root"])
    path = Path(given["config"]) if given["config"] else root / "backlog.toml"
    shown = given["config"] or "backlog.toml"
    raw = fs.load(path, CONFIG_LIMIT)
    if raw is None and given["config"]:
        raise Stop(Exit.WRONG_USE, "There is no configuration at {path}.", path=shown)
    from backlog.rules import NAMES  # noqa: PLC0415 - the rules are a hundred functions

    config, faults = load_config(shown, raw, language=code, rules=NAMES, fields=FIELD_NAMES)
    lines = (raw or b"").decode("utf-8-sig", "replace").splitlines()
    chosen = config.language
    if faults and config == Config():  # nothing could be read; the line itself may still tell
        told = (re.match(rf"""language *= *["']({"|".join(CODES)})["']""", line) for line in lines)
        chosen = code or next((found[1] for found in told if found), chosen)
    return Settings(
        root=root,
        source=Source(path=shown, lines=tuple(lines)),
        config=config,
        faults=faults,
        language=language(chosen if chosen in CODES else SOURCE),
        given=raw is not None,
    )


def holds_backlog(read: Settings) -> bool:
    """Whether there is a configuration, or content where it is looked for without one."""
    from backlog.reader import find  # noqa: PLC0415 - only where there is no configuration

    return read.given or bool(find(read.root, read.config.content))


def _expect_backlog(read: Settings) -> None:
    """Stop where there is neither a configuration nor content: an empty folder is no backlog in order."""
    if holds_backlog(read):
        return
    message = N_("There is no backlog in {path}.")
    below = [
        entry.path
        for entry in fs.scan(read.root, lambda _: False)
        if entry.kind is fs.Kind.DIR and fs.kind(read.root / entry.path / "backlog.toml") is fs.Kind.FILE
    ]
    if below:
        folder = in_shell(os.path.relpath(read.root / below[0], fs.real(Path())))
        raise Stop(
            Exit.WRONG_USE, message, N_("Did you mean `cd {folder}`?"), path=str(read.root), folder=folder
        )
    raise Stop(Exit.WRONG_USE, message, N_("`backlog init` makes one here."), path=str(read.root))


def home() -> Path | None:
    """The user's home folder, where the system names one."""
    named = os.environ.get("HOME") or os.environ.get("USERPROFILE")
    return Path(named) if named else None


def _root(given: str | None) -> Path:
    """`-C DIR`, else the nearest parent with a `backlog.toml`, else the git root, else here."""
    if given is not None:
        folder = Path(given)
        if fs.kind(fs.real(folder)) is not fs.Kind.DIR:
            raise Stop(Exit.WRONG_USE, "There is no folder {path}.", path=given)
        return fs.real(folder)
    here = fs.real(Path())
    for marker in ("backlog.toml", ".git"):
        for folder in (here, *here.parents):
            if fs.kind(folder / marker) is not None:
                return folder
    return here


def faults_in_words(read: Settings) -> str:
    """What is wrong with the configuration, for people."""
    from backlog.formats.findings import text  # noqa: PLC0415 - only where something is wrong
    from backlog.rules import findings_of_faults  # noqa: PLC0415 - as above
    from backlog.rules.wording import word  # noqa: PLC0415 - as above

    worded = [word(finding, read.language) for finding in findings_of_faults(read.faults)]
    return text(worded, read.language, None, None)


def _check_version(config: Config) -> None:
    if not config.requires:
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 - rarely needed

    try:
        fits = SpecifierSet(config.requires).contains(__version__, prereleases=True)
    except InvalidSpecifier as error:
        raise Stop(
            Exit.WRONG_USE,
            'requires = "{value}" names no versions.',
            'requires = ">={version}"',
            value=config.requires,
            version=__version__,
        ) from error
    if not fits:
        raise Stop(
            Exit.WRONG_USE,
            "This backlog requires backlog-site {wanted}; this is {version}.",
            'uv tool install --upgrade "backlog-site{wanted}"',
            wanted=config.requires,
            version=__version__,
        )


def report_day(config: Config, given: str | None) -> date:
    """The report day: `--today`, else `report_day`, SOURCE_DATE_EPOCH, or today in the configured zone."""
    if given is not None:
        try:
            day = date.fromisoformat(given if re.fullmatch(r"\d{4}-\d\d-\d\d", given) else "")
        except ValueError as error:
            raise Stop(Exit.WRONG_USE, '"{value}" is no day.', "--today 2026-02-16", value=given) from error
    else:
        day = config.report_day or now(config).date()
    if day.year not in YEARS:
        raise Stop(Exit.WRONG_USE, '"{value}" is no day.', "--today 2026-02-16", value=day.isoformat())
    return day


def now(config: Config) -> datetime:
    """The moment in the configured zone, or what SOURCE_DATE_EPOCH says it is."""
    zone = ZoneInfo(config.timezone)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).astimezone(zone)
    try:
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone)
    except (ValueError, OverflowError, OSError) as error:
        raise Stop(
            Exit.WRONG_USE, 'SOURCE_DATE_EPOCH is "{value}", which is no number of seconds.', value=epoch
        ) from error


def told_language() -> str:
    """The code of the language of the repository; without one, of the system."""
    code = system_language()
    try:
        given: dict[str, str | None] = _settings()
        path = Path(given["config"]) if given["config"] else _root(given["root"]) / "backlog.toml"
        raw = fs.load(path, CONFIG_LIMIT)
        code = load_config("backlog.toml", raw)[0].language if raw is not None else code
    except (Stop, RuntimeError):
        pass
    return code


def system_language() -> str:
    """The language of the person here, as far as the system tells."""
    told = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return next((code for code in CODES if re.match(rf"{code}(?![a-z])", told.lower())), SOURCE)


def in_shell(path: str) -> str:
    """A path as a shell takes it."""
    plain = all(letter.isalnum() or letter in "/._-~\\:" for letter in path)
    return path if plain and not path.startswith("-") else "'" + path.replace("'", "'\\''") + "'"


def worker_count(given: int | None) -> int:
    """How many processes to use: as asked for, else one a processor."""
    return (
        given or len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else given or os.cpu_count() or 1
    )


def invoked() -> str:
    """How the person here calls us, so that the commands we print can be typed as they stand."""
    if "archive-v0" in Path(sys.prefix).parts:  # uvx keeps us in its cache, not among the commands
        return "uvx backlog-site"
    if Path(sys.argv[0]).name == "__main__.py":
        return f"{'python' if sys.platform == 'win32' else sys.executable} -m backlog"
    return "backlog"


def written_here(path: Path) -> str:
    """A path as somebody in the current folder would type it."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
