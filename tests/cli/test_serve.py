"""`serve`: a real server, real saves, and what a page that is open learns of them."""

from __future__ import annotations

import contextlib
import html
import http.client
import json
import queue
import re
import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.building import tree
from tests.cli.room import started
from tests.repository import Repo

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

SOON = 30.0  # seconds: generous, the machine may be busy; the aim is one


class Page:
    """A page that is open in a browser: what the server tells it, and what it shows after that."""

    def __init__(self, address: str) -> None:
        self.port = int(address.rstrip("/").rpartition(":")[2])
        self.told: queue.Queue[str] = queue.Queue()
        self.stream = http.client.HTTPConnection("127.0.0.1", self.port)
        self.stream.request("GET", "/__preview/changes")
        self.answer = self.stream.getresponse()
        threading.Thread(target=self._listen, daemon=True).start()
        self.told.get(timeout=SOON)  # what stands now

    def _listen(self) -> None:
        with contextlib.suppress(OSError, ValueError, AttributeError, http.client.HTTPException):
            while line := self.answer.readline():
                if line.startswith(b"data: "):
                    self.told.put(line[6:].decode().strip())

    def get(self, path: str = "/", **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text

    def until(self, path: str, what: str, *, there: bool = True) -> str:
        """The page once it shows something (or no longer); it looks again after every event, as a browser does."""
        deadline = time.monotonic() + SOON
        while time.monotonic() < deadline:
            text = self.get(path)[1]
            if (what in text) is there:
                return text
            with contextlib.suppress(queue.Empty):
                self.told.get(timeout=1)
        raise AssertionError(f"{what!r} {'never came to' if there else 'never left'} {path}")


@contextlib.contextmanager
def served(root: Path, *arguments: str) -> Iterator[tuple[Page, subprocess.Popen[bytes]]]:
    process = started("serve", "--port", "0", "--no-open", *arguments, root=root)
    assert process.stdout is not None
    try:
        address = process.stdout.readline().decode().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address), process.stderr and process.stderr.read()
        page = Page(address)
        yield page, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=SOON)


@pytest.fixture
def root(inside) -> Path:
    return inside("english")


ITEM = Path("items/descaling-guide.md")


def replaced(path: Path, before: str, after: str) -> str:
    text = path.read_text("utf-8")
    assert before in text
    return text.replace(before, after, 1)


def in_place(path: Path, text: str) -> None:
    """As nano does: empty the file, then write it, with time to look in between."""
    with path.open("w", encoding="utf-8") as file:
        file.flush()
        time.sleep(0.02)
        file.write(text)


def renamed_over(path: Path, text: str) -> None:
    """As most editors do: write another file, give it the name."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def with_backup(path: Path, text: str) -> None:
    """As Vim does: try out `4913`, move the file to `x.md~`, write it anew, delete the backup."""
    probe, backup = path.with_name("4913"), path.with_name(path.name + "~")
    probe.write_text("")
    probe.unlink()
    path.rename(backup)
    path.write_text(text, "utf-8")
    backup.unlink()


def with_lock(path: Path, text: str) -> None:
    """As Emacs does: a symbolic link to nowhere beside the file while one edits it."""
    lock = path.with_name(f".#{path.name}")
    lock.symlink_to("anna@computer.1234")
    path.write_text(text, "utf-8")
    lock.unlink()


@pytest.mark.parametrize("save", [in_place, renamed_over, with_backup, with_lock])
def test_a_save_shows(root, save):
    """T51: however an editor saves, every open page is told, and shows it."""
    with served(root) as (page, _):
        assert "Quite another title" not in page.get("/board.html")[1]
        save(root / ITEM, replaced(root / ITEM, "title: ", "title: Quite another title, "))
        assert page.told.get(timeout=SOON)
        text = page.until("/board.html", "Quite another title")
        assert "preview-findings" not in text
        assert "preview-bar" not in text


def test_a_finding_stands_on_the_page_of_its_file(root):
    """Beside the field that it is about, with its line and the line to paste; cards get a mark."""
    with served(root) as (page, process):
        text = (root / ITEM).read_text("utf-8")
        (root / ITEM).write_text(re.sub("owner: .*", "owner: alle", text), "utf-8")
        item = page.until("/items/descaling-guide.html", 'class="preview-note is-error" data-for="owner"')
        note = re.search('<article class="preview-note is-error".*?</article>', item, re.DOTALL)[0]
        assert re.search(r"items/descaling-guide\.md:\d+<", note)
        assert "owner: <mark>alle</mark>" in note
        assert "so nobody in particular" in note
        assert 'data-field="title"' in item
        board = page.get("/board.html")[1]
        marks = json.loads(html.unescape(re.search('data-marks="([^"]*)"', board)[1]))
        assert marks["items/descaling-guide.html"] == ["descaling-guide", "error", "1 error"]
        assert 'data-id="descaling-guide"' in board
        bar = re.search('<section class="preview-bar".*?</section>', board, re.DOTALL)[0]
        assert '<a href="/items/descaling-guide.html">' in bar
        assert "1 error" in bar
        (root / ITEM).write_text(text, "utf-8")
        page.until("/board.html", "preview-bar", there=False)
        assert process.poll() is None


def test_a_file_that_cannot_be_read_has_a_page_that_says_why(root):
    """Where its page would be, in the frame of the site; the next good save brings the page back."""
    with served(root) as (page, process):
        good = page.get("/items/descaling-guide.html")[1]
        text = (root / ITEM).read_text("utf-8")
        (root / ITEM).write_text(re.sub("status: .*", "status: in progres <b>", text), "utf-8")
        broken = page.until("/items/descaling-guide.html", "cannot be read as it is")
        assert page.get("/items/descaling-guide.html")[0] == 200
        assert "items/descaling-guide.md:3" in broken
        assert "in progres &lt;b&gt;" in broken
        assert "cannot be read as it is" in broken
        assert '<nav class="navigation"' in broken
        for address in re.findall(r'\s(?:href|src)="(/[^"]*)"', broken):
            assert page.get(address)[0] == 200, address
        assert '<a href="/items/descaling-guide.html">' in page.get("/")[1]
        (root / ITEM).write_text(text, "utf-8")
        assert page.until("/items/descaling-guide.html", "preview-bar", there=False)
        again = page.get("/items/descaling-guide.html")[1]
        assert (
            re.search("<main.*</main>", again, re.DOTALL)[0]
            == re.search("<main.*</main>", good, re.DOTALL)[0]
        )
        (root / ITEM).unlink()
        (root / ITEM).mkdir()  # T50: what was there is something else
        page.until("/", "preview-bar")
        assert "cannot be read as it is" in page.get("/items/descaling-guide.html")[1]
        (root / ITEM).rmdir()
        (root / ITEM).write_text(text, "utf-8")
        page.until("/", "preview-bar", there=False)
        assert process.poll() is None


def test_findings_are_told_in_the_language_of_the_page(root):
    """A preview in two languages: each page says what is wrong in its own."""
    settings = root / "backlog.toml"
    settings.write_text('languages = ["en", "de"]\n' + settings.read_text("utf-8"), "utf-8")
    (root / ITEM).write_text(re.sub("owner: .*", "owner: alle", (root / ITEM).read_text("utf-8")), "utf-8")
    with served(root) as (page, _):
        assert page.get("/de/items/descaling-guide.html")[0] == 200
        assert "Name one person" in page.get("/items/descaling-guide.html")[1]
        german = page.get("/de/items/descaling-guide.html")[1]
        assert "1 Fehler" in german
        assert "Nennen Sie" in german
        assert '<a href="/de/items/descaling-guide.html">' in german
        (root / ITEM).write_text("---\ntitle: [\n---\n", "utf-8")
        assert "lässt sich so nicht lesen" in page.until("/de/items/descaling-guide.html", "nicht lesen")


def test_configuration_and_templates_are_watched_too(root):
    with served(root) as (page, _):
        settings = root / "backlog.toml"
        text = settings.read_text("utf-8")
        settings.write_text(text.replace("title = ", "titel = ", 1), "utf-8")
        assert "backlog.toml:" in page.until("/", "preview-findings")
        settings.write_text(
            re.sub("^title = .*", 'title = "Renamed Company"', text, count=1, flags=re.MULTILINE), "utf-8"
        )
        page.until("/", "Renamed Company")
        (root / "templates").mkdir()  # a folder that was not there when the watch began
        time.sleep(1)
        (root / "templates/404.html").write_text(
            "<!doctype html><title>x</title>{{ nothing_of_the_kind }}", "utf-8"
        )
        assert "404.html:1" in page.until("/", "preview-findings")
        (root / "templates/404.html").unlink()
        page.until("/", "preview-findings", there=False)


def test_begins_with_what_can_be_read(inside):
    """A backlog that is broken from the start is shown as far as it goes, with its findings."""
    with served(inside("broken")) as (page, _):
        status, text = page.get("/board.html")
        assert status == 200
        assert "preview-bar" in text
        assert "items/owner-alle.md:5" in text


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_leaves_nothing_behind(root, number, code):
    """Ends at once and quietly, also while pages are open; sources and `site/` are as they were."""
    before = tree(root)
    with served(root) as (page, process):
        assert page.get("/")[0] == 200
        assert [path.name for path in root.glob(".site.preview-*")]
        process.send_signal(number)
        _, err = process.communicate(timeout=SOON)
        assert process.returncode == code
        assert b"Traceback" not in err
    assert tree(root) == before
    assert not list(root.glob(".site*"))
    assert not (root / "site").exists()


def test_output_that_was_asked_for_stays_free_of_scripts(root):
    """What is served has the preview's script; what is on the disk has not.

    A save with an error does not reach it.
    """
    with served(root, "--output", "site") as (page, _):
        served_page = page.get("/index.html")[1]
        before = tree(root / "site")
        (root / ITEM).write_text(
            re.sub("owner: .*", "owner: alle", (root / ITEM).read_text("utf-8")), "utf-8"
        )
        page.until("/", "preview-bar")
        assert tree(root / "site") == before
    written = (root / "site/index.html").read_text("utf-8")
    assert "preview" not in written
    assert "/__preview/" not in written
    assert served_page.count("<script") == written.count("<script") + 1
    policy = re.search('Content-Security-Policy" content="([^"]*)"', served_page)[1]
    assert "script-src 'self'" in policy
    assert "connect-src 'self'" in policy
    assert "default-src 'none'" in policy


def test_serves_the_site_and_nothing_else(root):
    secret = root / "secret.txt"
    secret.write_text("canary")
    with served(root) as (page, _):
        for path in (
            "/../../secret.txt",
            "/%2e%2e/%2e%2e/secret.txt",
            "/..%2f..%2fsecret.txt",
            "//secret.txt",
            "/items\\..\\x",
            "/%00",
            "/goals",
        ):
            status, text = page.get(path)
            assert status == 404
            assert "canary" not in text
        assert page.get("/data/backlog.json")[0] == 200
        assert page.get("/static/style.css")[0] == 200
        assert page.get("/nothing.html")[0] == 404
        assert page.get("/", Host="evil.example")[0] == 403
        assert page.get("/", Host=f"localhost:{page.port}")[0] == 200


def test_a_port_that_is_taken(root):
    with served(root) as (page, _):
        process = started("serve", "--no-open", "--port", str(page.port), root=root)
        _, err = process.communicate(timeout=SOON)
        assert process.returncode == 3
        assert str(page.port).encode() in err
        assert b"Traceback" not in err


def test_a_commit_shows_at_once(root):
    """The state of the files at the foot is that of the last commit, though no file has changed."""
    repo = Repo(root)
    first = repo.commit()
    with served(root) as (page, _):
        page.until("/", first[:7])
        repo.write("notes", "x")
        second = repo.commit(at="2026-02-03T09:00:00+01:00")
        page.until("/", second[:7])
