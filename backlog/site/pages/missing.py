"""The page for an address that leads nowhere; it carries its own style, as it may be shown at any depth."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from backlog.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.report import Report


def _values(report: Report) -> Mapping[str, object]:
    """The home address: the configured one, else one that works wherever the site stands at the top."""
    base = report.config.site.base_url
    return {"home": base.rstrip("/") + "/index.html" if base.startswith(("https://", "http://")) else ""}


def pages(report: Report) -> tuple[Page, ...]:
    """The one page for everything that is not there."""
    return (Page(path="404.html", template="404.html", values=partial(_values, report)),)
