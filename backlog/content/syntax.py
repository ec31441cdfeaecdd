"""Why front matter does not parse, said of the line that somebody wrote, not of YAML.

The parser reports where it gave up; the functions here look at the lines around that place for the
slip that people make. Each takes a `Trouble` and gives a fault or nothing; the first one counts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from backlog.content.fences import misspelt, misspelt_fence
from backlog.content.lines import (
    KEY_LINE,
    as_list,
    clipped,
    indentation,
    quoted,
    quoted_line,
    value_start,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from backlog.content.trouble import Trouble
    from backlog.findings import Fault

_CLOSED_QUOTE = re.compile(r'"(?:[^"\\]|\\.)*+"|' + r"'(?:[^']|'')*+'")
_NO_SPACE = re.compile(r"(?P<lead> *+(?:- ++)*+)(?P<key>[^\W\d][\w.-]*+):(?!//)(?P<rest>[^\s:][^\n]*)")
_OTHER_COLON = re.compile(
    r"(?P<key> *+(?:- ++)*+[^\W\d][\w.-]*+) *[\uff1a\ufe55\ufe13\ua789\u2236] *(?P<rest>.*)"
)
_BRACKETS = {"[": "]", "{": "}"}
_BEGIN_SOMETHING = frozenset("@`%&*!|>?-,]}#:")
_ENDS = frozenset(",]}")
_ESCAPES = re.compile(r"\\(?:[0abtnvfreN_LP /\\]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_LEAD = re.compile(r"[ \t]*(?:-[ \t]+)*")


def syntax_fault(trouble: Trouble) -> Fault:
    """The one fault for front matter that does not parse."""
    for explain in EXPLANATIONS:
        fault = explain(trouble)
        if fault is not None:
            return fault
    row = trouble.row if trouble.line.strip() not in {"", "---"} else trouble.above(trouble.row)
    column = trouble.column if row == trouble.row else 0
    return trouble.fault("yaml-syntax", row, column, text=clipped(trouble.lines[row]))


def _fence(trouble: Trouble) -> Fault | None:
    for row in range(1, trouble.row + 1):
        if misspelt_fence(trouble.lines, row):
            return misspelt(trouble.path, trouble.lines, row)
    return None


def _rest_of_a_conflict(trouble: Trouble) -> Fault | None:
    for row in sorted({trouble.context_row, trouble.above(trouble.row), trouble.row}):
        line = trouble.lines[row]
        if line == "=======" or line.startswith("||||||| "):
            return trouble.fault("conflict-marker", row, marker=clipped(line))
    return None


def _tab(trouble: Trouble) -> Fault | None:
    row = trouble.row
    leading = indentation(trouble.line)
    if "\t" not in leading and trouble.line[trouble.column : trouble.column + 1] != "\t":
        return None
    end = row + 1
    while end < len(trouble.lines) and "\t" in indentation(trouble.lines[end]):
        end += 1
    entry = KEY_LINE.match(trouble.lines[trouble.above(row)])
    wide = len(entry["lead"]) if entry and "-" in entry["lead"] else 2
    paste = "\n".join(_with_spaces(line, wide) for line in trouble.lines[row:end])
    column = trouble.line.index("\t")
    sure = _is_one_level(trouble, end)
    fault = trouble.fault("tab-indent", row, column, paste=paste, count=end - row, sure=sure)
    return replace(fault, location=replace(fault.location, length=1))


def _with_spaces(line: str, wide: int) -> str:
    """The line with spaces for the tabs that it begins with, also behind dashes."""
    lead = _LEAD.match(line)
    begin = lead[0] if lead else ""
    return begin.replace("\t", " " * wide) + line[len(begin) :]


def _is_one_level(trouble: Trouble, end: int) -> bool:
    """Whether the lines mean the same however wide a tab is: nothing is indented by spaces above them."""
    row = trouble.row
    above = trouble.lines[trouble.above(row)]
    is_plain = all(re.fullmatch(r"\t+", indentation(line)) for line in trouble.lines[row:end])
    return is_plain and not indentation(above) and above.rstrip().endswith(":")


def _escape(trouble: Trouble) -> Fault | None:
    if "escape" not in trouble.problem and "hexdecimal" not in trouble.problem:
        return None
    start = max(0, trouble.line.rfind("\\", 0, trouble.column + 1))
    begin, line = value_start(trouble.line), trouble.line.rstrip()
    paste = ""
    if begin >= 0 and line[begin] == '"' and line.endswith('"'):
        inner = line[begin + 1 : -1].replace('\\"', '"').replace("'", "''")
        paste = f"{line[:begin]}'{inner}'"
    escape = trouble.line[start : start + 2]
    sure = not _ESCAPES.search(line[begin + 1 : -1])
    return trouble.fault("unknown-escape", trouble.row, start, escape=escape, paste=paste, sure=sure)


def _quote(trouble: Trouble) -> Fault | None:
    for row in range(1, trouble.row):
        match = KEY_LINE.match(trouble.lines[row])
        if match and _never_closed(match["value"]) and KEY_LINE.match(trouble.lines[row + 1]):
            return _open_quote(trouble, row, match.start("value"))
    unfinished = "end of stream" in trouble.problem or "document indicator" in trouble.problem
    if unfinished and "quoted scalar" in trouble.context:
        return _open_quote(trouble, trouble.context_row, trouble.context_column)
    return None


def _open_quote(trouble: Trouble, row: int, column: int) -> Fault:
    line = trouble.lines[row].rstrip()
    quote = line[column]
    alone = line.count(quote, column) == 1
    paste = line + quote if alone else quoted_line(line, column)
    sure = alone and KEY_LINE.match(trouble.lines[row + 1]) is not None
    return trouble.fault("quote-not-closed", row, column, quote=quote, paste=paste, sure=sure)


def _never_closed(value: str) -> bool:
    return value[:1] in {'"', "'"} and not _CLOSED_QUOTE.match(value)


def _tag(trouble: Trouble) -> Fault | None:
    if "tag" not in trouble.problem and "tag" not in trouble.context:
        return None
    return tag_fault(trouble, trouble.context_row, trouble.context_column)


def tag_fault(trouble: Trouble, row: int, column: int, *, is_text: bool = True) -> Fault:
    """The fault for a type written with `!`; YAML's own types (`!!str`) are not pasted again."""
    line = trouble.lines[row]
    tag = line[column:].split(" ", 1)[0].rstrip()
    paste = quoted_line(line, column) if is_text else ""
    if tag.startswith("!!") and paste:
        paste = line[:column] + line[column + len(tag) :].strip()
    sure = not tag.startswith("!!")
    return trouble.fault("yaml-tag", row, column, tag=clipped(tag), paste=paste, sure=sure)


def _bracket(trouble: Trouble) -> Fault | None:
    line = trouble.lines[trouble.context_row]
    bracket = line[trouble.context_column : trouble.context_column + 1]
    if "while parsing a flow" not in trouble.context or bracket not in _BRACKETS:
        return None
    if trouble.row == trouble.context_row and trouble.line.rstrip().endswith(_BRACKETS[bracket]):
        return None
    paste = line.rstrip().rstrip(",") + _BRACKETS[bracket]
    return trouble.fault(
        "bracket-not-closed", trouble.context_row, trouble.context_column, bracket=bracket, paste=paste
    )


def _beginning(trouble: Trouble) -> Fault | None:
    """A value that begins with a character that has a meaning of its own in YAML."""
    signs = ("cannot start any token", "entries are not allowed", "keys are not allowed", "node content")
    begin = value_start(trouble.line)
    places = [(trouble.row, begin)] if trouble.line[begin : begin + 2] == "{%" else []
    if any(sign in trouble.problem for sign in signs):
        places.append((trouble.row, trouble.column))
    if any(word in trouble.context for word in ("an anchor", "an alias", "a block scalar")):
        places.append((trouble.context_row, trouble.context_column))
    if 0 <= begin < trouble.column:
        places.append((trouble.row, begin))
    for row, column in places:
        line = trouble.lines[row]
        character = line[column : column + 1]
        if character in _ENDS and column != value_start(line):
            continue
        if character in _BEGIN_SOMETHING or line[column : column + 2] == "{%":
            paste = as_list(line, column) if character == "-" else quoted_line(line, column)
            value = clipped(line[column:])
            sure = character != "-"
            return trouble.fault(
                "value-beginning", row, column, character=character, value=value, paste=paste, sure=sure
            )
    return None


def _colon(trouble: Trouble) -> Fault | None:
    """`title: SEO: more traffic`."""
    start = value_start(trouble.line)
    if "values are not allowed" not in trouble.problem or not 0 <= start <= trouble.column:
        return None
    value = clipped(trouble.line[start:])
    return trouble.fault(
        "colon-in-value", trouble.row, start, value=value, paste=quoted_line(trouble.line, start)
    )


def _text_after(trouble: Trouble) -> Fault | None:
    """`title: "SEO" for all` and `title: [draft] SEO`."""
    start = value_start(trouble.line)
    if not 0 <= start < trouble.column or trouble.line[start] not in "\"'[{" or "flow" in trouble.context:
        return None
    value = trouble.line[start:].rstrip()
    within = value
    if value[0] in "\"'" and value[-1] == value[0]:
        within = value[1:] if value.count('"') % 2 else value[1:-1]
    return trouble.fault(
        "text-after-value",
        trouble.row,
        trouble.column,
        value=clipped(trouble.line[start : trouble.column]),
        rest=clipped(trouble.line[trouble.column :]),
        paste=trouble.line[:start] + quoted(within),
        sure=within == value,
    )


def no_colon(trouble: Trouble) -> Fault | None:
    """`owner anna`, `owner:anna` and the text below a closing fence that is missing."""
    if "could not find expected ':'" in trouble.problem:
        row = trouble.context_row
    elif "values are not allowed" in trouble.problem and not _is_deeper(trouble):
        row = trouble.above(trouble.row)
    else:
        return None
    line = trouble.lines[row]
    found = list(takewhile(bool, map(_NO_SPACE.match, trouble.lines[row:])))
    if not found:
        other = _OTHER_COLON.fullmatch(line)
        paste = f"{other['key']}: {other['rest']}".rstrip() if other else ""
        return trouble.fault(
            "line-without-colon", row, len(indentation(line)), value=clipped(line), paste=paste
        )
    paste = "\n".join(f"{match['lead']}{match['key']}: {match['rest']}" for match in found if match)
    column = line.index(":")
    return trouble.fault(
        "colon-without-space", row, column, value=clipped(line), paste=paste, count=len(found)
    )


def _depth(trouble: Trouble) -> Fault | None:
    line, above = trouble.line, trouble.lines[trouble.above(trouble.row)]
    begin = len(indentation(line))
    signs = ("expected key", "<block end>", "'-' indicator", "<document start>")
    is_key = "values are not allowed" in trouble.problem and ":" not in line[begin : trouble.column]
    is_line = any(sign in trouble.problem for sign in signs) and trouble.column == begin
    if not line.strip() or line[begin] == ":" or not (is_key or is_line):
        return None
    paste = indentation(above) + line.strip()
    has_form = KEY_LINE.match(line) or line[begin] == "-"
    pasted = paste if has_form and paste != line.rstrip() else ""
    return trouble.fault("bad-indent", trouble.row, begin, value=clipped(line), paste=pasted)


def _is_deeper(trouble: Trouble) -> bool:
    above = trouble.lines[trouble.above(trouble.row)]
    return len(indentation(trouble.line)) > len(indentation(above))


EXPLANATIONS: tuple[Callable[[Trouble], Fault | None], ...] = (
    _fence,
    _rest_of_a_conflict,
    _tab,
    _escape,
    _quote,
    _tag,
    _bracket,
    _beginning,
    _colon,
    _text_after,
    no_colon,
    _depth,
)
