"""`apply`: many lines at once; each is done or answered, and nothing that somebody wrote does anything else."""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from backlog.cli.changes.draft import draft
from backlog.cli.changes.lines import applied
from backlog.cli.session import Session
from backlog.config.load import load_config
from backlog.editing.reply import reply
from backlog.language import language
from backlog.source import Source
from tests.conftest import EXAMPLES
from tests.content.vectors import VECTORS
from tests.make import TODAY

MONDAY = """### Änderungen, eine je Zeile

- fotos-apotheke → frei
„Tag der offenen Werkstatt im Mai“ → Geplant
seite-ladenbau wirkung = 4, aufwand = 2
seite-ladenbau → In Arbeit
seite-ladenbau → blockiert: approval, Nora entscheidet am Freitag
+ Messestand im Herbst
+ messestand im herbst
people.till until = 2026-12-31
alle mit verantwortlich=till status=offen: sicherheit = 2
"""


@pytest.fixture
def typed(backlog, inside):
    """Apply lines to the German example."""
    root = inside("german")

    def apply(text: str, *options: str):
        Path("lines.txt").write_text(text, "utf-8")
        return backlog("apply", "lines.txt", *options)

    apply.root = root
    return apply


def text_of(path: str) -> str:
    return Path(path).read_text("utf-8")


def test_a_monday_in_one_go(typed, backlog):
    """Moves, ratings, a blocker, ideas, a leaver, many at once; the backlog is as valid as before."""
    done = typed(MONDAY)
    assert done.code == 0, done.out
    assert done.out.startswith("**Alle 9 Zeilen sind erledigt.**")
    page = text_of("items/seite-ladenbau.md")
    assert "status: In Arbeit\n" in page
    assert "wirkung: 4\n" in page
    assert "aufwand: 2\n" in page
    assert "grund: approval" in page or "grund: Freigabe" in page
    assert "blockiert seit 16. Februar 2026: Freigabe steht aus (Nora entscheidet am Freitag)" in done.out
    assert "nicht mehr blockiert seit 16. Februar 2026" in done.out
    assert "  - {datum: 2026-02-16, status: In Arbeit}\n" in page
    assert "bis: 2026-02-16" in text_of("items/fotos-apotheke.md")
    assert "until = 2026-12-31" in text_of("backlog.toml")
    assert Path("items/messestand-im-herbst.md").exists()
    assert Path("items/messestand-im-herbst-2026-02-16.md").exists()
    assert (
        "gibt es schon: items/messestand\\-im" in done.out or "gibt es schon: items/messestand-im" in done.out
    )
    assert backlog("check").code == 0


def test_a_line_that_fails_leaves_the_others_done(typed):
    """Its number, the line, why, and what to write instead."""
    done = typed(
        "fotos-apotheke → Geplant\nfotos-apoteke → Backlog\nseite-ladenbau → Backlgo\nseite-ladenbau wirkung 4\nHallo zusammen\n"
    )
    assert done.code == 1
    assert "status: Geplant" in text_of("items/fotos-apotheke.md")
    for said in (
        "1 von 5", "Zeile 2: `fotos-apoteke → Backlog`", "`fotos-apotheke → Backlog`", "`seite-ladenbau → Backlog`",
        "`seite-ladenbau wirkung = 4`", "`Hallo zusammen`",
    ):  # fmt: skip
        assert said in done.out


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("seite-ladenbau wirkung: 4", "seite-ladenbau wirkung = 4"),
        ("seite-ladenbau termin = 24.2.2026", "seite-ladenbau termin = 2026-02-24"),
        ("seite-ladenbau wirkung = 7, aufwand = 2", "seite-ladenbau wirkung = 5, aufwand = 2"),
        ("seite-ladenbau verantwortlich = alle", "seite-ladenbau verantwortlich = nora"),
        ("seite-ladenbau → blockiert", "seite-ladenbau → blockiert: Inhalte fehlen, …"),
        ("seite-ladenbau → blockiert: Inhalt fehlt", "seite-ladenbau → blockiert: Inhalte fehlen"),
        ("seite-ladenbau → blockiert, weil Fotos weg", "seite-ladenbau → blockiert: Sonstiges, Fotos weg"),
    ],
)
def test_what_to_write_instead_can_be_sent_as_it_stands(typed, line, instead):
    """It is the whole line, in the language of the backlog."""
    refused = typed(line)
    assert refused.code == 1
    assert "Nichts davon ist erledigt." in refused.out
    assert f"`{instead}`" in refused.out
    assert typed(instead).code == 0


def test_ids_are_looked_up_on_pages_and_not_by_a_command(typed):
    refused = typed("Neue Idee: Sommerfest")
    assert "heißt „Neue Idee“" in refused.out
    assert "backlog list" not in refused.out
    assert "in der Adresse ihrer Seite" in refused.out


def test_what_is_so_already_and_what_goes_back_is_said(typed):
    """A colleague moved it meanwhile: to the same column, further, or out of the backlog."""
    typed("seite-ladenbau → In Arbeit\nfotos-apotheke → Verworfen")
    assert "Alles davon steht schon so da" in typed("seite-ladenbau → In Arbeit").out
    assert "Das ist ein Schritt zurück." in typed("seite-ladenbau → Geplant").out
    assert "Sie war verworfen" in typed("fotos-apotheke → Geplant").out
    assert "Schritt zurück" not in typed("fotos-apotheke → Verworfen").out


def test_of_many_over_a_limit_the_rest_is_counted(typed):
    page = text_of("items/seite-ladenbau.md")
    for number in range(9):
        text = page.replace("titel: ", f"titel: {number} ", 1)
        Path(f"items/seite-{number}.md").write_text(text, "utf-8")
    done = typed("alle mit status=geplant: status = In Arbeit")
    found = re.search(r"In „In Arbeit“ stehen dann (\d+) Aufgaben.*", done.out)
    assert found, done.out
    assert found[0].endswith(f" und {int(found[1]) - 7} weitere.")


def test_where_nothing_like_it_is_known_nothing_is_suggested(typed):
    refused = typed("people.xyzzy until = 2026-12-31")
    assert refused.code == 1
    assert "people.xyzzy" in refused.out
    assert refused.out.count("`") == 2


def test_a_line_that_makes_an_error_is_not_done(typed):
    """What is missing can come in the same line, or in another one, above or below."""
    refused = typed("fotos-apotheke → In Freigabe\nseite-ladenbau → Backlog")
    assert refused.code == 1
    assert "status: In Arbeit" in text_of("items/fotos-apotheke.md")
    assert "status: Backlog" in text_of("items/seite-ladenbau.md")
    instead = re.search(r"`(fotos-apotheke → In Freigabe, freigabe = \w+)`", refused.out)
    assert instead
    for text in (
        instead[1],
        "fotos-apotheke freigabe = nora\nfotos-apotheke → In Freigabe",
        "fotos-apotheke → In Freigabe\nfotos-apotheke freigabe = nora",
        "fotos-apotheke → In Freigabe\nfotos-apotheke freigabe = nora\nnichts → Geplant\npreisvergleich-wettbewerb → Geplant",
    ):
        shutil.copy(EXAMPLES / "german/items/fotos-apotheke.md", "items/fotos-apotheke.md")
        typed(text)
        assert "status: In Freigabe" in text_of("items/fotos-apotheke.md"), text


def test_two_lines_for_one_item_apply_in_order(typed):
    done = typed(
        "seite-ladenbau → Backlog\nseite-ladenbau → Geplant\nseite-ladenbau wirkung = 2\nseite-ladenbau wirkung = 3"
    )
    assert done.code == 0
    page = text_of("items/seite-ladenbau.md")
    assert "status: Geplant" in page
    assert "wirkung: 3" in page


def test_a_move_that_fails_never_outlives_a_later_one(typed):
    """`done` fails at first; although the next line mends that, the last word is the later column."""
    typed("fotos-apotheke → erledigt\nfotos-apotheke erkenntnis = Lief gut\nfotos-apotheke → Backlog")
    assert "status: Backlog" in text_of("items/fotos-apotheke.md")


def test_many_beyond_the_limit_are_said(typed):
    done = typed("seite-ladenbau wirkung = 3\n" * 203)
    assert done.code == 1
    assert "3 weitere Zeilen" in done.out


def test_nothing_to_do_is_said(typed, backlog):
    assert typed("# nur eine Überschrift\n\n_Keine Antwort_\n").code == 1
    assert backlog("apply", "nichts.txt").code == 2


def test_the_reply_goes_to_a_file_and_links_to_the_host(typed):
    url = "https://github.com/example/team/edit/change-7"
    done = typed("seite-ladenbau → Backlog", "--reply", "reply.md", "--edit-url", url)
    assert done.out == ""
    assert f"]({url}/items/seite-ladenbau.md)" in text_of("reply.md")


def test_require_some(typed):
    assert typed("seite-ladenbau → Backlog\nnichts → Backlog", "--require-some").code == 0
    assert typed("nichts → Backlog", "--require-some").code == 1


def test_lines_come_from_the_standard_input(backlog, inside, monkeypatch):
    inside("english")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"search-ads-leeds -> dropped"), "utf-8"))
    done = backlog("apply")
    assert done.code == 0, done.out
    assert "The line is done" in done.out or "1 line is done" in done.out
    assert "status: dropped" in text_of("items/search-ads-leeds.md")


def test_limits_and_warnings_are_worth_knowing(typed):
    with Path("backlog.toml").open("a", encoding="utf-8") as file:
        file.write("\n[wip]\nper_person = 1\n")
    done = typed("seite-ladenbau → In Arbeit")
    assert done.code == 0
    assert "### Gut zu wissen" in done.out
    assert "Till Bergmann hat dann 2 Aufgaben" in done.out


def test_a_configuration_that_would_be_wrong_is_not_written(typed):
    before = text_of("backlog.toml")
    done = typed("people.till deputy = niemand\nseite-ladenbau → Backlog\npeople.tim until = 2026-01-01")
    assert done.code == 1
    assert "1 von 3" in done.out
    assert text_of("backlog.toml") == before


HOSTILE = (
    "@team → done", "seite-ladenbau → @team", "![x](https://evil.example/x.png) → done", "$(touch /tmp/pwned) → done",
    "seite-ladenbau → `whoami`", "seite-ladenbau titel = <img src=x onerror=alert(1)>", "../../etc/passwd → done",
    "+ ]( javascript:alert(1) )", "+ <script>alert(1)</script>", "+ @team #12 ::error::", "seite-ladenbau → ``` x ````",
    "seite-ladenbau owner = ${{ secrets.X }}", "::add-mask::x → done", "seite-ladenbau → \u202edone\x1b[31m",
)  # fmt: skip


def test_hostile_lines_are_text_in_the_reply(typed):
    """T27, T65: as a host shows it, nothing is a tag, a picture, a mention, or a link of theirs."""
    lines = [" ".join(line.split()) for line in (*HOSTILE, *VECTORS, *(f"+ {vector}" for vector in VECTORS))]
    done = typed("\n".join(lines))
    assert done.code == 1, done.err
    assert not re.search(r"^(::|##)(?!# )|\x1b|\u202e", done.out, re.MULTILINE)
    kinds, targets, words = set(), set(), []
    blocks = MarkdownIt("commonmark", {"html": True}).parse(done.out)
    for token in [*blocks, *(child for block in blocks for child in block.children or ())]:
        kinds.add(token.type.removesuffix("_open").removesuffix("_close"))
        targets |= {token.attrs["href"]} if "href" in token.attrs else set()
        words += [token.content] if token.type == "text" else []
    assert kinds <= {"paragraph", "heading", "strong", "bullet_list", "list_item", "inline", "text", "softbreak",
                     "code_inline", "link"}  # fmt: skip
    assert all(re.fullmatch(r"items/[a-z0-9.-]+\.md", target) for target in targets)
    assert not [text for text in words if re.search(r"@\w|#\d|https?://", text)]


def here(root: Path) -> Session:
    config, faults = load_config("backlog.toml", (root / "backlog.toml").read_bytes())
    assert not faults
    return Session(
        root=root, source=Source(path="backlog.toml"), config=config, language=language("de"), home=None
    )


WORDS = ("fotos-apotheke", "seite-ladenbau", "→", "Geplant", "In Freigabe", "erledigt", "=", "wirkung", "4", "+", "blockiert", ":", "content",
         "frei", "alle mit", "status", "offen", "ziel", "mehr-ladenbau", "\n", "\n", " ", "„", "“", ",", "titel", "braucht", "freigabe", "nora")  # fmt: skip


@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=24).map(" ".join)))
def test_any_text_gets_a_reply(text):
    """Never an exception; as many answers as lines; nothing is on the disk, and no new error is in the draft."""
    from backlog.cli.changes.draft import brought
    from backlog.findings import Severity

    start = draft(here(EXAMPLES / "german"), TODAY)
    done = applied(start, text)
    told = reply(done.answers, done.notes, done.left, language("de"))
    assert told.endswith("\n")
    assert len(told.encode()) < 60_000
    assert not [one for one in brought(start, done.draft) if one.severity is Severity.ERROR]
