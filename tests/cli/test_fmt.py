"""`fmt`: fields in one order, comments with them, on request only."""

from __future__ import annotations

from pathlib import Path

import pytest

LATE = "---\n# eigene\nextra: 1\n# Wirkung geschätzt\nwirkung: 4\ntitel: Spät dran\nstatus: Idee\n---\n\nText  \n"
EARLY = "---\ntitel: Spät dran\nstatus: Idee\n# Wirkung geschätzt\nwirkung: 4\n# eigene\nextra: 1\n---\n\nText  \n"


@pytest.fixture
def disordered(inside):
    """The German example, in order, with one file that is not."""
    root = inside("german")
    (root / "items" / "spaet.md").write_bytes(LATE.encode())
    return root


def test_fields_come_in_order_and_only_once(backlog, disordered):
    backlog("fmt")
    path = disordered / "items" / "spaet.md"
    assert path.read_bytes() == EARLY.encode()
    before = {one: one.stat().st_mtime_ns for one in disordered.rglob("*")}
    again = backlog("fmt")
    assert (again.code, again.out) == (0, "")
    assert "Dateien, alle in der Reihenfolge." in again.err
    assert {one: one.stat().st_mtime_ns for one in disordered.rglob("*")} == before


def test_check_and_diff_write_nothing(backlog, disordered):
    path = disordered / "items" / "spaet.md"
    checked = backlog("fmt", "--check", "items/spaet.md")
    assert (checked.code, checked.out) == (1, "items/spaet.md\n")
    shown = backlog("fmt", "--diff", "items/spaet.md")
    assert shown.code == 0
    assert "--- a/items/spaet.md" in shown.out
    assert "\n-wirkung: 4\n" in shown.out
    assert path.read_bytes() == LATE.encode()
    both = backlog("fmt", "--check", "--diff")
    assert both.code == 1
    backlog("fmt", "items/spaet.md")
    assert backlog("fmt", "--check", "items/spaet.md").code == 0


def test_what_new_writes_is_in_order(backlog, inside, tmp_path):
    """A fresh file, asked for by somebody or not, has nothing to be put right."""
    inside("german")
    request = tmp_path / "request.md"
    request.write_text("### Was wird gebraucht?\n\nEin Flyer.\n\n### Wer fragt an?\n\nVertrieb\n", "utf-8")
    paths = [
        backlog("new", "Ein Flyer").out.strip(),
        backlog("new", "Noch ein Flyer", "--request", str(request)).out.strip(),
    ]
    assert "angefragt: Vertrieb" in Path(paths[1]).read_text("utf-8")
    assert backlog("fmt", "--check", *paths).code == 0


def test_paths_limit_what_is_written(backlog, disordered):
    done = backlog("fmt", "items/goals")
    assert done.code == 0
    assert (disordered / "items" / "spaet.md").read_bytes() == LATE.encode()


def test_a_file_that_cannot_be_read_is_named_and_left_alone(backlog, inside):
    root = inside("english")
    broken = root / "items" / "broken.md"
    broken.write_bytes(b"---\nimpact: [3\ntitle: x\n---\n")
    done = backlog("fmt")
    assert done.code == 1
    assert "items/broken.md cannot be read as it is, so nothing in it is changed." in done.err
    assert broken.read_bytes() == b"---\nimpact: [3\ntitle: x\n---\n"


def test_a_symbolic_link_is_not_written_through(backlog, inside, tmp_path):
    root = inside("english")
    target = tmp_path / "elsewhere.md"
    target.write_bytes(LATE.encode())
    Path(root / "items" / "link.md").symlink_to(target)
    backlog("fmt")
    assert target.read_bytes() == LATE.encode()
    assert (root / "items" / "link.md").is_symlink()
