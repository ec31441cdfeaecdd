"""Tables of the configuration, changed key by key."""

from __future__ import annotations

import tomllib

import pytest

from backlog.editing.settings import setting_differences, setting_edited, table_called
from backlog.editing.wishes import wish
from backlog.errors import Exit, Stop

TOML = """title = "Eins"   # kept

[people.anna]
name = "Anna Schmidt"  # the first
roles = ["Text"]

# somebody else
[people]
jonas = {name = "Jonas", until = 2026-01-31}
[people.ben]
[metrics.leads]
name = 'Leads'

[decisions]
plans = ["anna", "Ben"]  # both
"""


def changed(name, *wishes, text=TOML):
    raw = text.encode()
    return setting_edited(raw, "backlog.toml", table_called(name), [wish(one) for one in wishes]).decode()


@pytest.mark.parametrize(
    ("name", "wished", "before", "after"),
    [
        ("people.anna", "until=2026-12-31", '["Text"]\n', '["Text"]\nuntil = 2026-12-31\n'),
        ("people.anna", "name=Anna Berg", '"Anna Schmidt"', '"Anna Berg"'),
        ("people.anna", "roles+=Bild, Text", '["Text"]', '["Bild", "Text"]'),
        ("people.anna", "bis=2026-12-31", '["Text"]\n', '["Text"]\nuntil = 2026-12-31\n'),
        ("decisions", "plans-=anna", '["anna", "Ben"]', '["Ben"]'),
        ("decisions", "entscheidet=Die Leitung", "# both\n", '# both\ndecides = ["Die Leitung"]\n'),
        ("people.anna", "roles=", 'roles = ["Text"]\n', ""),
        ("people.anna", "roles-=Text", 'roles = ["Text"]\n', ""),
        ("people.jonas", "until=2026-02-28", "2026-01-31", "2026-02-28"),
        ("people.jonas", "team=Web", "2026-01-31}", '2026-01-31, team = "Web"}'),
        ("people.ben", 'name="Ben"', "[people.ben]\n", '[people.ben]\nname = "Ben"\n'),
        ("metrics.leads", "name=Anfragen", "'Leads'", '"Anfragen"'),
        ("metrics.leads", "available=false", "'Leads'\n", "'Leads'\navailable = false\n"),
        ("people.anna", "name=Anna Schmidt", "", ""),
        ("people.anna", "until=", "", ""),
    ],
)
def test_a_key_of_a_table(name, wished, before, after):
    made = changed(name, wished)
    assert made == TOML.replace(before, after, 1) if before else made == TOML
    tomllib.loads(made)
    windows = changed(name, wished, text=TOML.replace("\n", "\r\n"))
    assert windows == made.replace("\n", "\r\n")
    marked = setting_edited(b"\xef\xbb\xbf" + TOML.encode(), "x", table_called(name), [wish(wished)])
    assert marked == b"\xef\xbb\xbf" + made.encode()


def test_a_last_line_without_an_end():
    text = '[people.anna]\nname = "Anna"'
    assert changed("people.anna", "until=2026-12-31", text=text) == f"{text}\nuntil = 2026-12-31\n"


@pytest.mark.parametrize(
    ("name", "wished", "code"),
    [
        ("people.ana", "until=2026-12-31", Exit.WRONG_USE),
        ("people.anna", "untill=2026-12-31", Exit.WRONG_USE),
        ("people.anna", "until=31.12.2026", Exit.WRONG_USE),
        ("people.anna", "name+=x", Exit.WRONG_USE),
        ("people.jonas", "until=", Exit.REFUSED),
    ],
)
def test_what_cannot_be_done_is_said(name, wished, code):
    with pytest.raises(Stop) as caught:
        changed(name, wished)
    assert caught.value.code is code


def test_dotted_keys_are_left_to_people():
    """Nobody can tell behind which of them a new one belongs."""
    with pytest.raises(Stop) as caught:
        changed("people.anna", "until=2026-12-31", text='people.anna.name = "Anna"\n')
    assert caught.value.code is Exit.REFUSED


def test_what_changed_is_told_by_key():
    made = changed("people.anna", "until=2026-12-31", "roles=Bild").encode()
    found = setting_differences(TOML.encode(), made, ("people", "anna"))
    told = [(one.field, one.before, one.after, one.entry) for one in found]
    assert told == [
        ("roles", "Text", "", True),
        ("roles", "", "Bild", True),
        ("until", "", "2026-12-31", False),
    ]


def test_names_of_tables():
    assert table_called("people.anna") == ("people", "anna")
    assert table_called("landingpage") is None
    assert table_called("q1.leads") is None
