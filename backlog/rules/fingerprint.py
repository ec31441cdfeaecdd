"""What makes a finding the same one tomorrow, in another commit, or in a file that was moved."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backlog.findings import Finding

LENGTH = 16  # hexadecimal digits: of a million findings no two are alike by chance

# What a sentence says beside what the file says: help, and what other files and the configuration know.
_BESIDE = frozenset({"guess", "known", "notes"})


def fingerprint(finding: Finding) -> str:
    """The finding wherever it stands in its file: its path, and its cause."""
    return digest(finding.location.path, cause(finding))


def cause(finding: Finding) -> str:
    """The finding in whatever file: rule, field, and the values that the file itself gives.

    Neither lines and columns nor any other whole number count: a text that has become longer and is still
    too short, and a limit that was passed by one more, are the same finding as before.
    """
    return digest(finding.slug, finding.field or "", _told(finding.values, without_field=bool(finding.field)))


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """The fingerprint of each finding, in their order; the second of two that are equal gets its own."""
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        plain = fingerprint(finding)
        seen[plain] += 1
        found.append(plain if seen[plain] == 1 else digest(plain, str(seen[plain])))
    return found


def digest(*parts: object) -> str:
    """A short text for these parts: the same for the same ones, on every machine."""
    told = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("ascii")).hexdigest()[:LENGTH]


def _told(values: Mapping[str, object], *, without_field: bool) -> list[object]:
    """Names and values in a fixed order; `without_field`: without what the file calls the field."""
    kept = (
        name for name in sorted(values) if name not in _BESIDE and not (without_field and name == "field")
    )
    return [[name, plain] for name in kept if (plain := _plain(values[name])) is not None]


def _plain(value: object) -> object:
    """A value as text; None for a whole number."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset | set):
        entries = [_plain(entry) for entry in value]
        return sorted(map(str, entries)) if isinstance(value, frozenset | set) else entries
    return str(value)
