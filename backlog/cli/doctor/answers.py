"""What only the host knows, out of the answers that somebody has fetched from it, or that a job is told."""

from __future__ import annotations

import codecs
import contextlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

QUESTIONS = ("", "/pages", "/actions/permissions/workflow", "/branches/{branch}", "/rules/branches/{branch}")
"""What GitHub is asked, below `repos/OWNER/REPO`."""

Readers = Literal["off", "members", "everybody"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers of a host; None where it did not tell.

    `readers`: who can read the pages that it serves. `from_branch`: they are made of files on a branch.
    `proposes`: workflows may open pull requests. `writes`: those that do not say what they need may write.
    `guarded`: the branch is protected; `checks` are the checks that it requires, `approvals` how many
    approvals. `plan`: the repository's plan protects no branch. `merges`: a proposed change can be merged by
    itself once the checks have passed.
    """

    private: bool | None = None
    readers: Readers | None = None
    from_branch: bool | None = None
    proposes: bool | None = None
    writes: bool | None = None
    guarded: bool | None = None
    checks: tuple[str, ...] | None = None
    approvals: int | None = None
    plan: bool | None = None
    merges: bool | None = None


def answers_in(raw: bytes) -> Answers | None:
    """The answers in a file of JSON values one after the other, as `gh api` prints them; None if it has none.

    A question that was answered with an error counts where the error is the answer: no pages, no protection.
    """
    told: dict[str, Any] = {}
    try:
        for document in _documents(raw):
            for name, value in _told(document):
                known = told.get(name)
                # A branch is guarded by what protects it and by what rules it: either will do.
                told[name] = (known or value) if name in {"guarded", "checks", "approvals"} else value
    except (ValueError, RecursionError):
        return None
    return Answers(**told) if told else None


def answers_of_job(environment: Mapping[str, str], event: bytes | None, branch: str) -> Answers:
    """What a job of GitHub knows without asking: whether the repository is private and the branch guarded."""
    private = guarded = None
    with contextlib.suppress(ValueError, AttributeError, RecursionError):
        private = json.loads(event or b"{}").get("repository", {}).get("private")
    if environment.get("GITHUB_REF") == f"refs/heads/{branch}":
        guarded = {"true": True, "false": False}.get(environment.get("GITHUB_REF_PROTECTED", ""))
    return Answers(private=private if isinstance(private, bool) else None, guarded=guarded)


def _documents(raw: bytes) -> Iterator[object]:
    """Each of the JSON values; PowerShell saves them as UTF-16."""
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = raw.decode("utf-16" if wide else "utf-8-sig").strip()
    decoder = json.JSONDecoder()
    while text:
        value, end = decoder.raw_decode(text)
        yield value
        text = text[end:].lstrip()


def _told(document: object) -> Iterable[tuple[str, object]]:
    """What an answer says; which question it belongs to shows in its keys."""
    if isinstance(document, list):
        return _of_rules([rule for rule in document if isinstance(rule, dict)])
    if not isinstance(document, dict):
        return ()
    return next((read(document) for key, read in _READERS.items() if key in document), ())


def _kept(document: dict[str, Any], **names: str) -> list[tuple[str, object]]:
    found = ((ours, document.get(theirs)) for ours, theirs in names.items())
    return [(ours, value) for ours, value in found if isinstance(value, bool)]


def _of_repository(document: dict[str, Any]) -> Iterable[tuple[str, object]]:
    return _kept(document, private="private", merges="allow_auto_merge")


def _of_rights(document: dict[str, Any]) -> Iterable[tuple[str, object]]:
    yield "writes", document.get("default_workflow_permissions") == "write"
    yield from _kept(document, proposes="can_approve_pull_request_reviews")


def _of_pages(document: dict[str, Any]) -> Iterator[tuple[str, object]]:
    if isinstance(document.get("public"), bool):
        yield "readers", "everybody" if document["public"] else "members"
    if document.get("build_type"):
        yield "from_branch", document["build_type"] == "legacy"


def _of_branch(document: dict[str, Any]) -> Iterator[tuple[str, object]]:
    yield "guarded", document["protected"] is True
    required = (document.get("protection") or {}).get("required_status_checks") or {}
    yield "checks", tuple(str(check) for check in required.get("contexts") or ())


def _of_rules(rules: list[dict[str, Any]]) -> Iterator[tuple[str, object]]:
    yield "guarded", bool(rules)
    for rule in rules:
        given = rule.get("parameters") or {}
        if rule.get("type") == "required_status_checks":
            checks = given.get("required_status_checks") or ()
            yield "checks", tuple(str(check.get("context")) for check in checks)
        if rule.get("type") == "pull_request":
            yield "approvals", int(given.get("required_approving_review_count") or 0)


def _of_error(document: dict[str, Any]) -> Iterator[tuple[str, object]]:
    where, message = str(document.get("documentation_url")), str(document["message"])
    if "/pages" in where and str(document.get("status")) == "404":
        yield "readers", "off"
    if message.startswith("Upgrade to GitHub") and ("rules" in where or "branch" in where):
        yield "plan", True


def _of_gitlab(document: dict[str, Any]) -> Iterator[tuple[str, object]]:
    private = document.get("visibility") != "public"
    level = document.get("pages_access_level")
    yield "private", private
    if level is not None:
        everybody = level == "public" or (level == "enabled" and not private)
        yield "readers", "off" if level == "disabled" else "everybody" if everybody else "members"
    needed = document.get("only_allow_merge_if_pipeline_succeeds")
    if isinstance(needed, bool):
        yield "checks", ("pipeline",) if needed else ()


_READERS: Mapping[str, Callable[[dict[str, Any]], Iterable[tuple[str, object]]]] = {
    "message": _of_error,
    "path_with_namespace": _of_gitlab,
    "full_name": _of_repository,
    "can_approve_pull_request_reviews": _of_rights,
    "protected": _of_branch,
    "build_type": _of_pages,
}
