"""Lines of changes: what people type, in both languages, and what is taken from it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.config.defaults import default_config
from backlog.editing.lines import LONGEST_LINE, MOST_BYTES, MOST_LINES, read_lines
from backlog.editing.orders import Assign, Block, Move, New, Nonsense, Told, Unblock

STATUSES = [name for one in default_config("de").workflow for name in (one.id, one.name, *one.aliases)]


def move(name: str, status: str, *wishes: str) -> Move:
    return Move(told=Told(name=name), status=status, wishes=wishes)


def assign(name: str, *wishes: str) -> Assign:
    return Assign(told=Told(name=name), wishes=wishes)


def block(name: str, reason: str = "", note: str = "") -> Block:
    return Block(told=Told(name=name), reason=reason, note=note)


LINES = {
    "messe → In Arbeit": move("messe", "In Arbeit"),
    "messe -> done": move("messe", "done"),
    "messe => Live": move("messe", "Live"),
    "messe --> planned": move("messe", "planned"),
    "messe –> Geplant": move("messe", "Geplant"),  # as word processors make it
    "messe➜Geplant": move("messe", "Geplant"),
    "messe: Geplant": move("messe", "Geplant"),
    "messe Geplant": move("messe", "Geplant"),
    "messe nach In Freigabe": move("messe", "In Freigabe"),
    "messe → nach In Freigabe": move("messe", "In Freigabe"),
    "messe in Arbeit.": move("messe", "in Arbeit"),
    "messe to in progress": move("messe", "in progress"),
    "messe → Live / Erledigt": move("messe", "Live / Erledigt"),
    "messe → „In Arbeit“": move("messe", "In Arbeit"),
    "messe → nirgendwo": move("messe", "nirgendwo"),
    "- messe → Geplant": move("messe", "Geplant"),
    "* [ ] messe → Geplant": move("messe", "Geplant"),
    "- [x] messe → Geplant": move("messe", "Geplant"),
    "• messe → Geplant": move("messe", "Geplant"),
    "3. messe → Geplant": move("messe", "Geplant"),
    "`messe` → Geplant": move("messe", "Geplant"),
    "**messe** → Geplant": move("messe", "Geplant"),
    "[messe](items/messe.html) → Geplant": move("messe", "Geplant"),
    "  messe\t→\u00a0Geplant  ": move("messe", "Geplant"),
    "„Landingpage Service X“ → Geplant": move("Landingpage Service X", "Geplant"),
    "»Landingpage« → Geplant": move("Landingpage", "Geplant"),
    '"Landing "X" neu" → Geplant': move('Landing "X" neu', "Geplant"),
    "'Landing: X' → Geplant": move("Landing: X", "Geplant"),
    '"a = b" → Geplant': move("a = b", "Geplant"),
    '"Landing" Geplant': move("Landing", "Geplant"),
    "Landingpage Service X → Geplant": move("Landingpage Service X", "Geplant"),
    "Landingpage Service X: Geplant": move("Landingpage Service X", "Geplant"),
    "Landingpage Service X Geplant": move("Landingpage Service X", "Geplant"),
    "messe → In Freigabe, freigabe = anna": move("messe", "In Freigabe", "freigabe=anna"),
    "messe wirkung = 4": assign("messe", "wirkung=4"),
    "messe: wirkung=4": assign("messe", "wirkung=4"),
    "messe → wirkung = 4": assign("messe", "wirkung=4"),
    "messe wirkung = 4, aufwand = 2; sicherheit=3": assign("messe", "wirkung=4", "aufwand=2", "sicherheit=3"),
    "messe erwartet = 3,5 auf 4, wenn es klappt": assign("messe", "erwartet=3,5 auf 4, wenn es klappt"),
    'messe learning = "a, b = c", tags += seo': assign("messe", "learning=a, b = c", "tags+=seo"),
    "messe tags -= seo": assign("messe", "tags-=seo"),
    "messe owner=": assign("messe", "owner="),
    "messe titel = „Neuer Titel“": assign("messe", "titel=Neuer Titel"),
    "messe result.outcome = met": assign("messe", "result.outcome=met"),
    "people.anna until = 2026-12-31": assign("people.anna", "until=2026-12-31"),
    "messe → blockiert: content, Texte fehlen": block("messe", "content", "Texte fehlen"),
    "messe → blocked: content": block("messe", "content"),
    "messe blockiert: Inhalte fehlen – Texte": block("messe", "content", "Texte"),
    "messe blockiert, weil Freigabe steht aus, von Claudia": block("messe", "approval", "von Claudia"),
    "messe → blockiert: Vertrieb: Rückmeldung fehlt": block("messe", "sales"),
    "messe → blockiert: Regen": block("messe", "", "Regen"),
    "messe → blockiert": block("messe"),
    "messe → frei": Unblock(told=Told(name="messe")),
    "messe unblocked": Unblock(told=Told(name="messe")),
    "messe → nicht mehr blockiert": Unblock(told=Told(name="messe")),
    "+ Neue Idee": New(title="Neue Idee"),
    "- + Neue Idee: a = b → c": New(title="Neue Idee: a = b → c"),
    "+ „Neue Idee“": New(title="Neue Idee"),
    "where goal=q1-leads status=open: goal = q2-leads": Assign(
        told=Told(where=("goal=q1-leads", "status=open")), wishes=("goal=q2-leads",)
    ),
    "alle mit ziel=q1 und status=„in Arbeit“ → Geplant": Move(
        told=Told(where=("ziel=q1", "status=in Arbeit")), status="Geplant"
    ),
    "alle mit status=in Arbeit, ziel=q1: blockiert: content": Block(
        told=Told(where=("status=in Arbeit", "ziel=q1")), reason="content"
    ),
}  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_a_line_says_what_it_says(line):
    found = read_lines(line, STATUSES)
    assert [one.order for one in found.lines] == [LINES[line]]


@pytest.mark.parametrize(
    "line", ["+", "+ ", "messe", "→ Geplant", "= 4", "owner = anna", "wirkung=", "where: x = 1", "alle mit ziel: x = 1",
             "Bitte auch noch den Newsletter an alle Kunden schicken", "x" * (LONGEST_LINE + 1), "„“ → Geplant", ":", "!!!"]
)  # fmt: skip
def test_nonsense_says_what_is_missing(line):
    """It is never taken for a change of something."""
    (found,) = read_lines(line, STATUSES).lines
    assert isinstance(found.order, Nonsense) or found.order.told.name in {":", "!!!", "„“", "=", "where"}


@pytest.mark.parametrize(
    "line", ["", "  ", "# Änderungen", "### Changes, one a line", "> zitiert", "```", "~~~", "---", "***", "<!-- x -->",
             "_No response_", "_Keine Antwort_", "\u200b"]
)  # fmt: skip
def test_what_frames_the_lines_wants_nothing(line):
    assert read_lines(line, STATUSES).lines == ()


def test_a_status_of_ones_own_goes_before_our_words():
    found = read_lines("messe → blockiert", [*STATUSES, "Blockiert"])
    assert found.lines[0].order == move("messe", "blockiert")


def test_configured_reasons_are_known():
    found = read_lines("messe → blockiert: Lieferant, Schmidt KG", STATUSES, ["lieferant"])
    assert found.lines[0].order == block("messe", "lieferant", "Schmidt KG")


def test_numbers_are_those_of_the_text():
    found = read_lines("# x\r\n\r\na → Geplant\rb → Geplant\n", STATUSES)
    assert [(one.number, one.text) for one in found.lines] == [(3, "a → Geplant"), (4, "b → Geplant")]


@pytest.mark.parametrize("above", ["### Changes, one a line\n\n", "\r\n### Changes\r\n\r\n", "### Changes\n"])
def test_in_a_form_they_count_from_its_question_on(above):
    """The host puts the question above; who wrote the lines sees their own."""
    found = read_lines(f"{above}a = 1\n\nb = 2\n### c\nd = 3")
    assert [line.number for line in found.lines] == [1, 3, 5]


def test_limits_are_said_and_nothing_is_half_read():
    """A line beyond the limit is left, never a part of it."""
    many = read_lines("\n".join(["messe → Geplant"] * (MOST_LINES + 7)), STATUSES)
    assert (len(many.lines), many.left) == (MOST_LINES, 7)
    long = read_lines(f"a → Geplant\nb titel = {'x' * MOST_BYTES}\nc → Geplant", STATUSES)
    assert ([one.text for one in long.lines], long.left) == (["a → Geplant"], 2)


@pytest.mark.parametrize(
    "text", ['"' * 10**6, "a" * 10**6, "a " * 500_000, '"a ' * 300_000, "x=, " * 300_000, "**a" * 300_000, "→" * 400_000,
             "\n" * 10**6, "\n".join(["a=b, " * 190] * 20), "\n".join(['"a "b ' * 160] * 20), "\n".join(["messe blockiert x, " * 50] * 20)]
)  # fmt: skip
def test_a_megabyte_takes_no_time(text):
    begun = time.process_time()
    read_lines(text, STATUSES)
    assert time.process_time() - begun < 2


@settings(max_examples=500, derandomize=True, deadline=None)
@given(st.one_of(st.text(max_size=200), st.text(alphabet="ab→=+-: \"'„“,.;\n*`[]()xX#>where", max_size=80)))
def test_any_text_is_read(text):
    """Every line that is not left out has an order."""
    found = read_lines(text, STATUSES)
    assert all(one.order is not None and one.text for one in found.lines)
