"""A repository as `init` makes it, pushed to a bare one that plays the host."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.building import program
from tests.hosting.runner import EPOCH, NOW, Host
from tests.repository import Repo, run_git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def pushed(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The bare repository after the first push, by the options of `init`; each is made once."""
    made: dict[tuple[str, ...], Path] = {}

    def push(*options: str) -> Path:
        if options not in made:
            top = tmp_path_factory.mktemp("host")
            done = program("init", "work", "--yes", *options, root=top, SOURCE_DATE_EPOCH=EPOCH)
            assert done.returncode == 0, done.stderr
            repository = Repo(top / "work")
            repository.commit("Backlog", at=NOW)
            run_git(top, "clone", "--quiet", "--bare", str(top / "work"), str(top / "bare.git"))
            made[options] = top / "bare.git"
        return made[options]

    return push


@pytest.fixture
def hosted(pushed: Callable[..., Path], tmp_path: Path) -> Callable[..., Host]:
    """A host of one's own with that repository: German, published on Pages unless told otherwise."""

    def host(*options: str) -> Host:
        shutil.copytree(pushed(*(options or ("--language", "de"))), tmp_path / "bare.git")
        return Host(tmp_path, tmp_path / "bare.git")

    return host
