"""The scales one rates by, as the configuration words them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.content.choices import SCALES

if TYPE_CHECKING:
    from backlog.config.sections import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A number of a scale and what it stands for; `own` texts are the repository's, not translated."""

    number: int
    text: str
    own: bool


def scale(config: Config, name: str) -> tuple[Step, ...]:
    """The steps of `impact`, `confidence` or `effort` that have a text, by number: own texts before ours."""
    own = {int(number): text for number, text in getattr(config.ice, name).items() if number.isdigit()}
    texts = {**SCALES[name], **own}
    return tuple(Step(number=number, text=texts[number], own=number in own) for number in sorted(texts))


def scales(config: Config) -> tuple[tuple[str, tuple[Step, ...]], ...]:
    """All three scales by name, in the order of the formula."""
    return tuple((name, scale(config, name)) for name in SCALES)
