"""What all tests share: the repository's own sources are the same before and after each of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
EXAMPLES = ROOT / "tests" / "examples"
SOURCES = ("items", "templates", "backlog.toml", "tests/examples", ".git/HEAD")


def fingerprint() -> dict[str, tuple[int, int]]:
    """Size and time of change of every source file."""
    found = {}
    for source in SOURCES:
        top = ROOT / source
        for path in [top, *top.rglob("*")] if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                status = os.lstat(path)
                found[str(path)] = (status.st_size, status.st_mtime_ns)
    return found


@pytest.fixture(autouse=True)
def sources_unchanged() -> object:
    """G1: no test, and so nothing of the product, changes a source."""
    before = fingerprint()
    yield
    assert fingerprint() == before


@pytest.fixture(autouse=True)
def cache_elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes what is kept of the user's own repositories."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def shared() -> Path:
    """The folder of outside data beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"the outside data are not beside the checkout: {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Our own backlog and the English example, built in a language that is one catalogue more."""
    from tests import pseudo

    return pseudo.sites(tmp_path_factory.mktemp("abroad"))


@pytest.fixture
def example(tmp_path: Path):
    """Copy an example repository somewhere where it may be changed."""

    def copy(name: str) -> Path:
        target = tmp_path / name.replace("/", "-")
        if name == "own":
            target.mkdir()
            shutil.copytree(ROOT / "items", target / "items")
            shutil.copy(ROOT / "backlog.toml", target)
        else:
            shutil.copytree(EXAMPLES / name, target)
        return target

    return copy
