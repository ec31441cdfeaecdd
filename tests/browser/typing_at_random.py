"""What people could type into the form: names nearly right, numbers and dates in every shape, odd signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

SIGNS = [
    *"aeinrstä ßÄÖ.-_,;:'\"#&+@%/()[]{}|*>`!?=~^012359eExX", "\u00a0", "\u200b", "İ", "ı", "ς", "Σ", "ﬁ", "🙂", "①", "Ⅷ",
    "é", "e\u0301", "\n", "ǆ", "ẞ", "Ω", " und ", " or ", "- [ ] ", "- ", "# ", "alle", "anna", "2026-02-16", "1.000",
]  # fmt: skip
NUMBERS = [
    "3,5", "1.000", "1.000,5", "+4", "0x1f", "0o17", "1e3", "1.5e2", "-0.0", "00", "007", "12 %", "12€", "1_0", "nan",
    ".5", "5.", "-", "1:30", "９", "12.5", "12.50", "13.5", "-2.5", "99999999999999999999", "123456789012345678901",
    "0.10", "-12", "150", "abc", "5 kg", "1 000", "0.5e0", "12.5e0", "2e9",
]  # fmt: skip
DATES = [
    "2026-02-16", "2026-02-30", "2026-2-3", "1.2.2026", "31.4.26", "1. 2. 2026", "2026-13-01", "0999-01-01", "2300-01-01",
    "gestern", "2026-02-16 14:30", "2026-02-16 25:00", "2026-00-10", "29.2.2026", "29.2.2028", "2026-02-17", "2020-01-01", "",
]  # fmt: skip
PERIODS = ["2026", "2026-Q1", "2026-q3", "2026-02", "Q1 2026", "2026 Q4", "q2/2026", "x", "2026-00", "1960"]
LINES = [
    "", "Ein ganzer Satz über etwas.", "- Punkt", "- [ ] Aufgabe", "- [x] getan", "# Kopf", "> Zitat", "1. Eins", "a | b",
    "--|--", "```", "    code", "<!-- x -->", "*hervor*", "[a](http://x.y)", "[a]: b", "- - a", "***", "#ohne", "Ende ##",
]  # fmt: skip


class Typist:
    """Somebody who types what one of these lists suggests, and `names` nearly right."""

    def __init__(self, chance: Random, names: Sequence[str]) -> None:
        self.chance, self.names = chance, names

    def text(self, most: int = 12) -> str:
        return "".join(self.chance.choice(SIGNS) for _ in range(self.chance.randint(1, most)))

    def name(self) -> str:
        letters = list(self.chance.choice(self.names))
        for _ in range(self.chance.randint(0, 3)):
            place = self.chance.randrange(len(letters) + 1)
            letters[place : place + self.chance.randint(0, 1)] = self.chance.choice(["", *SIGNS[:20]])
        return "".join(letters)

    def word(self) -> str:
        return self.text() if self.chance.random() < 0.25 else self.name()

    def value(self, row: Mapping[str, Any]) -> Any:
        """A value for a field, by its row in the table of the form."""
        chance, kind = self.chance, row["type"]
        if kind == "list":
            return [self.word() for _ in range(chance.randint(0, 3))]
        if kind in {"mapping", "mappings"}:
            made = [self._parts(row) for _ in range(1 if kind == "mapping" else chance.randint(0, 3))]
            return made[0] if kind == "mapping" else made
        if kind == "period" and chance.random() < 0.4:
            return self._parts(row)
        shapes = {
            "date": DATES,
            "integer": NUMBERS,
            "number": NUMBERS,
            "period": PERIODS,
            "rating": ["", *"12345"],
        }
        if kind == "boolean":
            return chance.random() < 0.5
        return chance.choice(shapes[kind]) if kind in shapes else self.word()

    def _parts(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {part["name"]: self.value(part) for part in row["parts"] if self.chance.random() < 0.7}

    def lines(self) -> str:
        return "\n".join(
            self.chance.choice([*LINES, self.text(40)]) for _ in range(self.chance.randint(0, 5))
        )
