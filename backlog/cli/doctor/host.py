"""What only the host knows: who reads the site, what workflows may do, whether the branch is protected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.cli.doctor import clicks
from backlog.cli.doctor.answers import QUESTIONS
from backlog.cli.doctor.case import Remark, Verdict
from backlog.cli.doctor.place import text_of
from backlog.cli.doctor.workflow import asks_for_readers, builds_site, deploys_pages, opens_pull_requests
from backlog.cli.session import in_shell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.cli.doctor.case import Case

PUBLIC = '[site]\naudience = "public"'


def look(case: Case) -> Iterator[Remark]:
    """What was answered, and where to look for what was not."""
    if case.read.faults:
        return
    yield from _readers(case)
    looks = {"GitHub": (_proposing, _guarded, _merging), "GitLab": (_pipeline,)}.get(case.host, ())
    remarks = [remark for looked in looks for remark in looked(case)]
    yield from remarks
    if any(remark.verdict is Verdict.ASK for remark in remarks):
        words = case.speak.text(
            "What only {host} knows, it tells whoever may read the settings:", host=case.host
        )
        yield Remark(Verdict.ASK, words, _recipe(case))


def _recipe(case: Case) -> str:
    """One line for a shell: fetch the answers, then judge by them. We ask no host ourselves."""
    then = "backlog doctor --host host.json"
    if case.host == "GitLab":
        return f"  glab api projects/{case.project.replace('/', '%2F')} > host.json; {then}"
    asked = " ".join(
        in_shell(question.format(branch=case.read.config.branch)) if question else '""'
        for question in QUESTIONS
    )
    return f'  for q in {asked}; do gh api "repos/{case.project}$q"; done > host.json; {then}'


def _readers(case: Case) -> Iterator[Remark]:
    speak, answers = case.speak, case.answers
    if case.read.config.site.audience != "internal":
        words = speak.text("The site is made for everybody: without names, absences and costs.")
        yield Remark(Verdict.FINE, words)
        yield from _switched_off(case)
        return
    if answers.private is False:
        words = speak.text(
            "The repository is public: everybody reads the names, absences and costs in its files."
        )
        yield Remark(Verdict.LOOK, words, clicks.PRIVATE)
    if answers.readers == "everybody":
        yield _open(case)
    elif answers.readers == "members":
        words = speak.text("The site is made for your own people, and only members can read it.")
        yield Remark(Verdict.FINE, words)
    elif answers.readers == "off":
        words = speak.text(
            "The site is made for your own people, and {host} puts nothing on the web.", host=case.host
        )
        keep = speak.text(
            "It is kept with each run: {click}", click=clicks.ARTIFACT.format(workflow=speak.text("Publish"))
        )
        yield Remark(Verdict.FINE, words, keep if case.host == "GitHub" else "")
    else:
        yield _unknown(case)


def _open(case: Case) -> Remark:
    """Pages that everybody reads, and a site that is not for everybody."""
    speak = case.speak
    words = speak.text(
        "Everybody can read what {host} Pages serve here, and the site is made for your own people.",
        host=case.host,
    )
    if case.host == "GitLab":
        advice = [clicks.MEMBERS]
        return Remark(Verdict.WRONG, words, "\n".join([*advice, speak.text("Or, for everybody:"), PUBLIC]))
    advice = [
        speak.text("1. Take it off the web: {click}", click=clicks.UNPUBLISH),
        speak.text("2. With Enterprise Cloud: {click}", click=clicks.VISIBILITY),
        speak.text("3. Publish it for everybody, without names, absences and costs:"),
        PUBLIC,
    ]
    if asks_for_readers(case.workflows):
        words += " " + speak.text(
            "The workflow deploys nothing there; what was deployed before still stands."
        )
    return Remark(Verdict.WRONG, words, "\n".join([*advice, f"{case.address}/settings/pages"]))


def _unknown(case: Case) -> Remark:
    speak = case.speak
    words = speak.text("The site is made for your own people: with names, absences and costs.")
    pipeline = text_of(case.git.top / ".gitlab-ci.yml") if case.git else ""
    if asks_for_readers(case.workflows) or "CI_PROJECT_VISIBILITY" in pipeline:
        asks = speak.text("The workflow asks the host first, and deploys nothing that everybody could read.")
        return Remark(Verdict.FINE, f"{words} {asks}")
    if builds_site(case.workflows) and not deploys_pages(case.workflows):
        return Remark(Verdict.FINE, f"{words} {speak.text('No workflow puts it on GitHub Pages.')}")
    advice = speak.text(
        "GitHub Pages of a private repository are public outside of Enterprise Cloud; GitLab Pages can "
        "be kept to members. Before you publish where everybody reads:"
    )
    lines = [f"{advice}\n{PUBLIC}"]
    if case.host == "GitHub":
        lines.append(speak.text("Who can read them: {address}", address=f"{case.address}/settings/pages"))
    return Remark(Verdict.LOOK if case.host == "GitHub" else Verdict.FINE, words, "\n".join(lines))


def _switched_off(case: Case) -> Iterator[Remark]:
    """Pages that are to be published, and that nobody has switched on, or that come from a branch."""
    speak, answers = case.speak, case.answers
    if not deploys_pages(case.workflows):
        return
    if answers.readers == "off":
        words = speak.text("GitHub Pages is not switched on, so the site is on no address yet.")
        yield Remark(Verdict.LOOK, words, f"{clicks.FROM_ACTIONS}\n{case.address}/settings/pages")
    elif answers.from_branch:
        words = speak.text("GitHub Pages shows the files of a branch, and not what the workflow builds.")
        yield Remark(Verdict.LOOK, words, f"{clicks.FROM_ACTIONS}\n{case.address}/settings/pages")


def _proposing(case: Case) -> Iterator[Remark]:
    speak, answers = case.speak, case.answers
    address = f"{case.address}/settings/actions"
    if opens_pull_requests(case.workflows) and answers.proposes is not True:
        if answers.proposes is None:
            words = speak.text(
                "May workflows open pull requests? The forms for requests and changes need it."
            )
            yield Remark(Verdict.ASK, words, f"{clicks.MAY_PROPOSE}\n{address}")
        else:
            words = speak.text(
                "Workflows may not open pull requests, so every form takes one more click by hand."
            )
            yield Remark(Verdict.LOOK, words, f"{clicks.MAY_PROPOSE}\n{address}")
    if answers.writes:
        words = speak.text(
            "A workflow that does not say what it needs may change everything in the repository."
        )
        click = clicks.MAY_READ
        yield Remark(Verdict.LOOK, words, f"{click}\n{address}")


def _guarded(case: Case) -> Iterator[Remark]:
    speak, answers, branch = case.speak, case.answers, case.read.config.branch
    address = f"{case.address}/settings/rules"
    if answers.guarded is None and answers.plan is None:
        words = speak.text(
            "Is {branch} protected, so that nothing becomes part of it unchecked?", branch=branch
        )
        yield Remark(Verdict.ASK, words, f"{clicks.PROTECT}\n{address}")
    elif answers.plan and not answers.guarded:
        words = speak.text(
            "GitHub protects no branch of a private repository in this plan: {branch} takes anything.",
            branch=branch,
        )
        advice = speak.text(
            "Agree to change it by pull request only, and to merge when the check is green. "
            "With GitHub Team it can be enforced."
        )
        yield Remark(Verdict.LOOK, words, advice)
    elif not answers.guarded:
        words = speak.text(
            "{branch} is not protected: what nobody has checked can become part of it.", branch=branch
        )
        yield Remark(Verdict.LOOK, words, f"{clicks.PROTECT}\n{address}")
    elif answers.checks is not None and not any(check.endswith("check") for check in answers.checks):
        words = speak.text("{branch} is protected, and takes changes whose check has failed.", branch=branch)
        click = (
            "Settings → Rules → Rulesets → Require status checks to pass → Add checks → check → Save changes"
        )
        yield Remark(Verdict.LOOK, words, f"{click}\n{address}")
    elif answers.approvals:
        words = speak.text(
            "{branch} waits for a second person, even where one criterion is ticked.", branch=branch
        )
        click = clicks.APPROVALS
        yield Remark(Verdict.LOOK, words, f"{click}\n{address}")
    elif answers.checks:
        yield Remark(
            Verdict.FINE, speak.text("{branch} takes only what the check has passed.", branch=branch)
        )


def _merging(case: Case) -> Iterator[Remark]:
    if case.answers.merges is False and not case.answers.plan:  # that plan has no such switch
        words = case.speak.text("A proposed change has to be merged by hand once its check is green.")
        click = clicks.AUTO_MERGE
        yield Remark(Verdict.LOOK, words, f"{click}\n{case.address}/settings")


def _pipeline(case: Case) -> Iterator[Remark]:
    """What GitLab knows: whether a merge request waits for its check."""
    speak, checks = case.speak, case.answers.checks
    click = clicks.PIPELINES
    advice = f"{click}\n{case.address}/-/settings/merge_requests"
    if checks is None:
        yield Remark(
            Verdict.ASK, speak.text("Is a merge request merged only when its check is green?"), advice
        )
    elif not checks:
        yield Remark(
            Verdict.LOOK, speak.text("A merge request can be merged although its check has failed."), advice
        )
