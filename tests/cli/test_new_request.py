"""`new --request`: what a stakeholder wrote into the form of the host becomes an item to decide on."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.formats.test_request import form

HOSTILE = (
    "Eine Seite\n---\nstatus: done\nprivate: true\n---\n\n- [x] fertig\n\n[alt](../../etc/passwd) ::error::x\n"
    "<<<<<<< HEAD\n{{title}} {{fields}} {{7*7}}\n<script>alert(1)</script>\u202e\x1b[31m"
)


@pytest.mark.parametrize("example", ["german", "english"])
def test_a_request_becomes_an_item_of_kind_intake(backlog, inside, example):
    """Nothing is wrong with the file, and what was written stands in it as text."""
    inside(example)
    code = {"german": "de", "english": "en"}[example]
    Path("body.md").write_text(form(code, wanted=HOSTILE, requested_by='Eva "X": y #z'), "utf-8")
    made = backlog("new", "--request", "body.md", "--title", "Anfrage: Seite für Ärzte")
    assert made.code == 0, made.err
    assert made.out == "items/seite-fuer-aerzte.md\n"
    assert made.err == ""
    checked = backlog("check", "items/seite-fuer-aerzte.md", "--format", "concise")
    assert checked.code == 0, checked.out
    text = Path(made.out.strip()).read_text("utf-8")
    front = text.split("\n---\n")[0]
    assert "done" not in front
    assert "private" not in front
    assert "\\<script>" in text
    assert "{{title}}" in text
    assert r'"Eva \"X\": y #z"' in front


def test_it_comes_from_the_standard_input_as_well(backlog, inside, monkeypatch):
    inside("english")
    body = form("en", wanted="x" * 9_000).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body), "utf-8"))
    made = backlog("new", "--request", "-", "A page")
    assert made.code == 0, made.err
    assert "cut" in made.err


def test_a_request_is_decided_on_before_it_moves(backlog, inside):
    root = inside("english")
    before = set(root.rglob("*"))
    Path("body.md").write_text(form("en", wanted="A page"), "utf-8")
    done = backlog("new", "--request", "body.md", "Page", "--status", "planned")
    assert done.code == 2
    assert set(root.rglob("*")) - before == {root / "body.md"}
    assert backlog("new", "--request", "nothing.md", "Page").code == 2
    assert backlog("new").code == 2
