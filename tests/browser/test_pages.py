"""What single pages promise, and that every link leads somewhere."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from tests.browser.paths import main_pages
from tests.building import built
from tests.conftest import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.conftest import Sites


def test_the_index_is_read_with_two_swipes(browser: Browser, sites: Sites):
    """At 360 px leadership's page is read with at most two swipes."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{sites['own'].as_uri()}/index.html")
    assert page.evaluate("document.documentElement.scrollHeight") <= 2.4 * 740
    page.close()


def test_the_flow_uses_a_wide_screen(browser: Browser, sites: Sites):
    """Two columns of charts side by side on a desktop, one on a phone."""
    beside = (
        "[...document.querySelectorAll('.charts > .flow')].map(part => part.getBoundingClientRect().left)"
    )
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{sites['own'].as_uri()}/flow.html")
    assert len(set(page.evaluate(beside))) == 2
    page.set_viewport_size({"width": 360, "height": 740})
    assert len(set(page.evaluate(beside))) == 1
    page.close()


def test_every_link_of_the_site_leads_somewhere(sites: Sites):
    """Within the site no link is dead, neither page nor fragment."""
    for site in (sites[name] for name in ("own", "english", "foreign", "nothing")):
        texts = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
        ids = {path: set(re.findall(r'\sid="([^"]+)"', text)) for path, text in texts.items()}
        for path, text in texts.items():
            for target in re.findall(r'\shref="([^"]+)"', text):
                if re.match(r"[a-z]+:", target):
                    continue
                place, _, fragment = target.partition("#")
                place = place.partition("?")[0]
                there = (site / path).parent / place if place else site / path
                found = there.resolve().relative_to(site.resolve()).as_posix()
                assert there.is_file(), f"{path}: {target}"
                if fragment and found in ids:
                    assert fragment in ids[found], f"{path}: {target}"


def test_long_names_of_columns_stay_within_a_phone(browser: Browser, tmp_path: Path):
    """Where the name of a column is longer than a line, it goes on in the next."""
    shutil.copytree(EXAMPLES / "english", tmp_path / "long")
    file = tmp_path / "long" / "backlog.toml"
    kinds = {"idea": "intake", "backlog": "backlog", "planned": "planned", "in-progress": "active"}
    kinds |= {"in-review": "review", "done": "done", "dropped": "dropped"}
    columns = [
        f'\n[[workflow]]\nid = "{name}"\nkind = "{kind}"\nname = "Waits for what the management has to say of {name}"\n'
        for name, kind in kinds.items()
    ]
    file.write_text(file.read_text("utf-8") + "".join(columns), "utf-8")
    assert built(tmp_path / "long").pages
    page = browser.new_page(viewport={"width": 360, "height": 740})
    for path in main_pages(tmp_path / "long" / "site"):
        page.goto((tmp_path / "long" / "site" / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.close()
