"""The form's scripts beside the rules: the same file, judged by both."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateNotFound

from backlog.config.load import home_of, load_config
from backlog.content.assemble import assemble
from backlog.content.fields import NAMES as FIELD_NAMES
from backlog.content.parse import parse, vocabulary
from backlog.formats.form_js import form_js
from backlog.formats.form_rules import judged
from backlog.language import language
from backlog.model import Item
from backlog.report import Origin
from backlog.report.compute import report_of
from backlog.rules import NAMES, check
from backlog.rules.wording import word
from backlog.site.form.groups import forms
from backlog.site.form.plan import plan
from backlog.site.form.scaffolds import item_scaffold
from backlog.site.scripts import PARTS
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from playwright.sync_api import Page

    from backlog.config.sections import Config
    from backlog.report import Report

SCRIPTS = PARTS["static/form.js"][: PARTS["static/form.js"].index("fields")]  # what needs no page
# Where `check` has no field to point to, the form shows the finding beside this one.
SHOWN_AT = {"person-left": "owner", "metric-unavailable": "metric"}

Told = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Team:
    """A repository in memory: its configuration, and its files by path, each with its kind."""

    config: Config
    files: Mapping[str, tuple[str, str]]
    today: date
    speaks: str

    @classmethod
    def of(cls, settings: str, files: Mapping[str, tuple[str, str]], today: date, speaks: str) -> Team:
        config, faults = load_config("backlog.toml", settings.encode(), rules=NAMES, fields=FIELD_NAMES)
        assert not faults, faults
        return cls(config=config, files=files, today=today, speaks=speaks)

    @cached_property
    def parsed(self) -> dict[str, Any]:
        words = vocabulary(self.config)
        return {
            path: parse(kind, path, text.encode(), words, html=True)
            for path, (kind, text) in self.files.items()
        }

    @cached_property
    def report(self) -> Report:
        backlog = assemble(self.parsed.values(), self.config, {})
        return report_of(backlog, check(backlog, self.today), self.today, Origin(files_found=len(self.files)))

    def plan(self, kind: str) -> dict[str, Any]:
        """The plan of the form for new files of a kind."""
        form = next(one for one in forms(self.report) if one.kind == kind)
        return plan(form, self.report, item_scaffold(_template, home_of(self.config)))

    def found(self, kind: str, path: str, text: str) -> set[Told]:
        """What `check` finds about a file beside the others, as far as the form judges it."""
        new = parse(kind, path, text.encode(), vocabulary(self.config), html=False)
        rest = [file for there, file in self.parsed.items() if there != path]
        backlog = assemble([*rest, new], self.config, {})
        own = new.value.id if isinstance(new.value, Item) else None
        rules = judged(self.config)
        told = set()
        for finding in check(backlog, self.today):
            about = finding.location.path == path or (own in finding.items and finding.slug in OF_SEVERAL)
            if finding.slug in rules and about:
                if finding.slug == "person-left":  # who takes over is said to whoever reads the settings
                    finding = replace(finding, values={**finding.values, "notes": ()})  # noqa: PLW2901
                said = word(finding, language(self.speaks))
                field = SHOWN_AT.get(finding.slug, said.field or "")
                told.add((said.slug, field, said.message, said.why, said.help))
        return told


# Told at another file, or in the configuration, and about this one as well.
OF_SEVERAL = {"person-left", "wip-over-person", "wip-over-column", "metric-unavailable", "depends-in-circle"}


def _template(name: str) -> str:
    path = ROOT / "templates" / name.removeprefix("default/")
    if not path.is_file():
        raise TemplateNotFound(name)
    return path.read_text("utf-8")


def load(page: Page, team: Team) -> None:
    """Put the scripts and what they know into a page."""
    page.goto("about:blank")
    page.evaluate("globalThis.backlog = {}")
    for name in SCRIPTS:
        page.add_script_tag(content=(ROOT / f"templates/static/{name}.js").read_text("utf-8"))
    page.add_script_tag(content=form_js(replace(team.report), language(team.speaks)))
    page.evaluate("plans => { globalThis.plans = plans }", {kind: team.plan(kind) for kind in FIELD_NAMES})


JUDGE = """cases => cases.map(([kind, path, values, id]) => {
  const plan = {...plans[kind], fields: backlogRules.tables[kind]};
  return [backlog.markdown.text(plan, values), backlogChecks(kind, values, {plan, path, id: id ?? undefined})];
})"""


def judge(page: Page, cases: Iterable[tuple[str, str, Mapping[str, Any]]]) -> list[tuple[str, set[Told]]]:
    """What the form writes for these values (kind, path, values), and what it says of them.

    A path with `/zz` is that of a new file; another one is edited.
    """
    told = page.evaluate(JUDGE, [[*case, None if "/zz" in case[1] else Path(case[1]).stem] for case in cases])
    return [
        (text, {(one["slug"], one["field"], one["message"], one["why"], one["whole"]) for one in found})
        for text, found in told
    ]


def shown(value: object) -> str:
    """Values for the eye."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=sorted)
