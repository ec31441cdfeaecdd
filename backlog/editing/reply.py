"""The answer to lines of changes, as Markdown for an issue, a proposed change or the terminal.

Whatever somebody wrote stands in it as text: lines in code spans, titles and values escaped, so that
nobody is notified and nothing becomes a link. It stays short enough for a comment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from backlog.formats.host_text import host_code, host_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backlog.editing.made import Answer, Made, Sentence
    from backlog.formats.mail import Markdown
    from backlog.language import Language

__all__ = ["reply"]

MOST_BYTES: Final = 50_000
LONGEST_LINE: Final = 200
LONGEST_TITLE: Final = 80
LONGEST_SENTENCE: Final = 600
MOST_FILES: Final = 60
_FEW: Final = 3


def reply(
    answers: Sequence[Answer], notes: Iterable[Sentence], left: int, language: Language, edit_url: str = ""
) -> str:
    """The answer to every line, in a language; `left` lines were not looked at.

    `edit_url` is what an address of a file begins with; without it links are paths.
    """
    done = [row for answer in answers if answer.applied for row in _done(answer, language, edit_url)]
    refused = [_refused(answer, language) for answer in answers if not answer.applied]
    said = [f"- {_said(note, language)}" for note in notes]
    if left:
        said.insert(
            0,
            "- "
            + language.plural(
                "{count} line more was not looked at: at most 200 lines and 20 kB are done at once.",
                "{count} lines more were not looked at: at most 200 lines and 20 kB are done at once.",
                left,
            ),
        )
    parts = [
        [f"**{_head(answers, language)}**"],
        _section(language.text("Not done"), refused, language),
        _section(language.text("Done"), done, language),
        _section(language.text("Worth knowing"), said, language),
    ]
    return "\n\n".join("\n\n".join(part) for part in parts if part) + "\n"


def _head(answers: Sequence[Answer], language: Language) -> str:
    applied = sum(answer.applied for answer in answers)
    if not answers:
        return language.text("There is no line that says what is to change.")
    if not applied:
        return language.text("Nothing of it is done.")
    if applied == len(answers) and not any(made.done for answer in answers for made in answer.made):
        return language.text("All of it is so already; nothing changes.")
    if applied == len(answers):
        return language.plural("{count} line is done.", "All {count} lines are done.", applied)
    return language.text("{done} of {count} lines are done.", done=applied, count=len(answers))


def _section(title: str, rows: Sequence[str], language: Language) -> list[str]:
    """A heading and its rows, as many as fit."""
    if not rows:
        return []
    kept: list[str] = []
    size = 0
    for row in rows:
        size += len(row.encode())
        if size > MOST_BYTES // 3:
            left = len(rows) - len(kept)
            kept.append("- " + language.plural("… and {count} more.", "… and {count} more.", left))
            break
        kept.append(row)
    return [f"### {title}", "\n".join(kept)]


def _done(answer: Answer, language: Language, edit_url: str) -> Iterable[str]:
    """A row for each file that a line was about; of many, one for each thing that is said of them."""
    made = answer.made
    if len(made) <= _FEW:
        yield from (_row(one, language, edit_url) for one in made)
        return
    same: dict[tuple[str, str], list[str]] = {}
    for one in made[:MOST_FILES]:
        words, notes = _words(one, language)
        noted = "".join(f"\n    - {note}" for note in notes)
        same.setdefault((words, noted), []).append(_name(one, edit_url))
    more = ""
    if len(made) > MOST_FILES:
        left = len(made) - MOST_FILES
        more = "\n  - " + language.plural("… and {count} more.", "… and {count} more.", left)
    files = language.plural("{count} file", "{count} files", len({one.path for one in made}))
    rows = (
        f"\n  - {f'{words}: ' * bool(words)}{', '.join(names)}{noted}"
        for (words, noted), names in same.items()
    )
    yield f"- {host_code(answer.text, LONGEST_LINE)} · {files}{''.join(rows)}{more}"


def _words(made: Made, language: Language) -> tuple[str, list[str]]:
    """What was done, and what is to be said of it."""
    return ", ".join(_said(one, language) for one in made.done), [
        _said(note, language) for note in made.notes
    ]


def _name(made: Made, edit_url: str) -> str:
    return f"[{host_text(made.title, LONGEST_TITLE)}]({_address(made.path, edit_url)})"


def _row(made: Made, language: Language, edit_url: str) -> str:
    words, said = _words(made, language)
    name = f"{_name(made, edit_url)} · {host_code(made.name, LONGEST_LINE)}"
    notes = "".join(f"\n  - {note}" for note in said)
    return f"- {name}: {words}{notes}" if words else f"- {name}{notes}"


def _address(path: str, edit_url: str) -> str:
    place = quote(path, errors="surrogatepass")
    return f"{edit_url.rstrip('/')}/{place}" if edit_url else place


def _refused(answer: Answer, language: Language) -> str:
    """A line that was not done: which one, why, and what to write instead."""
    why = " ".join(_said(one, language) for one in answer.refusal)
    number = language.text("Line {number}", number=str(answer.number))
    lines = [f"- {number}: {host_code(answer.text, LONGEST_LINE)}", f"  - {why}"]
    if answer.instead:
        lines.append(f"  - {language.text('Write instead:')} {host_code(answer.instead, LONGEST_LINE)}")
    return "\n".join(lines)


def _said(told: Sentence, language: Language) -> Markdown:
    """A sentence as text, on one line: an example in it may have several."""
    return host_text(" ".join(language.text(told.message, **told.values).split()), LONGEST_SENTENCE)
