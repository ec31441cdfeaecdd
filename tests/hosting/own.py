"""Our own `.github/`, made from the sources of `init`: `python -m tests.hosting.own` after a change of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog import __version__
from backlog.config.load import load_config
from backlog.formats.hosting import Hosting, hosting
from backlog.language import language
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


# The lock is that of the repository itself, its people are invented, and its tests hold files with other line ends.
LEFT_OUT = (".lock", "CODEOWNERS", ".gitattributes")


def ours() -> dict[str, str]:
    """Text by path: what `init` would write here, installed from this checkout."""
    config, _ = load_config("backlog.toml", (ROOT / "backlog.toml").read_bytes())
    wanted = Hosting(
        language=language(config.language), version=__version__, branch=config.branch, install="install-own"
    )
    made = hosting(wanted)
    return {path: text for path, text in made.items() if not path.endswith(LEFT_OUT)}


def write(root: Path = ROOT) -> None:
    """Write them."""
    for path, text in ours().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
