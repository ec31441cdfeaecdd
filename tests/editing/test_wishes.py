"""Words that people type, as changes of a file; and what is said of those that cannot be done."""

from __future__ import annotations

import pytest

from backlog.config.sections import Person
from backlog.content.assemble import assemble
from backlog.content.parse import parse, vocabulary
from backlog.editing import Add, Drop, Put, Take, edited
from backlog.editing.known import known
from backlog.editing.where import chosen
from backlog.editing.wishes import Wish, changes_of, wish
from backlog.errors import Exit, Stop
from tests import make

DAY = make.day("2026-02-16")
PEOPLE = {"anna": Person(name="Anna Schmidt"), "jonas": Person(name="Jonas Weber")}
GOAL = "---\ntitle: Mehr Anfragen\nperiod: 2026-Q1\nmetric: leads\ntarget: 40\nstatus: active\n---\n"
ITEM = "---\ntitle: Eins\nstatus: planned\ngoal: q1\nowner: anna\nimpact: 3\ndue: 2026-03-01\ntags: [a, b]\n---\n"


def backlog_of(language="en", **texts):
    """A backlog of these items by id, with one goal."""
    config = make.config(language, people=PEOPLE)
    words = vocabulary(config)
    files = [parse("goal", "items/goals/q1.md", GOAL.encode(), words, html=False)]
    files += [
        parse("item", f"items/{id_}.md", text.encode(), words, html=False) for id_, text in texts.items()
    ]
    return known(assemble(files, config, {}))


def wanted(text, item=ITEM, language="en"):
    """The changes that a wish makes in an item."""
    words = backlog_of(language, eins=item, zwei="---\ntitle: Zwei und mehr\n---\n")
    return changes_of(wish(text), words.backlog.item_by_id["eins"], words, DAY)


def refused(text, item=ITEM, language="en"):
    """What is said of a wish that cannot be done: sentence and hint."""
    with pytest.raises(Stop) as caught:
        wanted(text, item, language)
    stop = caught.value
    assert stop.code is Exit.WRONG_USE
    return f"{stop.message.format(**stop.values)} | {stop.hint.format(**stop.values)}"


@pytest.mark.parametrize(
    ("text", "field", "operation", "value"),
    [
        ("owner=anna", "owner", "=", "anna"),
        (" wirkung = 4 ", "wirkung", "=", "4"),
        ("tags+=x", "tags", "+=", "x"),
        ("tags -= x", "tags", "-=", "x"),
        ("owner=", "owner", "=", ""),
        ("learning=a=b", "learning", "=", "a=b"),
        ('title="Neu: anders"', "title", "=", "Neu: anders"),
        ("expected=5 => 8", "expected", "=", "5 => 8"),
    ],
)
def test_a_wish_is_a_field_a_sign_and_a_value(text, field, operation, value):
    assert wish(text) == Wish(field=field, operation=operation, value=value)


@pytest.mark.parametrize("text", ["owner", "=anna", "", "   ", "a => b"])
def test_what_is_no_wish(text):
    with pytest.raises(Stop) as caught:
        wish(text)
    assert caught.value.code is Exit.WRONG_USE


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("impact=5", (Put("impact", "5"),)),
        ("Wirkung = 5", (Put("impact", "5"),)),
        ("impact=3", ()),
        ("owner=Jonas Weber", (Put("owner", "jonas"),)),
        ("owner=@JONAS", (Put("owner", "jonas"),)),
        ("owner=Anna Schmidt", ()),
        ("owner=", (Drop("owner"),)),
        ("goal=Mehr Anfragen", ()),
        ("ziel=", (Drop("goal"),)),
        ("status=In progress", (Put("status", "in-progress"),)),
        ("status=Planned", ()),
        ("due=2026-03-01", ()),
        ("due=null", (Drop("due"),)),
        ("tags+=c, a", (Add("tags", "c"),)),
        ("schlagworte-=A", (Take("tags", "a"),)),
        ("tags=a,b", ()),
        ("tags=b", (Put("tags", ("b",)),)),
        ("tags=", (Drop("tags"),)),
        ("depends_on+=Zwei und mehr", (Add("depends_on", "zwei"),)),
        ("result.outcome=met", (Put("result.outcome", "met"),)),
        ("ergebnis.ausgang=Erreicht", (Put("result.outcome", "erreicht"),)),
        ("result.outcome=", (Drop("result.outcome"),)),
        ("cost.planned=1500", (Put("cost.planned", "1500"),)),
        ("learning=eins\nzwei", (Put("learning", "eins\nzwei"),)),
        ("metric=irgendwas", (Put("metric", "irgendwas"),)),
        ("private=true", (Put("private", "true"),)),
    ],
)
def test_words_as_changes(text, changes):
    assert wanted(text) == changes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("impact=7", 'Impact is "7", and the scale goes from 1 to 5.'),
        ("impact=7", "impact=5"),
        ("wirkung=3,5", "wirkung=4"),
        ("due=21.3.2026", "due=2026-03-21"),
        ("status=doen", 'Did you mean "done"?'),
        ("impakt=3", 'There is no field "impakt". | Did you mean "impact"?'),
        ("result.outcom=met", 'There is no field "result.outcom". | Did you mean "result.outcome"?'),
        ("result=met", '"result" has fields of its own: result.value, result.outcome'),
        ("impact+=1", '"impact" has one value; += and -= are for lists: depends_on, tags, formerly.'),
        ("owner=alle", 'Owner is "alle", so nobody in particular.'),
        ("owner=Ana", "owner=anna"),
        ("owner=anna, jonas", "several"),
        ("goal=q2", "There is no goal"),
        ("goal=q2", "There are: q1."),
        ("depends_on+=drei", 'There is no item "drei".'),
        ("private=ja", "private=true"),
        ("blocked=Texte", "content"),
        ("title=a\u202eb", "U+202E"),
        ("title=x", "3"),
        ("cost.planned=1.000", "cost.planned=1000"),
    ],
)
def test_a_value_that_is_not_taken_is_refused_in_the_words_of_check(text, said):
    assert said in refused(text)


def test_refusals_are_in_the_language_of_the_backlog():
    assert "Wirkung ist „9“, und die Skala geht von 1 bis 5." in refused("wirkung=9", language="de")
    assert "so heißt hier niemand" in refused("verantwortlich=xyz", language="de")


@pytest.mark.parametrize(
    ("now", "text", "after"),
    [
        ("status: planned", "status=done", "status: done"),
        ("status: Planned", "status=done", "status: Done"),
        ("owner: Anna Schmidt", "owner=jonas", "owner: Jonas Weber"),
        ('owner: "anna"', "owner=Jonas Weber", 'owner: "jonas"'),
        ("goal: Mehr Anfragen", "goal=q1", "goal: Mehr Anfragen"),
        ("result:\n  outcome: erreicht", "result.outcome=below", "result:\n  outcome: unter Erwartung"),
        ("result:\n  outcome: met", "result.outcome=unter Erwartung", "result:\n  outcome: below"),
    ],
)
def test_values_are_written_as_the_file_writes_them(now, text, after):
    item = f"---\ntitle: Eins\n{now}\n---\n"
    words = backlog_of(eins=item)
    changes = changes_of(wish(text), words.backlog.item_by_id["eins"], words, DAY)
    made = edited(item.encode(), "item", "items/eins.md", changes, words.backlog.config)
    assert made == f"---\ntitle: Eins\n{after}\n---\n".encode()


BLOCKED = "---\ntitle: Eins\nblocked:\n  - since: 2026-01-01\n    until: 2026-01-05\n    reason: sales\n  - {since: 2026-02-10, reason: content}\n---\n"


@pytest.mark.parametrize(
    ("item", "text", "changes"),
    [
        (ITEM, "blocked=content: Texte fehlen", [Add("blocked", (("since", "2026-02-16"), ("reason", "content"), ("note", "Texte fehlen")))]),
        (ITEM, "blockiert=sales", [Add("blocked", (("since", "2026-02-16"), ("reason", "sales")))]),
        (ITEM, "blocked=Vertrieb: Rückmeldung fehlt: seit Mai", [Add("blocked", (("since", "2026-02-16"), ("reason", "sales"), ("note", "seit Mai")))]),
        (ITEM, "blocked=", []),
        (BLOCKED, "blocked=", [Put("blocked.1.until", "2026-02-16")]),
        (BLOCKED, "blocked=nein", [Put("blocked.1.until", "2026-02-16")]),
        (BLOCKED, "blocked=Inhalte fehlen, der Text", [Put("blocked.1.note", "der Text")]),
        (BLOCKED, "blocked=content", []),
        (BLOCKED, "blocked=approval", [Put("blocked.1.until", "2026-02-16"), Add("blocked", (("since", "2026-02-16"), ("reason", "approval")))]),
        (BLOCKED.replace("02-10", "03-10"), "blocked=", [Drop("blocked.1")]),
    ],
)  # fmt: skip
def test_what_blocks_begins_and_ends(item, text, changes):
    assert list(wanted(text, item)) == changes
    words = backlog_of(eins=item)
    made = edited(item.encode(), "item", "items/eins.md", changes, words.backlog.config)
    after = backlog_of(eins=made.decode()).backlog.item_by_id["eins"]
    assert bool(after.blocks(DAY)) == (text not in {"blocked=", "blocked=nein"})


def test_goals_and_initiatives_have_their_own_fields():
    words = backlog_of()
    goal = words.backlog.goal_by_id["q1"]
    assert changes_of(wish("status=achieved"), goal, words, DAY) == (Put("status", "achieved"),)
    assert changes_of(wish("zeitraum=2026-Q2"), goal, words, DAY) == (Put("period", "2026-Q2"),)
    assert changes_of(wish("target=40"), goal, words, DAY) == ()
    with pytest.raises(Stop):
        changes_of(wish("impact=3"), goal, words, DAY)


@pytest.mark.parametrize(
    ("conditions", "ids"),
    [
        (["goal=q1"], ["eins", "zwei"]),
        (["goal=Mehr Anfragen", "status=open"], ["eins"]),
        (["status=offen"], ["drei", "eins"]),
        (["status=planned"], ["eins"]),
        (["status=done"], ["zwei"]),
        (["status=Live / Done"], ["zwei"]),
        (["owner=Anna Schmidt"], ["eins"]),
        (["owner="], ["drei", "zwei"]),
        (["tags=A"], ["eins"]),
        (["result.outcome=erreicht"], ["zwei"]),
        (["impact=3"], ["eins"]),
        (["private=true"], []),
    ],
)
def test_items_are_chosen_by_what_they_say(conditions, ids):
    done = "---\ntitle: Zwei\nstatus: done\ngoal: q1\nresult: {outcome: met}\n---\n"
    words = backlog_of(eins=ITEM, zwei=done, drei="---\ntitle: Drei\n---\n")
    if conditions == ["status=Live / Done"]:
        conditions = [f"status={words.backlog.status_by_id['done'].name}"]
    assert [item.id for item in chosen(words, conditions)] == ids


@pytest.mark.parametrize("condition", ["status=xyz", "goal=q9", "impakt=3", "owner", "tags+=a"])
def test_a_condition_that_nobody_understands_chooses_nothing(condition):
    with pytest.raises(Stop) as caught:
        chosen(backlog_of(eins=ITEM), [condition])
    assert caught.value.code is Exit.WRONG_USE
