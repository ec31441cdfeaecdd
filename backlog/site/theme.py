"""Where the packaged templates are: inside the wheel, or at the top of the checkout."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def theme() -> Traversable:
    """The folder of the packaged templates."""
    package = files("backlog")
    packed = package / "templates"
    if packed.is_dir():
        return packed
    with as_file(package) as folder:  # editable or not installed: the checkout around the package
        return folder.parent / "templates"
