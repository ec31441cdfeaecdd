"""The figures of `diff`, held against the sites of the two states: read there, not computed the same way again."""

from __future__ import annotations

import json
import random
import re

import pytest

from tests.bench.corpus import generate
from tests.repository import Repo, item

STATUSES = ("idea", "backlog", "planned", "in-progress", "in-review", "done", "dropped")
PRIVATE = "private: true\nscored:"
MOST = 3  # items in work a person


def changed(text: str, chance: random.Random) -> str:
    """The item with one field otherwise; or private; or without its rating."""
    way = chance.randrange(6)
    if way == 0:
        return re.sub(
            r"^status: .*$", f"status: {chance.choice(STATUSES)}", text, count=1, flags=re.MULTILINE
        )
    if way == 1:
        return re.sub(r"^goal: .*$", f"goal: ziel-{chance.randrange(12)}", text, count=1, flags=re.MULTILINE)
    if way == 2 and "private" not in text:
        return text.replace("scored:", PRIVATE, 1)
    if way == 3:
        return re.sub(r"^(?:impact|confidence|effort): .*\n", "", text, flags=re.MULTILINE)
    field = chance.choice(["impact", "confidence", "effort"])
    return re.sub(rf"^{field}: .*$", f"{field}: {chance.randrange(1, 6)}", text, count=1, flags=re.MULTILINE)


def change(repo: Repo, chance: random.Random) -> None:
    """A few items otherwise, elsewhere or gone."""
    for _ in range(chance.randrange(2, 9)):
        path = chance.choice(sorted(repo.root.glob("items/**/aufgabe-*.md")))
        way = chance.randrange(6)
        if way == 0:
            path.unlink()
        elif way == 1:
            repo.move(str(path.relative_to(repo.root)), f"items/anderswo/{path.name}")
        else:
            path.write_text(changed(path.read_text("utf-8"), chance), "utf-8")


@pytest.fixture
def data(backlog, tmp_path):
    """What the site of the files as they are says of itself."""

    def built():
        backlog("build", "--keep-going", "--output", str(tmp_path / "built"))
        return json.loads((tmp_path / "built" / "data" / "backlog.json").read_text("utf-8"))

    return built


def by_id(entries):
    return {entry["id"]: entry for entry in entries}


def both(before, after, name):
    return {"before": before[name], "after": after[name]}


def over(before, after, limit):
    """Whether a limit is passed, or kept again, or passed by another number."""
    return (before > limit) != (after > limit) or (after > limit and before != after)


def limits(before, after):
    """Columns and people of which `diff` is to tell."""
    now = by_id(after["workflow"])
    found = {
        ("column", one["id"]): (one["count"], now[one["id"]]["count"])
        for one in before["workflow"]
        if one["wip_limit"] and over(one["count"], now[one["id"]]["count"], one["wip_limit"])
    }
    ours, theirs = (state["flow"]["wip"]["by_person"] for state in (before, after))
    for person in {*ours, *theirs}:
        counts = ours.get(person, 0), theirs.get(person, 0)
        if over(*counts, MOST):
            found["person", person] = counts
    return found


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_is_that_of_the_two_sites(seed, backlog, data, tmp_path, monkeypatch) -> None:
    """On the merge commit that a host makes for a proposed change, while the main line went on."""
    chance, repo = random.Random(seed), Repo(tmp_path / "repo")  # noqa: S311 - no secret
    monkeypatch.chdir(repo.root)
    generate(repo.root, 40, seed)
    with (repo.root / "backlog.toml").open("a", encoding="utf-8") as file:
        file.write(f"[wip]\nper_person = {MOST}\n")
    repo.commit(at="2026-02-01T10:00:00+01:00")
    repo.git("switch", "--quiet", "--create", "change")
    change(repo, chance)
    repo.commit(at="2026-02-03T10:00:00+01:00")
    repo.git("switch", "--quiet", "main")
    repo.write(
        "items/neu.md", item("planned", title="Came meanwhile", impact="5", confidence="5", effort="1")
    )
    repo.commit(at="2026-02-05T10:00:00+01:00")
    repo.merge("change", at="2026-02-06T10:00:00+01:00")
    told = json.loads(backlog("diff", "HEAD^1", "HEAD", "--format", "json").out)
    after = data()
    # What becomes private is hidden before, too: the numbers there are those of the others.
    hidden = {path.name for path in repo.root.glob("items/**/*.md") if PRIVATE in path.read_text("utf-8")}
    repo.git("switch", "--quiet", "--detach", "HEAD^1")
    for path in [path for path in repo.root.glob("items/**/*.md") if path.name in hidden]:
        path.write_text(path.read_text("utf-8").replace("scored:", PRIVATE, 1), "utf-8")
    hold(told, data(), after)
    assert not [name for name in hidden if name.removesuffix(".md") in json.dumps(told)]


def hold(told, before, after) -> None:
    ours, theirs = by_id(before["items"]), by_id(after["items"])
    stays = sorted(ours.keys() & theirs.keys())
    assert [one["id"] for one in told["items"]["added"]] == sorted(theirs.keys() - ours.keys())
    assert [one["id"] for one in told["items"]["removed"]] == sorted(ours.keys() - theirs.keys())
    for one in told["items"]["changed"]:
        for name in ("score", "rank", "ready"):
            assert one[name] == both(ours[one["id"]], theirs[one["id"]], name)
    said = {
        one["id"]
        for one in told["items"]["changed"]
        if {field["field"] for field in one["fields"]} - {"path"}
    }
    pushed = {id_: push["by"] for push in told["pushed"] for id_ in push["items"]}
    ranks = {id_: (ours[id_]["rank"], theirs[id_]["rank"]) for id_ in stays if id_ not in said}
    assert pushed == {id_: to - from_ for id_, (from_, to) in ranks.items() if from_ and to and from_ != to}
    assert {move["id"]: (move["from"], move["to"]) for move in told["moves"]} == {
        id_: (ours[id_]["status"], theirs[id_]["status"])
        for id_ in stays
        if ours[id_]["status"] != theirs[id_]["status"]
    }
    waiting = [id_ for id_ in stays if {ours[id_]["kind"], theirs[id_]["kind"]} <= {"backlog", "planned"}]
    now = {id_ for id_ in waiting if theirs[id_]["ready"] and not ours[id_]["ready"]}
    no_longer = {id_ for id_ in waiting if ours[id_]["ready"] and not theirs[id_]["ready"]}
    assert (set(told["ready"]["now"]), set(told["ready"]["no_longer"])) == (now, no_longer)
    assert {(one["kind"], one["id"]): tuple(one["count"].values()) for one in told["limits"]} == limits(
        before, after
    )
    shares = "effort_share_without_goal"
    assert told[shares] == both(before, after, shares)
    goals, were = by_id(told["goals"]), by_id(before["goals"])
    for goal in after["goals"]:
        was, said_of = were[goal["id"]], goals.get(goal["id"])
        for name in ("stage", "effort_share"):
            assert both(was, goal, name) == (said_of[name] if said_of else both(goal, goal, name))
        if said_of and said_of["forecast"]:
            assert said_of["forecast"] == both(was, goal, "forecast")
