"""Backlogs whose form is filled in, and what the product says of the files that come of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from backlog.config.load import load_config
from backlog.content.fields import NAMES
from backlog.examine import examine
from backlog.rules import NAMES as RULES
from tests.building import built
from tests.conftest import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from backlog.config.sections import Config
    from backlog.findings import Finding

# The form is filled in from its own address, with no draft of another test.
OPENED = "() => globalThis.backlogForm && globalThis.backlogData"
WRITTEN = "values => { backlogForm.fill(values); return [backlogForm.path(), backlog.markdown.text(backlogForm.plan, backlogForm.read())] }"


@dataclass(frozen=True, slots=True)
class Repository:
    """A backlog on disk whose site is built; `before` is what was found in it without any new file."""

    root: Path
    config: Config
    before: list[Finding] = field(default_factory=list)

    @property
    def page(self) -> str:
        """The address of its form."""
        return (self.root / "site" / "new.html").as_uri()

    def findings(self, path: str, text: str) -> list[Finding]:
        """What `check` finds about a new file, at it or anywhere else because of it."""
        day = self.config.report_day
        assert day is not None
        if not self.before:
            self.before.extend(examine(self.root, self.config, day).findings)
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        assert not target.exists(), path
        target.write_bytes(text.encode())
        try:
            return [one for one in examine(self.root, self.config, day).findings if one not in self.before]
        finally:
            target.unlink()


def repository(root: Path, settings: str = "") -> Repository:
    """The backlog in a folder with more settings at the end of its configuration; built."""
    file = root / "backlog.toml"
    file.write_text(file.read_text("utf-8") + settings, "utf-8")
    config, faults = load_config("backlog.toml", file.read_bytes(), rules=RULES, fields=NAMES)
    assert not faults, faults
    assert built(root).pages
    return Repository(root, config)


def renamed(folder: Path) -> Repository:
    """The English example with names, folders and fields of its own, on GitLab."""
    root = folder / "renamed"
    shutil.copytree(EXAMPLES / "english", root)
    file = root / "backlog.toml"
    file.write_text('repository = "https://gitlab.com/o/r"\n' + file.read_text("utf-8"), "utf-8")
    (root / "templates").mkdir()
    (root / "templates" / "item.en.md").write_text(
        "---\n{{fields}}\nsquad: Red\n---\n\n# {{title}}\n\n## Story\n\n<!-- As whom? -->\n\n## Proof\n\nSee.\n\n"
        "## Ready when\n\n- [ ] \n",
        "utf-8",
    )
    return repository(
        root,
        '\n[fields]\nowner = "assignee"\nstatus = "state"\nimpact = "value"\n'
        '\n[content]\nfolder = "items/{year}"\nextra_fields = ["squad", "Ticket No"]\n'
        'goals = ["items/goals/**/*.md", "goals/goal-*.md"]\n',
    )


def tiny(folder: Path, repository_address: str, more: str = "") -> Repository:
    """A backlog of nothing but its configuration."""
    folder.mkdir()
    address = f'repository = "{repository_address}"\n' if repository_address else ""
    (folder / "backlog.toml").write_text(
        f'title = "Tiny"\nlanguage = "en"\nreport_day = 2026-02-16\n{address}{more}', "utf-8"
    )
    return repository(folder)


def opened(browser: Browser, address: str, query: str = "", **options: Any) -> Page:
    """The form in a browser of its own, ready with its data."""
    page = browser.new_context(**options).new_page()
    page.goto(address + query)
    page.wait_for_function(OPENED)
    return page


def written(page: Page, values: dict[str, Any]) -> tuple[str, str]:
    """Path and text of the file that the form makes of values."""
    path, text = page.evaluate(WRITTEN, values)
    return path, text
