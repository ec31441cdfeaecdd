"""The frame of the site in one file: what its head asks for is put into it, and its policy names that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backlog.site.render import fingerprint
from backlog.site.single import content, edited, is_local, moved, place, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from backlog.site.single import Edit, Places, Reader, Tag


def framed(
    page: Reader, places: Places, source: Callable[[str], str], codes: Sequence[str], bare: str
) -> tuple[str, str]:
    """What stands before and after the sections.

    `page` is one of the site without content; `source` gives its styles and blocking scripts by their
    paths; `codes` are the texts of the scripts that run when everything was read, in this order; `bare`
    is the style for those in whose browser none does.
    """
    noscript = f"<noscript><style>{bare}</style></noscript>"
    late = [_harmless(code) for code in codes]
    early = {tag.start: _harmless(source(_address(tag))) for tag in page.tags if _is_early(tag)}
    styles = {tag.start: source(_address(tag)) for tag in page.tags if _is_style(tag)}
    hashes = {"script-src": [*early.values(), *late], "style-src": [*styles.values(), bare]}
    edits: dict[int, Edit] = {
        **{edit[0]: edit for edit in moved(page, page.tags, "", places)},
        **{edit[0]: edit for edit in _head(page, places, hashes)},
        **{
            tag.start: (tag.start, tag.end, f"<style>{styles[tag.start]}</style>")
            for tag in page.tags
            if tag.start in styles
        },
        **{
            tag.start: (tag.start, page.closing(tag), _inline(early[tag.start]) if tag.start in early else "")
            for tag in page.tags
            if tag.name == "script" and is_local(tag, "src")
        },
    }
    first, last = content(page)
    head = page.text.index("</head>")
    edits[head] = (head, head, f"{noscript}\n")
    before = edited(page.text, [edits[start] for start in sorted(edits) if start < first], 0, first)
    after = edited(page.text, [edits[start] for start in sorted(edits) if start >= last], last)
    scripts = "".join(_inline(code) + "\n" for code in late)
    return before + "\n", after.replace("</body>", scripts + "</body>")


def _head(page: Reader, places: Places, hashes: dict[str, list[str]]) -> Iterator[Edit]:
    """The tags that say what the file is: one document, with a policy and an icon of its own."""
    for tag in page.tags:
        given = tag.attributes
        if tag.name == "html":
            home = {"data-home": places.home} if places.home else {}
            yield tag.start, tag.end, written("html", {**given, "data-single": "", **home})
        elif tag.name == "meta" and (given.get("http-equiv") or "").lower() == "content-security-policy":
            policy = _policy(given.get("content") or "", hashes)
            yield tag.start, tag.end, written("meta", {**given, "content": policy})
        elif tag.name == "link" and given.get("rel") == "icon" and is_local(tag, "href"):
            held = places.held(place("", given["href"] or ""))
            yield tag.start, tag.end, written("link", {**given, "href": held})
        elif tag.name == "link" and is_local(tag, "href") and not places.home:
            yield tag.start, tag.end, ""


def _policy(given: str, hashes: dict[str, list[str]]) -> str:
    """The pages' policy for one file: in the place of files of its own, the hashes of what is in it."""
    kept = []
    for directive in given.split(";"):
        name, *sources = directive.split() or [""]
        ours = [f"'{fingerprint(text)}'" for text in hashes.get(name, [])]
        ours += ["data:"] if name == "img-src" else []
        sources = [*ours, *(source for source in sources if source not in {"'self'", *ours})]
        if name and sources:
            kept.append(" ".join([name, *sources]))
    return "; ".join(kept)


def _address(tag: Tag) -> str:
    return place("", tag.attributes.get("src") or tag.attributes.get("href") or "")


def _is_early(tag: Tag) -> bool:
    """A script that runs where it stands; the others run when everything was read."""
    return tag.name == "script" and is_local(tag, "src") and "defer" not in tag.attributes


def _is_style(tag: Tag) -> bool:
    return tag.name == "link" and tag.attributes.get("rel") == "stylesheet" and is_local(tag, "href")


def _inline(code: str) -> str:
    return f"<script>{code}</script>"


def _harmless(code: str) -> str:
    """A script that says nothing that would end it: within texts of scripts both are the same to it."""
    return re.sub(r"<(?=/script|!--)", r"\\x3c", code, flags=re.IGNORECASE)
