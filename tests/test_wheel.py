"""What is uploaded works where nothing else is: built, installed into an empty environment, used."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import venv
import zipfile
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def installer(python: Path) -> list[str]:
    """Pip where our own environment has it, else uv, which then made it."""
    if find_spec("pip"):
        return [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(python),
            "install",
            "--disable-pip-version-check",
        ]
    return [shutil.which("uv") or "uv", "pip", "install", "--python", str(python)]


@pytest.mark.slow
def test_the_wheel_builds_an_example_from_an_empty_folder(tmp_path: Path):
    """Theme and catalogues are packed; `init`, `check` and `build` work away from the checkout."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    wheel = next((tmp_path / "dist").glob("*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    assert "backlog/templates/base.html" in names
    assert "backlog/locales/de/LC_MESSAGES/backlog.mo" in names
    assert not [name for name in names if name.startswith(("tests", "items"))]
    venv.create(tmp_path / "empty", with_pip=False)
    python = tmp_path / "empty/bin/python"
    versions = re.findall(r"^(\S+==.*?) \\$", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert len(versions) > 10
    (tmp_path / "versions.txt").write_text("\n".join(versions), "utf-8")
    subprocess.run(
        [*installer(python), "-q", "-c", str(tmp_path / "versions.txt"), str(wheel)], check=True, cwd=tmp_path
    )
    for language in ("de", "en"):
        folder = tmp_path / language
        folder.mkdir()
        for command in (["init", "--yes", "--language", language], ["check"], ["build"]):
            done = subprocess.run(
                [str(tmp_path / "empty/bin/backlog-site"), *command],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
                env={"PATH": "/usr/bin:/bin"},
            )
            assert done.returncode == 0, done.stdout + done.stderr
        assert f'lang="{language}' in (folder / "site/index.html").read_text()


@pytest.mark.slow
def test_the_lock_of_init_installs_from_a_wheelhouse_alone(tmp_path: Path):
    """T66: what the workflows type, `--require-hashes --only-binary :all:`, needs no network but for the files it names;
    one byte more in one of them, and nothing is installed."""
    lock = ROOT / "templates/scaffold/host/backlog.lock"
    house = tmp_path / "wheelhouse"
    for name in ("first", "second"):
        venv.create(tmp_path / name, with_pip=True)
    pip = [str(tmp_path / "first/bin/python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    hashed = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    subprocess.run([*pip, "download", "--dest", str(house), *hashed], check=True, cwd=tmp_path)
    wheels = sorted(house.iterdir())
    assert all(path.suffix == ".whl" for path in wheels)
    offline = ["install", "--no-index", "--find-links", str(house), *hashed]
    subprocess.run([*pip, *offline], check=True, cwd=tmp_path)
    imported = [str(tmp_path / "first/bin/python"), "-c", "import backlog.cli"]
    subprocess.run(imported, check=True, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)})
    wheels[0].write_bytes(wheels[0].read_bytes() + b"\0")
    second = [str(tmp_path / "second/bin/python"), *pip[1:], *offline]
    refused = subprocess.run(second, check=False, cwd=tmp_path, capture_output=True, text=True)
    assert refused.returncode != 0
    assert "HASHES" in refused.stderr
