"""`check --fix` and `check --diff`: what can be read in one way only is mended, and no other byte changes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backlog.cli.changes.draft import draft, findings_of
from backlog.cli.checks.mending import mended
from backlog.cli.session import Session
from backlog.config.load import load_config
from backlog.findings import Severity
from backlog.language import language
from backlog.rules import RULES
from backlog.rules.fingerprint import fingerprint
from backlog.source import Source
from tests.cli.room import ROOT
from tests.conftest import EXAMPLES
from tests.repository import run_git
from tests.rules import slips
from tests.rules.repositories import DAY, cases
from tests.rules.repositories import write as write_case

BUNDLES = ROOT.parent / "shared" / "data" / "history"


def here(root):
    """A session of the command line in a folder."""
    path = root / "backlog.toml"
    config, faults = load_config("backlog.toml", path.read_bytes() if path.exists() else None)
    assert not faults
    return Session(
        root=root,
        source=Source(path="backlog.toml"),
        config=config,
        language=language(config.language),
        home=None,
    )


def contents(root):
    """Every file of a folder."""
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A backlog without findings, and us inside it."""

    def made(code, *pairs):
        slips.write(tmp_path, code)
        path = tmp_path / "items/page.md"
        text = path.read_text("utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_bytes(text.encode())
        monkeypatch.chdir(tmp_path)
        return path

    return made


SLIPS = (
    ("title: A new", "title: SEO: a new"),
    ("owner: anna", 'owner: "ana"  # she'),
    ("impact: 4", "impact: “4”"),
    ("due: 2026-03-02", "due: 21.11.2026   # fair  "),
    ("planned: 1500", "plannd: 1500"),
    ("created: ", "created:\u00a0"),
    ("\n---\n", "\n--- \n"),
)


def test_what_was_mended_is_said_line_by_line_and_what_is_left_as_always(backlog, small):
    path = small("en", *SLIPS, ("tags: [seo, web]", "tags: seo, web"))
    before = path.read_bytes().split(b"\n")
    told = backlog("check", "--today", "2026-02-16")
    assert told.code == 1
    assert told.out.endswith(" `backlog check --fix` can mend 1 finding.\n")  # the fence; the rest is hidden
    ran = backlog("check", "--fix", "--today", "2026-02-16")
    assert ran.code == 1
    mends, _, rest = ran.out.partition("\n\n")
    assert mends.split("\n") == [
        'items/page.md:2: title: SEO: a new landing page → title: "SEO: a new landing page"',
        'items/page.md:6: owner "ana" → "anna"',
        "items/page.md:8: impact “4” → 4",
        'items/page.md:15: due "21.11.2026" → 2026-11-21',
        'items/page.md:17: "plannd" → planned',
        "items/page.md:21: U+00A0 NO-BREAK SPACE → space",
        "items/page.md:22: ---  → ---",
        "7 findings mended in 1 file.",
    ]
    assert "list-with-commas" in rest
    assert rest.endswith("1 error. 6 files found = 6 read + 0 refused.\n")  # and no word of --fix
    after = path.read_bytes().split(b"\n")
    changed = {old: new for old, new in zip(before, after, strict=True) if old != new}
    assert changed[b'owner: "ana"  # she'] == b'owner: "anna"  # she'
    assert changed[b"due: 21.11.2026   # fair  "] == b"due: 2026-11-21   # fair  "
    assert len(changed) == 7
    again = backlog("check", "--fix", "--today", "2026-02-16")
    assert again.out == rest
    assert path.read_bytes().split(b"\n") == after


def test_it_is_said_in_german(backlog, small):
    small("de", ("verantwortlich: anna", "verantwortlich: ana"), ("kennzahl: leads", "kennzhal: leads"))
    told = backlog("check", "--today", "2026-02-16")
    assert told.out.endswith(" `backlog check --fix` kann 2 Hinweise beheben.\n")
    shown = backlog("check", "--diff", "--today", "2026-02-16")
    assert shown.err == "`backlog check --fix` würde 2 Hinweise beheben.\n"
    ran = backlog("check", "--fix", "--today", "2026-02-16")
    assert ran.out.split("\n")[:3] == [
        "items/page.md:6: verantwortlich „ana“ → anna",
        "items/page.md:12: „kennzhal“ → kennzahl",
        "2 Hinweise behoben in 1 Datei.",
    ]
    assert ran.code == 0
    assert backlog("check", "--diff").err == "Es gibt nichts, was `backlog check --fix` beheben könnte.\n"
    assert "`backlog check --fix` behebt es von selbst" in backlog("explain", "F232").out.replace("\n", " ")


def test_diff_shows_a_patch_that_git_applies_and_writes_nothing(backlog, small):
    path = small("en", *SLIPS)
    raw = path.read_bytes().replace(b"\n", b"\r\n").rstrip()
    path.write_bytes(raw)
    run_git(Path(), "init", "--quiet")
    shown = backlog("check", "--diff", "--today", "2026-02-16")
    assert shown.code == 1
    assert shown.err == "`backlog check --fix` would mend 7 findings.\n"
    assert path.read_bytes() == raw
    subprocess.run(["git", "apply", "-"], input=shown.out.encode(), check=True)
    by_patch = path.read_bytes()
    path.write_bytes(raw)
    assert backlog("check", "--fix", "--today", "2026-02-16").code == 0
    assert path.read_bytes() == by_patch
    shown = backlog("check", "--diff")
    assert (shown.code, shown.out) == (0, "")


def test_diff_is_silent_of_what_only_people_can_mend(backlog, small):
    small("en", ("owner: anna", "owner: alle"))
    assert backlog("check", "--today", "2026-02-16").code == 1
    shown = backlog("check", "--diff")
    assert (shown.code, shown.out) == (0, "")
    assert shown.err == "There is nothing that `backlog check --fix` could mend.\n"


def test_only_the_paths_that_are_named_are_mended(backlog, small):
    path = small("en", ("owner: anna", "owner: ana"))
    other = Path("items/name.md")
    other.write_text(other.read_text("utf-8").replace("owner: anna", "owner: ana"), "utf-8")
    assert backlog("check", "--fix", "items/name.md").out.startswith("items/name.md:")
    assert "owner: anna" in other.read_text("utf-8")
    assert "owner: ana\n" in path.read_text("utf-8")


def test_programs_get_their_format_and_people_what_was_mended(backlog, small):
    small("en", ("owner: anna", "owner: ana"))
    ran = backlog("check", "--fix", "--format", "json", "--today", "2026-02-16")
    assert json.loads(ran.out)["findings"] == []
    assert ran.err.startswith('items/page.md:6: owner "ana" → anna\n')


@pytest.mark.parametrize(
    "arguments",
    [
        ("--alerts", "--fix"),
        ("--alerts", "--diff"),
        ("--diff", "--format", "json"),
        ("--diff", "--statistics"),
    ],
)
def test_what_does_not_go_together(backlog, small, arguments):
    small("en")
    assert backlog("check", *arguments).code == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("effort: 2", "effort: 2\nefort: 3"),  # the field would stand there twice
        ("owner: anna", "owner: ena"),  # not called that, but so is nobody else
        ("due: 2026-03-02", "due: 21.11.26"),  # 2026 or 1926
        ("due: 2026-03-02", "due: 2026-03-02T23:30:00-08:00"),  # another day here
        ("evidence: Seen", "evidence: Seen # 12"),  # a comment, or not
        ("tags: [seo, web]", "tags: seo, web"),
        ("created: 2026-02-01", "created: 2026-02-01\nprivte: false"),  # a word makes it public
        ("created: 2026-02-01", "created: 2026-02-01\nprivate: no"),
        ("depends_on: [faq]", "depends_on: [faq2]"),  # another number is another thing
        ("title: A new", "title: A\u2028new"),  # a space, or nothing
        ("title: A new", "title: A \u202enew"),
        ("cost:\n  planned: 1500", "cost:\n  planned: 1.500"),
        ("impact: 4", "impact: 4,0"),
        ("goal: more-leads", "goal: more-leads "),
    ],
)
def test_nothing_is_guessed(backlog, small, old, new):
    path = small("en", (old, new))
    raw = path.read_bytes()
    if new.startswith("owner"):
        Path("backlog.toml").write_text(
            Path("backlog.toml").read_text("utf-8").replace("anna", "enya"), "utf-8"
        )
        path.write_bytes(raw := raw.replace(b"owner: ena", b"owner: ana"))
    backlog("check", "--fix")
    assert path.read_bytes() == raw


def test_of_two_who_could_be_meant_nobody_is(backlog, small):
    path = small("en", ("owner: anna", "owner: ana"))
    with Path("backlog.toml").open("a", encoding="utf-8") as file:
        file.write('[people.hana]\nname = "Hana"\n')
    raw = path.read_bytes()
    told = backlog("check")
    assert "Did you mean" in told.out
    assert "--fix" not in told.out
    backlog("check", "--fix")
    assert path.read_bytes() == raw


def test_no_symbolic_link_is_written_through(backlog, small, tmp_path):
    path = small("en", ("owner: anna", "owner: ana"))
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    shutil.move(path, outside / "page.md")
    path.symlink_to(outside / "page.md")
    raw = (outside / "page.md").read_bytes()
    assert backlog("check", "--fix").code == 1
    assert path.is_symlink()
    assert (outside / "page.md").read_bytes() == raw


def test_a_mend_that_does_not_hold_is_not_written_and_the_others_are(backlog, small):
    path = small(
        "en",
        ("owner: anna", "owner: ana"),
        ("evidence: Seen", "efort: 3\nevidence: Seen"),  # stands there already
        ("due: 2026-03-02", "due: 1.3.2026"),
    )
    ran = backlog("check", "--fix", "--today", "2026-02-16")
    text = path.read_text("utf-8")
    assert ran.code == 1
    assert "unknown-field" in ran.out
    assert "efort: 3\n" in text
    assert "owner: anna\n" in text
    assert "due: 2026-03-01\n" in text


LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")


@settings(
    max_examples=100, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(data=st.data(), code=st.sampled_from(["en", "de"]), dress=slips.dresses)
def test_whatever_is_wrong_mending_holds(tmp_path_factory, data, code, dress):
    """It never raises, is done once and for all, touches only lines that were to mend, and makes no error."""
    root = tmp_path_factory.mktemp("mends")
    slips.write(root, code)
    path = root / "items/page.md"
    text = path.read_text("utf-8")
    for slip in data.draw(st.lists(st.sampled_from(slips.slips(code)), min_size=1, max_size=5)):
        text = slip.put(text)
    path.write_bytes(dress.put(text))
    before = contents(root)
    session = here(root)
    was = findings_of(draft(session, DAY))
    mending = mended(session, DAY)
    assert contents(root) == before
    assert set(mending.draft.contents) <= {"items/page.md"}
    raw, now = before[path], mending.draft.contents.get("items/page.md", before[path])
    assert bool(mending.mended) == (now != raw)
    old, new = LINE.findall(raw), LINE.findall(now)
    mends = {edit.line + step for one in mending.mended for edit in one.edits for step in range(edit.count)}
    assert len(old) == len(new)
    assert {
        number for number, (one, other) in enumerate(zip(old, new, strict=True), 1) if one != other
    } <= mends
    assert [line[len(line.rstrip(b"\r\n")) :] for line in old] == [
        line[len(line.rstrip(b"\r\n")) :] for line in new
    ]
    path.write_bytes(now)
    left = findings_of(draft(session, DAY))
    gone = {fingerprint(finding) for finding in mending.mended}
    if not any(finding.refuses for finding in was):
        errors = {fingerprint(finding) for finding in left if finding.severity is Severity.ERROR}
        assert errors <= {fingerprint(finding) for finding in was}
        assert not errors & gone
    assert not mended(session, DAY).mended


def test_every_rule_that_is_marked_mends_and_no_other_does(tmp_path_factory, monkeypatch):
    """The mark is shown by `explain` and the handbook, so it had better be true."""
    marked = {rule.slug for rule in RULES if rule.mends}
    done = set()
    roots = []
    for case in cases():
        if any(rule.mends and rule.code == case.code for rule in RULES) and case.fires:
            roots.append(tmp_path_factory.mktemp("case"))
            write_case(roots[-1], case.files, monkeypatch)
    for code in ("en", "de"):
        for slip in slips.slips(code):
            root = tmp_path_factory.mktemp("slip")
            slips.write(root, code)
            path = root / "items/page.md"
            path.write_text(slip.put(path.read_text("utf-8")), "utf-8")
            roots.append(root)
    for root in roots:
        done |= {finding.slug for finding in mended(here(root), DAY).mended}
    assert done == marked


@pytest.mark.parametrize("name", ["english", "german"])
def test_the_examples_have_nothing_to_mend(name):
    assert not mended(here(EXAMPLES / name), DAY).mended


@pytest.mark.parametrize("name", ["podkit", "pki"])
def test_real_backlogs_are_mended_in_the_lines_that_need_it(tmp_path, name):
    """A slip in every file of a real backlog: all of them go, and nothing else changes."""
    if not (BUNDLES / f"{name}.bundle").exists():
        pytest.skip("the bundles of real backlogs are not here")
    run_git(tmp_path, "clone", "--quiet", str(BUNDLES / f"{name}.bundle"), "real")
    root = tmp_path / "real"
    shutil.copy(EXAMPLES / "adopt" / name / "backlog.toml", root / "backlog.toml")
    session = here(root)
    assert len(findings_of(draft(session, DAY))) > 20  # it is a real one
    for path, raw in mended(session, DAY).draft.contents.items():
        (root / path).write_bytes(raw)
    assert not mended(session, DAY).mended
    wanted = {}
    for file, raw in contents(root / "backlog").items():
        wrong = re.sub(
            rb"(?m)^created_date: '(\d{4})-(\d\d)-(\d\d).*'", rb"created_date: \3.\2.\1", raw, count=1
        )
        file.write_bytes(wrong)
        wanted[file] = re.sub(rb"(?m)^created_date: '([\d-]+).*'", rb"created_date: \1", raw, count=1)
    mending = mended(session, DAY)
    assert len(mending.mended) == len(mending.draft.contents) > 50
    assert {one.slug for one in mending.mended} == {"date-german"}
    for path, raw in mending.draft.contents.items():
        assert raw == wanted[root / path]
