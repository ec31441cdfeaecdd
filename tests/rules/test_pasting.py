"""What a finding offers to paste removes exactly this finding: no other goes, and none comes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backlog.content.pasting import applied
from backlog.rules.fingerprint import fingerprint
from tests.rules import slips
from tests.rules.repositories import Case, cases, findings, write

if TYPE_CHECKING:
    from pathlib import Path

    from backlog.findings import Finding

Key = tuple[str, str, str]

# Findings that go with another one. With a reference there is work for the goal, and something in the
# initiative; what is clearly not private may be linked to; and all characters of a line that nobody sees go with
# the line.
# Slips within which there is another one, that shows when the file can be read.
HIDING = ("'@ana'", "'Agency: Nrth'")
FOLLOWS = {"goal-uncovered", "initiative-without-items", "private-linked", "forbidden-character"}
# Where several fields are missing, lines are offered for those for which there is a value to be known; the
# others are still missing afterwards.
IN_PART = {"field-required", "field-missing", "rating-incomplete", "unscored", "entry-incomplete"}


def keys(found: tuple[Finding, ...]) -> Counter[Key]:
    return Counter(map(key, found))


def key(finding: Finding) -> Key:
    """What makes a finding the same one before and after: its rule, its file, and what it says of which field."""
    return (finding.slug, finding.location.path, fingerprint(finding))


def pasted(root: Path, finding: Finding) -> tuple[Finding, ...]:
    """What is found after somebody pasted what the finding offers; the file is as before then."""
    path = root / finding.location.path
    raw = path.read_bytes()
    made = applied(raw, finding.edits)
    assert made is not None, finding
    path.write_bytes(made)
    found, _ = findings(root)
    path.write_bytes(raw)
    return found


def offered(finding: Finding) -> int:
    """How many fields the lines to paste fill."""
    return sum(edit.text.count("\n") + 1 for edit in finding.edits)


def check(before: tuple[Finding, ...], after: tuple[Finding, ...], finding: Finding, *, hid: bool) -> None:
    """Whether exactly this finding is gone; `hid`: its file could not be read to its end, so others may show."""
    gone, come = keys(before) - keys(after), keys(after) - keys(before)
    own = key(finding)
    wanted = finding.values.get("fields", ())
    if finding.slug in IN_PART and isinstance(wanted, tuple) and offered(finding) < len(wanted):
        left = [one for one in after if (one.slug, one.location.path) == own[:2]]
        assert [len(one.values["fields"]) for one in left] == [len(wanted) - offered(finding)], finding  # type: ignore[arg-type]
        assert not come
        return
    assert gone[own] == 1 or (gone[own] and finding.slug == "forbidden-character"), (finding, after)
    del gone[own]
    assert {slug for slug, *_ in gone} <= FOLLOWS, (finding, gone)
    if hid:
        come = Counter(
            {
                one: count
                for one, count in come.items()
                if one[1] != finding.location.path and one[0] not in FOLLOWS
            }
        )
    assert not come, (finding, come)


@pytest.mark.parametrize(
    "case", [case for case in cases() if case.fires], ids=lambda case: f"{case.code}-{case.name}"
)
def test_what_is_pasted_mends_this_and_nothing_else(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, case.files, monkeypatch)
    before, _ = findings(tmp_path)
    for finding in before:
        assert finding.edits or not finding.paste
        if finding.edits:
            check(before, pasted(tmp_path, finding), finding, hid=finding.refuses)


@pytest.mark.parametrize("code", ["en", "de"])
def test_each_slip_is_mended_by_what_is_pasted(code: str, tmp_path: Path) -> None:
    """One slip in a backlog without findings: all that is offered holds to the letter."""
    slips.write(tmp_path, code)
    assert findings(tmp_path)[0] == ()
    path = tmp_path / "items/page.md"
    text = path.read_text("utf-8")
    for slip in slips.slips(code):
        path.write_text(slip.put(text), "utf-8")
        before, _ = findings(tmp_path)
        for finding in before:
            if finding.edits:
                check(before, pasted(tmp_path, finding), finding, hid=slip.name.endswith(HIDING))


@settings(
    max_examples=150, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(data=st.data(), code=st.sampled_from(["en", "de"]), dress=slips.dresses)
def test_several_slips_in_whatever_file(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, code: str, dress: slips.Dress
) -> None:
    root = tmp_path_factory.mktemp("slips")
    slips.write(root, code)
    path = root / "items/page.md"
    text = path.read_text("utf-8")
    for slip in data.draw(
        st.lists(
            st.sampled_from(slips.slips(code)), min_size=1, max_size=3, unique_by=lambda slip: slip.about
        )
    ):
        text = slip.put(text)
    path.write_bytes(dress.put(text))
    before, _ = findings(root)
    for finding in before:
        if finding.edits:
            check(before, pasted(root, finding), finding, hid=finding.refuses)


def test_what_a_file_name_or_the_calendar_tells_is_offered(tmp_path: Path) -> None:
    """Period of a goal, kind and day of minutes: nobody has to know how they are written."""
    slips.write(tmp_path, "de")
    (tmp_path / "items/meetings").mkdir()
    for path, text in {
        "items/goals/neu.md": "---\ntitel: Mehr Anrufe\nkennzahl: leads\nzielwert: 4\nverantwortlich: anna\n---\n",
        "items/meetings/2026-02-09-strategy.md": "---\nteilnehmer: [anna]\n---\n",
        "items/meetings/notizen.md": "---\nteilnehmer: [anna]\n---\n",
    }.items():
        (tmp_path / path).write_text(text, "utf-8")
    found, _ = findings(tmp_path)
    pastes = {one.location.path: one.paste for one in found if one.slug == "field-required"}
    assert pastes["items/goals/neu.md"] == "zeitraum: 2026-Q1"
    assert pastes["items/meetings/2026-02-09-strategy.md"] == "datum: 2026-02-09\nart: Strategie-Abgleich"
    assert pastes["items/meetings/notizen.md"] == "datum: 2026-02-16\nart: Wochen-Review"
