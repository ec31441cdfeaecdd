"""Building sites in tests: in this process, or as a program of its own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from backlog.config.load import load_config
from backlog.language import language
from backlog.pipeline import Built, Order, build

if TYPE_CHECKING:
    from datetime import date

ROOT = Path(__file__).parents[1]


def order(
    root: Path,
    output: Path | None = None,
    *,
    code: str | None = None,
    today: date | None = None,
    **options: object,
) -> Order:
    """What `backlog build` would order in this repository."""
    file = root / "backlog.toml"
    config, faults = load_config("backlog.toml", file.read_bytes() if file.exists() else None, language=code)
    assert not faults
    day = today or config.report_day
    assert day is not None
    return Order(
        root=root,
        config=config,
        language=language(config.language),
        today=day,
        output=output or root / "site",
        **options,
    )


def built(root: Path, output: Path | None = None, **options: object) -> Built:
    """Build in this process."""
    return build(order(root, output, **options))


def tree(folder: Path) -> dict[str, str]:
    """Every file below the folder with the sha256 of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def program(*arguments: str, root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the product as its users do."""
    return subprocess.run(
        [sys.executable, "-m", "backlog", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
