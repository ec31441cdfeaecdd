"""Front matter that does not parse, or holds more than fields: what reading it came upon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.rules.rule import Place, rule
from backlog.rules.scene import Scene, told

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("F131", severity=Severity.ERROR)
def duplicate_key(scene: Scene) -> Iterator[Place]:
    """ "{key}" stands on line {first} and again on line {second}.

    Which of the two is meant cannot be told; other programs take the last one without a word.

    Delete one of the two lines.
    """
    yield from told(scene, "duplicate-key")


@rule("F132", severity=Severity.ERROR, mends=True)
def yaml_anchor(scene: Scene) -> Iterator[Place]:
    """The value begins with "&{name}", which YAML takes for an anchor.

    Anchors let one value stand in several places; here every file says what it means where it means it.

    Put the value in quotes, or write it out wherever it is wanted.
    """
    yield from told(scene, "yaml-anchor")


@rule("F133", severity=Severity.ERROR, mends=True)
def yaml_alias(scene: Scene) -> Iterator[Place]:
    """ "*{name}" refers to a value that stands nowhere.

    YAML takes an asterisk at the beginning of a value for a reference to another one.

    Put the value in quotes; for emphasis leave the asterisks out.
    """
    yield from told(scene, "yaml-alias")


@rule("F134", severity=Severity.ERROR)
def yaml_merge(scene: Scene) -> Iterator[Place]:
    """ "<<" takes over fields from somewhere else.

    A file that says everything itself can be read, compared and moved on its own.

    Write the fields out.
    """
    yield from told(scene, "yaml-merge")


@rule("F135", severity=Severity.ERROR, mends=True)
def yaml_tag(scene: Scene) -> Iterator[Place]:
    """The value begins with "{tag}", which YAML takes for a type.

    What type a value has is known from its field; a type of its own could only contradict it.

    Leave "{tag}" out, or put the value in quotes if it belongs to the text.
    """
    yield from told(scene, "yaml-tag")


@rule("F136", severity=Severity.ERROR)
def yaml_second_document(scene: Scene) -> Iterator[Place]:
    """A second document begins here, within the fields.

    A file has its fields in one place, between the first and the second `---`.

    Put the fields together, and leave only `---` on the line that closes them.
    """
    yield from told(scene, "yaml-second-document")


@rule("F137", severity=Severity.ERROR)
def yaml_too_deep(scene: Scene) -> Iterator[Place]:
    """Lists and fields are nested deeper than {limit} levels here.

    No field is nested more than three levels deep, and deeper nesting makes other programs crash.

    Close the brackets that are open, or write the value as a text in quotes.
    """
    yield from told(scene, "yaml-too-deep")


@rule("F138", severity=Severity.ERROR)
def yaml_too_many(scene: Scene) -> Iterator[Place]:
    """The front matter has more than {limit} values.

    So many values are data of another kind, and every page would carry them.

    Keep them in a file of their own and link to it.
    """
    yield from told(scene, "yaml-too-many")


@rule("F139", severity=Severity.ERROR, mends=True)
def key_not_text(scene: Scene) -> Iterator[Place]:
    """ "{value}" is read as a list or a group of fields where a name is expected.

    In YAML brackets at the beginning of a value open a list or a group, also the `{{{{ … }}}}` of a
    template.

    Put the value in quotes.
    """
    yield from told(scene, "key-not-text")


@rule("F141", severity=Severity.ERROR, mends=True)
def tab_indent(scene: Scene) -> Iterator[Place]:
    """The line is indented with a tab.

    A tab is two spaces wide for one editor and eight for another; YAML reads neither.

    Indent with spaces, two for every level.
    """
    yield from told(scene, "tab-indent")


@rule("F142", severity=Severity.ERROR, mends=True)
def colon_in_value(scene: Scene) -> Iterator[Place]:
    """The value "{value}" has a colon of its own.

    A colon followed by a space or the end of the line begins another value, so it is not clear where this
    one ends.

    Put the value in quotes.
    """
    yield from told(scene, "colon-in-value")


@rule("F143", severity=Severity.ERROR, mends=True)
def colon_without_space(scene: Scene) -> Iterator[Place]:
    """In "{value}" the space after the colon is missing.

    Without the space YAML takes the whole line for one word.

    Put a space behind the colon.
    """
    yield from told(scene, "colon-without-space")


@rule("F144", severity=Severity.ERROR, mends=True)
def line_without_colon(scene: Scene) -> Iterator[Place]:
    """The line "{value}" is no field: it has no colon.

    Between the two lines `---` every line is a field or belongs to the one above it.

    Write it as `name: value`; if the text begins here, put a line `---` above it.
    """
    yield from told(scene, "line-without-colon")


@rule("F145", severity=Severity.ERROR)
def bad_indent(scene: Scene) -> Iterator[Place]:
    """The line "{value}" does not fit under the line above it.

    Indentation says what belongs together; here it fits neither the line above nor a field further up.

    Begin the line in the same column as its neighbours; a longer text goes into quotes.
    """
    yield from told(scene, "bad-indent")


@rule("F146", severity=Severity.ERROR, mends=True)
def quote_not_closed(scene: Scene) -> Iterator[Place]:
    """The value is opened with {quote} and never closed.

    Everything down to the next {quote} becomes part of this value, also the fields below.

    Put the closing {quote} at the end of the value.
    """
    yield from told(scene, "quote-not-closed")


@rule("F147", severity=Severity.ERROR, mends=True)
def text_after_value(scene: Scene) -> Iterator[Place]:
    """After {value} there is more: "{rest}".

    A value in quotes or brackets ends where they close; what follows belongs to nothing.

    Put quotes around the whole value, of the kind that does not occur in it.
    """
    yield from told(scene, "text-after-value")


@rule("F148", severity=Severity.ERROR)
def bracket_not_closed(scene: Scene) -> Iterator[Place]:
    """The bracket "{bracket}" is never closed.

    Everything below becomes part of this value.

    Close the bracket at the end of the line.
    """
    yield from told(scene, "bracket-not-closed")


@rule("F149", severity=Severity.ERROR, mends=True)
def value_beginning(scene: Scene) -> Iterator[Place]:
    """The value "{value}" begins with "{character}", which has a meaning of its own in YAML.

    Signs such as @ ` % & * ! | > - begin something other than a text.

    Put the value in quotes; a list begins on the line below its name.
    """
    yield from told(scene, "value-beginning")


@rule("F150", severity=Severity.ERROR, mends=True)
def unknown_escape(scene: Scene) -> Iterator[Place]:
    """ "{escape}" means nothing within double quotes.

    Within double quotes a backslash introduces a special character, and there is none of this name.

    Use single quotes: there a backslash is a backslash.
    """
    yield from told(scene, "unknown-escape")


@rule("F151", severity=Severity.ERROR)
def yaml_syntax(scene: Scene) -> Iterator[Place]:
    """From "{text}" on the front matter cannot be read.

    What stands here follows none of the forms `name: value` and `- value`.

    Write the line as `name: value` and put texts with special signs in quotes.
    """
    yield from told(scene, "yaml-syntax")
