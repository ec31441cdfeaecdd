"""What the preview adds to a page: the script that reloads it, and what is wrong, where it stands.

Nothing of it is in the site on the disk. A page of a file with findings gets them as notes, which the
script moves beside the values that they are about (`data-field`); without the script they stand on top.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.language import N_
from backlog.rules.wording import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backlog.findings import Finding
    from backlog.language import Language
    from backlog.rules.wording import Worded
    from backlog.server.places import Place

MOST_SHOWN = 20
PREVIEW = "/__preview/"
_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")')
SEVERITIES = {Severity.ERROR: N_("Error"), Severity.WARNING: N_("Warning")}
_SELF = b"'self'"
_RELATIVE = re.compile(rb'(\s(?:href|src)=")(?![a-z]+:|[#/"])')
_MAIN = re.compile(rb"<main[^>]*>")
_TITLE = re.compile(rb"(?<=<title>).*?(?= \xc2\xb7|<)")
_ALTERNATE = re.compile(rb'<link rel="alternate" hreflang[^>]*>\s*')


def allowed(page: bytes) -> bytes:
    """The page with a policy that allows our own script, style and stream of changes."""
    return _POLICY.sub(lambda found: found[1] + _relaxed(found[2]) + found[3], page)


def _relaxed(policy: bytes) -> bytes:
    quote = b"&#39;" if b"&#39;" in policy else b"'"
    own = _SELF.replace(b"'", quote)
    directives = dict(part.strip().partition(b" ")[::2] for part in policy.split(b";") if part.strip())
    for name in (b"script-src", b"connect-src", b"style-src"):
        sources = directives.get(name, b"").split()
        directives[name] = b" ".join(sources if own in sources else [own, *sources])
    return b"; ".join(name + b" " + value for name, value in directives.items())


def with_parts(page: bytes, *, head: str, foot: str, notes: str = "") -> bytes:
    """The page with something more in its head, at the beginning of its content, and at its end."""
    page = page.replace(b"</head>", head.encode() + b"</head>", 1)
    if notes and (main := _MAIN.search(page)):
        page = page[: main.end()] + notes.encode() + page[main.end() :]
    before, body, after = page.rpartition(b"</body>")
    return before + foot.encode() + body + after if body else page + foot.encode()


def in_its_place(pattern: bytes, folder: str, title: str) -> bytes:
    """A page that no build makes, in the frame of another one at the top of the same site."""
    absolute = _RELATIVE.sub(rb"\1/" + folder.encode(), _ALTERNATE.sub(b"", pattern))
    said = html.escape(title).encode()
    named = _TITLE.sub(lambda _: said, absolute, count=1)
    before, main, rest = named.partition(b"<main")
    _, _, after = rest.partition(b"</main>")
    return before + main + b' id="main"></main>' + after


def notes(place: Place, language: Language) -> str:
    """What is wrong with the file of a page: a note for each finding, with the field that it is about."""
    parts = ['<section class="preview-notes" role="note">']
    if place.refused:
        parts.append(f"<h1>{html.escape(place.title)}</h1>")
        said = language.text("This file cannot be read as it is, so no page of the site shows it.")
        parts.append(f'<p class="lead">{html.escape(said)}</p>')
    for finding in place.findings:
        field = html.escape((finding.field or "").partition(".")[0], quote=True)
        parts.append(f'<article class="preview-note is-{finding.severity}" data-for="{field}">')
        parts += [*entry(word(finding, language), language, why=True), "</article>"]
    return "".join([*parts, "</section>"])


def marks(places: Mapping[str, Place], language: Language) -> str:
    """What cards and rows of items and goals get, as JSON: by page its id, severity and words."""
    found = {}
    for page, place in sorted(places.items()):
        errors = sum(finding.severity is Severity.ERROR for finding in place.findings)
        count = errors or len(place.findings)
        if errors:
            said = language.plural("{count} error", "{count} errors", errors)
        else:
            said = language.plural("{count} warning", "{count} warnings", count)
        if count and not place.refused:
            severity = Severity.ERROR if errors else Severity.WARNING
            found[page] = [place.id, str(severity), said]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def bar(findings: Iterable[Finding], places: Mapping[str, Place], language: Language, folder: str) -> str:
    """How many errors there are, each with a link to where it stands; nothing where there is none."""
    every = tuple(findings)
    if not every:
        return ""
    pages = {finding.location.path: place for place in places.values() for finding in place.findings}
    say = language.text("As it is, this would not be published.")
    count = language.plural("{count} error", "{count} errors", len(every))
    parts = ['<section class="preview-bar" role="status"><details><summary>']
    parts.append(f"<strong>{html.escape(count)}</strong> {html.escape(say)}</summary><ol>")
    for finding in every[:MOST_SHOWN]:
        place = pages.get(finding.location.path)
        if place is None:
            parts += ["<li>", *entry(word(finding, language), language), "</li>"]
            continue
        where = html.escape(f"{finding.location.path}:{finding.location.line}")
        parts.append(
            f'<li><a href="/{html.escape(folder + place.page)}">{html.escape(place.title)}</a> '
            f'<span class="place">{where}</span> {html.escape(word(finding, language).message)}</li>'
        )
    return "".join([*parts, "</ol>", _more(len(every), language), "</details></section>"])


def overlay(findings: tuple[Finding, ...], note: str, language: Language) -> str:
    """Why nothing could be built, as HTML to lay over the last page that could; nothing where it was."""
    if not findings and not note:
        return ""
    parts = ['<section class="preview-findings" role="alert">']
    count = len(findings)
    if count:
        parts.append(f"<h2>{html.escape(language.plural('{count} error', '{count} errors', count))}</h2>")
    if note:
        parts.append(f"<p>{html.escape(note)}</p>")
    parts.append(
        f"<p>{html.escape(language.text('The page below is the last one that could be built.'))}</p>"
    )
    if count:
        parts.append("<ol>")
        for finding in findings[:MOST_SHOWN]:
            parts += ["<li>", *entry(word(finding, language), language), "</li>"]
        parts.append("</ol>")
    return "".join([*parts, _more(count, language), "</section>"])


def _more(count: int, language: Language) -> str:
    if count <= MOST_SHOWN:
        return ""
    more = language.text("{count} more in the terminal: `backlog check`", count=count - MOST_SHOWN)
    return f"<p>{html.escape(more)}</p>"


def entry(finding: Worded, language: Language, *, why: bool = False) -> list[str]:
    """One finding: place, what, the line with the mark, how to mend it, the line to paste."""
    severity = html.escape(language.text(SEVERITIES[finding.severity]))
    parts = [f'<span class="place">{html.escape(f"{finding.path}:{finding.line}")}</span> ']
    parts.append(f"<strong>{severity}: {html.escape(finding.message)}</strong>")
    if why:
        parts.append(f" <span>{html.escape(finding.why)}</span>")
    if finding.text.strip():
        start, end = finding.column - 1, finding.column - 1 + finding.length
        before, marked, after = finding.text[:start], finding.text[start:end], finding.text[end:]
        line = (
            html.escape(before)
            + (f"<mark>{html.escape(marked)}</mark>" if marked else "")
            + html.escape(after)
        )
        parts.append(f"<pre>{finding.line} | {line}</pre>")
    parts.append(html.escape(finding.help.removesuffix(finding.paste).strip()))
    if finding.paste:
        parts.append(f'<pre class="paste">{html.escape(finding.paste)}</pre>')
    return parts
