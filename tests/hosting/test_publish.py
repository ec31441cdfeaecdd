"""Publishing, by the workflow's own shell lines: what is deployed, for whom, and when the run turns red."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.repository import run_git

if TYPE_CHECKING:
    from tests.hosting.runner import Host

PUBLIC, PRIVATE = {"public": True}, {"public": False}


def commit(host: Host, **files: str) -> None:
    """Somebody with the right to do so changes files of the main branch; a name of a file has `__` for `/`."""
    work = host.clone(f"work-{host.runs}-{len(list(host.folder.iterdir()))}")
    for name, text in files.items():
        path = work / name.replace("__", "/").replace("_md", ".md").replace("_toml", ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8") if path.exists() else ""
        path.write_text(text.replace("…", before), "utf-8")
    run_git(work, "add", "--all")
    run_git(work, "commit", "--quiet", "-m", "Change")
    run_git(work, "push", "--quiet", "origin", "HEAD:main")


def test_for_everybody_it_is_deployed(hosted):
    host = hosted()
    commit(host, backlog_toml='…\n[site]\naudience = "public"\n')
    host.change(pages=PUBLIC)
    done = host.run("publish", "push", {})
    assert {id_: job.result for id_, job in done.items()} == {
        "build": "success",
        "deploy": "success",
        "findings": "skipped",
    }, done["build"].log
    assert (host.site / "index.html").exists()
    assert "Anna Schmidt" not in (host.site / "board.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "address"), [("", "merkau"), ('repository = "https://github.com/eigene/seite"', "eigene")]
)
def test_pages_lead_to_the_host_without_a_line_in_the_settings(hosted, line, address):
    """The form hands over to the host, an item is edited there; what the settings say goes first."""
    host = hosted()
    commit(host, backlog_toml=f"{line}\n…")
    host.change(pages=PRIVATE)
    host.run("publish", "push", {})
    item = (host.site / "items/kunden-fragen.html").read_text("utf-8")
    assert re.search(
        rf'href="https://github.com/{address}/\w+/edit/main/items/beispiele/kunden-fragen.md"', item
    )
    form = (host.site / "new.html").read_text("utf-8")
    assert f"https://github.com/{address}/" in form
    assert 'data-host="GitHub"' in form


def test_with_findings_it_is_deployed_and_then_red(hosted):
    """The banner says what is missing; the list stands in the summary, and the run fails after the site is up."""
    host = hosted()
    commit(host, items__kaputt_md="---\ntitel: Kaputt\nstatus: Irgendwann\n---\n")
    host.change(pages=PRIVATE)
    done = host.run("publish", "schedule", {})
    assert [done[id_].result for id_ in ("build", "deploy", "findings")] == ["success", "success", "failure"]
    assert "items/kaputt.md" in done["build"].summary
    assert "Dateien haben Fehler" in done["findings"].summary
    assert "kaputt.md" in (host.site / "index.html").read_text("utf-8")


def test_where_nothing_can_be_built_the_old_site_stays(hosted):
    host = hosted()
    commit(host, backlog_toml="…\nunfug =\n")
    host.change(pages=PRIVATE)
    done = host.run("publish", "push", {})
    assert [done[id_].result for id_ in ("build", "deploy", "findings")] == ["failure", "skipped", "skipped"]
    assert host.site is None


@pytest.mark.parametrize(
    ("pages", "language", "said"),
    [
        (PUBLIC, "de", "Auf GitHub Pages könnten sie alle im Internet lesen"),
        (PUBLIC, "en", "Everybody on the internet could read it"),
        (None, "de", "GitHub Pages ist für dieses Repository nicht eingeschaltet"),
    ],
)
def test_what_is_internal_is_not_put_where_everybody_reads(hosted, pages, language, said):
    """The first push of a private repository: green, nothing on the web, the site as a ZIP file, the choices told."""
    host = hosted("--language", language)
    host.change(pages=pages)
    done = host.run("publish", "push", {})
    assert [done[id_].result for id_ in ("build", "deploy", "findings")] == [
        "success",
        "skipped",
        "skipped",
    ], done["build"].log
    assert host.site is None
    assert not (host.folder / "pages").exists()
    assert [one["name"] for one in host.state["artifacts"]] == ["site"]
    assert said in done["build"].summary
    assert len(re.findall(r"(?m)^- ", done["build"].summary)) == 4
    assert 'audience = "public"' in done["build"].summary


def test_internal_goes_to_pages_that_only_members_read(hosted):
    host = hosted()
    host.change(pages=PRIVATE)
    assert host.run("publish", "push", {})["deploy"].result == "success"
    assert "Anna Schmidt" in (host.site / "people.html").read_text("utf-8")


def test_only_the_main_branch_is_published(hosted):
    host = hosted()
    host.change(pages=PRIVATE)
    done = host.run("publish", "workflow_dispatch", {}, ref="refs/heads/other")
    assert {job.result for job in done.values()} == {"skipped"}


def test_a_clone_that_was_cut_off_is_not_published(hosted):
    """Every figure of the past would be wrong; the line to add is told."""
    host = hosted()
    commit(host, items__neu_md="---\ntitel: Eine Idee\nstatus: Idee\n---\n")
    host.change(pages=PRIVATE)

    def cut_off(workflow: dict) -> None:
        del workflow["jobs"]["build"]["steps"][0]["with"]["fetch-depth"]

    done = host.run("publish", "push", {}, change=cut_off)
    assert done["build"].result == "failure"
    assert "fetch-depth: 0" in done["build"].log
    assert host.site is None


def test_kept_with_the_run(hosted):
    host = hosted("--language", "en", "--publish", "artifact")
    done = host.run("publish", "push", {})
    assert {id_: job.result for id_, job in done.items()} == {"build": "success", "findings": "skipped"}
    assert [one["name"] for one in host.state["artifacts"]] == ["site"]


# A webspace in a folder: takes what our batch says, and nothing of what is no batch.
WEBSPACE = r"""
test "$SSHPASS" = "geheim" && test "$1" = -e && test "$2" = sftp || exit 9
case "$*" in *StrictHostKeyChecking=yes*UserKnownHostsFile=*) ;; *) exit 8 ;; esac
while [ "$1" != -b ]; do shift; done
exec python3 - "$2" "$3" <<'END'
import os, pathlib, shlex, shutil, sys
top = pathlib.Path(os.environ["HOST_STATE"]).parent / "webspace"
assert sys.argv[2] == "merkau@ssh.example.org"
for line in pathlib.Path(sys.argv[1]).read_text("utf-8").splitlines():
    if not line:
        continue
    may_fail, (command, *paths) = line.startswith("-"), shlex.split(line.lstrip("-"))
    print(line)
    try:
        if command == "mkdir":
            (top / paths[0]).mkdir()
        elif command == "get":
            shutil.copy(top / paths[0], paths[1])
        elif command == "put":
            shutil.copy(paths[0], top / paths[1])
        elif command == "rm":
            (top / paths[0]).unlink()
        else:
            sys.exit(7)
    except OSError:
        if not may_fail:
            raise
END
"""


@pytest.fixture
def webspace(hosted) -> Host:
    """A repository that publishes to a webspace which asks for a password."""
    host = hosted("--language", "de", "--publish", "webspace")
    host.variables = {
        "SFTP_HOST": "ssh.example.org", "SFTP_USER": "merkau", "SFTP_FOLDER": "backlog",
        "SFTP_HOST_KEY": "ssh.example.org ssh-ed25519 AAAA", "SITE_URL": "https://backlog.example.org/",
    }  # fmt: skip
    host.secrets = {"SFTP_PASSWORD": "geheim"}
    (host.folder / "webspace").mkdir()
    host.program("sshpass", WEBSPACE)
    host.program("curl", "printf 401")
    return host


def test_a_webspace_gets_what_changed_and_loses_what_is_gone(webspace):
    folder = webspace.folder / "webspace/backlog"
    done = webspace.run("publish", "push", {})
    assert done["deploy"].result == "success", done["deploy"].log
    (folder / "mine.txt").write_text("not of ours", "utf-8")
    run_git(work := webspace.clone(), "rm", "--quiet", "items/beispiele/linkedin-einblicke.md")
    run_git(work, "commit", "--quiet", "-m", "Away")
    run_git(work, "push", "--quiet", "origin", "HEAD:main")
    again = webspace.run("publish", "push", {})
    assert again["deploy"].result == "success", again["deploy"].log
    assert not (folder / "items/linkedin-einblicke.html").exists()
    assert (folder / "mine.txt").exists()
    sent = re.findall(r'(?m)^put "site/(.+?)"', again["deploy"].log)
    assert sent[-1] == "manifest.json"
    assert "static/site.css" not in " ".join(sent)
    kept = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    listed = subprocess.run(
        ["unzip", "-Z1", webspace.state["artifacts"][-1]["file"]], capture_output=True, text=True, check=True
    ).stdout.split()
    assert kept == sorted([*listed, "mine.txt"])


def test_a_webspace_without_a_password_gets_nothing_internal(webspace):
    webspace.program("curl", "printf 200")
    done = webspace.run("publish", "push", {})
    assert done["deploy"].result == "skipped"
    assert "Schützen Sie" in done["build"].summary


def test_a_list_from_the_webspace_names_nothing_outside_of_it(webspace):
    """What stands at the other end is data: a forged list removes nothing but files below the folder."""
    assert webspace.run("publish", "push", {})["deploy"].result == "success"
    manifest = webspace.folder / "webspace/backlog/manifest.json"
    (webspace.folder / "webspace/precious").write_text("x", "utf-8")
    forged = '{"files": {"../precious": "1", "/etc/passwd": "1", "a\\nrm b": "1", "a\\" b": "1", "*": "1"}}'
    manifest.write_text(forged, "utf-8")
    done = webspace.run("publish", "push", {})
    assert done["deploy"].result == "success", done["deploy"].log
    assert not re.findall(r"(?m)^-?rm ", done["deploy"].log)
    assert (webspace.folder / "webspace/precious").exists()
