"""The corner cases of history, each in a small repository made by git itself, numbers worked out by hand.

The first commit of each holds the configuration alone, so that no item is born in it. 2 February 2026 is
a Monday; the zone is Europe/Berlin unless it is said.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backlog.config.sections import Kind
from backlog.history import past_on
from backlog.metrics.figures import Window
from backlog.metrics.stays import blocking_of
from backlog.model import Block
from tests.make import day
from tests.past import chronicle_in, past_in, tracks_in
from tests.repository import Repo, item, run_git

TODAY = day("2026-02-16")
LONG = "items/" + "/".join(f"{letter * 54}" for letter in "abcd") + "/long.md"


def at(when: str) -> str:
    """`2026-02-02` is nine o'clock of that day in Berlin; with a clock and an offset it is itself."""
    return when if "T" in when else f"{when}T09:00:00+01:00"


@pytest.fixture
def repo(tmp_path):
    made = Repo(tmp_path / "backlog")
    made.write("backlog.toml", 'title = "History"\n')
    made.commit(at=at("2026-01-01"))
    return made


def live(repo, *entries, path="items/a.md", **fields):
    """Commit a file once for each `2026-02-02 status`; the commits."""
    commits = []
    for entry in entries:
        when, _, status = entry.partition(" ")
        repo.write(path, item(status, **fields))
        commits.append(repo.commit(at=at(when)))
    return commits


def lives(repo, today=TODAY):
    """Every life by its id, that of vanished items too."""
    return {life.id: life for life in past_in(repo.root, today).lives}


def told(repo, today=TODAY, id_="a"):
    return lives(repo, today)[id_].timeline


def days(timeline):
    """Days C, S and F, as `MM-DD`."""
    return tuple(
        one and one.strftime("%m-%d") for one in (timeline.created, timeline.started, timeline.finished)
    )


def moves(timeline):
    return [f"{one.day:%m-%d} {one.before} → {one.after}" for one in timeline.transitions]


class TestWays:
    def test_start_and_finish_on_one_day(self, repo):
        live(
            repo,
            "2026-02-02 backlog",
            "2026-02-04T09:00:00+01:00 in-progress",
            "2026-02-04T16:00:00+01:00 done",
        )
        timeline = told(repo)
        assert days(timeline) == ("02-02", "02-04", "02-04")
        assert (timeline.cycle_time_days, timeline.lead_time_days) == (1, 3)
        assert timeline.time_in_status_days == {"in-progress": 1}

    def test_reopened_twice(self, repo):
        live(
            repo,
            *("2026-02-02 backlog", "2026-02-03 in-progress", "2026-02-05 done", "2026-02-06 in-progress"),
            *("2026-02-07 done", "2026-02-09 in-review", "2026-02-10 done"),
        )
        timeline = told(repo)
        assert days(timeline) == ("02-02", "02-03", "02-10")
        assert (timeline.reopened, timeline.returns) == (2, 0)
        assert timeline.cycle_time_days == 8
        # The 5th, 7th and 8th end done: they go to the first active status. The 10th was last in review.
        assert timeline.time_in_status_days == {"in-progress": 6, "in-review": 2}

    def test_back_to_backlog_and_again(self, repo):
        live(
            repo,
            *("2026-02-02 backlog", "2026-02-03 in-progress", "2026-02-04 backlog"),
            *("2026-02-09 in-progress", "2026-02-11 done"),
        )
        timeline = told(repo)
        assert days(timeline) == ("02-02", "02-09", "02-11")
        assert (timeline.cycle_time_days, timeline.lead_time_days, timeline.returns) == (3, 10, 1)

    def test_two_columns_skipped(self, repo):
        live(repo, "2026-02-02 backlog", "2026-02-05 in-review", "2026-02-06 done")
        timeline = told(repo)
        assert moves(timeline) == ["02-05 backlog → in-review", "02-06 in-review → done"]
        assert (timeline.cycle_time_days, timeline.time_in_status_days) == (2, {"in-review": 2})

    def test_straight_to_done_has_no_start(self, repo):
        live(repo, "2026-02-02 backlog", "2026-02-06 done")
        timeline = told(repo)
        assert days(timeline) == ("02-02", None, "02-06")
        assert (timeline.cycle_time_days, timeline.lead_time_days) == (None, 5)

    def test_created_in_done(self, repo):
        live(repo, "2026-02-05 done")
        timeline = told(repo)
        assert days(timeline) == ("02-05", None, "02-05")
        assert (timeline.cycle_time_days, timeline.lead_time_days) == (None, 1)
        assert timeline.transitions == ()

    def test_created_in_progress(self, repo):
        live(repo, "2026-02-05 in-progress", "2026-02-07 done")
        timeline = told(repo)
        assert days(timeline) == ("02-05", "02-05", "02-07")
        assert (timeline.cycle_time_days, timeline.lead_time_days) == (3, 3)
        assert moves(timeline) == ["02-07 in-progress → done"]

    def test_dropped_after_start_and_revived(self, repo):
        live(
            repo,
            *("2026-02-02 backlog", "2026-02-03 in-progress", "2026-02-05 dropped"),
            *("2026-02-09 in-progress", "2026-02-10 done"),
        )
        timeline = told(repo)
        assert days(timeline) == ("02-02", "02-03", "02-10")
        assert (timeline.cycle_time_days, timeline.returns, timeline.reopened) == (8, 0, 0)
        assert timeline.time_in_status_days == {"dropped": 4, "in-progress": 4}

    def test_done_and_dropped_is_not_finished(self, repo):
        live(repo, "2026-02-02 in-progress", "2026-02-03 done", "2026-02-05 dropped")
        assert days(told(repo)) == ("02-02", "02-02", None)
        assert told(repo).cycle_time_days is None

    def test_blocked_over_a_weekend_and_still_open(self, repo):
        """From Thursday to Monday: the age goes on over blocked days and the weekend."""
        live(repo, "2026-02-04 backlog")
        live(repo, "2026-02-05 in-progress", blocked="{since: 2026-02-06, reason: content}")
        life = lives(repo, day("2026-02-09"))["a"]
        assert [one.since for one in life.item.blocked] == [day("2026-02-06")]
        assert (life.timeline.age_days, life.timeline.time_in_status_days) == (5, {"in-progress": 5})


class TestMoments:
    def test_half_past_eleven_in_summer_is_the_next_day_in_berlin(self, repo):
        live(
            repo,
            *("2026-06-30T09:00:00+02:00 backlog", "2026-07-01T23:30:00+00:00 in-progress"),
            "2026-07-03T21:59:00+00:00 done",
        )
        assert days(told(repo, day("2026-07-10"))) == ("06-30", "07-02", "07-03")
        repo.write("backlog.toml", 'title = "History"\ntimezone = "UTC"\n')
        timeline = told(repo, day("2026-07-10"))
        assert (days(timeline), timeline.cycle_time_days) == (("06-30", "07-01", "07-03"), 3)

    def test_the_night_that_loses_an_hour(self, repo):
        live(
            repo,
            "2026-03-28T23:30:00+01:00 in-progress",
            "2026-03-29T03:30:00+02:00 in-review",  # an hour after 01:30 +01:00
            "2026-03-29T22:30:00+00:00 done",  # half past midnight of the 30th
        )
        timeline = told(repo, day("2026-04-01"))
        assert days(timeline) == ("03-28", "03-28", "03-30")
        assert timeline.cycle_time_days == 3
        assert timeline.time_in_status_days == {"in-progress": 1, "in-review": 2}

    def test_the_night_that_has_an_hour_twice(self, repo):
        live(
            repo,
            "2026-10-24T22:30:00+00:00 backlog",  # half past midnight of the 25th
            "2026-10-25T02:30:00+02:00 in-progress",
            "2026-10-25T02:30:00+01:00 in-review",  # an hour later by the same clock
            "2026-10-25T23:30:00+00:00 done",  # half past midnight of the 26th
        )
        timeline = told(repo, day("2026-11-01"))
        assert days(timeline) == ("10-25", "10-25", "10-26")
        assert [move.status for move in timeline.moves] == ["backlog", "in-progress", "in-review", "done"]
        assert (timeline.cycle_time_days, timeline.time_in_status_days) == (2, {"in-review": 2})

    def test_iso_week_53(self, repo):
        """2026 has a week 53; its Sunday is the third of January."""
        live(repo, "2026-12-28 backlog", "2026-12-30 in-progress", "2027-01-03 done", path="items/a.md")
        live(repo, "2027-01-04 done", path="items/b.md")
        known = lives(repo, day("2027-01-10"))
        assert known["a"].timeline.cycle_time_days == 5
        assert [known[id_].timeline.finished.isocalendar()[:2] for id_ in "ab"] == [(2026, 53), (2027, 1)]

    def test_leap_day(self, repo):
        live(repo, "2028-02-27 backlog", "2028-02-28 in-progress", "2028-02-29 in-review", "2028-03-01 done")
        timeline = told(repo, day("2028-03-05"))
        assert (timeline.cycle_time_days, timeline.lead_time_days) == (3, 4)
        assert timeline.time_in_status_days == {"in-progress": 1, "in-review": 2}

    def test_committer_date_running_backwards(self, repo):
        """What landed later is not earlier: the time before is taken, with its offset."""
        live(
            repo,
            *("2026-02-05T12:00:00+01:00 backlog", "2026-02-05T10:00:00+01:00 in-progress"),
            *("2026-02-03T08:00:00+05:00 in-review", "2026-02-06T09:00:00+00:00 done"),
        )
        timeline = told(repo)
        assert [move.at.isoformat() for move in timeline.moves] == [
            "2026-02-05T12:00:00+01:00",
            "2026-02-05T12:00:00+01:00",
            "2026-02-05T12:00:00+01:00",
            "2026-02-06T09:00:00+00:00",
        ]
        assert (days(timeline), timeline.cycle_time_days) == (("02-05", "02-05", "02-06"), 2)

    def test_the_author_date_does_not_count(self, repo):
        repo.write("items/a.md", item("backlog"))
        repo.commit(at=at("2026-02-05"), author_at=at("2026-01-19"))
        assert days(told(repo)) == ("02-05", None, None)

    def test_commits_in_eight_time_zones(self, repo):
        """Times that grow, whatever the clocks say; days are those of Berlin."""
        live(
            repo,
            "2026-02-03T01:00:00+13:00 idea",  # 2 February 13:00
            "2026-02-02T23:30:00+09:00 backlog",  # 15:30
            "2026-02-02T20:30:00+05:30 planned",  # 16:00
            "2026-02-02T23:59:00+01:00 in-progress",  # 23:59
            "2026-02-02T23:30:00+00:00 in-review",  # 3 February 00:30
            "2026-02-02T21:00:00-03:00 in-progress",  # 01:00
            "2026-02-02T23:00:00-08:00 in-review",  # 08:00
            "2026-02-03T12:30:00-11:00 done",  # 4 February 00:30
        )
        timeline = told(repo)
        assert moves(timeline) == [
            "02-02 idea → backlog",
            "02-02 backlog → planned",
            "02-02 planned → in-progress",
            "02-03 in-progress → in-review",
            "02-03 in-review → in-progress",
            "02-03 in-progress → in-review",
            "02-04 in-review → done",
        ]
        assert [move.at.isoformat()[19:] for move in timeline.moves] == [
            *("+13:00", "+09:00", "+05:30", "+01:00", "+00:00", "-03:00", "-08:00", "-11:00")
        ]
        assert timeline.cycle_time_days == 3
        assert timeline.time_in_status_days == {"in-progress": 1, "in-review": 2}

    def test_future_dated_history(self, repo):
        """Neither what a file nor what git dates after the report day has happened yet."""
        live(repo, "2026-02-02 backlog", "2026-03-02 in-progress")
        timeline = told(repo)
        assert (moves(timeline), days(timeline)) == ([], ("02-02", None, None))
        assert (timeline.status_since, timeline.age_days) == (None, None)
        assert moves(told(repo, day("2026-03-02"))) == ["03-02 backlog → in-progress"]
        entries = "[{date: 2026-02-03, status: backlog}, {date: 2026-02-20, status: in-progress}]"
        live(repo, "2026-03-03 in-progress", path="items/b.md", history=entries)
        assert moves(told(repo, id_="b")) == []
        assert moves(told(repo, day("2026-03-03"), "b")) == ["02-20 backlog → in-progress"]


class TestHistoryOfTheFile:
    def test_out_of_order_is_sorted(self, repo):
        entries = (
            "[{date: 2026-01-09, status: in-progress}, {date: 2026-01-05, status: backlog},"
            " {date: 2026-01-12, status: done}]"
        )
        live(repo, "2026-02-02 done", history=entries)
        timeline = told(repo)
        assert moves(timeline) == ["01-09 backlog → in-progress", "01-12 in-progress → done"]
        assert {one.source for one in timeline.transitions} == {"history"}
        assert (days(timeline), timeline.cycle_time_days) == (("01-05", "01-09", "01-12"), 4)

    def test_after_its_last_entry_git_goes_on(self, repo):
        entries = "[{date: 2026-01-05, status: backlog}, {date: 2026-01-09, status: in-progress}]"
        live(repo, "2026-01-02 idea", "2026-01-07 planned")
        live(repo, "2026-02-02 in-progress", "2026-02-04 done", history=entries)
        timeline = told(repo)
        assert [(one.source, one.after) for one in timeline.transitions] == [
            ("history", "in-progress"),
            ("git", "done"),
        ]
        assert (days(timeline), timeline.cycle_time_days) == (("01-05", "01-09", "02-04"), 27)

    def test_an_entry_that_has_not_happened_yet_does_not_keep_git_away(self, repo):
        entries = "[{date: 2026-01-05, status: backlog}, {date: 2026-03-02, status: done}]"
        live(repo, "2026-02-02 backlog", "2026-02-04 in-progress", history=entries)
        assert moves(told(repo)) == ["02-04 backlog → in-progress"]
        assert moves(told(repo, day("2026-03-02"))) == ["03-02 backlog → done"]

    def test_dates_of_the_file_override_days_and_no_transition(self, repo):
        live(repo, "2026-02-02 backlog", "2026-02-09 done", created="2026-01-26", started="2026-02-03")
        timeline = told(repo)
        assert moves(timeline) == ["02-09 backlog → done"]
        assert days(timeline) == ("01-26", "02-03", "02-09")
        assert (timeline.cycle_time_days, timeline.lead_time_days) == (7, 15)


class TestChanges:
    def test_two_changes_in_one_commit(self, repo):
        """Two items, and two fields of one: each has its own, and of a status only what landed."""
        live(repo, "2026-02-02 backlog", impact="3", confidence="3", effort="2")
        live(repo, "2026-02-03 backlog", path="items/b.md")
        repo.write("items/a.md", item("in-progress", impact="5", confidence="3", effort="2"))
        repo.write("items/b.md", item("planned"))
        commit = repo.commit(at=at("2026-02-05"))
        known = lives(repo)
        assert [one.commit for id_ in "ab" for one in known[id_].timeline.transitions] == [commit, commit]
        assert moves(known["a"].timeline) == ["02-05 backlog → in-progress"]
        assert moves(known["b"].timeline) == ["02-05 backlog → planned"]
        assert [rating.impact for rating in known["a"].ratings] == [3, 5]

    def test_a_revert(self, repo):
        live(repo, "2026-02-02 backlog", "2026-02-03 in-progress")
        moment = at("2026-02-04")
        repo.git("revert", "--no-edit", "HEAD", GIT_COMMITTER_DATE=moment, GIT_AUTHOR_DATE=moment)
        timeline = told(repo)
        assert moves(timeline) == ["02-03 backlog → in-progress", "02-04 in-progress → backlog"]
        assert (days(timeline), timeline.returns) == (("02-02", None, None), 1)
        assert timeline.status_since == day("2026-02-04")

    def test_a_revert_of_the_commit_that_removed_it(self, repo):
        live(repo, "2026-02-02 in-progress")
        repo.remove("items/a.md")
        repo.commit(at=at("2026-02-03"))
        moment = at("2026-02-04")
        repo.git("revert", "--no-edit", "HEAD", GIT_COMMITTER_DATE=moment, GIT_AUTHOR_DATE=moment)
        timeline = told(repo)
        assert (moves(timeline), days(timeline)) == ([], ("02-02", "02-02", None))
        assert timeline.age_days == 15

    def test_a_status_nobody_configured(self, repo):
        """It counts as before the start, so the item went back."""
        live(
            repo,
            *("2026-02-02 backlog", "2026-02-03 in-progress", "2026-02-04 On hold"),
            *("2026-02-06 in-progress", "2026-02-07 done"),
        )
        past = past_in(repo.root, TODAY)
        (life,) = past.lives
        assert moves(life.timeline)[1:3] == ["02-04 in-progress → On hold", "02-06 On hold → in-progress"]
        assert (days(life.timeline), life.timeline.returns) == (("02-02", "02-06", "02-07"), 1)
        assert dict(past.unknown) == {"On hold": 1}

    def test_only_the_spelling_changed(self, repo):
        live(
            repo,
            *("2026-02-02 In Progress", "2026-02-03 in-progress", "2026-02-04 IN_PROGRESS"),
            '2026-02-05 "In progress"',
        )
        timeline = told(repo)
        assert (moves(timeline), timeline.status_since) == ([], day("2026-02-02"))

    def test_a_migration_that_empties_the_front_matter(self, repo):
        live(repo, "2026-02-02 backlog", "2026-02-03 in-progress")
        repo.write("items/a.md", "---\n---\n\nWhat is to be done.\n")
        repo.commit(at=at("2026-02-04"))
        repo.write("items/a.md", "What is to be done.\n")
        repo.commit(at=at("2026-02-05"))
        live(repo, "2026-02-06 in-progress", "2026-02-09 done")
        timeline = told(repo)
        assert moves(timeline) == ["02-03 backlog → in-progress", "02-09 in-progress → done"]
        assert (timeline.cycle_time_days, timeline.returns) == (7, 0)

    def test_a_version_with_conflict_markers_tells_its_status_all_the_same(self, repo):
        live(repo, "2026-02-02 backlog")
        broken = item("in-progress").replace("title:", "<<<<<<< HEAD\ntitle:")
        repo.write("items/a.md", broken)
        repo.commit(at=at("2026-02-03"))
        live(repo, "2026-02-05 in-progress")
        life = lives(repo)["a"]
        assert moves(life.timeline) == ["02-03 backlog → in-progress"]
        assert life.unreadable == 1

    def test_a_commit_that_is_to_be_ignored(self, repo):
        """A bulk rename of a column: the move into it is as old as before, and no transition is added."""
        _, _, renamed, _ = live(
            repo, "2026-02-02 Doing", "2026-02-03 in-progress", "2026-02-06 in-review", "2026-02-09 done"
        )
        repo.write(".backlog-ignore-revs", f"# columns renamed\n{renamed[:10]}\n")
        repo.commit(at=at("2026-02-10"))
        timeline = told(repo)
        assert moves(timeline) == ["02-03 Doing → in-progress", "02-09 in-review → done"]


class TestIdentity:
    def test_rename_with_a_status_change_in_one_commit(self, repo):
        live(repo, "2026-02-02 backlog", id="a-1")
        repo.remove("items/a.md")
        live(repo, "2026-02-04 in-progress", path="items/another-name.md", id="a-1")
        timeline = told(repo, id_="a-1")
        assert moves(timeline) == ["02-04 backlog → in-progress"]
        assert days(timeline) == ("02-02", "02-04", None)

    def test_rename_with_a_status_change_without_an_id_is_another_item(self, repo):
        """The stem was the id: nothing is left by which it could be known."""
        live(repo, "2026-02-02 backlog")
        repo.remove("items/a.md")
        live(repo, "2026-02-04 in-progress", path="items/b.md")
        known = lives(repo)
        assert days(known["b"].timeline) == ("02-04", "02-04", None)
        assert (known["a"].vanished, known["a"].kind) == (day("2026-02-04"), Kind.DROPPED)

    def test_folder_renamed(self, repo):
        for when, status in (("2026-02-02", "backlog"), ("2026-02-03", "in-progress")):
            for name in "abc":
                repo.write(f"items/2025/{name}.md", item(status))
            repo.commit(at=at(when))
        repo.move("items/2025", "items/2026/q1")
        repo.commit(at=at("2026-02-05"))
        known = lives(repo)
        assert sorted(known) == ["a", "b", "c"]
        for life in known.values():
            assert life.item.path == f"items/2026/q1/{life.id}.md"
            assert (days(life.timeline), life.vanished) == (("02-02", "02-03", None), None)
            assert moves(life.timeline) == ["02-03 backlog → in-progress"]

    def test_all_items_deleted_and_re_added_three_hours_later(self, repo):
        """149 items, over midnight: no dip on the evening between, nothing is born or vanished twice."""
        texts = {f"items/n{one:03}.md": item("done" if one % 3 else "backlog") for one in range(149)}
        for first in range(0, 149, 20):
            for path in list(texts)[first : first + 20]:
                repo.write(path, texts[path])
            repo.commit(at=at(f"2026-02-0{first // 20 + 1}"))
        for path in texts:
            repo.remove(path)
        repo.commit("All away", at="2026-02-10T22:30:00+01:00")
        for path, text in texts.items():
            repo.write(path, text)
        repo.commit("All back", at="2026-02-11T01:30:00+01:00")
        known = lives(repo)
        assert len(known) == 149
        for number, life in enumerate(known.values()):
            assert (life.born_in_bulk, life.vanished) == (False, None)
            assert life.timeline.created == day(f"2026-02-0{number // 20 + 1}")
            assert life.timeline.transitions == ()
            assert life.status_on(day("2026-02-10")) == life.status
            assert life.timeline.returns == life.timeline.reopened == 0

    def test_two_files_with_one_id_for_a_while_and_the_old_ones_stay(self, repo):
        """Eleven at once: what stays at its path is what it was."""
        for one in range(11):
            live(repo, "2026-02-02 backlog", path=f"items/n{one}.md", id=f"x{one}")
        for one in range(11):
            repo.write(f"items/done/m{one}.md", item("done", id=f"x{one}"))
        repo.commit(at=at("2026-02-04"))
        for one in range(11):
            repo.remove(f"items/done/m{one}.md")
        repo.commit(at=at("2026-02-05"))
        past = past_in(repo.root, TODAY)
        there = [life for life in past.lives if life.item is not None]
        gone = [life for life in past.lives if life.item is None]
        assert len(there) == len(gone) == 11
        assert {(days(life.timeline), life.status) for life in there} == {(("02-02", None, None), "backlog")}
        assert {life.timeline.transitions for life in there} == {()}
        # Vanished while done: they keep F.
        assert {(days(life.timeline), life.status) for life in gone} == {(("02-04", None, "02-04"), "done")}

    def test_two_files_with_one_id_for_a_while_and_the_new_ones_stay(self, repo):
        for one in range(11):
            live(repo, "2026-02-02 in-progress", path=f"items/n{one}.md", id=f"x{one}")
        for one in range(11):
            repo.write(f"items/done/m{one}.md", item("done", id=f"x{one}"))
        repo.commit(at=at("2026-02-04"))
        for one in range(11):
            repo.remove(f"items/n{one}.md")
        repo.commit(at=at("2026-02-05"))
        past = past_in(repo.root, TODAY)
        there = [life for life in past.lives if life.item is not None]
        gone = [life for life in past.lives if life.item is None]
        assert len(there) == len(gone) == 11
        assert {days(life.timeline) for life in there} == {("02-04", None, "02-04")}
        assert {(life.kind, life.vanished) for life in gone} == {(Kind.DROPPED, day("2026-02-05"))}
        assert {moves(life.timeline)[0] for life in gone} == {"02-05 in-progress → dropped"}

    def test_an_id_used_again_while_the_archived_file_is_still_read(self, repo):
        live(repo, "2026-02-02 in-progress", "2026-02-03 done", id="x")
        repo.move("items/a.md", "items/archive/a.md")
        repo.commit(at=at("2026-02-04"))
        live(repo, "2026-02-06 backlog", path="items/a.md", id="x")
        told_ = tracks_in(repo.root, TODAY)
        old, new = told_.by_path["items/archive/a.md"], told_.by_path["items/a.md"]
        assert [version.facts.status for version in old.versions] == ["in-progress", "done", "done"]
        assert [(version.facts.status, version.day) for version in new.versions] == [
            ("backlog", day("2026-02-06"))
        ]

    def test_an_id_used_again_after_its_file_went_is_the_item_come_back(self, repo):
        """Nothing but the id can tell; going back to the backlog, it starts anew."""
        live(repo, "2026-02-02 in-progress", "2026-02-03 done", path="items/old.md", id="x")
        repo.remove("items/old.md")
        repo.commit(at=at("2026-02-04"))
        live(repo, "2026-02-06 backlog", "2026-02-09 in-progress", path="items/new.md", id="x")
        timeline = told(repo, id_="x")
        assert moves(timeline) == [
            *("02-03 in-progress → done", "02-06 done → backlog", "02-09 backlog → in-progress")
        ]
        assert (days(timeline), timeline.returns) == (("02-02", "02-09", None), 1)

    def test_an_id_changed_in_place(self, repo):
        live(repo, "2026-02-02 backlog", id="x")
        live(repo, "2026-02-04 in-progress", id="y")
        known = lives(repo)
        assert list(known) == ["y"]
        assert days(known["y"].timeline) == ("02-02", "02-04", None)

    def test_a_bulk_commit(self, repo):
        """What was born with 20 others: nobody knows since when, until it moves."""
        states = ["backlog"] * 10 + ["in-progress"] * 6 + ["done"] * 5
        for number, status in enumerate(states):
            repo.write(f"items/n{number:02}.md", item(status))
        repo.commit(at=at("2026-02-02"))
        live(repo, "2026-02-04 in-progress", "2026-02-05 done", path="items/n00.md")
        live(repo, "2026-02-06 done", path="items/n10.md")
        live(repo, "2026-02-09 planned", "2026-02-10 in-progress", "2026-02-11 done", path="items/n11.md")
        known = lives(repo)
        assert all(life.born_in_bulk for life in known.values())
        assert {life.timeline.created for life in known.values()} == {None}
        assert days(known["n00"].timeline) == (None, "02-04", "02-05")  # it was in the backlog before
        assert days(known["n10"].timeline) == (None, None, "02-06")  # started some day before
        assert days(known["n11"].timeline) == (None, "02-10", "02-11")  # returned, and started again
        assert (days(known["n12"].timeline), known["n12"].timeline.age_days) == ((None, None, None), None)
        assert days(known["n20"].timeline) == (None, None, None)  # done on a day that nobody knows
        assert known["n20"].status_on(day("2026-02-02")) == "done"
        assert known["n20"].timeline.status_since is None

    def test_twenty_are_no_bulk(self, repo):
        for number in range(20):
            repo.write(f"items/n{number:02}.md", item("backlog"))
        repo.commit(at=at("2026-02-02"))
        assert {days(life.timeline) for life in lives(repo).values()} == {("02-02", None, None)}

    def test_what_the_first_commit_brought_has_no_birthday(self, tmp_path):
        repo = Repo(tmp_path / "backlog")
        live(repo, "2026-02-02 backlog", "2026-02-03 in-progress")
        life = lives(repo)["a"]
        assert life.born_in_bulk
        assert days(life.timeline) == (None, "02-03", None)

    def test_vanished_while_done_keeps_its_days(self, repo):
        live(repo, "2026-02-02 backlog", "2026-02-03 in-progress", "2026-02-05 done")
        repo.remove("items/a.md")
        repo.commit(at=at("2026-02-10"))
        life = lives(repo)["a"]
        assert (life.item, life.vanished, life.status) == (None, day("2026-02-10"), "done")
        assert (days(life.timeline), life.timeline.cycle_time_days) == (("02-02", "02-03", "02-05"), 3)

    def test_vanished_in_progress_is_dropped_also_where_no_status_is(self, repo):
        """It is no return to before the start, and on the days before it was in progress."""
        columns = (("to-do", "backlog"), ("doing", "active"), ("done", "done"))
        tables = "\n".join(f'[[workflow]]\nid = "{id_}"\nkind = "{kind}"' for id_, kind in columns)
        repo.write("backlog.toml", f'title = "History"\n{tables}\n')
        live(repo, "2026-02-02 to-do", "2026-02-03 doing")
        repo.remove("items/a.md")
        repo.commit(at=at("2026-02-10"))
        past = past_in(repo.root, TODAY)
        (life,) = past.lives
        assert (life.kind, life.vanished) == (Kind.DROPPED, day("2026-02-10"))
        assert (days(life.timeline), life.timeline.returns) == (("02-02", "02-03", None), 0)
        (life,) = past_on(past, day("2026-02-09")).lives
        assert (life.kind, life.vanished, life.timeline.age_days) == (Kind.ACTIVE, None, 7)
        (life,) = past_on(past, day("2026-02-11")).lives
        assert (life.kind, life.timeline.returns) == (Kind.DROPPED, 0)

    def test_vanished_items_keep_the_days_that_their_file_gave(self, repo):
        live(repo, "2026-02-05 done", created="2026-01-19", started="2026-01-26", done="2026-02-03")
        repo.remove("items/a.md")
        repo.commit(at=at("2026-02-10"))
        timeline = told(repo)
        assert (days(timeline), timeline.cycle_time_days) == (("01-19", "01-26", "02-03"), 9)


class TestPaths:
    def test_a_file_named_like_the_items_folder_in_old_history(self, repo):
        repo.write("items", item("in-progress"))
        repo.commit(at=at("2026-02-02"))
        repo.remove("items")
        live(repo, "2026-02-04 backlog")
        known = lives(repo)
        assert list(known) == ["a"]
        assert days(known["a"].timeline) == ("02-04", None, None)

    @pytest.mark.parametrize(
        "path",
        ["items/Größe & Überblick – 日本語.md", "items/ein 'Zitat\".md", LONG],
        ids=["unicode", "quotes", "long"],
    )
    def test_paths_that_are_not_plain(self, repo, path):
        live(repo, "2026-02-02 backlog", "2026-02-04 in-progress", path=path, id="x")
        repo.move(path, path.replace("items/", "items/moved/"))
        repo.commit(at=at("2026-02-05"))
        life = lives(repo)["x"]
        assert life.item.path == path.replace("items/", "items/moved/")
        assert moves(life.timeline) == ["02-04 backlog → in-progress"]
        assert days(life.timeline) == ("02-02", "02-04", None)

    def test_the_long_path_is_long(self):
        assert len(LONG) > 230


class TestRepositories:
    def test_a_merge_commit_that_carries_the_change(self, repo):
        """When it landed counts, and what landed: not the days on the branch."""
        live(repo, "2026-02-02 backlog")
        repo.git("switch", "--quiet", "--create", "work")
        live(repo, "2026-02-03 in-progress", "2026-02-04 done")
        repo.git("switch", "--quiet", "main")
        live(repo, "2026-02-05 backlog", path="items/b.md")
        merge = repo.merge("work", at=at("2026-02-06"))
        (transition,) = told(repo).transitions
        assert (transition.before, transition.after) == ("backlog", "done")
        assert (transition.day, transition.commit) == (day("2026-02-06"), merge)

    def test_a_branch_that_merged_main_first(self, repo):
        """What the branch took over from main is no change of it a second time."""
        live(repo, "2026-02-02 backlog")
        repo.git("switch", "--quiet", "--create", "work")
        live(repo, "2026-02-03 backlog", path="items/b.md")
        repo.git("switch", "--quiet", "main")
        live(repo, "2026-02-04 in-progress")
        repo.git("switch", "--quiet", "work")
        repo.merge("main", at=at("2026-02-05"))
        repo.git("switch", "--quiet", "main")
        repo.merge("work", at=at("2026-02-06"))
        assert days(told(repo)) == ("02-02", "02-04", None)
        assert days(told(repo, id_="b")) == ("02-06", None, None)

    def test_the_merge_commit_that_a_pull_requests_ci_checks_out(self, repo, tmp_path):
        live(repo, "2026-02-02 backlog")
        repo.git("switch", "--quiet", "--create", "work")
        live(repo, "2026-02-03 in-progress")
        repo.git("switch", "--quiet", "--detach", "main")
        merge = repo.merge("work", at=at("2026-02-05"))
        repo.git("update-ref", "refs/pull/7/merge", merge)
        repo.git("switch", "--quiet", "main")
        clone = tmp_path / "runner"
        clone.mkdir()
        run_git(clone, "init", "--quiet")
        run_git(clone, "fetch", "--quiet", repo.root.as_uri(), "+refs/pull/7/merge:refs/remotes/pull/7/merge")
        run_git(clone, "checkout", "--quiet", "--detach", "refs/remotes/pull/7/merge")
        (life,) = past_in(clone, TODAY).lives
        (transition,) = life.timeline.transitions
        assert (transition.day, transition.commit) == (day("2026-02-05"), merge)
        assert days(told(repo)) == ("02-02", None, None)

    def test_detached_head_is_what_is_checked_out(self, repo):
        _, second, _ = live(repo, "2026-02-02 backlog", "2026-02-03 in-progress", "2026-02-05 done")
        repo.git("checkout", "--quiet", "--detach", second)
        assert chronicle_in(repo.root, TODAY).head == second
        assert moves(told(repo)) == ["02-03 backlog → in-progress"]

    def test_a_shallow_clone_has_no_history(self, repo, tmp_path):
        live(repo, "2026-02-02 backlog", "2026-02-03 in-progress")
        run_git(tmp_path, "clone", "--quiet", "--depth=1", repo.root.as_uri(), "shallow")
        told_ = chronicle_in(tmp_path / "shallow", TODAY)
        assert (told_.absent, told_.commits) == ("shallow", ())

    def test_a_blob_less_clone_tells_the_same(self, repo, tmp_path):
        live(repo, "2026-02-02 backlog", "2026-02-03 in-progress", "2026-02-05 done")
        repo.git("config", "uploadpack.allowFilter", "true")
        run_git(tmp_path, "clone", "--quiet", "--filter=blob:none", repo.root.as_uri(), "thin")
        assert chronicle_in(tmp_path / "thin", TODAY).commits == chronicle_in(repo.root, TODAY).commits
        (life,) = past_in(tmp_path / "thin", TODAY).lives
        assert days(life.timeline) == ("02-02", "02-03", "02-05")

    def test_an_empty_repository(self, tmp_path):
        """Nothing committed: days come from the files alone."""
        repo = Repo(tmp_path / "backlog")
        repo.write("items/a.md", item("done", created="2026-02-02", started="2026-02-03", done="2026-02-05"))
        past = past_in(repo.root, TODAY)
        assert past.absent == "empty"
        (life,) = past.lives
        assert (days(life.timeline), life.timeline.cycle_time_days) == (("02-02", "02-03", "02-05"), 3)

    def test_a_repository_without_items(self, repo):
        past = past_in(repo.root, TODAY)
        assert (past.lives, past.absent, dict(past.figures)) == ((), "", {})

    def test_one_item(self, repo):
        live(repo, "2026-02-02 backlog")
        (life,) = past_in(repo.root, TODAY).lives
        assert (life.id, days(life.timeline), life.timeline.transitions) == ("a", ("02-02", None, None), ())

    def test_nothing_done(self, repo):
        live(repo, "2026-02-02 in-progress", path="items/a.md")
        live(repo, "2026-02-03 in-review", path="items/b.md")
        timelines = past_in(repo.root, TODAY).timelines
        assert {id_: one.finished for id_, one in timelines.items()} == {"a": None, "b": None}
        assert {id_: one.age_days for id_, one in timelines.items()} == {"a": 15, "b": 14}

    def test_everything_done(self, repo):
        live(repo, "2026-02-02 in-progress", "2026-02-04 done", path="items/a.md")
        live(repo, "2026-02-05 in-progress", "2026-02-05T10:00:00+01:00 done", path="items/b.md")
        timelines = past_in(repo.root, TODAY).timelines
        assert {id_: one.cycle_time_days for id_, one in timelines.items()} == {"a": 3, "b": 1}
        assert {one.age_days for one in timelines.values()} == {None}

    def test_what_is_not_committed_counts_as_of_the_report_day(self, repo):
        live(repo, "2026-02-02 backlog", "2026-02-03 in-progress", id="x")
        repo.remove("items/a.md")
        repo.write("items/b.md", item("done", id="x"))
        timeline = told(repo, id_="x")
        last = timeline.transitions[-1]
        assert (last.before, last.after, last.day) == ("in-progress", "done", TODAY)
        assert (last.commit, last.at) == (None, None)
        assert (days(timeline), timeline.cycle_time_days) == (("02-02", "02-03", "02-16"), 14)

    def test_what_is_not_committed_counts_even_where_commits_are_later(self, repo):
        """The report day may lie before the last commit: what is in the folder holds on it all the same."""
        live(repo, "2026-02-02 backlog", "2026-02-20 in-progress")
        repo.write("items/a.md", item("done"))
        (move,) = told(repo).transitions
        assert (move.before, move.after, move.day) == ("backlog", "done", TODAY)

    def test_a_rename_that_is_not_committed_is_known_by_its_content(self, repo):
        live(repo, "2026-02-02 backlog", "2026-02-03 in-progress")
        repo.move("items/a.md", "items/b.md")
        known = lives(repo)
        assert list(known) == ["b"]
        assert days(known["b"].timeline) == ("02-02", "02-03", None)

    def test_a_removal_that_is_not_committed_is_of_the_report_day(self, repo):
        live(repo, "2026-02-02 backlog")
        repo.remove("items/a.md")
        assert lives(repo)["a"].vanished == TODAY


class TestTakenOut:
    """People who are free again take the lines out of the file rather than adding an `until`."""

    def test_a_blocker_that_was_taken_out_held_until_then(self, repo):
        live(repo, "2026-02-02 in-progress", blocked="{since: 2026-02-03, reason: content}")
        live(repo, "2026-02-07 in-progress")
        (life,) = lives(repo).values()
        assert life.item.blocked == ()
        assert life.blocks == (Block(since=day("2026-02-03"), reason="content", until=day("2026-02-07")),)
        now = blocking_of(past_in(repo.root, TODAY), Window(first=day("2026-02-01"), last=TODAY))
        assert [(one.reason, one.days) for one in now] == [("content", 4)]

    def test_one_with_an_end_or_another_reason_is_told_once_and_as_it_is_now(self, repo):
        live(repo, "2026-02-02 in-progress", blocked="{since: 2026-02-03, reason: content}")
        live(repo, "2026-02-07 in-progress", blocked="{since: 2026-02-03, reason: sales, until: 2026-02-05}")
        (life,) = lives(repo).values()
        assert [(one.reason, one.until) for one in life.blocks] == [("sales", day("2026-02-05"))]

    def test_an_earlier_day_knows_nothing_of_its_end(self, repo):
        live(repo, "2026-02-02 in-progress", blocked="{since: 2026-02-03, reason: content}")
        live(repo, "2026-02-07 in-progress")
        (life,) = past_on(past_in(repo.root, TODAY), day("2026-02-06")).lives
        assert [(one.reason, one.until) for one in life.blocks] == [("content", None)]


def test_minutes_know_the_day_of_their_last_change(repo):
    path = "items/meetings/2026-02-09-review.md"
    repo.write(path, "---\ndate: 2026-02-09\ntype: review\n---\n")
    repo.commit(at="2026-02-09T12:00:00+01:00")
    repo.write(path, "---\ndate: 2026-02-09\ntype: review\ndecisions: [Less]\n---\n")
    repo.commit(at="2026-02-11T12:00:00+01:00")
    assert past_in(repo.root, TODAY).minutes == {path: day("2026-02-11")}
    assert past_in(repo.root, day("2026-02-10")).minutes == {path: day("2026-02-09")}


def test_times_are_kept_as_committed(repo):
    live(repo, "2026-02-02T10:11:12-05:00 backlog")
    (move,) = told(repo).moves
    assert move.at == datetime(2026, 2, 2, 15, 11, 12, tzinfo=UTC)
    assert move.at.isoformat() == "2026-02-02T10:11:12-05:00"
