"""The two lines `---` that the front matter stands between, and why a file has none."""

from __future__ import annotations

import re

from backlog.content.characters import SHOWN
from backlog.content.lines import KEY_LINE, clipped
from backlog.findings import Fault
from backlog.pasting import PASTED, Edit
from backlog.source import Location

FENCE = "---"

_SPACED = re.compile(r"\s*---\s*|\.\.\.\s*")
_DASHES = re.compile(r"\s*(?:[-\u2010-\u2015\u2212]+)\s*")
_LFS = "version https://git-lfs.github.com/spec/"
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?= )[^\n]*", re.MULTILINE)
_LINES_LOOKED_AT = 50


def closing_fence(text: str) -> int:
    """Where the line end before the closing fence is; -1 where there are no two fences."""
    if not text.startswith("---\n"):
        return -1
    end = text.find("\n---\n", 3)
    if end < 0 and text.endswith("\n---"):
        return len(text) - len("\n---")
    return end


def misspelt_fence(lines: list[str], index: int) -> bool:
    """Whether a line after the first looks as if it had been meant to close the front matter."""
    line = lines[index]
    if line == FENCE or not line.strip():
        return False
    before = lines[index - 1]
    if line[0].isspace() and (before[:1].isspace() or before.rstrip().endswith(("|", ">", ":"))):
        return False
    if _SPACED.fullmatch(line):
        return True
    follows_a_field = KEY_LINE.match(before) is not None or before[:1] in {" ", "-"}
    return follows_a_field and len(line.strip()) < 6 and _DASHES.fullmatch(line) is not None  # noqa: PLR2004


def fence_fault(path: str, text: str) -> Fault:
    """Why a text without two fences has no front matter."""
    lines = text.split("\n")
    for slug, says in (
        ("empty-file", not text.strip()),
        ("git-lfs-pointer", text.startswith(_LFS)),
        ("toml-front-matter", lines[0].strip() == "+++"),
    ):
        if says:
            return _fault(path, lines, 0, slug)
    if lines[0] == FENCE:
        return _unclosed(path, lines)
    if _SPACED.fullmatch(lines[0]) or _DASHES.fullmatch(lines[0]):
        return misspelt(path, lines, 0)
    return _unopened(path, lines)


def misspelt(path: str, lines: list[str], index: int) -> Fault:
    """The fault for a line that was meant as a fence."""
    return _fault(path, lines, index, "fence-misspelt", found=lines[index][:60], paste=FENCE)


def conflict_faults(path: str, text: str, front_end: int) -> list[Fault]:
    """One fault for every merge conflict; one that begins before `front_end` refuses the file.

    A line of `=======` on its own underlines a heading and is none.
    """
    faults: list[Fault] = []
    is_open = False
    for match in _CONFLICT.finditer(text):
        begins = match.group().startswith("<")
        if begins or not is_open:
            line = text.count("\n", 0, match.start()) + 1
            faults.append(
                Fault(
                    slug="conflict-marker",
                    location=Location(path, line, 1, len(match.group()), match.group()),
                    values={"marker": clipped(match.group())},
                    refuses=match.start() < front_end,
                )
            )
        is_open = begins
        if len(faults) == SHOWN:
            break
    return faults


def _unclosed(path: str, lines: list[str]) -> Fault:
    for index in range(1, len(lines)):
        if misspelt_fence(lines, index):
            return misspelt(path, lines, index)
    last = _last_field(lines, 0)
    edits = (Edit(last + 2, 0, FENCE),)
    return _fault(path, lines, last, "unclosed-front-matter", paste=FENCE, edits=edits, last=last + 1)


def _last_field(lines: list[str], last: int) -> int:
    """The index of the last line of fields below `last`: a field, what belongs to one or separates two."""
    start = last
    for index, line in enumerate(lines[start + 1 :], start + 1):
        key = KEY_LINE.match(line)
        below = not lines[index - 1].strip()  # a gap: from here on it may be the text
        if (key and not (below and " " in line.partition(":")[0])) or (
            last > start and line.startswith((" ", "- "))
        ):
            last = index
        elif line.strip() and not (line.startswith("#") and not re.match(r"#+ ", line)):
            break
    return last


def _unopened(path: str, lines: list[str]) -> Fault:
    start = _later_fence(lines)
    if start:
        return _fault(path, lines, 0, "front-matter-not-first", line=start + 1)
    index = next(index for index, line in enumerate(lines) if line.strip())
    first = clipped(lines[index])
    if not KEY_LINE.match(lines[index]):
        return _fault(path, lines, index, "no-front-matter", first=first)
    is_closed = FENCE in lines[index:]
    last = index if is_closed else _last_field(["", *lines[index:]], 0) - 1 + index
    paste = "\n".join([FENCE, *lines[index : last + 1], *([] if is_closed else [FENCE])])
    paste = paste if len(paste) <= PASTED else ""
    edits = (Edit(1, last + 1, paste),) if paste else ()
    return _fault(path, lines, index, "no-front-matter", first=first, paste=paste, edits=edits)


def _later_fence(lines: list[str]) -> int:
    """The index of a line below the first that opens front matter, else 0."""
    if KEY_LINE.match(lines[0]):
        return 0
    for index in range(1, min(len(lines) - 1, _LINES_LOOKED_AT)):
        if lines[index].strip() == FENCE and KEY_LINE.match(lines[index + 1]):
            return index
    return 0


def _fault(
    path: str,
    lines: list[str],
    index: int,
    slug: str,
    *,
    paste: str = "",
    edits: tuple[Edit, ...] = (),
    **values: object,
) -> Fault:
    line = lines[index]
    location = Location(path, index + 1, 1, len(line), line)
    edits = edits or ((Edit(index + 1, 1, paste),) if paste else ())
    return Fault(slug=slug, location=location, values=values, paste=paste, edits=edits, refuses=True)
