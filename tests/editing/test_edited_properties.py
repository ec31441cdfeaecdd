"""What changes is what was to change: over generated files and over real ones, byte by byte."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from backlog.config.sections import Config
from backlog.content.document import read_document
from backlog.editing import Add, Drop, Put, Take, edited
from backlog.editing.field_order import formatted
from backlog.editing.names import top_rows
from backlog.editing.scalars import meant
from backlog.errors import Stop
from tests.editing.files import READABLE, VALUES, outside, plain, real, rows, said, without

CONFIG = Config()
BOUNDED = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def keys_of(name):
    return {name, rows(name).german}


def entry(raw, name):
    """The first entry of a field, by either of its names."""
    return next((one for one in read_document("a.md", raw).entries if one.key in keys_of(name)), None)


def text_of(raw, name):
    """The text of a field as readers take it; None where there is no single one."""
    found = entry(raw, name)
    return meant(found.node.text) if found and hasattr(found.node, "text") else None


def others(raw, name):
    return [(key, value) for key, value in said(raw) if key not in keys_of(name)]


@BOUNDED
@given(st.data(), READABLE)
def test_a_value_is_put_and_all_other_bytes_stay(data, raw):
    """(a) The wanted value is read; every line outside of the field is the same, byte for byte."""
    name = data.draw(st.sampled_from(sorted(VALUES)))
    value = data.draw(VALUES[name])
    made = edited(raw, "item", "a.md", [Put(name, value)], CONFIG)
    assert text_of(made, name) == meant(value)
    assert others(made, name) == others(raw, name)
    assert without(made, *keys_of(name)) == without(raw, *keys_of(name))
    assert not read_document("a.md", made).refused


@BOUNDED
@given(st.data(), READABLE)
def test_a_value_put_and_put_back_gives_the_bytes_of_before(data, raw):
    """(b) For every value that is written as we would write it; see below for quotes that somebody chose."""
    name = data.draw(st.sampled_from(sorted(VALUES)))
    old, new = data.draw(VALUES[name]), data.draw(VALUES[name])
    ours = edited(raw, "item", "a.md", [Drop(name), Put(name, old)], CONFIG)
    there = edited(ours, "item", "a.md", [Put(name, new)], CONFIG)
    assert edited(there, "item", "a.md", [Put(name, old)], CONFIG) == ours


@BOUNDED
@given(
    st.sampled_from(["'{}'", '"{}"', "|\n  {}", ">-  # why\n   {}"]),
    st.from_regex(r"[a-z]{3,9}", fullmatch=True),
)
def test_quotes_that_somebody_chose_stay(spelling, word):
    """(b) A word is put into a value in any style, and the word of before again."""
    raw = f"---\ntitle: Einer\nlearning: {spelling.format('vorher')}\nowner: anna\n---\n".encode()
    there = edited(raw, "item", "a.md", [Put("learning", word)], CONFIG)
    assert there == raw.replace(b"vorher", word.encode())
    assert edited(there, "item", "a.md", [Put("learning", "vorher")], CONFIG) == raw
    assert text_of(there, "learning") == word


@BOUNDED
@given(READABLE)
def test_a_value_that_is_there_already_changes_no_byte(raw):
    """(c) For every field of the file; a number in quotes is another matter."""
    for name in VALUES:
        node = getattr(entry(raw, name), "node", None)
        text = text_of(raw, name)
        if text and not (name in {"impact", "effort", "private"} and node.style != "plain"):
            assert edited(raw, "item", "a.md", [Put(name, text)], CONFIG) == raw
    assert edited(raw, "item", "a.md", [], CONFIG) == raw


@BOUNDED
@given(st.data(), READABLE)
def test_a_field_that_is_put_and_dropped_leaves_no_trace(data, raw):
    missing = [name for name in VALUES if entry(raw, name) is None]
    assume(missing)
    name = data.draw(st.sampled_from(missing))
    made = edited(raw, "item", "a.md", [Put(name, data.draw(VALUES[name]))], CONFIG)
    assert edited(made, "item", "a.md", [Drop(name)], CONFIG) == raw


@BOUNDED
@given(st.data(), READABLE)
def test_a_dropped_field_takes_its_lines_and_no_others(data, raw):
    names = [name for name in (*VALUES, "tags", "blocked", "result") if entry(raw, name) is not None]
    assume(len(names) > 1)
    name = data.draw(st.sampled_from(names))
    made = edited(raw, "item", "a.md", [Drop(name)], CONFIG)
    assert entry(made, name) is None
    assert without(made) == without(raw, *keys_of(name))


@BOUNDED
@given(st.data(), READABLE)
def test_entries_come_and_go(data, raw):
    """An entry is added at the end of a list and taken out again; lines of other fields stay."""
    word = data.draw(st.sampled_from(["neu", "a, b", "x: y", "[z]", "#1"]))
    name = data.draw(st.sampled_from(["tags", "depends_on"]))
    before = getattr(entry(raw, name), "node", None)
    before = plain(before) if before else []
    made = edited(raw, "item", "a.md", [Add(name, word)], CONFIG)
    assert plain(entry(made, name).node) == [*before, word]
    assert without(made, *keys_of(name)) == without(raw, *keys_of(name))
    gone = edited(made, "item", "a.md", [Take(name, word)], CONFIG)
    assert gone == raw


@BOUNDED
@given(st.data(), READABLE)
def test_what_blocks_is_added_and_ended(data, raw):
    """One more blocker, and the end of the first; those that were there say what they said."""
    fields = (("since", "2026-02-16"), ("reason", "tracking"), ("note", data.draw(VALUES["title"])))
    made = edited(raw, "item", "a.md", [Add("blocked", fields), Put("blocked.0.until", "2026-02-17")], CONFIG)
    assert without(made, *keys_of("blocked")) == without(raw, *keys_of("blocked"))
    before = getattr(entry(raw, "blocked"), "node", None)
    was = [] if before is None else plain(before)
    was = [was] if isinstance(was, dict) else was
    now = plain(entry(made, "blocked").node)
    assert len(now) == len(was) + 1
    assert "2026-02-17" in now[0].values()
    assert {meant(text) for text in now[-1].values()} >= {"2026-02-16", "tracking", meant(fields[2][1])}
    for old, new in zip(was, now, strict=False):
        assert set(old.items()) <= set(new.items())


@BOUNDED
@given(READABLE)
def test_order_is_made_once_and_changes_no_value(raw):
    """(d) Idempotent; the values, their quotes and the text below as they were."""
    made = formatted(raw, "item", "a.md", CONFIG)
    assert formatted(made, "item", "a.md", CONFIG) == made
    assert dict(said(made)) == dict(said(raw))
    assert sorted(without(made)) == sorted(without(raw))
    assert read_document("a.md", made).body == read_document("a.md", raw).body


def changes_for(kind):
    """A change of every sort for a kind of file."""
    if kind == "meeting":
        return [
            Put("type", "planning"),
            Put("date", "2026-03-02"),
            Put("cancelled", "Feiertag: alle weg"),
            Drop("cancelled"),
        ]
    common = [
        Put("title", "Neuer Titel: mit Zeichen #1"),
        Put("title", "Kurz"),
        Put("owner", "anna"),
        Drop("owner"),
    ]
    if kind != "item":
        return [*common, Put("status", "paused"), Drop("status")]
    return [
        *common,
        Put("status", "planned"), Put("impact", "1"), Put("due", "2026-03-02"), Put("learning", "Zeile eins\nzwei: drei"),
        Put("result.outcome", "met"), Put("cost.actual", "100"), Add("tags", "a, b"), Drop("impact"), Drop("tags"),
        Add("blocked", (("since", "2026-02-16"), ("reason", "content"), ("note", "Texte: fehlen"))),
        Put("depends_on", ("a", "b-2")), Drop("depends_on"),
    ]  # fmt: skip


def held(kind, path, raw, config):
    """Every change of a file: its own lines alone, a second time nothing more; order once."""
    if read_document(path, raw).refused:
        with pytest.raises(Stop):
            edited(raw, kind, path, changes_for(kind), config)
        return 0
    for change in changes_for(kind):
        field = change.field.split(".")[0]
        made = edited(raw, kind, path, [change], config)
        names = {word for word, row in top_rows(kind, config).items() if row.name == field}
        assert without(made, *names) == without(raw, *names), (path, change)
        if not isinstance(change, Add):
            assert edited(made, kind, path, [change], config) == made, (path, change)
    made = formatted(raw, kind, path, config)
    assert formatted(made, kind, path, config) == made
    assert sorted(without(made)) == sorted(without(raw))
    return 1


def test_real_files_of_ours():
    assert sum(held(*one) for one in real()[::3]) > 30


def test_real_files_of_others(shared, tmp_path):
    """Backlogs that nobody here wrote: other field names, other folders, umlauts, long descriptions."""
    assert shared.is_dir()
    found = outside(tmp_path)
    assert len(found) > 400
    assert sum(held(*one) for one in found[::4]) > 100
