"""`backlog schema`: JSON Schema for editors and other programs."""

from __future__ import annotations

import json

import click

from backlog.cli import output
from backlog.cli.session import session
from backlog.errors import Exit

KINDS = ("item", "goal", "initiative", "meeting", "backlog", "diff")


@click.command("schema")
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="item",
    show_default=True,
    help="Of which files; backlog is data/backlog.json, diff what `backlog diff --format json` prints.",
)
def command(kind: str) -> int:
    """Print the JSON Schema of front matter, with the names of this repository, or of data/backlog.json."""
    here = session(anywhere=True)
    from backlog.formats.backlog_json import schema  # noqa: PLC0415 - after the configuration is known to be fine
    from backlog.formats.diff_json import schema as diff_schema  # noqa: PLC0415 - as above
    from backlog.formats.front_matter import front_matter_schema  # noqa: PLC0415 - as above

    if kind == "backlog":
        made = schema()
    elif kind == "diff":
        made = diff_schema()
    else:
        from backlog.reader import read_backlog  # noqa: PLC0415 - as above

        backlog = read_backlog(here.root, here.config)
        ids = {
            "goal": [goal.id for goal in backlog.goals],
            "initiative": [initiative.id for initiative in backlog.initiatives],
            "item": [item.id for item in backlog.items],
        }
        made = front_matter_schema(kind, here.config, here.language, ids)
    output.show_json(json.dumps(made, ensure_ascii=False, indent=2))
    return Exit.FINE
