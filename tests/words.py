"""The catalogues: which messages the product says, and keeping their translations in step.

`python -m tests.words` takes every message into the catalogues, drops those no longer said, makes the
`.mo` files, and names what is not translated yet; `python -m tests.words FILE…` takes translations
from these `.po` files first (their header says the language; without one it is German). A new language:
`python -m tests.words --new fr_FR`.
"""

from __future__ import annotations

import ast
import re
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "backlog" / "locales"
# Calls whose constant arguments are message ids: which ones, counted from 0.
SAYING = {"text": (0,), "N_": (0,), "Stop": (1, 2), "sentence": (0,)}

Message = str | tuple[str, str]
Words = str | tuple[str, ...]


def in_python() -> set[Message]:
    """Messages that the code says or marks."""
    found: set[Message] = set()
    for path in sorted((ROOT / "backlog").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                words = [
                    argument.value if isinstance(argument, ast.Constant) else None for argument in node.args
                ]
                if (
                    name == "plural"
                    and len(words) > 1
                    and isinstance(words[0], str)
                    and isinstance(words[1], str)
                ):
                    found.add((words[0], words[1]))
                for place in SAYING.get(name, ()):
                    word = words[place] if place < len(words) else None
                    if isinstance(word, str) and word:
                        found.add(word)
    return found


def in_templates() -> set[Message]:
    """Messages that the theme says."""
    environment = Environment(autoescape=True)
    found: set[Message] = set()
    for path in sorted((ROOT / "templates").rglob("*.html")):
        tree = environment.parse(path.read_text("utf-8"))
        for _, name, words in extract_from_ast(tree, ("_", "n_")):
            parts = tuple(
                word for word in (words if isinstance(words, tuple) else (words,)) if isinstance(word, str)
            )
            if name == "n_" and len(parts) > 1:
                found.add((parts[0], parts[1]))
            elif parts and name == "_":
                found.add(parts[0])
    return found


def in_workflows() -> set[Message]:
    """Messages of what `init` writes for a host: comments, names of steps, answers."""
    files = (path for path in (ROOT / "templates/scaffold/host").rglob("*") if path.is_file())
    return {said for path in files for said in re.findall(r"«([^«»]+)»", path.read_text("utf-8"))}


def in_tables() -> set[Message]:
    """Messages of the tables: fields, configuration, scales, rules."""
    from backlog.config.load import documented
    from backlog.config.reading import TYPE_NAMES
    from backlog.content.choices import SCALES
    from backlog.content.fields import TABLES
    from backlog.report.alerts import ALERTS
    from backlog.rules import RULES
    from backlog.rules.files import WHAT_STANDS_THERE

    found: set[Message] = {help_line for _, _, help_line in documented()} | set(ALERTS.values())
    found |= {text for scale in SCALES.values() for text in scale.values()}
    found |= set(WHAT_STANDS_THERE.values())
    found |= set(TYPE_NAMES.values()) | {
        "a table",
        "an id of letters, digits and hyphens",
        "error",
        "warning",
        "off",
    }
    for table in TABLES.values():
        for field in table:
            found |= {field.help, *(inner.help for inner in field.of)}
    for rule in RULES:
        found |= {rule.what, rule.why, rule.mend}
    return found


def in_commands() -> set[Message]:
    """Messages of the help: what each command does, by paragraphs, and what its options are for."""
    from backlog.cli import COMMANDS, group

    context = group.make_context("backlog", [], resilient_parsing=True)
    found: set[Message] = set(COMMANDS.values())
    for command in (group, *filter(None, (group.get_command(context, name) for name in COMMANDS))):
        found |= {" ".join(part.split()) for part in (command.help or "").split("\n\n")}
        found |= {help_line for option in command.params if (help_line := getattr(option, "help", ""))}
    return found


def messages() -> set[Message]:
    """Every message of the product."""
    every = in_python() | in_templates() | in_workflows() | in_tables() | in_commands()
    plurals = {message[0] for message in every if isinstance(message, tuple)}
    return {message for message in every if message and not (isinstance(message, str) and message in plurals)}


def read(path: Path) -> Catalog:
    """A catalogue as it is on the disk; its header says which language it is, and how many plurals it has."""
    return read_po(BytesIO(path.read_bytes()))


def known(paths: list[Path]) -> dict[str, Words]:
    """Translations by message id, later files first."""
    found: dict[str, Words] = {}
    for path in paths:
        for message in read(path):
            key = message.id[0] if isinstance(message.id, tuple) else message.id
            string = message.string
            if key and (string if isinstance(string, str) else all(string or ("",))):
                found[key] = string if isinstance(string, str) else tuple(string)
    return found


def catalogue(translations: dict[str, Words], locale: str) -> Catalog:
    """The catalogue of all messages, sorted, without dates, so that the same words give the same bytes."""
    made = Catalog(locale=locale, fuzzy=False)
    for message in sorted(messages(), key=lambda entry: entry if isinstance(entry, str) else entry[0]):
        key = message if isinstance(message, str) else message[0]
        string = translations.get(key, "")
        if isinstance(message, tuple) and isinstance(string, str):
            string = (string,) * made.num_plurals
        if isinstance(message, str) and isinstance(string, tuple):
            string = string[0]
        made.add(message, string)
    return made


def po_bytes(made: Catalog) -> bytes:
    """The catalogue as text."""
    out = BytesIO()
    write_po(out, made, width=0, omit_header=True, no_location=True)
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {made.locale_identifier}\\n"\n"Plural-Forms: {made.plural_forms}\\n"\n\n'
    )
    return head.encode() + out.getvalue()


def mo_bytes(po: bytes) -> bytes:
    """The catalogue as gettext reads it."""
    out = BytesIO()
    catalog = read_po(BytesIO(po))
    # A catalogue has the time of its making in it; the same words are to give the same bytes.
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    catalog.mime_headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Language", str(catalog.locale_identifier)),
        ("Plural-Forms", catalog.plural_forms),
    ]
    write_mo(out, catalog)
    return out.getvalue()


def catalogues() -> list[Path]:
    """Every catalogue that there is."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/backlog.po"))


def untranslated(made: Catalog) -> list[str]:
    """What a catalogue does not say yet."""
    return [
        message.id
        for message in made
        if message.id and not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]


def step(path: Path, locale: str, given: list[Path]) -> int:
    """Bring one catalogue in step with the messages and the given translations; 1 where some are missing."""
    made = catalogue(known([*([path] if path.exists() else []), *given]), locale)
    po = po_bytes(made)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(po)
    path.with_suffix(".mo").write_bytes(mo_bytes(po))
    missing = untranslated(made)
    for message in missing:
        print(repr(message))
    print(f"{path.parents[1].name}: {len(made)} messages, {len(missing)} not translated")
    return bool(missing)


def main(given: list[str]) -> int:
    """Bring the catalogues in step; 1 where a message has no translation."""
    if given[:1] == ["--new"]:
        code = given[1].split("_")[0]
        return step(LOCALES / code / "LC_MESSAGES" / "backlog.po", given[1], [])
    files = [(path, read(path).locale) for path in map(Path, given)]
    missing = 0
    for path in catalogues():
        locale = str(read(path).locale_identifier)
        code = locale.split("_", maxsplit=1)[0]
        missing += step(
            path, locale, [file for file, told in files if (told.language if told else "de") == code]
        )
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
