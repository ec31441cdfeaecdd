"""Issues that become proposed changes, by the workflows' own shell lines: requests, and many changes at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.hosting.runner import REPOSITORY
from tests.hosting.test_proposals import Proposal, merge
from tests.repository import run_git

if TYPE_CHECKING:
    from tests.hosting.runner import Host, Job

TEN = """### Änderungen, eine je Zeile

kontaktformular-kuerzen → In Arbeit
newsletter-checkliste wirkung = 4
"Zehn Kunden fragen, wie sie uns gefunden haben": Beleg = Zehn Gespräche, acht davon am Telefon
- karriereseite-fotos → blockiert: content, Texte fehlen
gibtesnicht → Geplant
linkedin-einblicke verantwortlich = claudia
linkedin-einblicke wirkung = 9
* stellenanzeige-servicetechnik termin = 2026-12-04
podcast-werkstattgespraeche → Verworfen
+ Wartungsplan als Merkblatt
"""


def issue(body: str, title: str, **more: object) -> dict:
    """The host's event for an issue that was just opened with a form."""
    asked = {
        "number": 12, "title": title, "body": body.replace("\n", "\r\n"), "state": "open", "labels": [],
        "author_association": "MEMBER", "user": {"login": "vroni"},
    }  # fmt: skip
    action = {"action": more.pop("action", "opened"), "changes": more.pop("changes", {})}
    return {**action, "issue": {**asked, **more}}


def form(host: Host, name: str) -> dict:
    """An issue form as the host reads it."""
    return yaml.safe_load(host.file(f".github/ISSUE_TEMPLATE/{name}.yml"))


def answered(host: Host, name: str, *answers: str) -> str:
    """The body of an issue made with a form: every question as a heading, the answer below."""
    fields = [field for field in form(host, name)["body"] if field["type"] != "markdown"]
    told = [*answers, *["_No response_"] * (len(fields) - len(answers))]
    return "\n\n".join(
        f"### {field['attributes']['label']}\n\n{answer}" for field, answer in zip(fields, told, strict=True)
    )


def changed(host: Host, body: str, title: str = "Änderungen: Planung", **more: object) -> Job:
    return host.run("change", "issues", issue(body, title, **more))["change"]


def branches(host: Host) -> list[str]:
    return run_git(host.bare, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()


HOSTILE_LINES = """### Änderungen, eine je Zeile

$(touch pwned) → Geplant
newsletter-checkliste titel = $(touch pwned) `id` ${GH_TOKEN}
../../.github/workflows/check status = x
where status=open: titel = @merkau/alle ::error::x
::add-mask::newsletter
people.anna name = <script>
"""


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_request_becomes_a_proposed_change(hosted, language):
    """One item of kind intake on a branch of its own, checked here and said so, and an answer with the address."""
    host = hosted("--language", language)
    body = answered(host, "request", "Ein Flyer für die Messe", "Mehr Gespräche am Stand")
    asked = issue(body, form(host, "request")["title"] + "Messeflyer", author_association="NONE")
    done = host.run("request", "issues", asked)["request"]
    assert done.result == "success", done.log
    assert branches(host) == ["main", "request-12"]
    changes = run_git(host.bare, "diff", "--name-status", "main", "request-12")
    assert changes == "A\titems/messeflyer.md"
    text = host.file("items/messeflyer.md", "request-12")
    assert "Ein Flyer für die Messe" in text
    assert {"de": "status: idee", "en": "status: idea"}[language] in text.lower()
    (pull,) = host.state["pulls"]
    assert pull["base"] == "main"
    assert pull["title"].endswith("Messeflyer (#12)")
    assert "Closes #12" in pull["body"]
    assert "Messeflyer" in pull["body"]
    (status,) = host.state["statuses"]
    assert (status["context"], status["state"]) == ("check", "success")
    assert status["commit"] == host.head("request-12")
    (comment,) = host.state["comments"]
    assert comment["issue"] == 12
    assert pull["html_url"] in comment["body"]


HOSTILE = """$(touch pwned) `touch pwned` ${GH_TOKEN} "; touch pwned; echo "
---
titel: Übernommen
status: Live
privat: false
---
# Alles neu
{{ 7 * 7 }} <script>alert(1)</script> [hier](javascript:alert(1)) ![x](https://evil.example/x.png)
::error file=a,line=1::falsch
::set-output name=changed::yes
@merkau/alle
"""


def test_hostile_text_is_text(hosted):
    """Title and answers that try shell, front matter, markup and commands of the host say themselves and no more."""
    host = hosted()
    title = "Anfrage: $(touch pwned) `id`; --body [skip ci] \"x\" 'y' ${GH_TOKEN}"
    done = host.run("request", "issues", issue(answered(host, "request", HOSTILE, HOSTILE), title))["request"]
    assert done.result == "success", done.log
    assert "t0ken" not in done.log
    assert "::set-output" not in re.findall(r"(?m)^::.*$", done.log)
    assert not re.search(r"(?m)^::(error|set-output)", done.log)
    (path,) = run_git(host.bare, "diff", "--name-only", "main", "request-12").splitlines()
    assert re.fullmatch(r"items/[a-z0-9-]+\.md", path)
    text = host.file(path, "request-12")
    head = text.split("\n---\n")[0]
    assert "status: Idee" in head
    assert "Übernommen" not in head
    assert "<script>" not in re.sub(r"\\<", "", text)
    assert not list(host.folder.rglob("pwned"))
    assert "[skip ci]" not in run_git(host.bare, "log", "-1", "--format=%B", "request-12")
    site = Proposal(host=host, branch="request-12").checked()
    assert site.result == "success", site.log


def test_a_title_refers_to_nothing_but_its_own_issue(hosted):
    """It becomes the message of a commit, in which the host looks for people to call and issues to close."""
    host = hosted()
    title = "Anfrage: @anna closes #1, merkau/web#2, gh-3, https://github.com/merkau/web/issues/4, C# bleibt"
    asked = issue(answered(host, "request", "Ein Flyer"), title)
    done = host.run("request", "issues", asked)["request"]
    assert done.result == "success", done.log
    said = (
        "Anfrage: anna closes 1, merkau/web 2, gh 3, https //github.com/merkau/web/issues/4, C# bleibt (#12)"
    )
    assert run_git(host.bare, "log", "-1", "--format=%B", "request-12") == said
    (pull,) = host.state["pulls"]
    assert pull["title"] == said
    assert re.findall(r"(?<!&)#\d+", pull["body"]) == ["#12"]
    assert not re.search(r"@\w|gh-\d|://github.com/merkau/web/issues", pull["body"])


def test_the_same_request_twice_takes_two_ids_or_meets(hosted):
    """Two branches from one main take the same file; after the first is merged the host says so of the second."""
    host = hosted()
    body = answered(host, "request", "Ein Flyer für die Messe")
    for number in (12, 13):
        asked = issue(body.replace("Flyer", f"Flyer {number}"), "Anfrage: Messeflyer", number=number)
        done = host.run("request", "issues", asked)["request"]
        assert done.result == "success", done.log
    merge(Proposal(host=host, branch="request-12"))
    assert host.merged(host.head(), host.head("request-13")) is None


def test_where_workflows_may_not_open_pull_requests_the_answer_has_the_link(hosted):
    host = hosted()
    host.change(refuses_pulls=True)
    body = answered(host, "request", "Ein Flyer für die Messe")
    done = host.run("request", "issues", issue(body, "Anfrage: Messeflyer"))["request"]
    assert done.result == "success", done.log
    assert host.state["pulls"] == []
    assert "request-12" in branches(host)
    (comment,) = host.state["comments"]
    assert f"https://github.com/{REPOSITORY}/compare/main...request-12?expand=1" in comment["body"]
    assert "Allow GitHub Actions to create and approve pull requests" in comment["body"]


def test_ten_lines_of_which_two_fail(hosted):
    """Eight are done in one proposed change, two are answered with their reason; nothing else is touched."""
    host = hosted()
    done = changed(host, TEN)
    assert done.result == "success", done.log
    (pull,) = host.state["pulls"]
    (comment,) = host.state["comments"]
    assert pull["html_url"] in comment["body"]
    assert "gibtesnicht" in comment["body"]
    assert "wirkung = 9" in comment["body"]
    files = run_git(host.bare, "diff", "--name-status", "main", "change-12").splitlines()
    assert len(files) == 8, files
    assert "A\titems/wartungsplan-als-merkblatt.md" in files
    assert "wirkung: 4" in host.file("items/beispiele/newsletter-checkliste.md", "change-12")
    moved = host.file("items/beispiele/kontaktformular-kuerzen.md", "change-12")
    assert "status: In Arbeit" in moved
    assert f"https://github.com/{REPOSITORY}/edit/change-12/items/" in comment["body"]
    status = host.state["statuses"][-1]
    assert (status["context"], status["commit"]) == ("check", host.head("change-12"))
    assert status["state"] == "success", done.log
    assert Proposal(host=host, branch="change-12").checked().result == "success"


def test_an_edited_form_renews_its_proposal(hosted):
    """Still one pull request; what somebody added to the branch by hand is never overwritten."""
    host = hosted()
    changed(host, TEN)
    first = host.head("change-12")
    edited = TEN.replace("wirkung = 9", "wirkung = 5")
    assert changed(host, edited, action="edited", changes={"title": {"from": "x"}}).result == "skipped"
    done = changed(host, edited, action="edited", changes={"body": {"from": TEN}})
    assert done.result == "success", done.log
    assert len(host.state["pulls"]) == 1
    assert host.head("change-12") != first
    assert "wirkung: 5" in host.file("items/beispiele/linkedin-einblicke.md", "change-12")
    work = host.clone("by-hand")
    run_git(work, "switch", "--quiet", "change-12")
    run_git(work, "commit", "--quiet", "--allow-empty", "-m", "By hand")
    run_git(work, "push", "--quiet", "origin", "change-12")
    theirs = host.head("change-12")
    done = changed(host, TEN, action="edited", changes={"body": {"from": edited}})
    assert done.result == "success", done.log
    assert host.head("change-12") == theirs
    assert "weitergearbeitet" in host.state["comments"][-1]["body"]


def test_nothing_applies_nothing_is_proposed(hosted):
    host = hosted()
    done = changed(host, "### Änderungen, eine je Zeile\n\ngibtesnicht → Geplant\nHallo zusammen!")
    assert done.result == "success", done.log
    assert branches(host) == ["main"]
    assert host.state["pulls"] == []
    (comment,) = host.state["comments"]
    assert "Zeile 1: `gibtesnicht" in comment["body"]


def test_what_is_so_already_leads_to_the_main_branch(hosted):
    """No branch is made for it, so no link goes there; what an earlier text proposed is named."""
    host = hosted()
    lines = "newsletter-checkliste wirkung = 4"
    changed(host, f"### Änderungen, eine je Zeile\n\n{lines}")
    (pull,) = host.state["pulls"]
    same = "### Änderungen, eine je Zeile\n\nnewsletter-checkliste wirkung = 3"
    assert "wirkung: 3" in host.file("items/beispiele/newsletter-checkliste.md")
    done = changed(host, same, action="edited", changes={"body": {"from": lines}})
    assert done.result == "success", done.log
    told = host.state["comments"][-1]["body"]
    assert f"https://github.com/{REPOSITORY}/edit/main/items/beispiele/newsletter-checkliste.md" in told
    assert "/edit/change-" not in told
    assert pull["html_url"] in told


@pytest.mark.parametrize(
    "more",
    [
        {"author_association": "NONE"},
        {"author_association": "CONTRIBUTOR"},
        {"author_association": "FIRST_TIME_CONTRIBUTOR"},
        {"state": "closed"},
    ],
)
def test_strangers_and_closed_issues_change_nothing(hosted, more):
    """Who may not write here is told so, once, and where an idea is welcome."""
    host = hosted()
    assert changed(host, TEN, **more).result == "skipped"
    assert branches(host) == ["main"]
    told = [comment["body"] for comment in host.state["comments"]]
    assert len(told) == ("state" not in more)
    assert all("„Anfrage“" in body for body in told)
    changed(host, TEN, action="edited", changes={"body": {"from": "x"}}, **more)
    assert len(host.state["comments"]) == len(told)


def test_members_who_do_not_show_that_they_are_members_are_heard(hosted):
    """The host calls them contributors, or nothing; that they may write here it tells when it is asked."""
    host = hosted()
    host.change(permissions={"vroni": "write"})
    done = changed(host, TEN, author_association="CONTRIBUTOR")
    assert done.result == "success", done.log
    assert len(host.state["pulls"]) == 1


def test_other_issues_are_left_alone(hosted):
    host = hosted()
    asked = issue("Die Seite lädt langsam.", "Fehler auf der Site")
    assert host.run("request", "issues", asked)["request"].result == "skipped"
    assert host.run("change", "issues", asked)["change"].result == "skipped"


def test_a_label_is_as_good_as_the_form(hosted):
    host = hosted()
    done = changed(host, "newsletter-checkliste wirkung = 4", labels=[{"name": "change"}])
    assert done.result == "success", done.log
    assert "change-12" in branches(host)


def test_hostile_lines_are_answered_and_no_more(hosted):
    host = hosted()
    done = changed(host, HOSTILE_LINES)
    assert done.result in {"success", "failure"}
    assert "t0ken" not in done.log
    assert not list(host.folder.rglob("pwned"))
    assert not re.search(r"(?m)^::(?!error file=items/|warning file=items/)", done.log)
    if "change-12" in branches(host):
        files = run_git(host.bare, "diff", "--name-only", "main", "change-12").split()
        assert all(path.startswith("items/") or path == "backlog.toml" for path in files)


def test_started_by_hand_with_semicolons(hosted):
    """Without an issue there is nobody to answer: the pull request and the summary say it."""
    host = hosted()
    inputs = {"changes": "newsletter-checkliste wirkung = 4; gibtesnicht → Geplant"}
    done = host.run("change", "workflow_dispatch", {}, inputs=inputs)["change"]
    assert done.result == "success", done.log
    assert host.state["comments"] == []
    assert len(host.state["pulls"]) == 1
    assert "gibtesnicht" in done.summary


def test_where_it_fails_the_issue_hears_of_it(hosted):
    """The configuration of main is broken: nothing is changed, and the answer says where to look."""
    host = hosted()
    work = host.clone()
    (work / "backlog.toml").write_text("unfug =\n", "utf-8")
    run_git(work, "commit", "--quiet", "-a", "-m", "Broken")
    run_git(work, "push", "--quiet", "origin", "main")
    done = changed(host, TEN)
    assert done.result == "failure"
    assert branches(host) == ["main"]
    (comment,) = host.state["comments"]
    assert "/actions/runs/" in comment["body"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_examples_of_the_form_apply(hosted, language):
    """What the form shows as an example can be sent as it stands, in the backlog that `init` makes."""
    host = hosted("--language", language)
    (field,) = [field for field in form(host, "change")["body"] if field["type"] == "textarea"]
    assert field["id"] == "changes"
    body = answered(host, "change", field["attributes"]["placeholder"])
    done = changed(host, body)
    assert done.result == "success", done.log
    files = run_git(host.bare, "diff", "--name-status", "main", "change-12").splitlines()
    assert sorted(line[0] for line in files) == ["A", "M", "M", "M"], host.state["comments"][0]["body"]
