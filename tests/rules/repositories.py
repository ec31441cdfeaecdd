"""Cases of rules as small repositories in Markdown: read, written to a folder, checked.

A case file is called after its rule. Each section (`## Fires: …`, `## Silent: …`) is a repository of its
own, each fenced block a file, named behind the fence. In brackets behind the name may stand how it is
stored: an encoding (`latin-1`), `symlink`, `unreadable`, a size (`3000000 bytes`, for images), or `name`
where the name itself is written in latin-1.

What is expected stands at the end of its line as `# expect: CODE The message.`; these marks are taken out
before the file is written, so lines and columns are those of the file. All findings of all rules are
compared, not only those of the case's own rule.
"""

from __future__ import annotations

import dataclasses
import errno
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backlog import fs
from backlog.config.load import load_config
from backlog.content.fields import NAMES as FIELD_NAMES
from backlog.language import Language, language
from backlog.reader import read_backlog
from backlog.rules import NAMES, check, findings_of_faults
from backlog.rules.wording import word
from backlog.source import Source

if TYPE_CHECKING:
    import pytest

    from backlog.findings import Finding

CASES = Path(__file__).parent / "cases"
DAY = date(2026, 2, 16)  # a Monday
MARK = re.compile(r" *# expect: ([A-Z]\d{3}) (.*?)(?=  # expect:|$)")
HEAD = re.compile(r"^(.*?)(?: \((.*)\))?$")
BLOCK = re.compile(r"^(`{3,})(\S[^\n]*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A file of a case: its path, its text without marks, and how it is stored."""

    path: str
    text: str
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A section of a case file. What is expected is (path, line, code, message), sorted."""

    code: str
    slug: str
    name: str
    files: tuple[Stored, ...]
    expected: tuple[tuple[str, int, str, str], ...]

    @property
    def fires(self) -> bool:
        """Whether the rule of the file is expected to find something."""
        return any(code == self.code for _, _, code, _ in self.expected)


def cases() -> list[Case]:
    """Every section of every case file."""
    return [case for path in sorted(CASES.glob("*.md")) for case in read_cases(path)]


def read_cases(path: Path) -> list[Case]:
    """The sections of a case file."""
    code, _, slug = path.stem.partition("-")
    sections = re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [_case(code, slug, section) for section in sections]


def _case(code: str, slug: str, section: str) -> Case:
    files, expected = [], []
    for _, head, content in BLOCK.findall(section):
        path, how = HEAD.findall(head)[0]
        shown = _shown(path) if how == "name" else path
        lines = content.split("\n")
        for number, line in enumerate(lines, 1):
            for found, message in MARK.findall(line):
                expected.append((shown, number, found, message))
        files.append(Stored(path=path, text="\n".join(MARK.sub("", line) for line in lines), how=how))
    name = section.partition("\n")[0]
    return Case(code=code, slug=slug, name=name, files=tuple(files), expected=tuple(sorted(expected)))


def _shown(path: str) -> str:
    """How a name that is no UTF-8 is told of: its bytes are the path in latin-1."""
    return path.encode("latin-1").decode("utf-8", "backslashreplace")


def write(root: Path, files: tuple[Stored, ...], patch: pytest.MonkeyPatch) -> None:
    """Put the files of a case into an empty folder."""
    for file in files:
        path = root / file.path
        if file.how == "name":  # the name is its bytes, written in latin-1
            path = Path(str(root) + "/" + file.path.encode("latin-1").decode("utf-8", "surrogateescape"))
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.how == "symlink":
            path.symlink_to(file.text.strip())
        elif file.how.endswith("bytes"):
            path.write_bytes(b"\x89" * int(file.how.split()[0]))
        else:
            encoding = file.how if file.how and file.how not in {"name", "unreadable"} else "utf-8"
            path.write_bytes(file.text.encode(encoding))
    if closed := {root / file.path for file in files if file.how == "unreadable"}:
        read = fs.read

        def refuse(path: Path, *rest: Any) -> bytes:
            if path in closed:
                raise PermissionError(errno.EACCES, "Permission denied")
            return read(path, *rest)

        patch.setattr(fs, "read", refuse)


def findings(root: Path) -> tuple[tuple[Finding, ...], Language]:
    """What all rules find in a folder, and the language to tell it in."""
    settings = root / "backlog.toml"
    raw = settings.read_bytes() if settings.exists() else None
    config, faults = load_config("backlog.toml", raw, rules=NAMES, fields=FIELD_NAMES)
    speaking = language(config.language)
    if faults:
        return findings_of_faults(faults), speaking
    source = Source(path="backlog.toml", lines=tuple((raw or b"").decode().split("\n")))
    backlog = dataclasses.replace(read_backlog(root, config), settings=source)
    return check(backlog, config.report_day or DAY), speaking


def said(root: Path) -> list[tuple[str, int, str, str]]:
    """What all rules find in a folder, as cases expect it; in English, whatever the backlog speaks."""
    found, _ = findings(root)
    english = language("en")
    worded = [word(finding, english) for finding in found]
    return sorted((one.path, one.line, one.code, one.message) for one in worded)
