"""YAML of every sort: an edit does what it says, or refuses; nothing else comes out."""

from __future__ import annotations

import yaml

from backlog.config.sections import Config
from backlog.content.document import read_document
from backlog.editing import Add, Drop, Put, edited
from backlog.editing.field_order import formatted
from backlog.errors import Stop
from tests.editing.files import said, without

CHANGES = [
    Put("owner", "anna"),
    Put("result.outcome", "met"),
    Add("tags", "a: b"),
    Put("title", "Neu #1"),
    Drop("title"),
]


def fronts(shared):
    """The documents of the suite as front matter, with our own fields above and below."""
    for path in sorted((shared / "suites" / "yaml").glob("*.yaml")):
        for case in yaml.safe_load(path.read_text("utf-8")):
            text = (
                str(case.get("yaml", ""))
                .replace("␣", " ")
                .replace("»", "\t")
                .replace("∎", "")
                .replace("↵", "")
            )
            yield path.name, text
            yield path.name, f"title: A\n{text}status: planned\n"
            yield path.name, "own:\n" + "".join(f"  {line}\n" for line in text.splitlines()) + "title: A\n"


def test_yaml_of_others(shared):
    done = refused = 0
    for name, front in fronts(shared):
        raw = f"---\n{front.rstrip()}\n---\nText\n".encode()
        if read_document("a.md", raw).refused:
            continue
        for change in CHANGES[: -1 if len(said(raw)) == 1 else None]:  # the only field cannot go
            try:
                made = edited(raw, "item", "a.md", [change], Config())
            except Stop:
                refused += 1
                continue
            done += 1
            key = change.field.split(".")[0]
            former, now = ([one for one in said(text) if one[0] != key] for text in (raw, made))
            assert now == former, (name, change)
            if not front.startswith("{"):
                assert without(made, key) == without(raw, key), (name, change)
        try:
            made = formatted(raw, "item", "a.md", Config())
        except Stop:
            refused += 1
            continue
        assert formatted(made, "item", "a.md", Config()) == made
    assert done > 300
    assert refused < 5  # `? key`, with nothing behind it
