"""The workflow, channels and names that hold where `backlog.toml` says nothing."""

from __future__ import annotations

from backlog.config.sections import Channel, Config, Kind, Status

# Status ids are the same in every language; names as in the vocabulary of the interface. The other
# language's name is an alias, so that a file survives a change of language.
_STATUSES = (
    ("idea", Kind.INTAKE, "Idea", "Idee", ()),
    ("backlog", Kind.BACKLOG, "Backlog", "Backlog", ()),
    ("planned", Kind.PLANNED, "Planned", "Geplant", ()),
    ("in-progress", Kind.ACTIVE, "In progress", "In Arbeit", ()),
    ("in-review", Kind.REVIEW, "In review", "In Freigabe", ()),
    ("done", Kind.DONE, "Done", "Live / Erledigt", ("Live", "Erledigt")),
    ("dropped", Kind.DROPPED, "Dropped", "Verworfen", ()),
)
_LIMITS = {"in-progress": 5, "in-review": 3}
_POLICIES = {
    "idea": (
        "Decided in the intake slot: backlog, parked or dropped",
        "Entscheidung in der Anfragerunde: Backlog, geparkt oder verworfen",
    ),
    "backlog": (
        "Rated, with a goal, an owner and acceptance criteria",
        "Bewertet, mit Ziel, Verantwortlichem und „Fertig, wenn“",
    ),
    "planned": (
        "Ready to start: nothing missing, nothing in the way",
        "Startklar: nichts fehlt, nichts steht im Weg",
    ),
    "in-progress": ("Finish before you start something new", "Erst fertig machen, dann Neues anfangen"),
    "in-review": ("Reviewer answers within two days", "Freigabe innerhalb von zwei Tagen"),
    "done": (
        "All criteria ticked; result follows when it is measured",
        "Alle Kriterien abgehakt; das Ergebnis folgt nach der Messung",
    ),
    "dropped": ("Kept with the reason why", "Bleibt mit Begründung erhalten"),
}
_CHANNELS = (
    ("website", "Website", "Website"),
    ("seo", "SEO", "SEO"),
    ("paid", "Paid ads", "Anzeigen"),
    ("email", "Email", "E-Mail"),
    ("social", "Social media", "Social Media"),
    ("partner", "Partners", "Partner"),
)


def default_workflow(language: str) -> tuple[Status, ...]:
    """The seven columns of a marketing backlog, named in the language."""
    german = language == "de"
    return tuple(
        Status(
            id=id_,
            kind=kind,
            name=german_name if german else name,
            aliases=((name if german else german_name), *aliases),
            wip_limit=_LIMITS.get(id_),
            waiting=kind is Kind.REVIEW,
            policy=_POLICIES[id_][german],
        )
        for id_, kind, name, german_name, aliases in _STATUSES
    )


def default_channels(language: str) -> dict[str, Channel]:
    """The channels that pages know by name where none are configured."""
    return {id_: Channel(name=german if language == "de" else name) for id_, name, german in _CHANNELS}


def default_config(language: str = "en") -> Config:
    """The configuration of a repository without `backlog.toml`."""
    return Config(language=language, languages=(language,), workflow=default_workflow(language))
