"""A second, deliberately naive reader of history: the tree of each commit, looked at file by file.

It knows items by their id alone, asks `git show` for every file of every commit, and keeps for each day
what stood there in the evening. In histories whose ids are unique it has to agree with ours on every day.
"""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from backlog.history import past_on
from tests.past import past_in
from tests.repository import Repo, item

ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Auckland")
STATUSES = ("idea", "backlog", "planned", "in-progress", "in-review", "done", "dropped")
SPELLINGS = {"in-progress": "In Progress", "in-review": "IN_REVIEW", "done": "Done", "idea": "Idea"}


class Script:
    """A repository in which about anything happens but an id used twice; the same for the same seed."""

    def __init__(self, root, seed, zone):
        self.chance = random.Random(seed)  # noqa: S311 - nothing here is a secret
        self.repo = Repo(root)
        self.repo.write("backlog.toml", f'title = "History"\ntimezone = "{zone}"\n[flow]\nbaseline = 3\n')
        self.now = datetime(2026, 3, 20, 12, tzinfo=UTC)  # the clocks change in the weeks after
        self.paths: dict[str, str] = {}
        self.away: set[str] = set()

    def commit(self):
        self.repo.commit(at=self.moment())

    def moment(self):
        """Later than the last one as a rule, sometimes long before it, on anybody's clock."""
        self.now += timedelta(minutes=self.chance.choice((1, 40, 300, 700, 1500, 4000)))
        told = self.now - timedelta(hours=self.chance.choice((0, 0, 0, 5, 30)))
        return told.astimezone(timezone(timedelta(minutes=self.chance.randrange(-660, 780, 30)))).isoformat()

    def write(self, id_, statuses=(*STATUSES, "On hold")):
        status = self.chance.choice(statuses)
        spelling = self.chance.choice((status, SPELLINGS.get(status, status)))
        self.repo.write(self.paths.setdefault(id_, f"items/{id_}.md"), item(spelling, id=id_))

    def new(self, number=1):
        for _ in range(number):
            self.write(f"n{len(self.paths) + len(self.away)}")

    def bulk(self):
        self.new(4)

    def rewrite(self):
        self.write(self.chance.choice(sorted(self.paths)))

    def move(self):
        id_ = self.chance.choice(sorted(self.paths))
        old = self.paths[id_]
        new = self.paths[id_] = f"items/{self.chance.choice('pq')}/{self.chance.choice('xy')}-{id_}.md"
        if old != new:
            self.repo.move(old, new)
        if self.chance.random() < 0.5:
            self.write(id_)

    def remove(self):
        id_ = self.chance.choice(sorted(self.paths))
        self.repo.remove(self.paths.pop(id_))
        self.away.add(id_)

    def bring_back(self):
        id_ = self.chance.choice(sorted(self.away))
        self.away.discard(id_)
        self.write(id_)

    def change(self):
        changes = [self.new, self.bulk]
        if self.paths:
            changes += [self.rewrite, self.rewrite, self.rewrite, self.move, self.remove]
        if self.away:
            changes += [self.bring_back]
        self.chance.choice(changes)()


def scripted(root, seed, zone):
    """Two dozen commits on the main line, some of them merges; the last one leaves known statuses."""
    script = Script(root, seed, zone)
    script.commit()
    for number in range(24):
        if number % 8 == 7:
            script.repo.git("switch", "--quiet", "--create", f"branch-{number}")
            for _ in range(2):
                script.change()
                script.commit()
            script.repo.git("switch", "--quiet", "main")
            script.repo.merge(f"branch-{number}", at=script.moment())
        else:
            for _ in range(script.chance.randint(1, 3)):
                script.change()
            script.commit()
    for id_ in sorted(script.paths):
        script.write(id_, STATUSES)
    script.commit()
    return script.repo


def snapshots(repo, zone):
    """Of each commit of the main line its id, its day, and the status of each id in its tree."""
    found = []
    latest = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
    for line in reversed(repo.git("log", "--first-parent", "--format=%H %cI").splitlines()):
        commit, at = line.split()
        latest = max(latest, datetime.fromisoformat(at))
        there = {}
        for path in repo.git("ls-tree", "-r", "--name-only", commit, "items/").splitlines():
            lines = repo.git("show", f"{commit}:{path}").splitlines()
            words = dict(line.split(": ", 1) for line in lines if ": " in line)
            status = words["status"]
            there[words["id"]] = status if status == "On hold" else re.sub("[ _]", "-", status.lower())
        found.append((commit, latest.astimezone(ZoneInfo(zone)).date(), there))
    return found


def evenings(found):
    """The status of each id in the evening of each day on which something was committed.

    What is away for a while stays what it was; what is away for good is dropped, unless it was done.
    """
    days, known = {}, {}
    for number, (_, day, there) in enumerate(found):
        known = {**known, **there}
        for id_ in known.keys() - there.keys():
            back = any(id_ in later for _, _, later in found[number:])
            if not back and known[id_] != "done":
                known[id_] = "dropped"
        days[day] = known
    return days


def changes(found):
    """Every change of status by id: commit, before, after."""
    told, known = {}, {}
    for commit, _, there in found:
        for id_, status in there.items():
            if id_ not in known:
                told[id_] = []
            elif known[id_] != status:
                told[id_].append((commit, known[id_], status))
            known[id_] = status
    return told


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_both_readers_agree_on_every_evening(tmp_path, seed):
    zone = ZONES[seed % len(ZONES)]
    repo = scripted(tmp_path / "backlog", seed, zone)
    found = snapshots(repo, zone)
    days = evenings(found)
    first, last = min(days), max(days)
    past = past_in(repo.root, last)
    lives = past.lives
    now: dict[str, str] = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        now = days.get(day, now)
        ours = {life.id: life.status_on(day) for life in lives}
        assert {id_: status for id_, status in ours.items() if status is not None} == now, day
        assert {life.id: life.status for life in past_on(past, day).lives} == now, day
    assert {
        life.id: [(one.commit, one.before, one.after) for one in life.timeline.transitions if one.commit]
        for life in lives
    } == changes(found)
    assert {life.id for life in lives if life.vanished} == now.keys() - found[-1][2].keys()
