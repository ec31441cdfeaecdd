"""Published pages carry no e-mail address: the one place through which every file passes."""

from __future__ import annotations

import re

# Bytes above 127 belong to letters with umlauts. Bounded, and begun only where a word begins, so that
# a long run of letters costs its length. No address: a version (name@1.2), a file (logo@2x.png), a
# handle (@name@host.social). A letter behind a backslash belongs to that: in a text of JSON or a script it
# is a sign written out (`\n`, `\u003c`), and the text has to stay one.
_LETTER = rb"\w%+\x80-\xff-"
_ADDRESS = re.compile(
    rb"(?:(?<!\\)((?:\\\\)*\\(?:u[0-9a-f]{4}|[bfnrt])|(?:\\\\)+|\\)|(?<![@.\\" + _LETTER + rb"]))"
    rb"[." + _LETTER + rb"]{1,64}@(?:[\w\x80-\xff-]{1,63}\.){1,8}"
    rb"(?!(?:png|jpe?g|gif|webp|svg|md|css)(?![\w-]))[A-Za-z]{2,24}(?![\w\x80-\xff-])"
)
_INSTEAD = rb"\g<1>[@]"


def masked(page: bytes) -> bytes:
    """The page with a mark in place of each e-mail address.

    >>> masked(b"Ask anna.berg@example.org, not logo@2x.png or @anna@example.social.")
    b'Ask [@], not logo@2x.png or @anna@example.social.'
    """
    return _ADDRESS.sub(_INSTEAD, page) if b"@" in page else page
