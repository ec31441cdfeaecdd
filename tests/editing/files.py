"""Files as people write them: the same fields in every style, with every line end; and the real ones."""

from __future__ import annotations

import re
from functools import cache

from hypothesis import strategies as st

from backlog.config.load import load_config
from backlog.content.document import read_document
from backlog.content.fields import ITEM
from backlog.content.nodes import Scalar, Sequence
from tests.conftest import EXAMPLES, ROOT, SHARED
from tests.repository import run_git

LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")

WORDS = st.text("abz äÖß09:#'\",[]{}-?&*!|>%@`~\\/=→„“.", min_size=1, max_size=18).filter(str.strip)
"""Texts of one line with every sign that means something to YAML."""
EASY = st.sampled_from(["Landingpage", "5 → 8", "Neue Seite für Ü", "x", "2026-01-05", "a-b c", "yes", "#"])
TEXTS = st.one_of(WORDS, st.lists(WORDS, min_size=2, max_size=3).map("\n".join))
DAYS = st.dates().filter(lambda day: 1970 <= day.year < 2200).map(str)
SCORES = st.integers(1, 5).map(str)
NAMES = st.sampled_from(["anna", "Jonas Weber", "q1-leads", "x", "website"])

# Values by field; the others stand in files and are not changed.
VALUES = {
    "title": WORDS, "status": st.sampled_from(["planned", "In progress", "done"]), "goal": NAMES, "owner": NAMES,
    "impact": SCORES, "effort": SCORES, "evidence": WORDS, "due": DAYS, "expected": TEXTS, "learning": TEXTS,
    "created": DAYS, "private": st.sampled_from(["true", "false"]),
}  # fmt: skip


def rows(name):
    return next(row for row in ITEM if row.name == name)


@st.composite
def spelled(draw, text, name, indent="  "):
    """A value as somebody may write it; not every one is taken, and then the file is not used."""
    plain = draw(st.sampled_from(["plain", "single", "double", "block", "folded", "below"]))
    trailing = draw(st.sampled_from(["", "", " ", "   ", "  # why", " #why: so"]))
    if name in {"impact", "effort", "private"}:
        return text + trailing
    if plain == "plain" or (plain == "below" and draw(st.booleans())):
        easy = text if re.fullmatch(r"[\w-]+(?: [\w-]+)*", text) else draw(EASY)
        return ("\n" + indent if plain == "below" else "") + easy + trailing
    if plain == "single":
        return "'" + text.replace("'", "''").replace("\n", f"\n{indent}") + "'" + trailing
    if plain == "double":
        inner = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", f"\\n\\\n{indent}")
        return f'"{inner}"{trailing}'
    if plain == "below":
        return "\n" + indent + text.replace("\n", f"\n{indent}") + trailing
    header = ("|" if plain == "block" else ">") + draw(st.sampled_from(["", "-", "+", " # why"]))
    return header + "".join(f"\n{indent}{line}" for line in text.split("\n"))


@st.composite
def listed(draw, texts):
    """A list in brackets or behind dashes, deeper than its key or not."""
    style = draw(st.sampled_from(["flow", "dashes", "flush", "lines"]))
    if style == "flow":
        return f" [{', '.join(texts)}]"
    if style == "lines":
        return " [\n  " + ",  # one\n  ".join(texts) + "\n  ]"
    margin = "  " if style == "dashes" else ""
    between = draw(st.sampled_from(["", f"\n{margin}# next"]))
    return "".join(f"{between if number else ''}\n{margin}- {text}" for number, text in enumerate(texts))


@st.composite
def blockers(draw):
    """`blocked` as a mapping or a list of them, in braces or on lines."""
    one = [("since", "2026-01-05"), ("reason", "content"), ("note", "Texte")]
    two = [("since", "2026-02-01"), ("reason", "sales")]
    style = draw(st.sampled_from(["mapping", "flow", "list", "flow list", "flow in list"]))
    braces = ["{" + ", ".join(f"{key}: {text}" for key, text in fields) + "}" for fields in (one, two)]
    if style == "mapping":
        return "".join(f"\n  {key}: {text}" for key, text in one) + "  # wait"
    if style == "list":
        return "".join(
            "".join(
                f"\n  {'- ' if not number else '  '}{key}: {text}"
                for number, (key, text) in enumerate(fields)
            )
            for fields in (one, two)
        )
    return {"flow": f" {braces[0]}", "flow list": f" [{', '.join(braces)}]"}.get(style) or "".join(
        f"\n- {text}" for text in braces
    )


@st.composite
def files(draw):
    """The bytes of an item that can be read: fields in any order and style, comments, any line ends."""
    names = draw(st.permutations([*VALUES, "tags", "depends_on", "blocked", "result", "own"]))
    names = names[: draw(st.integers(3, len(names)))]
    is_german = draw(st.booleans())
    lines = ["---"]
    for name in names:
        lines += draw(st.sampled_from([[], [], ["# what follows"], ["", "# group", ""], [""]]))
        key = name if name == "own" or not is_german else rows(name).german
        if name in VALUES:
            value = " " + draw(spelled(draw(VALUES[name]), name))
            value = draw(st.sampled_from([value, value, value, ""]))
        elif name in {"tags", "depends_on"}:
            value = draw(
                listed(
                    draw(st.lists(st.sampled_from(["seo", "b-1", '"c, d"', "'e'"]), min_size=1, max_size=3))
                )
            )
        elif name == "blocked":
            value = draw(blockers())
        else:
            value = draw(
                st.sampled_from(
                    ["", " x", " {value: 3}", "\n  value: 3\n  # measured by hand\n  outcome: met"]
                )
            )
        lines += f"{key}:{value}".split("\n")
    ends = draw(st.sampled_from(["\n", "\r\n", "\r", "mixed"]))
    mixed = draw(st.lists(st.sampled_from(["\n", "\r\n"]), min_size=5, max_size=5))
    body = ["---", "", "Text with  two spaces  ", "- [ ] done: when", ""][: draw(st.integers(1, 5))]
    text = "".join(
        line + (mixed[number % 5] if ends == "mixed" else ends) for number, line in enumerate([*lines, *body])
    )
    text = text if draw(st.booleans()) else text.rstrip("\r\n")
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode()


READABLE = files().filter(lambda raw: not read_document("a.md", raw).refused)


@cache
def real():
    """Items of our own, of the examples, and of two real backlogs: kind, path, bytes, configuration."""
    found = []
    for root in (ROOT, EXAMPLES / "german", EXAMPLES / "english"):
        settings, _ = load_config("backlog.toml", (root / "backlog.toml").read_bytes())
        for kind, folder in (("goal", "goals"), ("initiative", "initiatives"), ("meeting", "meetings")):
            found += [(kind, path, settings) for path in sorted((root / "items" / folder).rglob("*.md"))]
        known = {path for _, path, _ in found}
        found += [
            ("item", path, settings) for path in sorted((root / "items").rglob("*.md")) if path not in known
        ]
    return [
        (kind, path.name, path.read_bytes(), settings)
        for kind, path, settings in found
        if path.name != "README.md"
    ]


def outside(folder):
    """Every file of the two real backlogs as it stands now."""
    found = []
    for name in ("podkit", "pki"):
        settings, faults = load_config(
            "backlog.toml", (EXAMPLES / "adopt" / name / "backlog.toml").read_bytes()
        )
        assert not faults
        run_git(folder, "clone", "--quiet", str(SHARED / "history" / f"{name}.bundle"), name)
        paths = sorted((folder / name / "backlog").rglob("*.md"))
        found += [("item", path.name, path.read_bytes(), settings) for path in paths if path.is_file()]
    return found


def plain(node):
    """What a node says, without places, quotes and the blank lines that a text keeps below it."""
    if isinstance(node, Scalar):
        return node.text.rstrip("\n")
    if isinstance(node, Sequence):
        return [plain(entry) for entry in node.items]
    return {entry.key: plain(entry.node) for entry in node.entries}


def said(raw):
    """What the front matter says by key, as the parser reads it."""
    return [(entry.key, plain(entry.node)) for entry in read_document("a.md", raw).entries]


def without(raw, *keys):
    """The lines of a file without those of some keys, each with its end; comments that stand deeper are theirs."""
    lines = LINE.findall(raw)
    document = read_document("a.md", raw)
    starts = [(entry.key_mark.line, entry.key) for entry in document.entries]
    last = len(document.lines)
    gone = set()
    for number, (start, key) in enumerate(starts):
        stop = starts[number + 1][0] if number + 1 < len(starts) else last
        below = [
            index
            for index in range(start, stop)
            if _belongs(lines[index - 1].decode("utf-8-sig"), index == start)
        ]
        if key in keys:
            gone |= set(range(start, max(below) + 1))
    return [line for index, line in enumerate(lines, 1) if index not in gone]


def _belongs(line, is_key):
    bare = line.strip()
    return is_key or (bool(bare) and not line.startswith("#"))
