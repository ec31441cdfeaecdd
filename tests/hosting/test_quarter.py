"""The change of a quarter by one form: one proposed change, green, and what others proposed before stays green."""

from __future__ import annotations

from tests.hosting.test_issues import branches, changed
from tests.hosting.test_proposals import Proposal, merge, proposed

QUARTER = """### Änderungen, eine je Zeile

+ Ziel: Mehr Anfragen im Frühjahr, id = anfragen-2027, zeitraum = 2027-Q1, kennzahl = anfragen, zielwert = 60
+ Ziel: Zwei Azubis finden, zeitraum = 2027-Q1, kennzahl = bewerbungen, zielwert = 12
+ Ziel: In der Stadt bekannt sein, zeitraum = 2027-Q1, kennzahl = suchbesuche, zielwert = 2000
mehr-anfragen → erreicht
mehr-bewerbungen → erreicht
in-der-region-gefunden → erreicht
alle mit ziel=mehr-anfragen status=offen: ziel = anfragen-2027
alle mit ziel=mehr-bewerbungen status=offen: ziel = Zwei Azubis finden
alle mit ziel=in-der-region-gefunden status=offen: ziel = In der Stadt bekannt sein
Jonas Weber → Anna Schmidt, bis = 2026-10-30
"""
ELSE = """---
titel: Der Vertrieb braucht eine Preisliste
status: Backlog
ziel: mehr-anfragen
verantwortlich: jonas
kanal: website
wirkung: 3
sicherheit: 3
aufwand: 2
kennzahl: anfragen
---

Kunden fragen am Telefon danach, und niemand hat sie zur Hand.

- [ ] Die Liste ist online
"""


def test_a_quarter_ends_in_one_form_and_leaves_others_green(hosted):
    host = hosted()
    before = proposed(host, "preisliste", {"items/preisliste.md": ELSE})
    assert before.checked().result == "success"
    done = changed(host, QUARTER, title="Quartal")
    assert done.result == "success", done.log
    assert sorted(branches(host)) == ["change-12", "main", "preisliste"]
    (pull,) = host.state["pulls"]
    assert "Alle 10 Zeilen sind erledigt" in host.state["comments"][-1]["body"]
    assert host.state["statuses"][-1]["state"] == "success"
    for said in (
        "3 Ziele sind erreicht", "3 Ziele sind neu", "zu „Mehr Anfragen im Frühjahr“", "von Jonas Weber an Anna",
    ):  # fmt: skip
        assert said in pull["body"].split("###")[0], pull["body"]
    done = Proposal(host=host, branch="change-12").checked()
    assert done.result == "success", done.log
    assert "unternehmensprofil" not in pull["body"]  # which is done
    merge(Proposal(host=host, branch="change-12"))
    done = before.checked()
    assert done.result == "success", done.log
    assert "2 Warnungen, 2 davon neu" in done.log  # on the goal and on the person, each with the list
    assert "people.jonas → anna" in done.summary
    assert "alle mit ziel=mehr-anfragen status=offen: ziel = …" in done.summary
