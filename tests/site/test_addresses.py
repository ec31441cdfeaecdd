"""E-mail addresses are masked, whatever they stand in; other things with an @ are left alone."""

from __future__ import annotations

import json
import time

import pytest

from backlog.formats.backlog_json import escaped
from backlog.site.addresses import masked


@pytest.mark.parametrize(
    "text",
    [
        "anna@example.org",
        "Anna.Berg+x@mail.example.co.uk",
        "müller@firma.de",
        'href="https://x.org/?m=anna@example.org"',
        "<anna@example.org>",
    ],
)
def test_t68_addresses_are_masked(text: str) -> None:
    """T68"""
    assert b"[@]" in masked(text.encode())
    assert b"@example" not in masked(text.encode())
    assert b"@firma" not in masked(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "banner@2x.png",
        "items/at@2x.md",
        "uv@0.4.0",
        "https://mastodon.social/@u@inst.social",
        "@media (x)",
        "a @ b.de",
    ],
)
def test_other_things_with_an_at_are_left_alone(text: str) -> None:
    assert masked(text.encode()) == text.encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mail <anna@example.org>", "Mail <[@]>"),
        ("Two lines\nanna@example.org", "Two lines\n[@]"),
        ("a&anna@example.org", "a&[@]"),
        ("\\anna@example.org", "\\[@]"),
        ("\\nanna@example.org", "\\[@]"),
        ("\\\\\nanna@example.org", "\\\\\n[@]"),
        ("\t\r\b\fanna@example.org\u2028anna@example.org", "\t\r\b\f[@]\u2028[@]"),
        ('"anna@example.org"', '"[@]"'),
    ],
)
def test_t68_texts_of_scripts_stay_texts(text: str, shown: str) -> None:
    """T68: what JSON writes out before an address is no part of it."""
    assert json.loads(masked(escaped(json.dumps(text)).encode())) == shown


def test_t32_a_long_text_costs_its_length() -> None:
    """T32: ten times the text takes about ten times as long, not a hundred; of the work, not of the clock."""

    def seconds(count: int) -> float:
        pages = (
            b"a@" + b"b." * count,
            b"m@x " + b"a" * 2 * count,
            b"a@a" * count,
            b"\\" * 2 * count,
            b"\\n" * count,
        )
        begin = time.process_time()
        for page in pages:
            masked(page)
        return time.process_time() - begin

    seconds(1000)
    assert min(seconds(200_000) for _ in range(3)) < 50 * max(seconds(20_000), 0.002)
