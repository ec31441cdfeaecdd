"""The baseline: what was wrong before is tolerated, and can only shrink; what is new fails."""

from __future__ import annotations

import json
import re
import time

import pytest

from backlog.cli.checks.run import TOLERATED
from backlog.errors import Exit
from backlog.findings import Severity
from backlog.model.baseline import Baseline
from backlog.rules.baseline import entries_of, tolerate
from backlog.rules.novelty import tolerated_anew
from tests.make import finding
from tests.repository import Repo, item

LINE = f'\n[rules]\nbaseline = "{TOLERATED}"\n'


@pytest.fixture
def adopted(backlog, inside):
    """A backlog with much wrong, all of it tolerated."""
    root = inside("broken")
    done = backlog("check", "--write-baseline")
    assert (done.code, TOLERATED in done.err, LINE in done.err) == (Exit.FINE, True, True)
    with (root / "backlog.toml").open("a", encoding="utf-8") as file:
        file.write(LINE)
    return root


def entries(root):
    return [line for line in (root / TOLERATED).read_text("utf-8").splitlines() if not line.startswith("#")]


def told(backlog, *more):
    done = backlog("check", "--format", "json", *more)
    return json.loads(done.out)["findings"], done.code


def test_it_is_sorted_by_line_and_names_no_line_of_a_file(adopted) -> None:
    lines = entries(adopted)
    assert lines == sorted(lines)
    assert len(lines) == 21
    assert all(re.fullmatch(r"items/\S+: [A-Z]\d{3} [a-z-]+ \S+ [0-9a-f]{16}", line) for line in lines)


@pytest.mark.usefixtures("adopted")
def test_tolerated_errors_weigh_as_warnings_and_are_counted(backlog) -> None:
    found, code = told(backlog)
    assert code == Exit.FINE
    assert sum(one.get("tolerated", False) for one in found) == 21
    assert {one["severity"] for one in found} == {"warning"}
    done = backlog("check")
    assert "items/owner-alle.md" not in done.out
    assert "findings that were there before are tolerated." in done.out


@pytest.mark.usefixtures("adopted")
def test_a_file_that_is_left_out_is_told_of_all_the_same(backlog) -> None:
    done = backlog("check", "--format", "concise")
    assert "items/tab-indent.md:13:1: warning F141" in done.out
    assert re.search(r"\b6 refused", done.out)
    assert done.code == Exit.FINE


def test_the_site_is_built_and_shows_them_as_warnings(backlog, adopted) -> None:
    done = backlog("build", "--output", "site")
    assert done.code == Exit.FINE, done.out + done.err
    data = json.loads((adopted / "site/data/backlog.json").read_text("utf-8"))
    assert {one["severity"] for one in data["findings"]} == {"warning"}
    assert sum(one.get("tolerated", False) for one in data["findings"]) == 21
    page = (adopted / "site/quality.html").read_text("utf-8")
    assert "There is no error." in page
    assert "tolerated, because it was there before" in page


def test_a_private_item_changes_nothing_of_what_is_tolerated(backlog, adopted) -> None:
    """Reports are made without it, and go by the same list."""
    secret = item("backlog", title="Nobody reads this", owner="alle", private="true")
    (adopted / "items" / "secret.md").write_text(secret, "utf-8")
    held = adopted / TOLERATED
    held.write_text(
        f"{held.read_text('utf-8')}items/secret.md: O101 owner-is-nobody owner {'0' * 16}\n", "utf-8"
    )
    assert backlog("build", "--keep-going", "--output", "out").code == Exit.FINDINGS  # the private item's own
    data = json.loads((adopted / "out" / "data" / "backlog.json").read_text("utf-8"))
    assert {one["severity"] for one in data["findings"]} == {"warning"}
    assert not [
        file for file in (adopted / "out").rglob("*") if file.is_file() and b"secret" in file.read_bytes()
    ]


def test_whoever_lengthens_it_is_told_of(backlog, tmp_path, monkeypatch) -> None:
    """A change that puts its own errors into the list hides nothing; one that moves a file is quiet."""
    repo = Repo(tmp_path / "adopted")
    monkeypatch.chdir(repo.root)
    repo.write("backlog.toml", LINE)
    repo.write("items/old.md", item("backlog", title="An old thing", owner="alle"))
    backlog("check", "--write-baseline")
    repo.commit()
    repo.move("items/old.md", "items/moved/old.md")
    moved = repo.root / TOLERATED
    moved.write_text(moved.read_text("utf-8").replace("items/old.md", "items/moved/old.md"), "utf-8")
    quiet = backlog("check", "--base", "main")
    assert (quiet.code, "baseline" in quiet.err) == (Exit.FINE, False)
    assert json.loads(backlog("diff", "main", "--format", "json").out)["findings"]["newly_tolerated"] == 0

    repo.write("items/fresh.md", item("backlog", title="A fresh idea", owner="alle"))
    fresh = [one for one in told(backlog)[0] if one["severity"] == "error"]
    assert {one["path"] for one in fresh} == {"items/fresh.md"}
    repo.remove(TOLERATED)
    backlog("check", "--write-baseline")
    said = f"{len(fresh)} new errors count as warnings only because this change puts them into the baseline."
    done = backlog("check", "--base", "main", "--format", "github")
    assert said in done.err
    for one in fresh:
        assert re.search(
            rf"^::warning file=items/fresh.md,line={one['line']},.*{one['code']}", done.out, re.MULTILINE
        )
    assert "O101" not in "".join(line for line in done.out.splitlines(keepends=True) if "moved" in line)
    assert f"**To look at before merging:** {said}" in backlog("diff", "main").out
    data = json.loads(backlog("diff", "main", "--format", "json").out)
    assert (data["verdict"], data["findings"]["newly_tolerated"]) == ("look", len(fresh))


def test_what_is_new_fails_also_where_something_like_it_is_tolerated(backlog, adopted) -> None:
    text = (adopted / "items/owner-alle.md").read_text("utf-8")
    (adopted / "items/second.md").write_text(text.replace("title: ", "title: Second "), "utf-8")
    found, code = told(backlog)
    assert code == Exit.FINDINGS
    assert [(one["path"], one["code"]) for one in found if one["severity"] == "error"] == [
        ("items/second.md", "O101")
    ]
    before = (adopted / TOLERATED).read_bytes()
    assert backlog("check", "--write-baseline").code == Exit.FINDINGS
    assert (adopted / TOLERATED).read_bytes() == before


def test_lines_that_move_change_nothing(backlog, adopted) -> None:
    path = adopted / "items/owner-alle.md"
    path.write_text(path.read_text("utf-8").replace("---\n", "---\n# a comment\n\n", 1), "utf-8")
    assert told(backlog)[1] == Exit.FINE


def test_another_value_is_another_finding(backlog, adopted) -> None:
    path = adopted / "items/owner-alle.md"
    path.write_text(path.read_text("utf-8").replace("owner: alle", "owner: team"), "utf-8")
    assert told(backlog)[1] == Exit.FINDINGS


def test_it_only_shrinks(backlog, adopted) -> None:
    path, before = adopted / "items/owner-alle.md", entries(adopted)
    wrong = path.read_text("utf-8")
    path.write_text(wrong.replace("owner: alle", "owner: mia"), "utf-8")
    assert (
        "1 tolerated finding is mended: `backlog check --write-baseline` takes it out."
        in backlog("check").out
    )
    done = backlog("check", "--write-baseline")
    assert (done.code, "1 that is mended was taken out." in done.err) == (Exit.FINE, True)
    assert entries(adopted) == [line for line in before if "owner-alle" not in line]
    path.write_text(wrong, "utf-8")
    assert backlog("check", "--write-baseline").code == Exit.FINDINGS
    assert entries(adopted) == [line for line in before if "owner-alle" not in line]


def test_two_equal_findings_are_two_entries(backlog, tmp_path, monkeypatch) -> None:
    (tmp_path / "items").mkdir()
    path = tmp_path / "items/a.md"
    path.write_text(item("idea", title="A thing") + "\n[x](nowhere.md)\n\n[y](nowhere.md)\n", "utf-8")
    (tmp_path / "backlog.toml").write_text(LINE, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert told(backlog)[1] == Exit.FINDINGS  # the file is named, and not there
    assert backlog("check", "--write-baseline").code == Exit.FINE
    assert len(set(entries(tmp_path))) == 1
    assert len(entries(tmp_path)) == 2
    path.write_text(path.read_text("utf-8") + "\n[z](nowhere.md)\n", "utf-8")
    found, code = told(backlog)
    assert (code, [one["severity"] for one in found if one["code"] == "L301"]) == (
        Exit.FINDINGS,
        ["warning", "warning", "error"],
    )


def test_whoever_fills_in_one_of_several_fields_is_not_told_of_the_others(
    backlog, tmp_path, monkeypatch
) -> None:
    (tmp_path / "items").mkdir()
    path = tmp_path / "items/a.md"
    path.write_text(item("backlog", title="A thing"), "utf-8")
    (tmp_path / "backlog.toml").write_text(LINE, "utf-8")
    monkeypatch.chdir(tmp_path)
    backlog("check", "--write-baseline")
    assert sum("I201" in line for line in entries(tmp_path)) == 2
    path.write_text(item("backlog", title="A thing", owner="anna"), "utf-8")
    assert told(backlog)[1] == Exit.FINE
    backlog("check", "--write-baseline")
    path.write_text(item("backlog", title="A thing"), "utf-8")
    assert told(backlog)[1] == Exit.FINDINGS


def test_what_cannot_be_read_of_it_is_an_error_and_mended_by_writing_it(backlog, adopted) -> None:
    """As after a merge that nobody finished."""
    path = adopted / TOLERATED
    good = path.read_bytes()
    path.write_bytes(b"<<<<<<< ours\n" + good + b"=======\n" + good + b">>>>>>> theirs\n")
    found, code = told(backlog)
    assert code == Exit.FINDINGS
    assert [(one["code"], one["path"], one["line"]) for one in found if one["severity"] == "error"] == [
        ("C213", TOLERATED, 1)
    ]
    assert backlog("check", "--write-baseline").code == Exit.FINE
    assert entries(adopted) == [line for line in good.decode().splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("name", ["items/old.md", "backlog.toml", ".git/config"])
def test_no_other_file_is_overwritten(backlog, tmp_path, monkeypatch, name) -> None:
    """G1: a path in the configuration that was meant otherwise costs nobody a file."""
    repo = Repo(tmp_path / "wrong")
    monkeypatch.chdir(repo.root)
    repo.write("backlog.toml", LINE.replace(TOLERATED, name))
    repo.write("items/old.md", item("backlog", title="An old thing", owner="alle"))
    before = (repo.root / name).read_bytes()
    done = backlog("check", "--write-baseline")
    assert done.code == Exit.REFUSED
    assert name in done.err
    assert (repo.root / name).read_bytes() == before


def test_nothing_of_the_configuration_is_tolerated(backlog, inside) -> None:
    root = inside("english")
    with (root / "backlog.toml").open("a", encoding="utf-8") as file:
        file.write('\n[rules]\nbaseline = "gone.txt"\n')
    found, code = told(backlog)
    errors = [one["code"] for one in found if one["severity"] == "error"]
    assert (code, errors) == (Exit.FINDINGS, ["C212"])
    assert backlog("check", "--write-baseline").code == Exit.FINE
    assert [
        line for line in (root / "gone.txt").read_text("utf-8").splitlines() if not line.startswith("#")
    ] == []


def test_where_a_table_of_rules_is_there_the_line_goes_below_it(backlog, inside) -> None:
    root = inside("broken")
    with (root / "backlog.toml").open("a", encoding="utf-8") as file:
        file.write('\n[rules]\noverdue = "off"\n')
    done = backlog("check", "--write-baseline")
    assert f'below [rules]:\n\nbaseline = "{TOLERATED}"' in done.err


def test_many_entries_take_no_time_for_each_finding() -> None:
    """T74: ten thousand errors that are tolerated; each is looked up, not compared with all the others."""
    found = [finding("owner-is-nobody", f"items/a-{n}.md", severity=Severity.ERROR) for n in range(10_000)]
    known = Baseline(path=TOLERATED, entries=tuple(entry for one in found for entry in entries_of(one)))
    begin = time.process_time()
    assert all(one.tolerated for one in tolerate(found, known))
    assert tolerated_anew(tolerate(found, known), found, {}) == ()
    assert time.process_time() - begin < 3


def test_it_concerns_the_whole_backlog(backlog, inside) -> None:
    root = inside("broken")
    assert backlog("check", "--write-baseline", "items").code == Exit.WRONG_USE
    assert not (root / TOLERATED).exists()
