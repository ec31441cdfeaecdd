"""`serve`: a real server, real saves, and what a page that is open learns of them."""

from __future__ import annotations

import contextlib
import http.client
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


def test_a_broken_save_keeps_the_last_good_site(root):
    """The findings lie above the page that was there; the next good save takes them away."""
    with served(root) as (page, process):
        good = page.get("/items/descaling-guide.html")[1]
        text = (root / ITEM).read_text("utf-8")
        (root / ITEM).write_text(re.sub("status: .*", "status: in progres <b>", text), "utf-8")
        broken = page.until("/items/descaling-guide.html", "preview-findings")
        assert "items/descaling-guide.md:3" in broken
        assert "in progres &lt;b&gt;" in broken
        assert (
            re.search("<main.*</main>", broken, re.DOTALL)[0]
            == re.search("<main.*</main>", good, re.DOTALL)[0]
        )
        (root / ITEM).write_text(text, "utf-8")
        page.until("/items/descaling-guide.html", "preview-findings", there=False)
        (root / ITEM).unlink()
        (root / ITEM).mkdir()  # T50: what was there is something else
        page.until("/", "preview-findings")
        (root / ITEM).rmdir()
        (root / ITEM).write_text(text, "utf-8")
        page.until("/", "preview-findings", there=False)
        assert process.poll() is None


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
        assert "preview-findings" in text
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
    """What is served has the preview's script; what is on the disk has not, and allows no stream of changes."""
    with served(root, "--output", "site") as (page, _):
        served_page = page.get("/index.html")[1]
    written = (root / "site/index.html").read_text("utf-8")
    assert "preview" not in written
    assert "connect-src" not in written
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
