"""From bytes to text: UTF-8, whatever the line ends, with or without a byte order mark."""

from __future__ import annotations

import codecs
import re

from backlog.content.characters import visible
from backlog.findings import Fault
from backlog.source import Location

FILE_LIMIT = 1_000_000
"""Bytes; a larger file is not read."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LEADS, _CONTINUES = 0xC2, 0x80
_PRINTED = frozenset("€‚„…‘’“”•–—™‰§°·«»©®±²³µ´`½¼¾¡¿£\u00a0")
_ANY_KEY = re.compile(r"(?:^|[{,])[^\w\n{,]*([^\W\d][\w-]*+)[^\w\n:：]*[:：]([^\n{},]*)", re.MULTILINE)


def decode(path: str, raw: bytes) -> str | Fault:
    """The text of a file with LF line ends and without byte order mark, or why there is none."""
    if len(raw) > FILE_LIMIT:
        values = {"size": len(raw), "limit": FILE_LIMIT}
        return Fault(slug="file-too-large", location=Location(path), values=values, refuses=True)
    if looks_like_utf16(raw):
        return _other_encoding(path, "UTF-16", _utf16(raw), 0)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _undecodable(path, raw, error)
    return unix_lines(text) if "\r" in text else text


def unix_lines(text: str) -> str:
    """The text with LF for CRLF and CR."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def looks_like_utf16(raw: bytes) -> bool:
    """Whether the bytes begin as UTF-16 does: with its mark, or with every other byte zero."""
    if raw.startswith(_UTF16):
        return True
    head = raw[:64]
    if len(head) < 4 or 0 not in head:  # noqa: PLR2004 - two characters
        return False
    even, odd = head[::2], head[1::2]
    quiet, loud = (even, odd) if even.count(0) > odd.count(0) else (odd, even)
    return quiet.count(0) * 4 > len(quiet) * 3 and 0 not in loud


def scan_keys(raw: bytes) -> dict[str, str]:
    """What a refused file seems to say: every `key: value` that was read of it, by key.

    A look at lines, not at YAML: what stands in the text counts as well, so that `private` is rather
    found once too often than missed. Keys are in lower case; of equal ones the first counts that says
    more than `false`.
    """
    text = _utf16(raw) if looks_like_utf16(raw) else raw.decode("utf-8-sig", "replace")
    found: dict[str, str] = {}
    for key, value in _ANY_KEY.findall(visible(unix_lines(text))):
        name, said = key.lower(), value.strip(" \t\"'")
        if found.get(name, "false").lower() in {"false", ""}:
            found[name] = said
    return found


def _utf16(raw: bytes) -> str:
    if raw.startswith(_UTF16):
        return raw.decode("utf-16", "replace")
    big = raw[:64:2].count(0) > raw[1:64:2].count(0)
    return raw.decode("utf-16-be" if big else "utf-16-le", "replace")


def _undecodable(path: str, raw: bytes, error: UnicodeDecodeError) -> Fault:
    start = error.start + (len(codecs.BOM_UTF8) if raw.startswith(codecs.BOM_UTF8) else 0)
    before = unix_lines(raw[:start].decode("utf-8-sig"))
    windows = raw.decode("cp1252", "replace")
    if _is_windows(raw, windows, start):
        return _other_encoding(path, "Windows-1252", unix_lines(windows), len(before))
    text = unix_lines(raw.decode("utf-8-sig", "replace"))
    location = _location(path, text, len(before))
    values = {"byte": f"{raw[start]:02X}", "offset": start}
    return Fault(slug="not-utf-8", location=location, values=values, refuses=True)


def _is_windows(raw: bytes, windows: str, start: int) -> bool:
    """Whether the bytes make sense as Windows-1252 and none of them does as UTF-8, not even cut short."""
    utf8 = raw.decode("utf-8", "replace")
    if any(character > "\x7f" and character != "\ufffd" for character in set(utf8)):
        return False
    after = raw[start + 1 : start + 2].strip()
    if raw[start] >= _LEADS and (not after or after[0] & 0xC0 == _CONTINUES):
        return False
    return all(c.isalpha() or c in _PRINTED or c in "\t\n\r" or " " <= c <= "~" for c in set(windows))


def _other_encoding(path: str, encoding: str, text: str, offset: int) -> Fault:
    location = _location(path, text, offset)
    return Fault(slug="other-encoding", location=location, values={"encoding": encoding}, refuses=True)


def _location(path: str, text: str, offset: int) -> Location:
    line = text.count("\n", 0, offset) + 1
    start = text.rfind("\n", 0, offset) + 1
    content = visible(text[start:].partition("\n")[0])
    return Location(path, line, offset - start + 1, 1, content)
