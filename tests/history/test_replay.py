"""Which file is which item: the four steps, one by one and all together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlog.history.replay import replay
from backlog.model.past import Change, Chronicle, Commit, Facts

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2026, 2, 2, 9, tzinfo=BERLIN)


class File(NamedTuple):
    """One version of a file; a blob of its own where none is named."""

    id: str
    status: str = "backlog"
    blob: str = ""


def changes_of(step, there):
    """What a step (path -> File, or None for one that goes) changes; `there` is kept in step."""
    for path, file in sorted(step.items()):
        before = there.pop(path, "")
        after = facts = None
        if file is not None:
            after = there[path] = file.blob or f"{file.id}/{file.status}"
            facts = Facts(id=file.id, status=file.status)
        kind = "goal" if path.startswith("goals/") else "item"
        yield Change(kind=kind, path=path, before=before, after=after or "", facts=facts)


def chronicle(*steps, ignored=(), days=1, rooted=False):
    """A commit for each step, one a day; the first one is no root commit unless it is said to be."""
    there: dict[str, str] = {}
    return Chronicle(
        commits=tuple(
            Commit(
                id=f"{number + 1:08x}" * 5,
                at=FIRST + timedelta(days=days * number),
                root=rooted and not number,
                changes=tuple(changes_of(step, there)),
            )
            for number, step in enumerate(steps)
        ),
        ignored=ignored,
    )


def tracks(*steps, baseline=20, **options):
    return replay(chronicle(*steps, **options), baseline=baseline, zone=BERLIN)


def ids(track):
    return [version.facts.id for version in track.versions]


def paths(track):
    return [version.path for version in track.versions]


class TestSamePath:
    def test_a_file_stays_what_it_is_whatever_id_it_says(self):
        told = tracks({"items/a.md": File("a")}, {"items/a.md": File("b", "done")})
        assert ids(told.by_path["items/a.md"]) == ["a", "b"]
        assert told.vanished == ()

    def test_the_path_comes_before_the_id(self):
        """One file is replaced by another item, its own content goes elsewhere: the path decides."""
        told = tracks({"items/a.md": File("a")}, {"items/a.md": File("b"), "items/c.md": File("a")})
        assert ids(told.by_path["items/a.md"]) == ["a", "b"]
        assert ids(told.by_path["items/c.md"]) == ["a"]

    def test_two_files_that_change_places_stay(self):
        one, other = File("a"), File("b")
        told = tracks({"items/a.md": one, "items/b.md": other}, {"items/a.md": other, "items/b.md": one})
        assert ids(told.by_path["items/a.md"]) == ["a", "b"]


class TestRename:
    @pytest.mark.parametrize(
        ("before", "after", "new"),
        [
            pytest.param("old/a.md", File("a", "done"), "new/a.md", id="id-and-stem"),
            pytest.param("items/a.md", File("a", "done"), "items/b.md", id="id"),
            pytest.param("items/a.md", File("b", blob="a/backlog"), "items/b.md", id="blob"),
            pytest.param("old/a.md", File("b", "done"), "new/a.md", id="stem"),
            pytest.param("items/a.md", File("A", "done"), "items/b.md", id="id-in-capitals"),
            pytest.param("old/a.md", File("b", "done"), "new/A.MD", id="stem-in-capitals"),
            pytest.param("old/grün.md", File("b"), "new/GRU\N{COMBINING DIAERESIS}N.md", id="stem-unicode"),
        ],
    )
    def test_each_sign_makes_a_rename(self, before, after, new):
        told = tracks({before: File("a")}, {before: None, new: after})
        assert list(told.by_path) == [new]
        assert paths(told.by_path[new]) == [before, new]
        assert told.vanished == ()

    def test_without_a_sign_one_vanishes_and_one_is_born(self):
        told = tracks({"items/a.md": File("a")}, {"items/a.md": None, "items/b.md": File("b", "done")})
        assert ids(told.by_path["items/b.md"]) == ["b"]
        assert [(track.path, track.vanished) for track in told.vanished] == [("items/a.md", date(2026, 2, 3))]

    def test_id_and_stem_tell_two_files_with_one_id_apart(self):
        """Before the content does, which here would take each for the other."""
        told = tracks(
            {"old/a.md": File("x", blob="1"), "old/b.md": File("x", blob="2")},
            {
                "old/a.md": None,
                "old/b.md": None,
                "new/a.md": File("x", blob="2"),
                "new/b.md": File("x", blob="1"),
            },
        )
        assert paths(told.by_path["new/a.md"]) == ["old/a.md", "new/a.md"]
        assert paths(told.by_path["new/b.md"]) == ["old/b.md", "new/b.md"]

    def test_an_ambiguous_id_falls_through_to_the_content(self):
        told = tracks(
            {"items/a.md": File("x", blob="1"), "items/b.md": File("x", blob="2")},
            {"items/a.md": None, "items/b.md": None, "items/c.md": File("x", blob="2")},
        )
        assert paths(told.by_path["items/c.md"]) == ["items/b.md", "items/c.md"]
        assert [track.path for track in told.vanished] == ["items/a.md"]

    def test_an_ambiguous_content_falls_through_to_the_stem(self):
        """Files made from one template, without ids of their own in them."""
        empty = "template"
        told = tracks(
            {"old/a.md": File("a", blob=empty), "old/b.md": File("b", blob=empty)},
            {
                "old/a.md": None,
                "old/b.md": None,
                "new/a.md": File("p", blob=empty),
                "new/c.md": File("q", blob=empty),
            },
        )
        assert paths(told.by_path["new/a.md"]) == ["old/a.md", "new/a.md"]
        assert paths(told.by_path["new/c.md"]) == ["new/c.md"]
        assert [track.path for track in told.vanished] == ["old/b.md"]

    def test_what_is_ambiguous_in_every_way_is_new(self):
        told = tracks(
            {"x/a.md": File("a", blob="1"), "y/a.md": File("a", blob="1")},
            {"x/a.md": None, "y/a.md": None, "z/a.md": File("a", blob="1")},
        )
        assert paths(told.by_path["z/a.md"]) == ["z/a.md"]
        assert len(told.vanished) == 2

    def test_a_surer_sign_leaves_its_files_to_no_other(self):
        """`b` has the content of `a`, but `a` is known by its id: so `b` is `c`, by the stem."""
        told = tracks(
            {"old/a.md": File("a", blob="1"), "old/b.md": File("c", blob="2")},
            {
                "old/a.md": None,
                "old/b.md": None,
                "new/a.md": File("a", blob="3"),
                "new/b.md": File("b", blob="1"),
            },
        )
        assert paths(told.by_path["new/a.md"]) == ["old/a.md", "new/a.md"]
        assert paths(told.by_path["new/b.md"]) == ["old/b.md", "new/b.md"]

    def test_a_sign_that_says_nothing_recognises_nothing(self):
        told = tracks({"items/.md": File("")}, {"items/.md": None, "other/.md": File("", "done")})
        assert paths(told.by_path["other/.md"]) == ["other/.md"]

    def test_an_item_never_goes_on_as_a_goal(self):
        told = tracks({"items/a.md": File("a")}, {"items/a.md": None, "goals/a.md": File("a")})
        assert paths(told.by_path["goals/a.md"]) == ["goals/a.md"]
        assert told.by_path["goals/a.md"].kind == "goal"
        assert [(track.kind, track.path) for track in told.vanished] == [("item", "items/a.md")]

    def test_a_goal_goes_on_as_a_goal(self):
        told = tracks({"goals/a.md": File("a")}, {"goals/a.md": None, "goals/b.md": File("a", "done")})
        assert paths(told.by_path["goals/b.md"]) == ["goals/a.md", "goals/b.md"]


class TestReturn:
    def test_what_vanished_comes_back_by_its_id(self):
        told = tracks({"items/a.md": File("a")}, {"items/a.md": None}, {"items/b.md": File("A", "done")})
        (track,) = told.by_path.values()
        assert paths(track) == ["items/a.md", "items/b.md"]
        assert [version.day.day for version in track.versions] == [2, 4]
        assert (track.vanished, told.vanished) == (None, ())

    def test_neither_stem_nor_content_bring_it_back(self):
        told = tracks(
            {"items/a.md": File("a", blob="1")}, {"items/a.md": None}, {"items/a.md": File("b", blob="1")}
        )
        assert ids(told.by_path["items/a.md"]) == ["b"]
        assert len(told.vanished) == 1

    def test_the_id_that_it_had_last_counts(self):
        told = tracks(
            {"items/a.md": File("a")},
            {"items/a.md": File("b")},
            {"items/a.md": None},
            {"items/p.md": File("a"), "items/q.md": File("b")},
        )
        assert paths(told.by_path["items/p.md"]) == ["items/p.md"]
        assert paths(told.by_path["items/q.md"]) == ["items/a.md", "items/a.md", "items/q.md"]

    def test_two_that_vanished_with_one_id_stay_away(self):
        told = tracks(
            {"items/a.md": File("x"), "items/b.md": File("x")},
            {"items/a.md": None},
            {"items/b.md": None},
            {"items/c.md": File("x")},
        )
        assert ids(told.by_path["items/c.md"]) == ["x"]
        assert len(told.by_path["items/c.md"].versions) == 1
        assert [track.path for track in told.vanished] == ["items/a.md", "items/b.md"]

    def test_two_that_are_added_with_one_id_are_new(self):
        told = tracks(
            {"items/a.md": File("x")},
            {"items/a.md": None},
            {"items/b.md": File("x"), "items/c.md": File("x")},
        )
        assert [len(track.versions) for track in told.by_path.values()] == [1, 1]
        assert len(told.vanished) == 1

    def test_a_second_file_with_the_id_is_new_while_the_first_is_there(self):
        told = tracks({"items/a.md": File("x")}, {"items/b.md": File("x")}, {"items/a.md": None})
        assert paths(told.by_path["items/b.md"]) == ["items/b.md"]
        assert [paths(track) for track in told.vanished] == [["items/a.md"]]

    def test_a_partner_of_the_commit_comes_before_one_that_had_vanished(self):
        told = tracks(
            {"items/a.md": File("x"), "items/b.md": File("x")},
            {"items/a.md": None},
            {"items/b.md": None, "items/c.md": File("x")},
        )
        assert paths(told.by_path["items/c.md"]) == ["items/b.md", "items/c.md"]

    def test_a_vanished_item_is_listed_by_day_then_path(self):
        told = tracks(
            {"items/c.md": File("c"), "items/b.md": File("b"), "items/a.md": File("a")},
            {"items/c.md": None},
            {"items/b.md": None, "items/a.md": None},
        )
        assert [track.path for track in told.vanished] == ["items/c.md", "items/a.md", "items/b.md"]


class TestBaseline:
    def born(self, number, prefix="n"):
        return {f"items/{prefix}{one}.md": File(f"{prefix}{one}") for one in range(number)}

    def test_of_the_root_commit_nobody_knows_when_it_was_born(self):
        track = tracks({"items/a.md": File("a")}, {"items/a.md": File("a", "done")}, rooted=True).by_path[
            "items/a.md"
        ]
        assert track.born_in_bulk
        assert [version.dated for version in track.versions] == [False, True]

    def test_as_many_as_the_baseline_are_no_bulk(self):
        told = tracks(self.born(3), self.born(4, "m"), baseline=3)
        assert {path: track.born_in_bulk for path, track in told.by_path.items()} == {
            **{f"items/n{one}.md": False for one in range(3)},
            **{f"items/m{one}.md": True for one in range(4)},
        }

    def test_renamed_files_are_not_new(self):
        moved = {f"old/n{one}.md": File(f"n{one}") for one in range(3)}
        told = tracks(
            moved, {**dict.fromkeys(moved), **self.born(3), "items/new.md": File("new")}, baseline=3
        )
        assert not any(track.born_in_bulk for track in told.by_path.values())

    def test_returned_files_are_not_new(self):
        told = tracks(
            self.born(3),
            dict.fromkeys(self.born(3)),
            {**self.born(3), "items/new.md": File("new")},
            baseline=3,
        )
        assert not any(track.born_in_bulk for track in told.by_path.values())
        assert [len(track.versions) for track in told.by_path.values()] == [2, 2, 2, 1]

    def test_goals_do_not_make_a_bulk_but_belong_to_one(self):
        goals = {f"goals/g{one}.md": File(f"g{one}") for one in range(4)}
        assert not any(track.born_in_bulk for track in tracks(goals, baseline=3).by_path.values())
        assert all(
            track.born_in_bulk for track in tracks({**goals, **self.born(4)}, baseline=3).by_path.values()
        )

    def test_what_was_there_before_a_bulk_keeps_its_days(self):
        told = tracks(
            {"items/a.md": File("a")}, {"items/a.md": File("a", "done"), **self.born(4)}, baseline=3
        )
        track = told.by_path["items/a.md"]
        assert not track.born_in_bulk
        assert [version.dated for version in track.versions] == [True, True]


class TestIgnored:
    STEPS = ({"items/a.md": File("a")}, {"items/a.md": File("a", "done"), "items/b.md": File("b")})

    @pytest.mark.parametrize(
        ("known", "dated"),
        [
            (("00000002" * 5,), False),
            (("00000002",), False),
            ((" 00000002 ",), False),
            (("0000",), False),
            (("000",), True),
            (("00000001",), True),
            ((), True),
        ],
    )
    def test_its_versions_are_there_without_a_day_of_their_own(self, known, dated):
        told = tracks(*self.STEPS, ignored=known)
        assert told.by_path["items/a.md"].versions[1].dated is dated
        assert told.by_path["items/b.md"].versions[0].dated is dated
        assert not told.by_path["items/b.md"].born_in_bulk

    def test_capitals_do_not_matter(self):
        given_ = chronicle(*self.STEPS, ignored=("ABCDEF12",))
        second = replace(given_.commits[1], id="abcdef12" * 5)
        told = replay(replace(given_, commits=(given_.commits[0], second)), baseline=20, zone=BERLIN)
        assert [version.dated for version in told.by_path["items/a.md"].versions] == [True, False]

    def test_renames_in_it_are_renames(self):
        told = tracks(
            {"items/a.md": File("a")},
            {"items/a.md": None, "done/a.md": File("a", "done")},
            ignored=("00000002",),
        )
        assert paths(told.by_path["done/a.md"]) == ["items/a.md", "done/a.md"]


class TestMoments:
    def test_the_day_is_that_of_the_zone(self):
        late = datetime.fromisoformat("2026-07-01T23:30:00+00:00")
        given_ = chronicle({"items/a.md": File("a")})
        given_ = replace(given_, commits=(replace(given_.commits[0], at=late),))
        (version,) = replay(given_, baseline=20, zone=BERLIN).by_path["items/a.md"].versions
        assert (version.at, version.day) == (late, date(2026, 7, 2))
        (version,) = replay(given_, baseline=20, zone=ZoneInfo("UTC")).by_path["items/a.md"].versions
        assert version.day == date(2026, 7, 1)

    def test_of_what_is_not_committed_the_day_alone_is_known(self):
        given_ = chronicle({"items/a.md": File("a")}, {"items/a.md": None, "items/b.md": File("a", "done")})
        given_ = replace(
            given_, commits=(given_.commits[0], replace(given_.commits[1], id=None)), ignored=("",)
        )
        first, last = replay(given_, baseline=20, zone=BERLIN).by_path["items/b.md"].versions
        assert (first.commit, first.at) == ("00000001" * 5, FIRST)
        assert (last.commit, last.at, last.day, last.dated) == (None, None, date(2026, 2, 3), True)

    def test_no_history_no_tracks(self):
        told = replay(Chronicle(), baseline=20, zone=BERLIN)
        assert (dict(told.by_path), told.vanished) == ({}, ())


PATHS = tuple(f"{folder}/{stem}.md" for folder in ("items", "done", "goals") for stem in ("a", "b", "c"))
FILES = st.builds(
    File,
    id=st.sampled_from("abcx"),
    status=st.sampled_from(("backlog", "done")),
    blob=st.sampled_from(("", "1", "2")),
)


@st.composite
def chronicles(draw):
    """Histories of few paths, ids and contents, so that every collision happens."""
    steps, there = [], set()
    for _ in range(draw(st.integers(1, 7))):
        wanted = draw(st.dictionaries(st.sampled_from(PATHS), st.none() | FILES, max_size=6))
        step = {path: file for path, file in wanted.items() if file is not None or path in there}
        there |= step.keys()
        there -= {path for path, file in step.items() if file is None}
        steps.append(step)
    return chronicle(*steps, rooted=draw(st.booleans()))


@given(told=chronicles(), baseline=st.integers(0, 4), mixed=st.randoms(use_true_random=False))
def test_the_order_of_changes_within_a_commit_does_not_matter(told, baseline, mixed):
    shuffled = replace(
        told,
        commits=tuple(
            replace(commit, changes=tuple(mixed.sample(commit.changes, len(commit.changes))))
            for commit in told.commits
        ),
    )
    plain = replay(told, baseline=baseline, zone=BERLIN)
    other = replay(shuffled, baseline=baseline, zone=BERLIN)
    assert list(plain.by_path.items()) == list(other.by_path.items())
    assert plain.vanished == other.vanished


@given(told=chronicles(), baseline=st.integers(0, 4))
def test_every_path_has_one_track_and_every_version_is_in_one(told, baseline):
    there: dict[str, Facts] = {}
    written = []
    for commit in told.commits:
        for change in commit.changes:
            there.pop(change.path, None)
            if change.facts is not None:
                there[change.path] = change.facts
                written.append((commit.id, change.path))
    made = replay(told, baseline=baseline, zone=BERLIN)
    assert {path: track.versions[-1].facts for path, track in made.by_path.items()} == there
    assert all(path == track.path and track.vanished is None for path, track in made.by_path.items())
    every = [*made.by_path.values(), *made.vanished]
    assert sorted((version.commit, version.path) for track in every for version in track.versions) == sorted(
        written
    )
    for track in every:
        assert all(one.at < two.at for one, two in pairwise(track.versions))
        assert {path.startswith("goals/") for path in paths(track)} == {track.kind == "goal"}
        assert all(version.dated for version in track.versions[1:])
        assert track.versions[0].dated is not track.born_in_bulk
    assert all(
        track.vanished is not None and track.vanished > track.versions[-1].day for track in made.vanished
    )


@given(st.data())
def test_a_rename_makes_nothing_new_where_ids_are_unique(data):
    """However many files are renamed and changed in a commit, go in one, and come back in another."""
    names = [f"{folder}/{stem}.md" for folder in "pqr" for stem in "abc"]
    number = data.draw(st.integers(1, 4))
    there = {names[one]: f"id{one}" for one in range(number)}
    away: set[str] = set()
    steps: list[dict[str, File | None]] = [{path: File(id_) for path, id_ in there.items()}]
    for what in data.draw(st.lists(st.sampled_from(("rename", "rename", "remove", "return")), max_size=6)):
        leaving = data.draw(st.sets(st.sampled_from(sorted(there)))) if there and what != "return" else set()
        free = [name for name in names if name not in there]
        went = {there.pop(path) for path in leaving}
        away |= went if what == "remove" else set()
        coming = sorted({"rename": went, "remove": set(), "return": away}[what])
        step: dict[str, File | None] = dict.fromkeys(leaving)
        for id_, target in zip(coming, data.draw(st.permutations(free)), strict=False):
            there[target] = id_
            away.discard(id_)
            step[target] = File(id_, data.draw(st.sampled_from(("backlog", "done"))))
        steps.append(step)
    made = tracks(*steps)
    assert {path: ids(track)[-1] for path, track in made.by_path.items()} == there
    assert len(made.by_path) + len(made.vanished) == number
    assert all(len(set(ids(track))) == 1 for track in [*made.by_path.values(), *made.vanished])


def test_a_stem_of_the_commit_comes_before_an_id_that_had_vanished():
    """The steps stand in this order: a file that takes the place of another goes on as that one."""
    told = tracks(
        {"old/a.md": File("a"), "old/b.md": File("b")},
        {"old/b.md": None},
        {"old/a.md": None, "new/a.md": File("b", "done")},
    )
    assert ids(told.by_path["new/a.md"]) == ["a", "b"]
    assert [track.path for track in told.vanished] == ["old/b.md"]
