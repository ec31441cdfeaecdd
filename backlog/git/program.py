"""How git is run: by its absolute path, with nothing of the user's settings that could change what it says.

The only room that starts a program. Nothing in `.git` changes, except that a clone without blobs fetches
those that it lacks, and where somebody asks for a commit or a branch: then git runs as that person set it
up, with hooks, filters and signatures (`find_git_to_write`).
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from backlog.content.characters import visible
from backlog.errors import Exit, Stop
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OPTIONS: Final = (
    "--no-pager",
    "--no-replace-objects",
    *("-c", "core.quotePath=false"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.untrackedCache=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "diff.orderFile=/dev/null"),
    *("-c", "log.showSignature=false"),
    *("-c", "log.follow=false"),
    *("-c", "log.diffMerges=first-parent"),
    *("-c", "gc.auto=0"),
    *("-c", "maintenance.auto=false"),
)
# Of git's own variables only those stay that say who may read what, or how a server is reached; the others
# would lead elsewhere (a hook's GIT_DIR) or change what is printed.
_KEPT: Final = re.compile(
    r"GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|GIT_EXEC_PATH|GIT_ASKPASS"
    r"|GIT_(?:SSH|SSL|PROXY|HTTP)\w*|GIT_DISCOVERY_ACROSS_FILESYSTEM|GIT_TEST_ASSUME_DIFFERENT_OWNER"
)
_FIXED: Final = {
    "LC_ALL": "C",
    "LANGUAGE": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
}
# Of a person who commits: who that is, and what a signature needs.
_KEPT_TO_WRITE: Final = re.compile(rf"{_KEPT.pattern}|GIT_(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)")
_OPTIONS_TO_WRITE: Final = ("--no-pager", *("-c", "core.quotePath=false"), *("-c", "core.editor=true"))
_FIXED_TO_WRITE: Final = {"GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1"}
_PATIENCE: Final = 3.0  # seconds that git has to leave once it was asked to


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """git, and how it is called: by its path, in a folder, with an environment."""

    path: str
    folder: Path
    environment: Mapping[str, str]
    options: tuple[str, ...] = _OPTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What git said, and with which exit code it left."""

    code: int
    output: bytes
    errors: bytes

    @property
    def reason(self) -> str:
        """Git's own last line, without what only git needs."""
        return _last_line(self.errors) or f"exit {self.code}"


def find_git(folder: Path, environment: Mapping[str, str]) -> Program | None:
    """The git that the environment's PATH leads to, to be called in this folder; None where there is none."""
    path = _path(environment)
    kept = {**_without_git(environment, _KEPT), **_FIXED}
    return Program(path=path, folder=folder, environment=kept) if path is not None else None


def find_git_to_write(folder: Path, environment: Mapping[str, str]) -> Program | None:
    """The git of a person who wants a commit or a branch: with their hooks, filters and signature."""
    path = _path(environment)
    kept = {**_without_git(environment, _KEPT_TO_WRITE), **_FIXED_TO_WRITE}
    if path is None:
        return None
    return Program(path=path, folder=folder, environment=kept, options=_OPTIONS_TO_WRITE)


def _path(environment: Mapping[str, str]) -> str | None:
    # A relative entry of PATH would lead to a program that the repository itself brings along.
    entries = environment.get("PATH", "").split(os.pathsep)
    return shutil.which("git", path=os.pathsep.join(entry for entry in entries if Path(entry).is_absolute()))


def _without_git(environment: Mapping[str, str], kept: re.Pattern[str]) -> dict[str, str]:
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith("GIT_") or kept.fullmatch(name)
    }


def ask(git: Program, *arguments: str, stdin: bytes = b"") -> Answer:
    """Run git and wait for all that it says, whatever its exit code."""
    with _running(git, arguments) as process:
        output, errors = process.communicate(stdin)
    return Answer(code=process.returncode, output=output, errors=errors)


def tell(git: Program, *arguments: str, stdin: bytes = b"") -> bytes:
    """What git prints; `Stop` where it fails."""
    answer = ask(git, *arguments, stdin=stdin)
    if answer.code:
        raise failed(git, answer.reason)
    return answer.output


@contextlib.contextmanager
def conversation(git: Program, *arguments: str) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Git's input and output, for as long as questions are asked; `Stop` where it fails or goes away.

    Whoever asks keeps in step: no more than fits into a pipe is written before the answers are read.
    """
    with _running(git, arguments) as process:
        assert process.stdin is not None  # noqa: S101 - all three are pipes
        assert process.stdout is not None  # noqa: S101
        assert process.stderr is not None  # noqa: S101
        try:
            yield process.stdin, process.stdout
            process.stdin.close()
        except (BrokenPipeError, EOFError) as error:
            reason = _last_line(process.stderr.read()) or f"exit {process.wait()}"
            raise failed(git, reason) from error
        reason = _last_line(process.stderr.read())
        if process.wait():
            raise failed(git, reason or f"exit {process.returncode}")


def failed(git: Program, reason: str) -> Stop:
    """What stops us where git does not do what it was asked to."""
    return Stop(
        Exit.ENVIRONMENT,
        N_("git cannot read the history in {path}: {reason}."),
        N_("Mend that and run it again; `backlog --no-git build` builds without history."),
        path=str(git.folder),
        reason=reason,
    )


@contextlib.contextmanager
def _running(git: Program, arguments: tuple[str, ...]) -> Iterator[subprocess.Popen[bytes]]:
    try:
        process = subprocess.Popen(  # noqa: S603 - fixed arguments, an absolute path, no shell
            [git.path, *git.options, *arguments],
            cwd=git.folder,
            env=git.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        raise failed(git, error.strerror or str(error)) from error
    with process:
        try:
            yield process
        except BaseException:
            _end(process)
            raise


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask git to leave, so that it takes what it started with it; make it where it does not listen."""
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()


def _last_line(errors: bytes) -> str:
    lines = [line.strip() for line in errors.decode("utf-8", "replace").splitlines() if line.strip()]
    line = re.sub(r"^(?:fatal|error|warning): ", "", lines[-1]) if lines else ""
    return visible(line).replace("\t", " ").rstrip(".")
