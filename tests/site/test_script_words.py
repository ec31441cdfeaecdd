"""The words of the scripts: each that is said is listed, each that is listed is said."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

import pytest

from backlog.site import ASSETS
from backlog.site.script_words import SCRIPT_WORDS
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

STATIC = ROOT / "templates/static"
TEXT = r'"((?:[^"\\]|\\.)*)"'
SAID = re.compile(rf"\b(?:say|plural)\(\s*{TEXT}(?:,\s*{TEXT})?")
VENDORED = sorted((STATIC / "vendor").iterdir())


def said(name: str) -> set[str | tuple[str, str]]:
    """Message ids that a script says."""
    text = (STATIC / f"{name}.js").read_text("utf-8")
    return {(one, many) if many else one for one, many in SAID.findall(text)}


def test_what_a_script_says_is_listed_and_nothing_else() -> None:
    """So that no sentence stays English, and none is carried for nobody; scripts say them, or keep them in a table."""
    for name, listed in SCRIPT_WORDS.items():
        assert said(name) <= set(listed), name
        text = (STATIC / f"{name}.js").read_text("utf-8")
        parts = {part for message in listed for part in ((message,) if isinstance(message, str) else message)}
        assert {part for part in parts if json.dumps(part, ensure_ascii=False) not in text} == set(), name


def test_every_script_that_says_something_is_listed() -> None:
    speaking = {path.stem for path in STATIC.glob("*.js") if said(path.stem)}
    assert speaking <= SCRIPT_WORDS.keys()


@pytest.mark.parametrize("folder", VENDORED, ids=lambda folder: folder.name)
def test_scripts_of_others_are_what_they_were(folder: Path) -> None:
    """Each file of the folder has its checksum; a licence is among them, and the site carries both."""
    sums = dict(
        reversed(line.split("  ", 1)) for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    assert sums == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "SHA256SUMS"
    }
    assert "LICENSE" in sums
    carried = {f"static/vendor/{folder.name}/{name}" for name in sums}
    assert carried <= set(ASSETS)
    scripts = {name for name in carried if name.endswith(".js")}
    texts = "".join(path.read_text("utf-8") for path in STATIC.glob("*.js"))
    assert all(f'"{name}"' in texts for name in scripts)
