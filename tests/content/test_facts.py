"""What a version of the past says agrees with what the parser says of the same file today."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.config.load import load_config
from backlog.config.sections import Config
from backlog.content.facts import facts_of
from backlog.content.fields import NAMES
from backlog.content.parse import parse, vocabulary
from backlog.model import Block
from backlog.model.past import Facts
from tests.conftest import EXAMPLES, ROOT

WORDS = vocabulary(load_config("backlog.toml", None)[0])
SAME = (
    *(
        "id",
        "impact",
        "confidence",
        "effort",
        "goal",
        "initiative",
        "channel",
        "recheck",
        "private",
        "created",
        "started",
        "done",
    ),
    *("created", "started", "done"),
)
OF_GOALS = ("id", "baseline", "target", "current", "measured")


def facts(front: str, kind: str = "item", path: str = "items/work.md", words=WORDS) -> Facts:
    return facts_of(kind, path, f"---\n{front}\n---\n\nText.\n".encode(), words)


def test_an_item():
    told = facts(
        "title: A page\nstatus: In Progress\nimpact: 5\nconfidence: 3\neffort: 2\ngoal: leads\n"
        "initiative: push\nchannel: seo\nrecheck: 2026-03-01\nowner: anna\n"
        "created: 2026-01-05\nstarted: 2026-01-07\ndone: 2026-01-09"
    )
    assert told == Facts(
        id="work",
        status="In Progress",
        impact=5,
        confidence=3,
        effort=2,
        goal="leads",
        initiative="push",
        channel="seo",
        recheck=date(2026, 3, 1),
        created=date(2026, 1, 5),
        started=date(2026, 1, 7),
        done=date(2026, 1, 9),
    )


def test_blockers_without_their_notes():
    front = (
        "blocked:\n  - since: 2026-02-02\n    reason: content\n    note: Anna has it\n  - until: 2026-02-03"
    )
    assert facts(f"status: backlog\n{front}").blocked == (
        Block(since=date(2026, 2, 2), reason="content"),
        Block(until=date(2026, 2, 3)),
    )


def test_a_goal():
    told = facts(
        "title: Leads\nziel: x\nausgangswert: 10\nzielwert: 40\nstand: 12.5\ngemessen: 2026-02-01", "goal"
    )
    assert (told.baseline, told.target, told.current, told.measured) == (
        Decimal(10),
        Decimal(40),
        Decimal("12.5"),
        date(2026, 2, 1),
    )
    assert told.goal is None


def test_german_and_own_names():
    config, faults = load_config(
        "backlog.toml", b'[fields]\nstatus = "phase"\neffort = "points"\n', fields=NAMES
    )
    assert not faults
    words = vocabulary(config)
    told = facts("phase: To Do\npoints: 4\nwirkung: 3\nkanal: SEO", words=words)
    assert (told.status, told.effort, told.impact, told.channel) == ("To Do", 4, 3, "SEO")


@pytest.mark.parametrize(
    ("front", "status"),
    [
        ("status: done", "done"),
        ('status: "To Do"', "To Do"),
        ("status: [done]", "done"),
        ("status: [done, backlog]", ""),
        ("status:", ""),
        ("status: ~", ""),
        ('status: "~"', "~"),
        ("title: x", ""),
        ("status: no", "no"),
        ("status: nobody knows", "nobody knows"),
        ("status: done\nstatus: backlog", "done"),
    ],
)
def test_the_status_is_the_files_own_word(front, status):
    told = facts(front)
    assert told.status == status
    assert told.readable


@pytest.mark.parametrize("value", ["6", "2.5", '"4"', "0x1", "yes", "[1, 2]", "3,5"])
def test_a_value_at_fault_is_none(value):
    assert facts(f"impact: {value}\nrecheck: {value}").impact is None
    assert facts(f"recheck: {value}").recheck is None
    assert facts(f"current: {value.replace('6', '1.000').replace('2.5', '1e5')}", "goal").current is None


@pytest.mark.parametrize(
    "front",
    [
        "private: true",
        "privat: true",
        "private: yes",
        "private: [x, y]",
        "privte: true",
        "private: false\nprivat: true",
    ],
)
def test_in_doubt_it_is_private(front):
    assert facts(front).private
    assert not facts(front, "goal").private


def test_a_known_field_is_not_taken_for_private():
    config, _ = load_config("backlog.toml", b'[content]\nextra_fields = ["privacy"]\n')
    assert not facts("privacy: high", words=vocabulary(config)).private


@pytest.mark.parametrize(
    "raw",
    [
        b"---\nid: a-1\nstatus: Review # soon\ntitle: [\n---\n",
        b"---\n<<<<<<< HEAD\nid: a-1\nstatus: Review\n=======\nstatus: done\n>>>>>>> x\n---\n",
        b"\n---\nid: a-1\nstatus: Review\n---\n",
        b"---\nid: a-1\nstatus: 'Review'\nno closing fence\n",
        b"---\nid: a-1\nstatus: Review\ntitle: \xff\xfe\n---\n",
        "---\nid: a-1\nstatus: Review\n---\n".encode("utf-16"),
    ],
)
def test_what_cannot_be_parsed_is_looked_at_by_line(raw):
    told = facts_of("item", "items/x.md", raw, WORDS)
    assert told == Facts(id="a-1", status="Review", readable=False)


def test_an_emptied_front_matter():
    assert facts_of("item", "items/x.md", b"---\n---\nText\n", WORDS) == Facts(id="x", readable=False)
    assert facts_of("item", "items/X.MD", b"", WORDS) == Facts(id="X", readable=False)


def test_an_unreadable_file_that_may_be_private_is():
    told = facts_of("item", "items/x.md", b"---\nprivate: true\nstatus: [\n---\n", WORDS)
    assert told.private
    assert not told.readable


def test_every_example_says_the_same_to_both():
    """The parser and this reader agree on all files of the examples and of our own backlog."""
    compared = 0
    for root in [ROOT, *sorted(path for path in EXAMPLES.iterdir() if path.is_dir())]:
        settings_file = root / "backlog.toml"
        raw = settings_file.read_bytes() if settings_file.exists() else None
        words = vocabulary(load_config("backlog.toml", raw, fields=NAMES)[0])
        for path in sorted((root / "items").rglob("*.md")):
            kind = "goal" if "goals" in path.parts else "item"
            parsed = parse(kind, path.name, path.read_bytes(), words, html=False)
            told = facts_of(kind, path.name, path.read_bytes(), words)
            if parsed.value is None:
                assert told.private == parsed.private
                continue
            for name in SAME if kind == "item" else OF_GOALS:
                assert getattr(told, name) == getattr(parsed.value, name), (path, name)
            compared += 1
    assert compared > 50


@settings(derandomize=True, max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(
            st.sampled_from(
                [
                    "---",
                    "status: done",
                    "status: [",
                    "private: true",
                    "privat: x",
                    "impact: 9",
                    "id: a",
                    "\t",
                    "<<<<<<< a",
                    "",
                ]
            ),
            max_size=8,
        ).map(lambda lines: "\n".join(["---", *lines, "---", ""]).encode()),
    )
)
def test_whatever_the_bytes_are(raw):
    """T25 for the past: facts come of anything, and nothing private is taken for public."""
    told = facts_of("item", "items/a-b.md", raw, WORDS)
    assert told.private >= parse("item", "items/a-b.md", raw, WORDS, html=False).private


def test_it_is_quick():
    """Well below a millisecond a version, so that forty thousand take seconds."""
    raw = (
        b"---\ntitle: Something to do\nstatus: backlog\ngoal: leads\nowner: anna\nchannel: seo\nimpact: 3\n"
        b"confidence: 3\neffort: 2\nmetric: leads\ncreated: 2026-01-01\ntags: [one, two]\n---\n\n"
        + b"Text. "
        * 200
    )
    start = time.process_time()
    for _ in range(300):
        facts_of("item", "items/x.md", raw, WORDS)
    assert (time.process_time() - start) / 300 < 0.001


def test_no_configuration_is_needed_for_words():
    assert facts("status: done", words=vocabulary(Config())).status == "done"
