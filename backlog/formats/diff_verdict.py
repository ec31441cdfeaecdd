"""Whether a change can be taken over: the first words of all, and the same for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.formats.diff_points import error_count, new_findings, points
from backlog.formats.diff_sentence import sentences
from backlog.formats.diff_words import Words, both_names
from backlog.formats.mail import Markdown, parts
from backlog.language import SOURCE, language
from backlog.rules.wording import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.comparison.shapes import Comparison
    from backlog.findings import Finding

_TOLD = 4  # so many sentences are read at a glance; more stand one below the other
_QUIET = Words(language=language(SOURCE))


def verdict(comparison: Comparison) -> str:
    """`mend`: an error is in the way; `look`: somebody should look at a point first; else `fine`."""
    if error_count(comparison):
        return "mend"
    found = comparison.findings
    if found.withheld:
        return "look"
    names = both_names(comparison.before, comparison.after, _QUIET)
    return "look" if any(True for _ in points(comparison, names)) or found.new or found.untold else "fine"


def first_words(comparison: Comparison, words: Words) -> Markdown:
    """What happens, and in a paragraph of its own whether to take it over; what is in the way comes first."""
    said = list(sentences(comparison, words))
    what = Markdown(" ".join(said) if len(said) <= _TOLD else "\n".join(f"- {one}" for one in said))
    judged = _judged(comparison, words)
    return parts(judged, what) if error_count(comparison) else parts(what, judged)


def _judged(comparison: Comparison, words: Words) -> Markdown:
    errors = error_count(comparison)
    if errors:
        mend = words.plural(
            "{count} error has to be mended first.", "{count} errors have to be mended first.", errors
        )
        return Markdown(f"**{mend}**{_first_error(comparison, words)}")
    if comparison.findings.withheld:
        said = words.text(
            "The check is red because of something that is not shown here; look at it before merging."
        )
        return Markdown(f"**{said}**")
    looked = list(points(comparison, both_names(comparison.before, comparison.after, words)))
    others = new_findings(comparison)
    count = len(others) + comparison.findings.untold
    if looked:
        rest = words.plural(
            "{count} more point stands below.", "{count} more points stand below.", len(looked) - 1 + count
        )
        look = f"**{words.text('To look at before merging:')}** {looked[0]}"
        return Markdown(f"{look} {rest}" if len(looked) + count > 1 else look)
    if count:
        return _warned(others, count, words)
    if comparison.findings.remaining_errors:
        said = words.plural(
            "Nothing new speaks against merging; {count} error was there before and keeps the check red.",
            "Nothing new speaks against merging; {count} errors were there before and keep the check red.",
            comparison.findings.remaining_errors,
        )
    else:
        said = words.text("Nothing speaks against merging.")
    return Markdown(f"**{said}**")


def _warned(others: Sequence[Finding], count: int, words: Words) -> Markdown:
    if count == len(others) == 1:
        said = words.text("Nothing stands in the way of merging; a new warning is worth a look:")
        return Markdown(f"**{said}** {words.sentence(word(others[0], words.language).message)}")
    said = words.plural(
        "Nothing stands in the way of merging; {count} new warning is worth a look.",
        "Nothing stands in the way of merging; {count} new warnings are worth a look.",
        count,
    )
    return Markdown(f"**{said}**")


def _first_error(comparison: Comparison, words: Words) -> str:
    found = [finding for finding in comparison.findings.new if finding.severity is Severity.ERROR]
    return f" {words.sentence(word(found[0], words.language).message)}" if found else ""
