"""`doctor` over repositories with one thing wrong each: it says so, and is content once that is mended."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from backlog import __version__
from backlog.cli.doctor.answers import Answers, answers_in
from backlog.formats.hosting import Hosting, hosting
from backlog.language import language
from tests.repository import Repo, environment, run_git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.room import Ran

SETTINGS = """title = "A team"
timezone = "Europe/Berlin"
holidays = "DE-BE"
repository = "https://github.com/company/marketing"
[people.anna]
name = "Anna Schmidt"
"""
ITEM = "---\ntitle: A page of its own\nstatus: idea\n---\n"
GOOD = {
    "repository": {"full_name": "company/marketing", "private": True, "allow_auto_merge": True},
    "pages": {"build_type": "workflow", "public": False, "cname": None},
    "rights": {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": True},
    "branch": {"name": "main", "protected": False, "protection": {"enabled": False}},
    "rules": [
        {"type": "pull_request", "parameters": {"required_approving_review_count": 0}},
        {
            "type": "required_status_checks",
            "parameters": {"required_status_checks": [{"context": "check", "integration_id": 15368}]},
        },
    ],
}
NO_PAGES = {
    "message": "Not Found",
    "documentation_url": "https://docs.github.com/rest/pages/pages#get-a-github-pages-site",
    "status": "404",
}
NO_PLAN = {
    "message": "Upgrade to GitHub Pro or make this repository public to enable this feature.",
    "documentation_url": "https://docs.github.com/rest/repos/rules#get-rules-for-a-branch",
    "status": "403",
}


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository on GitHub in which nothing is wrong."""
    made = Repo(tmp_path / "repo")
    made.write("backlog.toml", SETTINGS)
    made.write("items/page.md", ITEM)
    made.write(".gitignore", "site/\n")
    for path, text in hosting(Hosting(language=language("en"), version=__version__)).items():
        made.write(path, text)
    made.commit("begin")
    for name, value in environment(HOME=str(tmp_path)).items():
        monkeypatch.setenv(name, value)
    for name in ("GITHUB_ACTIONS", "GITHUB_REPOSITORY", "GITHUB_REF", "GITHUB_EVENT_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(made.root)
    return made


def edited(path: str, old: str, new: str) -> Callable[[Repo], object]:
    def edit(repo: Repo) -> None:
        text = (repo.root / path).read_text("utf-8")
        assert old in text
        repo.write(path, text.replace(old, new))

    return edit


def without(path: str) -> Callable[[Repo], object]:
    return lambda repo: repo.remove(path)


def workflow(name: str) -> str:
    return f".github/workflows/{name}.yml"


def lone(text: str) -> Callable[[Repo], object]:
    """One more workflow, of somebody's own."""
    return lambda repo: repo.write(workflow("own"), text)


JOB = "on: push\npermissions:\n  contents: read\njobs:\n  own:\n    runs-on: ubuntu-24.04\n    steps:\n"
SHA = "a" * 40
WRONGS = {
    "no time zone": (edited("backlog.toml", 'timezone = "Europe/Berlin"\n', ""), "!", "`timezone` is not set"),
    "no holidays": (edited("backlog.toml", 'holidays = "DE-BE"\n', ""), "!", "`holidays` is not set"),
    "another version wanted": (
        edited("backlog.toml", "[people", 'requires = ">=99"\n[people'), "✗", "requires backlog-site >=99",
    ),
    "no version wanted": (
        edited("backlog.toml", "[people", 'requires = "new"\n[people'), "✗", 'requires = "new" names no versions',
    ),
    "newer at the host": (
        edited(workflow("check"), f"backlog-site=={__version__}", "backlog-site==99.0"), "!", "backlog-site 99.0; here",
    ),
    "older at the host": (
        edited(workflow("check"), f"backlog-site=={__version__}", "backlog-site==0.0.1"), "!", "which is newer",
    ),
    "a check is missing": (without(workflow("check")), "!", f"is missing: {workflow('check')}"),
    "a form is missing": (
        without(".github/ISSUE_TEMPLATE/change.yml"), "!", "are missing: .github/ISSUE_TEMPLATE/change.yml",
    ),
    "an older workflow": (
        edited(workflow("check"), "timeout-minutes: 15", "timeout-minutes: 5"), "!", "check.yml is not what this",
    ),
    "an older lock": (lambda repo: repo.write(".github/backlog.lock", "click==8.0\n"), "!", "backlog.lock is not what"),
    "a workflow that is none": (lone("jobs: [\n"), "✗", "own.yml cannot be read"),
    "an action by its tag": (
        lone(JOB + "      - uses: actions/checkout@v6\n"), "!", "own.yml:8: actions/checkout@v6 is named by a tag",
    ),
    "every right": (
        lone("on: push\njobs:\n  own:\n    runs-on: x\n    steps:\n      - run: 'true'\n"), "!", "own has every right",
    ),
    "no right to deploy": (
        edited(workflow("publish"), "    pages: write", "    pages: read"), "✗", "deploy lacks the right pages: write",
    ),
    "no right to propose": (
        edited(workflow("change"), "pull-requests: write", "pull-requests: read"), "✗", "lacks the right pull-requests",
    ),
    "no right to comment": (
        edited(workflow("comment"), "pull-requests: write", "pull-requests: read"), "✗", "comment lacks the right issues",
    ),
    "the last commit only": (
        edited(workflow("check"), "fetch-depth: 0", "fetch-depth: 1"), "✗", "check fetches the last commit only",
    ),
    "some paths only": (
        edited(workflow("check"), "  pull_request:\n", "  pull_request:\n    paths: [items/**]\n"), "!",
        "checks changes of some paths only",
    ),
    "another branch": (edited(workflow("publish"), "branches: [main]", "branches: [trunk]"), "!", "publishes trunk"),
    "the site in git": (edited(".gitignore", "site/", "other/"), "!", ".gitignore does not name it"),
    "the clock": (lambda repo: repo.commit("ahead", at="2099-01-01T12:00:00+00:00"), "!", "is of 2099-01-01 13:00"),
}  # fmt: skip


def remarks(done: Ran, sign: str) -> list[str]:
    return [line for line in done.out.splitlines() if line.startswith(sign)]


@pytest.mark.parametrize("wrong", WRONGS)
def test_each_thing_that_is_wrong_is_said_and_no_other(
    repo: Repo, backlog: Callable[..., Ran], wrong: str
) -> None:
    """Twice: it is there when wrong, and gone when mended; what is in the way is exit code 1."""
    spoil, sign, said = WRONGS[wrong]
    first = backlog("doctor")
    assert (first.code, remarks(first, "!"), remarks(first, "✗")) == (0, [], []), first.out
    spoil(repo)
    spoilt = backlog("doctor")
    assert any(said in line for line in remarks(spoilt, sign)), spoilt.out
    assert len(remarks(spoilt, "✗")) == (sign == "✗"), spoilt.out
    assert spoilt.code == (sign == "✗")
    repo.git("checkout", "--force", "main")
    repo.git("clean", "--quiet", "--force", "-d")
    if wrong != "the clock":  # that is mended by time
        assert said not in backlog("doctor").out


def answer(repo: Repo, **other: object) -> str:
    """A file of answers as the shell line makes it: one value after the other."""
    told = "".join(json.dumps(one) for one in {**GOOD, **other}.values() if one is not None)
    repo.write("host.json", told)
    return "host.json"


HOSTS = {
    "pages for everybody": ({"pages": GOOD["pages"] | {"public": True}}, "✗", "1. Take it off the web: Settings → Pages"),
    "a public repository": ({"repository": GOOD["repository"] | {"private": False}}, "!", "Change visibility"),
    "no pull requests": (
        {"rights": GOOD["rights"] | {"can_approve_pull_request_reviews": False}},
        "!", "Allow GitHub Actions to create and approve",
    ),
    "rights to write": (
        {"rights": GOOD["rights"] | {"default_workflow_permissions": "write"}}, "!", "Read repository contents",
    ),
    "not protected": ({"rules": []}, "!", "Settings → Rules → Rulesets → New ruleset"),
    "not in this plan": ({"rules": NO_PLAN, "branch": None}, "!", "GitHub Team"),
    "no check required": ({"rules": GOOD["rules"][:1]}, "!", "Require status checks to pass"),
    "an approval required": (
        {"rules": [{"type": "pull_request", "parameters": {"required_approving_review_count": 1}}, GOOD["rules"][1]]},
        "!", "Required approvals: 0",
    ),
    "merged by hand": ({"repository": GOOD["repository"] | {"allow_auto_merge": False}}, "!", "Allow auto-merge"),
}  # fmt: skip


def test_a_switch_that_the_plan_does_not_have_is_not_asked_for(
    repo: Repo, backlog: Callable[..., Ran]
) -> None:
    """GitHub Free offers neither rules nor auto-merge for a private repository."""
    by_hand = {"repository": GOOD["repository"] | {"allow_auto_merge": False}}
    assert "Allow auto-merge" in backlog("doctor", "--host", answer(repo, **by_hand)).out
    told = backlog("doctor", "--host", answer(repo, **by_hand, rules=NO_PLAN, branch=None)).out
    assert "GitHub Team" in told
    assert "Allow auto-merge" not in told


def test_a_workflow_of_ones_own_is_not_to_be_deleted(repo: Repo, backlog: Callable[..., Ran]) -> None:
    """It has the name of one of ours: rename it, and the missing one can be written."""
    repo.write(workflow("check"), JOB + f"      - uses: actions/checkout@{SHA}\n")
    told = backlog("doctor").out
    assert ".github/workflows/check.yml is your own and does not run backlog" in told
    assert "Give yours another name, then:\n    backlog init --host github\n" in told
    assert "delete the file" not in told


def test_links_that_only_the_published_site_has(repo: Repo, backlog: Callable[..., Ran]) -> None:
    edited("backlog.toml", 'repository = "https://github.com/company/marketing"\n', "")(repo)
    repo.git("remote", "add", "origin", "git@github.com:company/marketing.git")
    assert "the published site has its links" in backlog("doctor").out
    without(workflow("publish"))(repo)
    assert "so pages have no links to edit" in backlog("doctor").out


@pytest.mark.parametrize("wrong", HOSTS)
def test_what_the_host_answers_is_judged(repo: Repo, backlog: Callable[..., Ran], wrong: str) -> None:
    other, sign, said = HOSTS[wrong]
    good = backlog("doctor", "--host", answer(repo))
    assert good.out.splitlines()[-1] == "All is well.", good.out
    spoilt = backlog("doctor", "--host", answer(repo, **other))
    assert " ".join(said.split()) in " ".join(spoilt.out.split())
    assert (len(remarks(spoilt, "!")), len(remarks(spoilt, "✗"))) == ((0, 1) if sign == "✗" else (1, 0)), (
        spoilt.out
    )
    assert not remarks(spoilt, "?")


def test_pages_that_nobody_switched_on_matter_where_the_site_is_for_everybody(
    repo: Repo, backlog: Callable[..., Ran]
) -> None:
    """For one's own people that is the safe state: the site is kept with each run."""
    kept = backlog("doctor", "--host", answer(repo, pages=NO_PAGES))
    assert "It is kept with each run: Actions → Publish →" in kept.out
    assert not remarks(kept, "!")
    edited("backlog.toml", "[people", 'language = "de"\n[people')(repo)
    assert "Actions → Veröffentlichen →" in backlog("doctor", "--host", answer(repo, pages=NO_PAGES)).out
    edited("backlog.toml", 'language = "de"\n', "")(repo)
    edited("backlog.toml", "[people", '[site]\naudience = "public"\n[people')(repo)
    off = backlog("doctor", "--host", answer(repo, pages=NO_PAGES))
    assert "Build and deployment → Source: GitHub Actions" in off.out
    legacy = backlog("doctor", "--host", answer(repo, pages=GOOD["pages"] | {"build_type": "legacy"}))
    assert "shows the files of a branch" in legacy.out
    assert not remarks(backlog("doctor", "--host", answer(repo)), "!")


@pytest.mark.usefixtures("repo")
def test_what_nobody_has_asked_is_shown_with_its_address_and_one_line_that_asks(
    backlog: Callable[..., Ran],
) -> None:
    """G8: the line is for a shell; nothing is asked here."""
    done = backlog("doctor")
    assert done.code == 0
    assert "https://github.com/company/marketing/settings/actions" in done.out
    assert "https://github.com/company/marketing/settings/rules" in done.out
    line = next(line for line in done.out.splitlines() if "gh api" in line)
    assert '"repos/company/marketing$q"' in line
    assert "/branches/main" in line
    assert done.out.splitlines()[-1] == "All is well here; some things only GitHub knows."


@pytest.mark.parametrize(
    "raw", [b"", b"no", b"[1, 2", b"\xff\xfe{", b'{"other": 1}', b"3", b"[" * 100_000], ids=len
)
def test_a_file_without_answers_is_wrong_use(repo: Repo, backlog: Callable[..., Ran], raw: bytes) -> None:
    repo.write("host.json", raw)
    done = backlog("doctor", "--host", "host.json")
    assert (done.code, done.out) == (2, "")
    assert "holds no answers" in done.err
    assert backlog("doctor", "--host", "nowhere.json").code == 2


def test_answers_are_read_as_powershell_saves_them_and_in_any_order() -> None:
    told = "\r\n".join(json.dumps(one, indent=2) for one in reversed(GOOD.values()))
    wanted = Answers(
        private=True, readers="members", from_branch=False, proposes=True, writes=False, guarded=True,
        checks=("check",), approvals=0, merges=True,
    )  # fmt: skip
    assert answers_in(told.encode("utf-16")) == wanted
    assert answers_in(told.encode("utf-8-sig")) == wanted


def test_gitlab_answers_in_one_value(repo: Repo, backlog: Callable[..., Ran]) -> None:
    repo.git("rm", "-r", "--quiet", ".github")
    edited("backlog.toml", "github.com/company/marketing", "gitlab.com/company/team/marketing")(repo)
    for path, text in hosting(
        Hosting(language=language("de"), version=__version__, host="gitlab", publish="gitlab")
    ).items():
        repo.write(path, text)
    asked = backlog("doctor")
    assert "glab api projects/company%2Fteam%2Fmarketing" in asked.out
    assert not remarks(asked, "!")
    told = {"path_with_namespace": "company/team/marketing", "visibility": "private"}
    settings = {"pages_access_level": "private", "only_allow_merge_if_pipeline_succeeds": True}
    repo.write("host.json", json.dumps(told | settings))
    assert backlog("doctor", "--host", "host.json").out.splitlines()[-1] == "All is well."
    repo.write("host.json", json.dumps(told | {k: "public" if k[0] == "p" else False for k in settings}))
    wrong = backlog("doctor", "--host", "host.json")
    assert wrong.code == 1
    assert "Only project members" in wrong.out
    assert "Pipelines must succeed" in wrong.out


def test_a_job_knows_where_it_runs_and_whether_its_branch_is_guarded(
    repo: Repo, backlog: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    edited("backlog.toml", 'repository = "https://github.com/company/marketing"\n', "")(repo)
    assert "settings/rules" not in backlog("doctor").out
    (tmp_path / "event.json").write_text(json.dumps({"repository": {"private": False}}), "utf-8")
    for name, value in {
        "GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REF": "refs/heads/main",
        "GITHUB_REPOSITORY": "company/elsewhere", "GITHUB_REF_PROTECTED": "false",
        "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    done = backlog("doctor")
    assert "main is not protected" in done.out
    assert "https://github.com/company/elsewhere/settings/rules" in done.out
    assert 'repository = "https://github.com/company/elsewhere"' in done.out
    assert "Change to private" in done.out


def test_the_address_is_the_one_of_origin_and_keeps_no_secret(
    repo: Repo, backlog: Callable[..., Ran]
) -> None:
    edited("backlog.toml", 'repository = "https://github.com/company/marketing"\n', "")(repo)
    repo.git("remote", "add", "origin", "https://me:ghp_secret@github.com/company/other.git")
    done = backlog("doctor")
    assert 'repository = "https://github.com/company/other"' in done.out
    assert "secret" not in done.out


def test_a_clone_without_workflows_and_history_says_both(
    repo: Repo, backlog: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T59: and a worktree is no other repository."""
    repo.git("rm", "-r", "--quiet", ".github")
    repo.commit("none")
    run_git(tmp_path, "clone", "--quiet", "--depth=1", repo.root.as_uri(), "cut")
    monkeypatch.chdir(tmp_path / "cut")
    done = backlog("doctor")
    assert "git fetch --unshallow" in done.out
    assert "No workflow checks proposed changes" in done.out
    assert "backlog init --host github" in done.out
    run_git(tmp_path / "cut", "worktree", "add", "--quiet", "../tree")
    monkeypatch.chdir(tmp_path / "tree")
    assert "git fetch --unshallow" in backlog("doctor").out


@pytest.mark.usefixtures("repo")
def test_a_clock_that_stands_still_is_said(
    backlog: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1771200000")
    assert "SOURCE_DATE_EPOCH is set (1771200000)" in backlog("doctor").out


@pytest.mark.parametrize("publish", ["pages", "webspace", "artifact"])
def test_what_init_writes_is_fine_in_every_language_and_way(
    repo: Repo, backlog: Callable[..., Ran], publish: str
) -> None:
    for path, text in hosting(Hosting(language=language("de"), version=__version__, publish=publish)).items():
        repo.write(path, text.replace("\n", "\r\n"))
    done = backlog("doctor")
    assert (remarks(done, "!"), remarks(done, "✗")) == ([], []), done.out
    assert not re.search("is not what|is missing|are missing", done.out)


def test_in_german_nothing_is_left_in_english(repo: Repo, backlog: Callable[..., Ran]) -> None:
    edited("backlog.toml", "title =", 'language = "de"\ntitle =')(repo)
    spoilt = backlog("doctor", "--host", answer(repo, pages=GOOD["pages"] | {"public": True}, rules=[]))
    words = [line for line in spoilt.out.splitlines() if not line.startswith("    ")]
    assert not [line for line in words if re.search(r"\b(?:the|is|and|not|with)\b", line)], words
    assert "Aus dem Netz nehmen" in spoilt.out
