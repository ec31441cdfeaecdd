"""The configuration as a change would leave it: people and other named things of its tables."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backlog import fs
from backlog.cli.changes.draft import changed, draft
from backlog.cli.changes.fields import made_of, told
from backlog.cli.session import CONFIG_LIMIT
from backlog.config.load import load_config
from backlog.content.fields import NAMES as FIELD_NAMES
from backlog.editing.settings import setting_differences, setting_edited
from backlog.errors import Exit, Stop
from backlog.language import N_
from backlog.rules import NAMES, findings_of_faults
from backlog.rules.wording import word
from backlog.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.cli.changes.draft import Draft
    from backlog.cli.session import Session
    from backlog.editing.made import Made
    from backlog.editing.settings import Keys
    from backlog.editing.wishes import Wish


def configured(now: Draft, names: Sequence[Keys], wishes: Sequence[Wish]) -> tuple[Draft, tuple[Made, ...]]:
    """The draft with the wishes done in these tables of the configuration, and judged by it.

    `Stop` (exit 1) where something would be wrong with the configuration then, as `setting_edited` does, and
    where there is no configuration.
    """
    here = now.here
    target = _target(here)
    raw = before = now.contents.get(str(target)) or fs.load(target, CONFIG_LIMIT)
    if raw is None or before is None:
        raise Stop(Exit.WRONG_USE, N_("There is no configuration at {path}."), path=here.source.path)
    now.found.setdefault(str(target), before)
    made = []
    for name in names:
        former, raw = raw, setting_edited(raw, here.source.path, name, wishes)
        done = told(setting_differences(former, raw, name), here.language)
        called = ".".join(name)
        made.append(made_of(here.source.path, called, called, done))
    if raw == before:
        return now, tuple(made)
    after = draft(_judged(here, raw), now.day)
    others = {path: content for path, content in now.contents.items() if path != str(target)}
    after = changed(after, others) if others else after
    return dataclasses.replace(after, contents={**others, str(target): raw}, found=now.found), tuple(made)


def _target(here: Session) -> Path:
    given = click.get_current_context().find_root().obj
    named = given.get("config") if isinstance(given, dict) else None
    return Path(named).absolute() if named else here.root / "backlog.toml"


def _judged(here: Session, raw: bytes) -> Session:
    """The session as the changed configuration has it."""
    config, faults = load_config(here.source.path, raw, rules=NAMES, fields=FIELD_NAMES)
    if faults:
        first = word(findings_of_faults(faults)[0], here.language)
        raise Stop(Exit.FINDINGS, "{reason}", "{help}", reason=first.message, help=first.help)
    lines = tuple(raw.decode("utf-8-sig").splitlines())
    return dataclasses.replace(here, config=config, source=Source(path=here.source.path, lines=lines))
