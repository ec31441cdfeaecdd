"""The rendering room: whose template counts, what its errors say, and what fails by size."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import jinja2
import pytest

from backlog.errors import Exit, Stop
from backlog.language import language
from backlog.site import ASSETS, site
from backlog.site.page import Page
from backlog.site.speech import sentences
from tests import make
from tests.site.sites import drawing, everything, reported, seen, settings

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, **templates: str) -> str:
    for name, text in templates.items():
        path = folder / f"{name.replace('__', '/')}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return str(folder)


def board(overrides: str = "") -> bytes:
    report = reported(everything(settings()))
    page = next(page for page in site(report) if page.path == "board.html")
    return drawing(report, overrides=overrides).render(page)


def test_a_template_of_ones_own_takes_precedence(tmp_path):
    own = written(tmp_path, board='{% extends "default/board.html" %}{% block title %}Our wall{% endblock %}')
    page = board(own).decode("utf-8")
    assert "<title>Our wall · Example Ltd</title>" in page
    assert '<section class="column' in page


def test_a_partial_of_ones_own_takes_precedence(tmp_path):
    own = written(tmp_path, partials__empty='{% macro empty(text, next="") %}<p>Void</p>{% endmacro %}')
    report = reported(make.backlog([make.item()]))
    page = next(page for page in site(report) if page.path == "board.html")
    assert b"<p>Void</p>" in drawing(report, overrides=own).render(page)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("line one\n{{ repotr.today }}", "board.html:2: 'repotr' is undefined"),
        ("{% for column in columns %}\n{{ column.sttaus }}\n{% endfor %}", "board.html:2: "),
        ("line one\n\n{% if %}", "board.html:3: "),
        ('{% extends "bsae.html" %}', "bsae.html"),
    ],
)
def test_a_wrong_line_in_a_template_is_named(tmp_path, text, said):
    """T37: exit 2 with template and line."""
    with pytest.raises(Stop) as stopped:
        board(written(tmp_path, board=text))
    assert stopped.value.code is Exit.WRONG_USE
    assert said in str(stopped.value)


def test_preparing_finds_wrong_syntax_before_the_first_page(tmp_path):
    report = reported(make.backlog([make.item("one"), make.item("two")]))
    draw = drawing(report, overrides=written(tmp_path, item="{% if %}"))
    with pytest.raises(Stop) as stopped:
        draw.prepare(site(report))
    assert "item.html:1" in str(stopped.value)


def test_what_stops_a_worker_arrives_whole():
    stop = pickle.loads(  # noqa: S301 - our own bytes
        pickle.dumps(Stop(Exit.WRONG_USE, "{place}:{line}", "Mend it.", place="a.html", line=2))
    )
    assert (stop.code, str(stop), stop.hint) == (Exit.WRONG_USE, "a.html:2", "Mend it.")


@pytest.mark.parametrize("error", [RecursionError, MemoryError])
def test_exhaustion_names_the_page(error):
    """T54: our bug, but the page is known."""

    def exhausted() -> dict[str, object]:
        raise error

    draw = drawing(reported(make.backlog()))
    with pytest.raises(Stop) as stopped:
        draw.render(Page(path="items/one.html", template="item.html", values=exhausted))
    assert stopped.value.code is Exit.BUG
    assert "items/one.html" in str(stopped.value)


def test_everything_is_escaped():
    """T36: there is no environment without it."""
    environment = drawing(reported(make.backlog())).environment("../")
    assert environment.autoescape is True
    assert environment.undefined is jinja2.StrictUndefined


def test_sentences_escape_values_and_keep_markup():
    speak = sentences(language("en"))
    link = jinja2.Environment(autoescape=True).from_string("{% macro a() %}<a>b</a>{% endmacro %}").module.a()
    assert speak["_"]("It is {name}", name="<b>") == "It is &lt;b&gt;"
    assert speak["_"]("It is {name}", name=link) == "It is <a>b</a>"
    assert (
        speak["n_"]("{count} item of {name}", "{count} items of {name}", 2, name="<b>")
        == "2 items of &lt;b&gt;"
    )
    assert speak["listing"](["<b>", link, "c"]) == "&lt;b&gt;, <a>b</a> and c"


def test_numbers_are_spelled():
    speak = sentences(language("en"))["spelled"]
    assert [speak(1), speak(12), speak(13)] == ["one", "twelve", "13"]
    assert speak(2, first=True) == "Two"


def test_days_stay_in_one_piece():
    assert sentences(language("de"))["date"](make.TODAY, "near") == "16.\u00a0Februar"


def test_assets_are_the_themes_own_or_the_users(tmp_path):
    report = reported(make.backlog())
    packaged = {name: drawing(report).source(name) for name in ASSETS}
    assert all(packaged.values())
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "style.css").write_text("body { color: red }", "utf-8")
    assert drawing(report, overrides=str(tmp_path)).source("static/style.css") == b"body { color: red }"


def test_the_banner_says_what_is_missing():
    report = reported(everything(settings()))
    index = site(report)[0]
    assert "incomplete" not in seen(drawing(report).render(index).decode("utf-8")).text
    page = seen(drawing(report, incomplete=True).render(index).decode("utf-8")).text
    assert "This site is incomplete." in page
