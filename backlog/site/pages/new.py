"""The form that makes files: an idea in three fields, items, goals, initiatives and minutes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from backlog.config.load import home_of
from backlog.config.sections import Kind
from backlog.language import N_
from backlog.site.form.controls import people
from backlog.site.form.groups import forms
from backlog.site.form.plan import STEM, extra_fields, plan
from backlog.site.form.quarters import quarters
from backlog.site.form.scaffolds import item_scaffold
from backlog.site.host import host_name, new_address
from backlog.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backlog.model import Meeting
    from backlog.report import Report
    from backlog.site.form.groups import Form
    from backlog.site.form.scaffolds import Scaffold


# So many earlier decisions are offered to be replaced, the latest ones.
SHOWN = 60


def decided(meeting: Meeting) -> Iterator[str]:
    """The texts of a meeting's decisions, where one line holds them."""
    return (one.text for one in meeting.decisions if one.text and "\n" not in one.text)


def by_hand(form: Form, report: Report, scaffold: Scaffold) -> Mapping[str, str]:
    """What one needs without scripts: the folder, a file to begin with, and where the host takes it.

    The host's address is empty where there is none, or it does not fill the file in.
    """
    made = plan(form, report, scaffold)
    status = next((one for one in form.controls["status"].options if one.kind == Kind.INTAKE), None)
    values = {"title": "…", "status": status.written if status else "…", "requested_by": "…"}
    keys = {field["name"]: field["key"] for field in made["fields"]}
    lines = [f"{keys[name]}: {value}" for name, value in values.items() if name in keys]
    sections = (f"{one.heading}\n\n{one.text}" if one.heading else one.text for one in scaffold.sections)
    text = "\n".join(["---", *lines, *scaffold.front, "---", "", "\n\n".join(sections).strip("\n"), ""])
    folder = made["path"].replace("{year}", str(report.today.year)).rpartition("/")[0]
    address = made["address"].replace(quote("{year}"), str(report.today.year))
    if address and host_name(report.config.repository) != "GitLab":
        name = made["path"].rpartition("/")[2].replace(STEM, made["fallback"])
        address += f"?filename={quote(name)}&value={quote(text)}"
    return {"folder": folder, "text": text, "address": address}


def _values(report: Report) -> Mapping[str, object]:
    config = report.config
    found = forms(report)
    return {
        "forms": found,
        "scaffold_of": lambda source: item_scaffold(source, home_of(config)),
        "planned": lambda form, scaffold: plan(form, report, scaffold),
        "by_hand": lambda scaffold: by_hand(found[0], report, scaffold),
        "more_fields": lambda form: extra_fields(form, config),
        "folk": people(report),
        "quarters": quarters(report.today),
        "host": host_name(config.repository) if new_address(config.repository, config.branch, "") else "",
        "slot": next((one for one in report.next_meetings if one.type == "intake"), None),
        "earlier": tuple(dict.fromkeys(text for meeting in report.meetings for text in decided(meeting)))[
            -SHOWN:
        ],
        "tags": sorted({tag for card in report.cards for tag in card.item.tags}),
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one form."""
    return (
        Page(path="new.html", template="new.html", values=partial(_values, report), label=N_("New idea")),
    )
