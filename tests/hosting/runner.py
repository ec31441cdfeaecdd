"""Running workflows here: their own shell lines, in a clone of a bare repository that plays the host.

A job has a folder of its own with a workspace. `uses:` is done as the action does it, as far as our files ask:
a clone, a copy kept as an artifact, a site that is deployed. The step that installs backlog is left out: the
program is this checkout.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT
from tests.hosting import expressions
from tests.repository import run_git

REPOSITORY = "merkau/marketing"
NOW = "2026-11-20T09:00:00+01:00"
EPOCH = "1795161600"


@dataclass
class Job:
    """What a job came to: `result`, the outputs, what it printed and put into the summary."""

    result: str
    outputs: dict[str, str] = field(default_factory=dict)
    log: str = ""
    summary: str = ""


class Host:
    """A host with one repository. `state` is what `gh` answers from and writes to."""

    def __init__(self, folder: Path, bare: Path) -> None:
        self.folder = folder
        self.bare = bare
        self.runs = 0
        self.site: Path | None = None
        self.variables: dict[str, str] = {}
        self.secrets: dict[str, str] = {}
        self._state = folder / "state.json"
        self.change(
            pulls=[], comments=[], statuses=[], artifacts=[], calls=[], pages=None, refuses_pulls=False
        )
        self.programs = folder / "programs"
        self.programs.mkdir()
        self.program("gh", f'exec "{sys.executable}" "{ROOT}/tests/hosting/gh.py" "$@"')
        # As the installed program, which looks for no modules in the folder that it is in.
        self.program(
            "backlog", f'PYTHONSAFEPATH=1 PYTHONPATH="{ROOT}" exec "{sys.executable}" -m backlog "$@"'
        )
        self.program("python3", f'exec "{sys.executable}" "$@"')

    def program(self, name: str, text: str) -> None:
        """Put a program on the path of the steps."""
        file = self.programs / name
        file.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        file.chmod(0o755)

    @property
    def state(self) -> dict[str, Any]:
        """What the host knows."""
        return json.loads(self._state.read_text("utf-8"))

    def change(self, **values: object) -> None:
        """Let the host know something else."""
        before = self.state if self._state.exists() else {}
        self._state.write_text(json.dumps({**before, **values}), "utf-8")

    def clone(self, name: str = "work") -> Path:
        """A clone as somebody has it."""
        target = self.folder / name
        run_git(self.folder, "clone", "--quiet", str(self.bare), str(target))
        return target

    def head(self, branch: str = "main") -> str:
        """The newest commit of a branch."""
        return run_git(self.bare, "rev-parse", f"refs/heads/{branch}")

    def file(self, path: str, branch: str = "main") -> str:
        """A file as a branch has it."""
        return run_git(self.bare, "show", f"refs/heads/{branch}:{path}")

    def merged(self, base: str, head: str) -> str | None:
        """The commit that a pull request's check gets, base and head merged; None where they conflict."""
        target = self.folder / f"merge-{len(list(self.folder.iterdir()))}"
        run_git(self.folder, "clone", "--quiet", str(self.bare), str(target))
        run_git(target, "checkout", "--quiet", base)
        try:
            run_git(
                target, "merge", "--quiet", "--no-ff", "--no-edit", head,
                GIT_COMMITTER_DATE=NOW, GIT_AUTHOR_DATE=NOW,
            )  # fmt: skip
        except AssertionError:
            return None
        commit = run_git(target, "rev-parse", "HEAD")
        run_git(target, "push", "--quiet", "--force", "origin", "HEAD:refs/pull/1/merge")
        return commit

    def run(self, name: str, event: str, payload: dict[str, Any], **options: Any) -> dict[str, Job]:
        """Run a workflow of the repository for an event: its jobs by id.

        `commit` is what is checked out (main where it is not given), `ref` the ref of the event, `inputs` those
        of a manual start, `change` a function that changes the workflow before.
        """
        self.runs += 1
        commit = options.get("commit") or self.head()
        text = run_git(self.bare, "show", f"{commit}:.github/workflows/{name}.yml")
        workflow = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes text, lists, mappings
        if change := options.get("change"):
            change(workflow)
        github = {
            "event": payload, "event_name": event, "ref": options.get("ref", "refs/heads/main"), "token": "t0ken",
            "repository": REPOSITORY, "server_url": "https://github.com", "run_id": str(7000 + self.runs),
            "sha": commit,
        }  # fmt: skip
        context = {
            "github": github, "inputs": options.get("inputs", {}), "vars": self.variables, "secrets": self.secrets,
        }  # fmt: skip
        done: dict[str, Job] = {}
        for id_, job in workflow["jobs"].items():
            needs = [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])
            fine = all(done[one].result == "success" for one in needs)
            told = {one: {"outputs": done[one].outputs, "result": done[one].result} for one in needs}
            around = {**context, "needs": told, "success": fine}
            if not expressions.holds(job.get("if", "success()"), around):
                done[id_] = Job("skipped")
            else:
                done[id_] = _Running(self, around, job, id_).all()
        return done


class _Running:
    """One job, running."""

    def __init__(self, host: Host, context: dict[str, Any], job: dict[str, Any], id_: str) -> None:
        self.host, self.job = host, job
        self.top = host.folder / f"run-{context['github']['run_id']}-{id_}"
        self.workspace, self.temporary = self.top / "workspace", self.top / "temp"
        for folder in (self.workspace, self.temporary):
            folder.mkdir(parents=True)
        self.context = {**context, "runner": {"temp": str(self.temporary)}, "steps": {}, "success": True}
        self.made = Job("success")
        github = context["github"]
        self.environment = {
            **{name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ},
            "PATH": f"{host.programs}:{os.environ['PATH']}", "HOME": str(self.top), "LANG": "C.UTF-8", "CI": "true",
            "GIT_CONFIG_GLOBAL": str(self.top / "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_COMMITTER_DATE": NOW, "GIT_AUTHOR_DATE": NOW, "SOURCE_DATE_EPOCH": EPOCH,
            "XDG_CACHE_HOME": str(self.top / "cache"), "HOST_STATE": str(host._state),
            "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(self.workspace), "RUNNER_TEMP": str(self.temporary),
            "GITHUB_REPOSITORY": REPOSITORY, "GITHUB_REPOSITORY_OWNER": REPOSITORY.split("/", maxsplit=1)[0],
            "GITHUB_SERVER_URL": "https://github.com", "GITHUB_RUN_ID": github["run_id"],
            "GITHUB_STEP_SUMMARY": str(self.top / "summary.md"), "GITHUB_OUTPUT": str(self.top / "output"),
            "GITHUB_PATH": str(self.top / "path"), "GITHUB_ENV": str(self.top / "env"),
        }  # fmt: skip
        self.environment |= self.filled(job.get("env", {}))

    def filled(self, values: dict[str, str]) -> dict[str, str]:
        return {name: expressions.filled(text, self.context) for name, text in values.items()}

    def all(self) -> Job:
        """Every step whose condition holds; the job fails with the first that does, the rest is told so."""
        for step in self.job["steps"]:
            if not expressions.holds(step.get("if", "success()"), self.context):
                continue
            fine, outputs = self.used(step) if "uses" in step else self.ran(step)
            if "id" in step:
                self.context["steps"][step["id"]] = {"outputs": outputs}
            if not fine:
                self.context["success"], self.made.result = False, "failure"
        summary = self.top / "summary.md"
        self.made.summary = summary.read_text("utf-8") if summary.exists() else ""
        self.made.outputs = self.filled(self.job.get("outputs", {}))
        return self.made

    def ran(self, step: dict[str, Any]) -> tuple[bool, dict[str, str]]:
        if step.get("id") == "install":
            return True, {}
        output = self.top / "output"
        output.write_text("", "utf-8")
        script = self.top / "step.sh"
        script.write_text(step["run"], "utf-8")
        assert "${{" not in step["run"], "an expression would be put into the script"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace / self.job.get("defaults", {}).get("run", {}).get("working-directory", ""), env={**self.environment, **self.filled(step.get("env", {}))},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", check=False, timeout=120,
        )  # fmt: skip
        self.made.log += f"\n=== {step['name']} → {done.returncode}\n{done.stdout}"
        pairs = (line.partition("=") for line in output.read_text("utf-8").splitlines())
        return done.returncode == 0, {name: told for name, _, told in pairs}

    def used(self, step: dict[str, Any]) -> tuple[bool, dict[str, str]]:
        action, given = step["uses"].partition("@")[0], self.filled(step.get("with", {}))
        match action:
            case "actions/checkout":
                assert given["persist-credentials"] == "false"
                self.checked_out(int(given.get("fetch-depth", "1")))
            case "actions/upload-artifact":
                self.kept(given["name"], Path(given["path"]), given.get("if-no-files-found"))
            case "actions/download-artifact":
                wanted = [one for one in self.host.state["artifacts"] if one["name"] == given["name"]]
                with zipfile.ZipFile(wanted[-1]["file"]) as packed:
                    packed.extractall(given["path"])
            case "actions/upload-pages-artifact":
                shutil.copytree(given["path"], self.host.folder / "pages", dirs_exist_ok=False)
            case "actions/deploy-pages":
                self.host.site = (self.host.folder / "pages").rename(self.top / "site")
                return True, {"page_url": "https://merkau.github.io/marketing/"}
            case _:
                raise AssertionError(action)
        return True, {}

    def checked_out(self, depth: int) -> None:
        commit = self.context["github"]["sha"]
        self.workspace.rmdir()
        if depth:
            run_git(self.top, "init", "--quiet", str(self.workspace))
            run_git(self.workspace, "remote", "add", "origin", f"file://{self.host.bare}")
            run_git(self.workspace, "fetch", "--quiet", "--depth", str(depth), "origin", commit)
        else:
            run_git(self.top, "clone", "--quiet", "--no-checkout", str(self.host.bare), str(self.workspace))
            run_git(self.workspace, "fetch", "--quiet", "origin", commit)
        branch = self.context["github"]["ref"].removeprefix("refs/heads/")
        on_branch = ["-B", branch] if not branch.startswith("refs/") else ["--detach"]
        run_git(self.workspace, "checkout", "--quiet", *on_branch, commit)

    def kept(self, name: str, folder: Path, missing: str | None) -> None:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        if not files:
            assert missing == "ignore" or not self.context["success"], f"{name}: nothing to keep"
            return
        artifacts = self.host.state["artifacts"]
        file = self.top / f"{name}.zip"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in files:
                packed.write(path, path.relative_to(folder).as_posix())
        run = self.context["github"]["run_id"]
        self.host.change(
            artifacts=[
                *artifacts,
                {"id": 500 + len(artifacts), "name": name, "run": run, "file": str(file), "expired": False,
                 "size_in_bytes": file.stat().st_size},
            ]
        )  # fmt: skip
