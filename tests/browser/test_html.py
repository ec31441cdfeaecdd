"""The Nu Html Checker, which the W3C's validator runs, finds neither error nor warning in any page or style."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Sites

JAR = ROOT / ".tools/node_modules/vnu-jar/build/dist/vnu.jar"
KNOWN = re.compile(
    # It reads files, and a file has no origin: “'self'” means nothing to it. test_policy.py holds the policy.
    r"Resource violates Content Security Policy \(meta tag\): external (stylesheet|script) “(\.\./)*[\w./-]+” blocked"
    # Properties that browsers know and its list does not: one of SVG 2, and one that is an improvement where it is known.
    r"|CSS: “(vector-effect|field-sizing)”: Property “\3” doesn't exist"
)


def said_of(*arguments: str | Path) -> list[str]:
    """What it says of files or whole folders: place and message. It does not guess in what language people write."""
    assert JAR.exists(), "The checker of HTML is not there: sh tests/browser/prepare.sh"
    done = subprocess.run(
        [
            "java",
            "-jar",
            str(JAR),
            "--format",
            "json",
            "--exit-zero-always",
            "--no-langdetect",
            *map(str, arguments),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        f"{message['url'].rpartition('/sites/')[2]}:{message.get('lastLine')}: {message['message']}: {message.get('extract', '')}"
        for message in json.loads(done.stderr)["messages"]
        if not KNOWN.match(message["message"])
    ]


def test_pages_are_written_as_the_standard_wants(sites: Sites):
    """All sites at once: most of the time it takes is that of starting."""
    folders = [sites[name] for name in ("own", "english", "foreign", "nothing")]
    assert all(len(list(folder.rglob("*.html"))) > 15 for folder in folders)
    said = said_of("--skip-non-html", *folders)
    assert not said, "\n".join(said)


def test_the_style_is_written_as_the_standard_wants(sites: Sites):
    files = sorted((sites["own"] / "static").glob("*.css"))
    assert files
    said = said_of("--css", *files)
    assert not said, "\n".join(said)


def test_the_checker_finds_what_is_wrong(tmp_path: Path):
    (tmp_path / "bad.html").write_text(
        "<!doctype html><title>x</title><p><div></p><section></section>", "utf-8"
    )
    (tmp_path / "bad.css").write_text("p { colour: red }", "utf-8")
    told = "\n".join([*said_of("--skip-non-html", tmp_path), *said_of("--css", tmp_path / "bad.css")])
    for sign in ("No “p” element in scope", "Section lacks heading", "Property “colour” doesn't exist"):
        assert sign in told
