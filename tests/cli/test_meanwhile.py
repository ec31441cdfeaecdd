"""Files that somebody else writes while a command that changes them is at work."""

from __future__ import annotations

from pathlib import Path

import pytest

from backlog.cli import fmt_command
from backlog.cli.changes import draft
from backlog.cli.checks import fixing

FOTOS = Path("items/fotos-apotheke.md")
THEIRS = b"---\ntitel: Von jemand anderem\nstatus: Idee\n---\n\nSoeben im Editor gesichert.\n"


@pytest.fixture
def meanwhile(monkeypatch, inside):
    """The German example, in which something happens right before files are written."""
    root = inside("german")

    def happen(what):
        for module, name in ((draft, "save"), (fixing, "save"), (fmt_command, "_write")):
            write = getattr(module, name)
            monkeypatch.setattr(module, name, lambda *told, write=write: (what(), write(*told))[1])
        return root

    return happen


@pytest.mark.parametrize(
    "command",
    [
        ("set", "fotos-apotheke", "seite-ladenbau", "wirkung=5"),
        ("move", "fotos-apotheke", "Verworfen", "--anyway"),
        ("check", "--fix"),
        ("fmt",),
    ],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize("theirs", [THEIRS, None], ids=["written", "removed"])
def test_what_somebody_else_wrote_stays(backlog, meanwhile, command, theirs):
    """Nothing is written over it or beside it, and the command says why."""
    root = meanwhile(lambda: FOTOS.write_bytes(theirs) if theirs else FOTOS.unlink())
    FOTOS.write_bytes(
        FOTOS.read_bytes().replace(b"wirkung: 4", b"wirkung:  '4'").replace(b"aufwand", b"effort")
    )
    lines = FOTOS.read_bytes().split(b"\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(b"wirkung"))
    FOTOS.write_bytes(b"\n".join([lines[0], lines[at], *lines[1:at], *lines[at + 1 :]]))
    others = {path: path.read_bytes() for path in root.rglob("*.md") if path.name != FOTOS.name}
    done = backlog(*command)
    assert done.code == 4, done.err
    assert "items/fotos-apotheke.md" in done.err
    assert (FOTOS.read_bytes() if FOTOS.exists() else None) == theirs
    assert {path: path.read_bytes() for path in others} == others


def test_a_file_that_has_just_come_is_not_the_new_item(backlog, meanwhile):
    path = Path("items/sommerfest.md")
    meanwhile(lambda: path.write_bytes(THEIRS))
    done = backlog("new", "Sommerfest")
    assert done.code == 4, done.err
    assert path.read_bytes() == THEIRS


def test_settings_that_somebody_else_wrote_stay(backlog, meanwhile):
    file = Path("backlog.toml")
    theirs = b'title = "Neu"\n'
    meanwhile(lambda: file.write_bytes(theirs))
    done = backlog("set", "people.till", "until=2026-12-31")
    assert done.code == 4, done.err
    assert file.read_bytes() == theirs
