"""The house's own rules: style, types, doors, sizes, and words in both languages."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from backlog.single import ROUTER
from backlog.site import ASSETS, scripts, style
from tests import words
from tests.conftest import ROOT

MODULES = sorted((ROOT / "backlog").rglob("*.py"))


def run(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_style():
    run("ruff", "check", "--quiet", "backlog", "tests")
    run("ruff", "format", "--check", "--quiet", "backlog", "tests")


@pytest.mark.slow
def test_types():
    run("mypy", "--no-error-summary")


def test_doors_go_one_way():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_stay_small(path: Path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            statements = sum(isinstance(inner, ast.stmt) for inner in ast.walk(node)) - 1
            assert statements <= 30, f"{node.name}: {statements} statements"


def test_templates_stay_small():
    for path in sorted((ROOT / "templates").rglob("*.html")):
        assert len(path.read_text("utf-8").splitlines()) <= 150, path


def test_scripts_stay_small():
    """Each file below 300 lines; each is sent, by itself or as a part of one that is, and only once."""
    folder = ROOT / "templates/static"
    for path in sorted(folder.glob("*.js")):
        assert len(path.read_text("utf-8").splitlines()) < 300, path.name
    sent = [name for name in [*ASSETS, ROUTER] if name.endswith(".js") and "/vendor/" not in name]
    parts = [f"static/{part}.js" for name in sent for part in scripts.PARTS.get(name, ())]
    assert sorted([*parts, *(name for name in sent if name not in scripts.PARTS)]) == sorted(
        f"static/{path.name}" for path in folder.glob("*.js")
    )


# Margins, paddings and gaps; a few more, of which a drawing or the ring of focus is the measure.
SPACES = {"0", ".125rem", ".25rem", ".5rem", ".75rem", "1rem", "1.25rem", "1.5rem", "2rem", "3rem"}
OTHER_SPACES = {"filter": {"3px"}, "pictures": {"7px", "8px", "28px"}}


def test_the_style_is_one_small_sheet():
    """All style below 30 kB; every part is joined; colours and sizes of type stand among the tokens alone, spaces
    are those of one scale; on paper, lengths are its own."""
    folder = ROOT / "templates/style"
    assert sorted(path.stem for path in folder.glob("*.css")) == sorted([*style.PARTS, "noscript", "single"])
    parts = {name: (folder / f"{name}.css").read_text("utf-8") for name in style.PARTS}
    sheet = style.joined(lambda name: (ROOT / "templates" / name).read_text("utf-8"))
    assert len(sheet.encode()) < 30_000
    for name, text in parts.items():
        if name not in {"tokens", "print"}:
            assert not re.findall(r"#[0-9a-f]{3,8}\b|rgb\((?!0 0 0)", text), name
            assert not re.findall(r"font-size: (?!var|clamp|1rem|[.\d]+em|inherit|0)[^;]+", text), name
            spaces = " ".join(re.findall(r"\b(?:margin|padding|(?:row-|column-)?gap)[\w-]*: ([^;}]+)", text))
            used = set(re.findall(r"[\d.]+(?:rem|px)", spaces))
            assert used <= SPACES | OTHER_SPACES.get(name, set()), name


@pytest.mark.parametrize("path", words.catalogues(), ids=lambda path: path.parents[1].name)
def test_every_message_is_said_in_each_language(path: Path):
    """A catalogue holds every message of the product and no other, all of them translated."""
    made = words.catalogue(words.known([path]), str(words.read(path).locale_identifier))
    assert words.untranslated(made) == []
    assert path.read_bytes() == words.po_bytes(made), "python -m tests.words"
    assert path.with_suffix(".mo").read_bytes() == words.mo_bytes(path.read_bytes()), "python -m tests.words"


@pytest.mark.parametrize("path", words.catalogues(), ids=lambda path: path.parents[1].name)
def test_translations_keep_their_values(path: Path):
    """A translation fills in the values of its original and no others."""
    for message in words.read(path):
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        allowed = {name for original in originals for name in re.findall(r"\{(\w+)\}", original)}
        for string in strings:
            assert set(re.findall(r"\{(\w+)\}", string)) <= allowed, message.id
        wanted = allowed - {"count"}
        assert wanted == {name for string in strings for name in re.findall(r"\{(\w+)\}", string)} - {
            "count"
        }, message.id


def test_only_the_whitelisted_function_trusts_html():
    """T36: `Markup(` stands in one place, and no template says `safe`."""
    trusting = [path for path in MODULES if re.search(r"\bMarkup\(", path.read_text("utf-8"))]
    assert [path.name for path in trusting] == ["bodies.py"]
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file():
            text = path.read_text("utf-8")
            assert not re.search(r"\|\s*safe\b|autoescape", text), path
            assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?! (defer )?src=)", text), path
