"""Proposed changes, by the workflows' own shell lines: from the push of a branch to the comment below it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from tests.hosting.runner import NOW, REPOSITORY
from tests.repository import run_git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from markdown_it.token import Token

    from tests.hosting.runner import Host, Job

ITEM = "items/beispiele/kunden-fragen.md"
GOOD = """---
titel: Anfrageformular auf dem Telefon prüfen
status: Idee
---

Auf drei Telefonen ausfüllen und aufschreiben, wo es hakt.
"""
NOBODY = """---
titel: Neue Startseite bauen
status: Backlog
ziel: in-der-region-gefunden
verantwortlich: alle
wirkung: 3
sicherheit: 2
aufwand: 3
---

Eine Startseite, die in fünf Sekunden sagt, was wir tun.

- [ ] Sie ist online
"""


def without_preview(workflow: dict) -> None:
    """Leave out the steps that build the preview and keep it."""
    job = workflow["jobs"]["check"]
    steps = [step for step in job["steps"] if "backlog build" not in step.get("run", "")]
    steps = [step for step in steps if step.get("with", {}).get("name") != "preview"]
    assert len(steps) == len(job["steps"]) - 2
    job["steps"] = steps


@dataclass
class Proposal:
    """A pull request: its branch, and the host's event for its check."""

    host: Host
    branch: str
    repository: str = REPOSITORY
    pull: bool = True

    @property
    def head(self) -> str:
        return run_git(self.bare, "rev-parse", f"refs/heads/{self.branch}")

    @property
    def bare(self) -> Path:
        return self.host.bare if self.repository == REPOSITORY else self.host.folder / "fork.git"

    def event(self) -> dict:
        head = {"ref": self.branch, "sha": self.head, "repo": {"full_name": self.repository}}
        return {"pull_request": {"number": 1, "head": head, "base": {"ref": "main"}}}

    def checked(self, *, preview: bool = False, change: Callable[[dict], None] | None = None) -> Job:
        """What the check comes to; the host makes no run where the change conflicts with the main branch.

        The preview takes longer than all the rest, so it is built for those tests only that look at it.
        """

        def changed(workflow: dict) -> None:
            if not preview:
                without_preview(workflow)
            if change:
                change(workflow)

        run_git(
            self.host.bare, "fetch", "--quiet", "--force", str(self.bare), f"{self.branch}:refs/pull/1/head"
        )
        commit = self.host.merged(self.host.head(), self.head)
        assert commit is not None, "conflict"
        done = self.host.run(
            "check", "pull_request", self.event(), commit=commit, ref="refs/pull/1/merge", change=changed
        )
        return done["check"]

    def commented(self, **options: object) -> Job:
        """What the workflow does that comments after the newest check."""
        owner = self.repository.split("/", 1)[0]
        label = f"{owner}:{self.branch}"
        pull = {"number": 1, "state": "open", "head": {"label": label, "sha": self.head}, "body": ""}
        self.host.change(pulls=[pull] if self.pull else [])
        run = {
            "id": options.get("run", 7000 + self.host.runs), "event": "pull_request", "conclusion": "success",
            "head_sha": options.get("sha", self.head), "head_branch": self.branch,
            "head_repository": {"full_name": self.repository, "owner": {"login": owner}},
        }  # fmt: skip
        return self.host.run("comment", "workflow_run", {"workflow_run": run})["comment"]

    def kept(self, artifact: str, path: str) -> str:
        """A file of an artifact of the newest check."""
        found = [one for one in self.host.state["artifacts"] if one["name"] == artifact][-1]
        with zipfile.ZipFile(found["file"]) as packed:
            return packed.read(path).decode()


def proposed(host: Host, branch: str, files: dict[str, str | bytes | None], *, fork: str = "") -> Proposal:
    """Push a branch with these files, from main as it is; `fork` is somebody else's repository."""
    if fork and not (host.folder / "fork.git").exists():
        run_git(host.folder, "clone", "--quiet", "--bare", str(host.bare), str(host.folder / "fork.git"))
    work = host.clone(f"work-{branch.replace('/', '-')}-{len(list(host.folder.iterdir()))}")
    run_git(work, "switch", "--quiet", "-C", branch)
    for path, text in files.items():
        target = work / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            target.unlink()
        else:
            target.write_bytes(text if isinstance(text, bytes) else text.encode())
    run_git(work, "add", "--all")
    moments = {"GIT_COMMITTER_DATE": NOW, "GIT_AUTHOR_DATE": NOW}
    run_git(work, "commit", "--quiet", "-m", "Change", **moments)
    to = host.folder / "fork.git" if fork else host.bare
    run_git(work, "push", "--quiet", "--force", str(to), f"HEAD:refs/heads/{branch}")
    return Proposal(host=host, branch=branch, repository=fork or REPOSITORY)


def merge(proposal: Proposal) -> None:
    """Take a proposal over, as the host does."""
    commit = proposal.host.merged(proposal.host.head(), proposal.head)
    assert commit is not None
    run_git(proposal.host.bare, "update-ref", "refs/heads/main", commit)


def test_a_good_change_is_green_and_says_what_it_does(hosted):
    """No annotation, the report in the summary and kept, and a preview that opens from a folder and says so."""
    proposal = proposed(hosted(), "formular", {"items/anfrageformular.md": GOOD})
    done = proposal.checked(preview=True)
    assert done.result == "success", done.log
    assert "::error" not in done.log
    assert "Anfrageformular auf dem Telefon prüfen" in done.summary
    assert proposal.kept("report", "report.md") in done.summary
    assert re.search(r"Verglichen: `[0-9a-f]{7}` mit `[0-9a-f]{7}`\.", done.summary)
    assert "HEAD" not in done.summary
    page = proposal.kept("preview", "items/anfrageformular.html")
    assert "Vorschau" in page


def test_a_broken_one_names_line_reason_and_what_to_paste_on_its_own_branch(hosted):
    """Owner `alle`: red, one annotation on its line, a link that opens her branch; report and preview are there."""
    branch = "anna/startseite#1"
    proposal = proposed(hosted(), branch, {"items/startseite.md": NOBODY})
    done = proposal.checked(preview=True)
    assert done.result == "failure"
    errors = re.findall(r"(?m)^::error .*$", done.log)
    assert len(errors) == 1, done.log
    assert "file=items/startseite.md,line=5" in errors[0]
    assert "verantwortlich: anna" in done.summary
    edit = f"https://github.com/{REPOSITORY}/edit/anna/startseite%231/items/startseite.md"
    assert edit in done.summary
    assert proposal.kept("report", "report.md")
    assert proposal.kept("preview", "index.html")


def test_one_from_a_fork_works_without_any_token(hosted):
    """The link opens the fork's branch, nothing asks the host for anything, the comment finds its pull request."""
    host = hosted()
    proposal = proposed(host, "main", {"items/startseite.md": NOBODY}, fork="fremd/marketing")
    done = proposal.checked()
    assert done.result == "failure"
    assert "https://github.com/fremd/marketing/edit/main/items/startseite.md" in done.summary
    assert host.state["calls"] == []
    assert proposal.commented().result == "success"
    assert len(host.state["comments"]) == 1
    said = host.state["comments"][0]["body"]
    assert 0 < said.index("1 Fehler ist zu beheben") < said.index("### Neue Aufgaben")
    assert "Neue Startseite bauen" in said
    assert "verantwortlich: anna" in said
    assert "https://github.com/fremd/marketing/edit/main/items/startseite.md" in said


def test_what_a_fork_does_to_theme_and_workflow_gets_nothing(hosted):
    """A template of a stranger runs in his own check, which has nothing to steal; the comment runs nothing of it."""
    host = hosted()
    files = {
        "templates/base.html": "{{ 7 * 7 }}",
        "urllib.py": "import pathlib; pathlib.Path('run').touch()",
        ".github/workflows/comment.yml": "name: Böse\non: push\njobs: {}\n",
    }
    proposal = proposed(host, "boese", files, fork="fremd/marketing")
    done = proposal.checked(preview=True)
    assert not host.state["calls"]
    assert "t0ken" not in done.log
    assert not list(host.folder.rglob("run"))
    assert proposal.commented().result == "success"


def test_a_conflict_is_the_hosts_to_tell_and_its_marks_are_errors(hosted):
    """Without a merge there is no run; whoever resolves it halfway gets every mark as a finding."""
    host = hosted()
    text = host.file(ITEM)
    ours = proposed(host, "ours", {ITEM: text.replace("wirkung: ", "wirkung: 5 # war ", 1)})
    theirs = proposed(host, "theirs", {ITEM: text.replace("wirkung: ", "wirkung: 1 # war ", 1)})
    merge(ours)
    assert host.merged(host.head(), theirs.head) is None
    line = next(line for line in text.splitlines(keepends=True) if line.startswith("wirkung: "))
    marked = text.replace(line, f"<<<<<<< theirs\n{line}=======\nwirkung: 5\n>>>>>>> main\n")
    halfway = proposed(host, "theirs", {ITEM: marked})
    done = halfway.checked()
    assert done.result == "failure"
    assert f"file={ITEM}" in done.log
    assert "Konflikt" in done.log


def test_two_branches_that_take_the_same_id(hosted):
    """Each is green alone; after the first is merged, the check of the second names both files."""
    host = hosted()
    one = proposed(host, "one", {"items/aktion.md": GOOD})
    other = proposed(host, "other", {"items/2026/aktion.md": GOOD.replace("Telefon", "Tablet")})
    assert one.checked().result == "success"
    assert other.checked().result == "success"
    merge(one)
    done = other.checked()
    assert done.result == "failure"
    assert "items/2026/aktion.md" in done.log
    assert "items/aktion.md" in done.log


def test_what_others_merged_meanwhile_is_no_part_of_the_report(hosted):
    host = hosted()
    mine = proposed(host, "mine", {"items/anfrageformular.md": GOOD})
    merge(proposed(host, "theirs", {"items/anderes.md": GOOD.replace("Telefon", "Tablet")}))
    done = mine.checked()
    report = mine.kept("report", "report.md")
    assert done.result == "success"
    assert "Telefon" in report
    assert "Tablet" not in report


def test_a_force_push_leaves_no_report_of_what_is_gone(hosted):
    """The run of the former commit comments nothing; the check of the new one knows nothing of the former."""
    host = hosted()
    former = proposed(host, "anna", {"items/startseite.md": NOBODY})
    former.checked()
    gone, run = former.head, 7000 + host.runs
    newer = proposed(host, "anna", {"items/anfrageformular.md": GOOD})
    assert newer.head != gone
    assert newer.checked().result == "success"
    assert newer.commented(run=run, sha=gone).result == "success"
    assert host.state["comments"] == []
    assert newer.commented(run=7000 + host.runs - 1).result == "success"
    assert "Telefon" in host.state["comments"][0]["body"]
    assert "Startseite" not in host.state["comments"][0]["body"]


def test_a_shallow_checkout_says_what_is_missing(hosted):
    """Somebody takes `fetch-depth: 0` away: the base is not there, and the line to add is told."""
    proposal = proposed(hosted(), "formular", {"items/anfrageformular.md": GOOD})

    def cut_off(workflow: dict) -> None:
        del workflow["jobs"]["check"]["steps"][0]["with"]["fetch-depth"]

    done = proposal.checked(change=cut_off)
    assert done.result == "failure"
    assert "fetch-depth: 0" in done.log


def test_a_merge_queue_checks_the_group(hosted):
    host = hosted()
    proposal = proposed(host, "formular", {"items/anfrageformular.md": GOOD})
    base = host.head()
    commit = host.merged(base, proposal.head)
    payload = {"merge_group": {"base_sha": base, "head_ref": "refs/heads/gh-readonly-queue/main/pr-1"}}
    done = host.run(
        "check",
        "merge_group",
        payload,
        commit=commit,
        ref="refs/heads/gh-readonly-queue/main/pr-1",
        change=without_preview,
    )
    assert done["check"].result == "success", done["check"].log
    assert "Telefon" in done["check"].summary


def test_one_comment_and_rewritten_only_when_it_changed(hosted):
    host = hosted()
    proposal = proposed(host, "formular", {"items/anfrageformular.md": GOOD})
    proposal.checked()
    proposal.commented()
    proposal.checked()
    proposal.commented(run=7000 + host.runs)
    (comment,) = host.state["comments"]
    assert comment["written"] == 1
    again = proposed(host, "formular", {"items/anfrageformular.md": GOOD.replace("Telefon", "Tablet")})
    again.checked()
    again.commented(run=7000 + host.runs)
    (comment,) = host.state["comments"]
    assert comment["written"] == 2
    assert "Tablet" in comment["body"]
    assert comment["issue"] == 1


def forged(host: Host, files: dict[str, bytes]) -> None:
    """Put an artifact in place of the report of a run: whatever somebody else's files make there."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in files.items():
            packed.writestr(path, content)
    file = host.folder / "forged.zip"
    file.write_bytes(made.getvalue())
    report = {"id": 999, "name": "report", "run": str(7000 + host.runs), "file": str(file), "expired": False}
    host.change(artifacts=[{**report, "size_in_bytes": len(made.getvalue())}])


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"report.md": b"x" * 5_000_000}, "x" * 59_000),
        (
            {"report.md": "@merkau/alle, @anna: dringend!\u202e".encode(), "../../evil": b"1"},
            "@\u200bmerkau/alle",
        ),
        (
            {"report.md": b"$(touch /tmp/pwned) `id` ${GH_TOKEN} \x1b[31m\x00"},
            "$(touch /tmp/pwned) `id` ${GH_TOKEN}",
        ),
        ({"report.md": b"\xff\xfe latin"}, " latin"),
        ({"report.md": b"&#64;anna &#x40;anna &commat;anna \\@anna &amp;commat;anna"}, "anna"),
        (
            {
                "findings.md": b"![x](https://evil.example/x) <img src=//evil.example/x> <a href=x>x</a>\n<!-- "
            },
            "evil.example",
        ),
    ],
    ids=["long", "names", "shell", "bytes", "names by number", "pictures"],
)
def test_the_artifact_of_a_stranger_is_text(hosted, files, told):
    """Limited in length, calls nobody, loads nothing, hides nothing, runs nothing, writes no file."""
    host = hosted()
    proposal = proposed(host, "fremd", {"items/anfrageformular.md": GOOD}, fork="fremd/marketing")
    forged(host, files)
    done = proposal.commented()
    assert done.result == "success", done.log
    (comment,) = host.state["comments"]
    assert told in comment["body"]
    assert len(comment["body"]) < 62_000
    assert not re.search(r"@\w", comment["body"])
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", comment["body"])
    assert "t0ken" not in comment["body"]
    shown = shown_by_a_host(comment["body"].removeprefix("<!-- backlog-report -->"))
    assert not {token.type for token in shown} & {"html_block", "html_inline", "image"}
    assert not re.search(r"@\w", "".join(token.content for token in shown if token.type != "inline"))


def shown_by_a_host(text: str) -> list[Token]:
    """What becomes of Markdown where HTML counts: all tokens, those inside of others, too."""
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
    return [one for token in tokens for one in (token, *(token.children or ()))]


def test_many_findings_leave_room_for_what_the_change_does(hosted):
    """Cut between two findings, so that no block of lines to paste swallows the rest."""
    host = hosted()
    bad = {f"items/neu-{number}.md": NOBODY.replace("bauen", f"bauen {number}") for number in range(90)}
    proposal = proposed(host, "viele", bad)
    proposal.checked()
    assert proposal.commented().result == "success"
    (comment,) = host.state["comments"]
    said = comment["body"]
    assert "### Neue Aufgaben" in said
    assert said.count("```yaml") * 2 == said.count("```")
    assert said.count("verantwortlich: anna") < 90
    assert len(said.encode()) < 65_536


def test_no_report_no_comment(hosted):
    """Too large, or none because the check did not come so far: nothing is said."""
    host = hosted()
    proposal = proposed(host, "fremd", {"items/anfrageformular.md": GOOD}, fork="fremd/marketing")
    proposal.checked()
    artifacts = host.state["artifacts"]
    host.change(artifacts=[{**one, "size_in_bytes": 200_000_000} for one in artifacts])
    assert proposal.commented().result == "success"
    proposal.pull = False
    host.change(artifacts=artifacts)
    assert proposal.commented(run=7000 + host.runs - 1).result == "success"
    assert host.state["comments"] == []
