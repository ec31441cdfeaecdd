"""The workflows of the host, as far as their files tell whether they can work and are safe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from backlog import fs
from backlog.cli.doctor.case import SMALL, Remark, Verdict
from backlog.cli.doctor.place import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from backlog.cli.doctor.case import Case

FOLDER = ".github/workflows"
_USES = re.compile(r"^\s*(?:-\s+)?uses:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_PINNED = re.compile(r"\./.+|docker://.+@sha256:[0-9a-f]{64}|.+@[0-9a-f]{40}")
_OURS = re.compile(r"\bbacklog (?:check|build|diff|review|planning|strategy|apply)\b")
# What a step does and the right that it takes; any of several will do.
_RIGHTS = (
    (re.compile(r"^actions/checkout@"), ("contents: read",)),
    (re.compile(r"^actions/deploy-pages@"), ("pages: write",)),
    (re.compile(r"^actions/deploy-pages@"), ("id-token: write",)),
    (re.compile(r"\bgit push\b"), ("contents: write",)),
    (re.compile(r"\bgh pr create\b|/pulls\" -f title"), ("pull-requests: write",)),
    (re.compile(r"\bgh (?:issue|pr) comment\b|/comments\" -F"), ("issues: write", "pull-requests: write")),
    (re.compile(r"/statuses/"), ("statuses: write",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """A workflow file: its text and what it says; `told` is empty where it cannot be read."""

    path: str
    text: str
    told: Mapping[str, Any]

    @property
    def jobs(self) -> Mapping[str, Mapping[str, Any]]:
        """Its jobs by name."""
        jobs = self.told.get("jobs")
        given = jobs.items() if isinstance(jobs, dict) else ()
        return {str(name): job for name, job in given if isinstance(job, dict)}

    @property
    def starts(self) -> Mapping[str, Any]:
        """What starts it, with the conditions of each."""
        # YAML takes a bare `on` for a truth value.
        given = self.told.get("on", self.told.get(True))  # type: ignore[call-overload]
        if isinstance(given, dict):
            return {str(name): value for name, value in given.items()}
        return dict.fromkeys(given if isinstance(given, list) else [given])

    def line(self, sign: str) -> str:
        """The path with the line in which something first stands."""
        before, found, _ = self.text.partition(sign)
        return f"{self.path}:{before.count(chr(10)) + 1}" if found else self.path


def workflows_in(top: Path) -> tuple[Workflow, ...]:
    """The workflows of the repository, by path."""
    folder = top / FOLDER
    if fs.kind(folder) is not fs.Kind.DIR:
        return ()
    names = sorted(
        entry.path for entry in fs.scan(folder, lambda _: False)
        if entry.kind is fs.Kind.FILE and entry.path.endswith((".yml", ".yaml"))
    )  # fmt: skip
    return tuple(_workflow(top, f"{FOLDER}/{name}") for name in names)


def _workflow(top: Path, path: str) -> Workflow:
    import yaml  # noqa: PLC0415 - only where there are workflows

    text = text_of(top / path, SMALL)
    try:
        told = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        told = None
    return Workflow(path=path, text=text, told=told if isinstance(told, dict) else {})


def steps_of(job: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The steps of a job."""
    steps = job.get("steps")
    return [step for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []


def runs_backlog(job: Mapping[str, Any]) -> bool:
    """Whether a job calls a command that reads the history."""
    return any(_OURS.search(str(step.get("run", ""))) for step in steps_of(job))


def look(case: Case) -> Iterator[Remark]:
    """What keeps the workflows from working, or makes them less safe than they could be."""
    remarks = [remark for one in case.workflows for looked in LOOKS for remark in looked(one, case)]
    yield from remarks
    if case.workflows and not remarks:
        count = len(case.workflows)
        words = case.speak.plural(
            "{count} workflow, its actions named by commit, its rights in order",
            "{count} workflows, their actions named by commit, their rights in order",
            count,
        )
        yield Remark(Verdict.FINE, words)


def _readable(one: Workflow, case: Case) -> Iterator[Remark]:
    if not one.told:
        yield Remark(Verdict.WRONG, case.speak.text("{path} cannot be read as YAML.", path=one.path))


def _pinned(one: Workflow, case: Case) -> Iterator[Remark]:
    """Actions that are named by a tag or branch, which its owner can move to other code."""
    loose = [name for name in dict.fromkeys(_USES.findall(one.text)) if not _PINNED.fullmatch(name)]
    if not loose:
        return
    from backlog.formats.hosting import ACTIONS  # noqa: PLC0415 - only where something is wrong

    known = {of: f"{of}@{commit} # {tag}" for of, commit, tag in ACTIONS.values()}
    speak = case.speak
    message = speak.text(
        "{place}: {names} is named by a tag or a branch, which can be moved to other code.",
        place=one.line(loose[0]),
        names=", ".join(loose),
    )
    names = [name.partition("@")[0] for name in loose]
    lines = [f"uses: {known.get(name, f'{name}@… # v…')}" for name in dict.fromkeys(names)]
    advice = speak.text("Name it by the 40 characters of its commit, with the version behind:")
    yield Remark(Verdict.LOOK, message, "\n".join([advice, *lines]))


def _rights(one: Workflow, case: Case) -> Iterator[Remark]:
    speak = case.speak
    for name, job in one.jobs.items():
        given = job.get("permissions", one.told.get("permissions"))
        if given is None:
            message = speak.text(
                "{path}: the job {job} has every right that the settings allow.", path=one.path, job=name
            )
            advice = (
                speak.text("Say what it needs, so that it has nothing else:")
                + "\npermissions:\n  contents: read"
            )
            yield Remark(Verdict.LOOK, message, advice)
            continue
        lacking = _lacking(job, given)
        if lacking:
            message = speak.text(
                "{path}: the job {job} lacks the right {rights} and fails.",
                path=one.path, job=name, rights=", ".join(lacking),
            )  # fmt: skip
            yield Remark(
                Verdict.WRONG, message, "permissions:\n" + "\n".join(f"  {right}" for right in lacking)
            )


def _lacking(job: Mapping[str, Any], given: object) -> list[str]:
    told = [str(step.get(key, "")) for step in steps_of(job) for key in ("uses", "run")]
    lacking = [
        rights[0] for sign, rights in _RIGHTS
        if any(sign.search(text) for text in told) and not any(_has(given, right) for right in rights)
    ]  # fmt: skip
    return ["contents: write" if right == "contents: read" and "contents: write" in lacking else right
            for right in dict.fromkeys(lacking)]  # fmt: skip


def _has(given: object, right: str) -> bool:
    name, _, level = right.partition(": ")
    if isinstance(given, dict):
        return given.get(name) in ({"read", "write"} if level == "read" else {"write"})
    return given == "write-all" or (given == "read-all" and level == "read")


def _deep(one: Workflow, case: Case) -> Iterator[Remark]:
    """A job that reads a history of which it fetched the last commit only."""
    for name, job in one.jobs.items():
        cut = [step for step in steps_of(job) if str(step.get("uses", "")).startswith("actions/checkout@")
               and str((step.get("with") or {}).get("fetch-depth")) != "0"]  # fmt: skip
        if cut and runs_backlog(job):
            message = case.speak.text(
                "{path}: the job {job} fetches the last commit only.", path=one.path, job=name
            )
            yield Remark(Verdict.WRONG, message, "with:\n  fetch-depth: 0")


def _always(one: Workflow, case: Case) -> Iterator[Remark]:
    """A check that does not run for every pull request; once it is required, the others wait for ever."""
    given = one.starts.get("pull_request")
    if (
        isinstance(given, dict)
        and {"paths", "paths-ignore"} & given.keys()
        and any(map(runs_backlog, one.jobs.values()))
    ):
        message = case.speak.text(
            "{path} checks changes of some paths only; where the check is required, others wait for ever.",
            path=one.path,
        )
        advice = case.speak.text("Take “paths” out; a check takes less than a minute.")
        yield Remark(Verdict.LOOK, message, advice)


def _branch(one: Workflow, case: Case) -> Iterator[Remark]:
    given = one.starts.get("push")
    branches = given.get("branches") if isinstance(given, dict) else None
    branch = case.read.config.branch
    deploys = any(_publishes(job) for job in one.jobs.values())
    if deploys and isinstance(branches, list) and branch not in branches:
        message = case.speak.text(
            "{path} publishes {branches}, and `branch` in the configuration is {branch}.",
            path=one.path, branches=", ".join(map(str, branches)), branch=branch,
        )  # fmt: skip
        yield Remark(Verdict.LOOK, message, f"branches: [{branch}]")


def _publishes(job: Mapping[str, Any]) -> bool:
    return any("backlog build" in str(step.get("run", "")) for step in steps_of(job))


LOOKS = (_readable, _pinned, _rights, _deep, _always, _branch)


def opens_pull_requests(workflows: tuple[Workflow, ...]) -> bool:
    """Whether a workflow wants to propose changes."""
    sign = next(sign for sign, rights in _RIGHTS if rights == ("pull-requests: write",))
    return any(sign.search(one.text) for one in workflows)


def deploys_pages(workflows: tuple[Workflow, ...]) -> bool:
    """Whether a workflow puts the site on the host's pages."""
    return any("actions/deploy-pages@" in one.text for one in workflows)


def asks_for_readers(workflows: tuple[Workflow, ...]) -> bool:
    """Whether the workflow that deploys asks the host first who could read the site."""
    return any(
        "actions/deploy-pages@" in one.text and '/pages" --jq .public' in one.text for one in workflows
    )


def builds_site(workflows: tuple[Workflow, ...]) -> bool:
    """Whether a workflow builds the site for whatever is pushed."""
    return any("push" in one.starts and any(map(_publishes, one.jobs.values())) for one in workflows)
