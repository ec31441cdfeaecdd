"""T25: any bytes give a document with faults that stand in the file, never anything else."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backlog.content.characters import FORBIDDEN
from backlog.content.document import Document, read_document
from backlog.content.nodes import Entry, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable

SUITES = Path(__file__).parents[2] / "../shared/data/suites"
SLUGS = frozenset(
    [
        "bad-indent",
        "bracket-not-closed",
        "colon-in-value",
        "colon-without-space",
        "conflict-marker",
        "duplicate-key",
        "empty-file",
        "fence-misspelt",
        "file-too-large",
        "forbidden-character",
        "front-matter-empty",
        "front-matter-not-a-mapping",
        "front-matter-not-first",
        "front-matter-too-large",
        "git-lfs-pointer",
        "key-not-text",
        "line-without-colon",
        "no-break-space",
        "no-front-matter",
        "not-utf-8",
        "other-encoding",
        "quote-not-closed",
        "tab-indent",
        "text-after-value",
        "toml-front-matter",
        "unclosed-front-matter",
        "unknown-escape",
        "value-beginning",
        "yaml-alias",
        "yaml-anchor",
        "yaml-merge",
        "yaml-second-document",
        "yaml-syntax",
        "yaml-tag",
        "yaml-too-deep",
        "yaml-too-many",
    ]
)
VALID = """---
title: "Führung: neu"
status: in-progress  # bald
depends_on: [a, b]
blocked:
  - since: 2026-03-01
    reason: content
learning: |
  Eins
  zwei
private: false
---

## Was zu tun ist

- [ ] Text
"""
PIECES = [
    "---", "--- ", "...", "\n", "\r", "\t", " ", "  ", ": ", ":", "- ", "? ", "[", "]", "{", "}", "&a ", "*a", "!x ", "<<: ",
    '"', "'", "|", ">", "%", "@", "`", "#", " #", ",", "\\", "\\u202e", "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "\u00a0",
    "\u200b", "\u200d", "\ufeff", "\x00", "\x85", "\u2028", "😀", "ä", "title: x\n", "private: true\n", "\n---\n", "+++",
]  # fmt: skip

thoroughly = settings(
    max_examples=2000,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A valid document with a few pieces put in, taken out or doubled."""
    text = VALID
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        put = draw(st.sampled_from([*PIECES, text[start:end] * 2, ""]))
        text = text[:start] + put + text[end:]
    raw = text.encode()
    if draw(st.booleans()):
        start = draw(st.integers(0, len(raw)))
        raw = raw[:start] + draw(st.binary(max_size=3)) + raw[start + draw(st.integers(0, 2)) :]
    return raw


def nodes(entries: tuple[Entry, ...]) -> list[Node]:
    found: list[Node] = []
    waiting: list[Node] = [entry.node for entry in entries]
    while waiting:
        node = waiting.pop()
        found.append(node)
        if isinstance(node, Sequence):
            waiting.extend(node.items)
        elif isinstance(node, Mapping):
            waiting.extend(entry.node for entry in node.entries)
    return found


def check(raw: bytes) -> Document:
    document = read_document("items/a.md", raw)
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.count("\n") + 1
    for fault in document.faults:
        place = fault.location
        assert fault.slug in SLUGS
        if fault.values.get("encoding") != "UTF-16":
            assert 1 <= place.line <= lines, fault
            assert 1 <= place.column <= max(1, len(place.text) + 1), fault
            assert place.column + place.length <= len(place.text) + 1 or place.length == 1, fault
        assert not FORBIDDEN.search(place.text + fault.paste + str(fault.values)), fault
    for node in nodes(document.entries):
        mark = node.mark
        line = document.lines[mark.line - 1]
        assert 1 <= mark.column <= len(line) + 1
        assert mark.column - 1 + mark.length <= len(line)
        assert not isinstance(node, Scalar) or not FORBIDDEN.search(node.text)
    assert not (document.refused and document.entries)
    assert bool(document.entries) <= (not document.refused)
    assert document.refused or document.lines[0] == document.lines[-1] == "---"
    assert not FORBIDDEN.search(document.body)
    return document


@thoroughly
@given(st.binary(max_size=300))
def test_t25_any_bytes(raw: bytes) -> None:
    check(raw)


@thoroughly
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.booleans())
def test_t25_pieces_of_front_matter(text: str, fenced: bool) -> None:
    check((f"---\n{text}\n---\n" if fenced else text).encode())


@thoroughly
@given(mutated())
def test_t25_documents_with_slips(raw: bytes) -> None:
    check(raw)


@thoroughly
@given(mutated())
def test_t14_line_ends_never_matter(raw: bytes) -> None:
    raw = raw.replace(b"\r", b"")
    document = check(raw)
    other = check(raw.replace(b"\n", b"\r\n"))
    if any(fault.slug == "not-utf-8" for fault in document.faults):
        assert [fault.location for fault in other.faults] == [fault.location for fault in document.faults]
    else:
        assert other == document


def plain(node: Node) -> Any:
    """The node as lists, pairs and texts; of a tree at most eight deep."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return [(entry.key, plain(entry.node)) for entry in node.entries]


def composed(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [composed(item) for item in node.value]
    return [(composed(key), composed(value)) for key, value in node.value]


def compare(front: str) -> bool:
    """Whether front matter is read without a fault; if so, PyYAML's own tree has the same texts."""
    document = check(f"---\n{front}---\n".encode())
    if document.faults:
        return False
    root = yaml.compose(front, Loader=yaml.CSafeLoader)
    assert root is not None
    expected = composed(root)
    assert [(entry.key, plain(entry.node)) for entry in document.entries] == expected
    return True


@thoroughly
@given(st.dictionaries(st.text("abcäß😀 :#-\"'", max_size=5), st.text("ab ä\n:#-\"'\\|>{}[]😀", max_size=20)))
def test_t25_what_yaml_writes_is_read_back(values: dict[str, str]) -> None:
    front = yaml.safe_dump(values, allow_unicode=True) if values else "a: b\n"
    assert compare(front)


def shared(name: str) -> Path:
    path = SUITES / name
    if not path.exists():
        pytest.skip(f"shared data absent: {name}")
    return path


def test_t25_the_yaml_test_suite() -> None:
    """What is read there without a fault has the texts that PyYAML finds."""
    read = 0
    for file in sorted(shared("yaml").glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            front = case.get("yaml", "")
            for written, meant in (("␣", " "), ("———»", "\t"), ("——»", "\t"), ("—»", "\t"), ("»", "\t"), ("∎", ""), ("↵", ""), ("←", "\r"), ("⇔", "\ufeff")):  # fmt: skip
                front = front.replace(written, meant)
            check(front.encode())
            check(f"---\n{front}\n---\n".encode())
            if "\n---" not in f"\n{front}" and "\r" not in front:
                read += compare(front if front.endswith("\n") else front + "\n")
    assert read > 10


def test_t25_naughty_strings() -> None:
    for text in json.loads(shared("blns.json").read_text(encoding="utf-8")):
        check(text.encode("utf-8", "surrogatepass"))
        check(f"---\ntitle: {text}\n{text}: a\n---\n{text}\n".encode("utf-8", "surrogatepass"))
        document = check(f"---\ntitle: {json.dumps(text, ensure_ascii=False)}\n---\n".encode())
        if not document.faults:
            assert [plain(entry.node) for entry in document.entries] == [text]


def test_reading_takes_little_more_than_parsing() -> None:
    """A thousand files of twenty fields: a tenth of a second; here against the parser alone."""
    front = "".join(f"field{number}: value number {number}\n" for number in range(20))
    body = "Text and more text.\n" * 60
    raw = f"---\n{front}---\n{body}".encode()

    def best(run: Callable[[], object]) -> float:
        times = []
        for _ in range(30):
            start = time.process_time()
            for _ in range(10):
                run()
            times.append(time.process_time() - start)
        return min(times)

    parsed = best(lambda: list(yaml.parse(front, Loader=yaml.CSafeLoader)))
    assert best(lambda: read_document("a.md", raw)) < 8 * parsed
