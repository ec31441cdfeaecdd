"""How long the rules take: in step with the number of items, whatever is wrong with them."""

from __future__ import annotations

import random
from time import process_time
from typing import TYPE_CHECKING

from backlog.config.load import load_config
from backlog.content.assemble import assemble
from backlog.content.parse import parse, vocabulary
from backlog.rules import NAMES, check
from tests import make

if TYPE_CHECKING:
    from backlog.model import Backlog


def test_many_unknown_names_and_dead_links_take_no_time_to_speak_of() -> None:
    backlog = large(2000, goal="no-such-goal-{n}", body="[x](no-such-file-{n}.md)")
    begin = process_time()
    found = check(backlog, make.TODAY)
    assert sum(finding.slug == "goal-unknown" for finding in found) == 2000
    assert sum(finding.slug == "link-dead" for finding in found) == 2000
    assert process_time() - begin < 80 * plain_work()


def test_ten_times_the_items_take_about_ten_times_the_time() -> None:
    small, big = large(300), large(3000)
    first = min(seconds(small) for _ in range(3))
    second = min(seconds(big) for _ in range(2))
    assert second < 40 * first + 0.5


def test_a_list_of_many_entries_takes_no_time_to_speak_of() -> None:
    config, _ = load_config(
        "backlog.toml", b'[people.anna]\nname = "Anna"\n[naming]\ntags = "x"', rules=NAMES
    )
    words = vocabulary(config)
    entries = ", ".join(f"u{number}" for number in range(4000))
    item = f"---\ntitle: Long list\nstatus: planned\ndepends_on: [{entries}]\ntags: [{entries}]\n---\n"
    meeting = f"---\ndate: 2026-02-09\ntype: review\nattendees: [{entries}]\n---\n"
    files = [
        parse("item", "items/long.md", item.encode(), words, html=False),
        parse("meeting", "items/meetings/long.md", meeting.encode(), words, html=False),
    ]
    backlog = assemble(files, config, {})
    begin = process_time()
    found = check(backlog, make.TODAY)
    assert sum(finding.slug == "item-unknown" for finding in found) == 4000
    assert sum(finding.slug == "person-unknown" for finding in found) == 4000
    assert sum(finding.code == "V102" for finding in found) == 4000
    assert process_time() - begin < 80 * plain_work()


def seconds(backlog: Backlog) -> float:
    begin = process_time()
    check(backlog, make.TODAY)
    return process_time() - begin


def plain_work() -> float:
    """A tenth of a second's worth of work on this machine, more or less."""
    begin = process_time()
    sorted(str(number * 7919 % 100_003) for number in range(120_000))
    return process_time() - begin


def large(count: int, goal: str = "leads", body: str = "Text") -> Backlog:
    config, _ = load_config("backlog.toml", b'[people.anna]\nname = "Anna"', rules=NAMES)
    words = vocabulary(config)
    chance = random.Random(7)  # noqa: S311 - as above
    nouns = ("Landing page", "Newsletter", "Campaign", "Price list", "Video", "Case study", "Trade fair")
    parsed = []
    for n in range(count):
        title = f"{chance.choice(nouns)} {chance.choice(nouns)} {chance.choice(('spring', 'summer', 'autumn'))} {chance.choice('ABCDEFG')}{n}"
        front = f"title: {title}\nstatus: planned\ngoal: {goal.format(n=n)}\nowner: anna\nimpact: {n % 5 + 1}\nconfidence: 3\neffort: 2\n"
        deps = f"depends_on: [i{(n + 1) % count}]\n" if n % 3 else ""
        text = f"---\n{front}{deps}---\n{body.format(n=n)} that is long enough\n\n- [ ] Done\n"
        parsed.append(parse("item", f"items/i{n}.md", text.encode(), words, html=False))
    return assemble(parsed, config, {})
