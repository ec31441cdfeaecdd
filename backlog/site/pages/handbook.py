"""The handbook: how to edit, every field, status, key and rule, and how every figure is worked out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from backlog.content.encoding import FILE_LIMIT
from backlog.content.frontmatter import FRONT_LIMIT
from backlog.content.markdown import LARGEST
from backlog.language import N_
from backlog.site.handbook.commands import COMMANDS, EXAMPLES, EXITS, LIMITS, STEPS
from backlog.site.handbook.fields import KINDS, field_rows
from backlog.site.handbook.glossary import GLOSSARY
from backlog.site.handbook.methods import METHODS
from backlog.site.handbook.rulebook import families
from backlog.site.handbook.settings import tables
from backlog.site.page import Page
from backlog.site.scales import scales

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.report import Report

# The parts in their order: anchor and title.
PARTS = (
    ("edit", N_("How to edit")),
    ("statuses", N_("The columns")),
    ("scales", N_("What the ratings mean")),
    ("fields", N_("The fields")),
    ("methods", N_("How the figures are worked out")),
    ("glossary", N_("Words")),
    ("team", N_("Our meetings, metrics and tools")),
    ("rules", N_("The rules")),
    ("configuration", N_("The configuration")),
    ("commands", N_("Commands")),
    ("limits", N_("What is published, and what is not")),
)


def _values(report: Report) -> Mapping[str, object]:
    config = report.config
    return {
        "parts": PARTS,
        "steps": STEPS,
        "scales": scales(config),
        "kinds": tuple((kind, *KINDS[kind], field_rows(kind, config)) for kind in KINDS),
        "first_of": {status.kind: status for status in reversed(config.workflow)},
        "methods": METHODS,
        "glossary": GLOSSARY,
        "families": families(config),
        "tables": tables(),
        "commands": COMMANDS,
        "examples": EXAMPLES,
        "exits": EXITS,
        "limits": LIMITS,
        "sizes": {"file": FILE_LIMIT // 1000, "front": FRONT_LIMIT // 1000, "body": LARGEST // 1000},
    }


def _rules(report: Report) -> Mapping[str, object]:
    return {"families": families(report.config)}


def pages(report: Report) -> tuple[Page, ...]:
    """The handbook, which lists the rules, and their page of its own with reason and help for each."""
    return (
        Page(
            path="handbook.html",
            template="handbook.html",
            values=partial(_values, report),
            label=N_("Handbook"),
        ),
        Page(
            path="handbook-rules.html",
            template="handbook-rules.html",
            values=partial(_rules, report),
            within="handbook.html",
        ),
    )
