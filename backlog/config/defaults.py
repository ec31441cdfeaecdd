"""The workflow, channels and names that hold where `backlog.toml` says nothing."""

from __future__ import annotations

from functools import lru_cache

from backlog.config.sections import Channel, Config, Kind, Status
from backlog.language import CODES, N_, language

# Status ids are the same in every language. What another language calls a column is an alias, so that a
# file survives a change of language. The part up to the colon tells translators what a word names.
_STATUSES = (
    ("idea", Kind.INTAKE, N_("Column: Idea")),
    ("backlog", Kind.BACKLOG, N_("Column: Backlog")),
    ("planned", Kind.PLANNED, N_("Column: Planned")),
    ("in-progress", Kind.ACTIVE, N_("Column: In progress")),
    ("in-review", Kind.REVIEW, N_("Column: In review")),
    ("done", Kind.DONE, N_("Column: Done")),
    ("dropped", Kind.DROPPED, N_("Column: Dropped")),
)
_LIMITS = {"in-progress": 5, "in-review": 3}
_POLICIES = {
    "idea": N_("Decided in the intake slot: backlog, parked or dropped"),
    "backlog": N_("Rated, with a goal, an owner and acceptance criteria"),
    "planned": N_("Ready to start: nothing missing, nothing in the way"),
    "in-progress": N_("Finish before you start something new"),
    "in-review": N_("Reviewer answers within two days"),
    "done": N_("All criteria ticked; result follows when it is measured"),
    "dropped": N_("Kept with the reason why"),
}
_CHANNELS = {
    "website": N_("Channel: Website"),
    "seo": N_("Channel: SEO"),
    "paid": N_("Channel: Paid ads"),
    "email": N_("Channel: Email"),
    "social": N_("Channel: Social media"),
    "partner": N_("Channel: Partners"),
}


def _named(message: str, code: str) -> str:
    """What a language calls a column or channel; the message ids begin with what they name."""
    return language(code).text(message).removeprefix(message.partition(" ")[0]).strip()


def _spellings(message: str) -> tuple[str, ...]:
    """What any language calls a column; of a name of two words (`Live / Erledigt`) each as well."""
    names = [_named(message, code) for code in CODES]
    return (*names, *(part for name in names for part in name.split(" / ")))


@lru_cache(None)
def default_workflow(code: str) -> tuple[Status, ...]:
    """The seven columns of a marketing backlog, named in the language."""
    return tuple(
        Status(
            id=id_,
            kind=kind,
            name=_named(message, code),
            aliases=tuple(
                dict.fromkeys(name for name in _spellings(message) if name != _named(message, code))
            ),
            wip_limit=_LIMITS.get(id_),
            waiting=kind is Kind.REVIEW,
            policy=language(code).text(_POLICIES[id_]),
        )
        for id_, kind, message in _STATUSES
    )


@lru_cache(None)
def default_channels(code: str) -> dict[str, Channel]:
    """The channels that pages know by name where none are configured."""
    return {id_: Channel(name=_named(message, code)) for id_, message in _CHANNELS.items()}


def default_config(code: str = "en") -> Config:
    """The configuration of a repository without `backlog.toml`."""
    return Config(language=code, languages=(code,), workflow=default_workflow(code))
