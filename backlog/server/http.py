"""The site over http on this computer, reloaded by the browser after every build.

Served pages get a script, a style and, where a save broke something, the findings; the site on the disk has
none of these.
"""

from __future__ import annotations

import contextlib
import errno
import html
import mimetypes
import secrets
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from backlog import fs
from backlog.errors import Exit, Stop
from backlog.language import N_
from backlog.server import shown
from backlog.site.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from backlog.findings import Finding
    from backlog.language import Language
    from backlog.server.places import Place

HERE = "127.0.0.1"
PORTS_TRIED = 20
LARGEST = 1 << 28  # bytes of a file
KEPT_ALIVE = 15.0  # seconds between two signs of life, so that no browser gives up
NOTHING = b"<!doctype html><html><head><title>backlog</title></head><body></body></html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a build: the errors; `note` says it where there are no findings.

    `is_built`: the site shows the files as they are now, as far as they can be read; `places` are then
    the pages whose files have findings, by their path in the site.
    """

    findings: tuple[Finding, ...] = ()
    note: str = ""
    is_built: bool = False
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Preview:
    """What is served now: the folder of the last site that could be built, and what is wrong since.

    `languages` are those of the site, the one at the top first. `state` is another text after every
    build; whoever waits on `changed` is woken by it.
    """

    site: Path
    languages: tuple[Language, ...]
    outcome: Outcome = field(default_factory=Outcome)
    state: str = "0"
    ended: bool = False
    changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def language(self) -> Language:
        """The language at the top of the site."""
        return self.languages[0]

    def edition(self, path: str) -> tuple[str, Language]:
        """The folder in which a page stands complete with its site (nothing, or `en/`), and its language."""
        for language in self.languages[1:]:
            if path.startswith(f"{language.code}/"):
                return f"{language.code}/", language
        return "", self.language

    def show(self, outcome: Outcome) -> None:
        """Take over what a build came to, and let every page that is open reload."""
        with self.changed:
            self.outcome = outcome
            self.state = secrets.token_hex(8)
            self.changed.notify_all()

    def end(self) -> None:
        """Let go of everybody who waits."""
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def states(self) -> Iterator[str]:
        """The state now and after every change; nothing (``) as a sign of life in between."""
        last = ""
        while not self.ended:
            with self.changed:
                if self.state == last:
                    self.changed.wait(KEPT_ALIVE)
                state, fresh = self.state, self.state != last
            last = state
            yield state if fresh else ""


@contextlib.contextmanager
def serving(preview: Preview, port: int | None) -> Iterator[str]:
    """Serve a preview in threads of its own and give its address; without `port` from 8000 on."""
    server = _bound(preview, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{HERE}:{server.server_address[1]}/"
    finally:
        preview.end()
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Server(ThreadingHTTPServer):
    """Threads that end with us; a browser that goes away is no error."""

    daemon_threads = True
    preview: Preview

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a page that was closed breaks its connection."""


def _bound(preview: Preview, port: int | None) -> _Server:
    wanted = range(8000, 8000 + PORTS_TRIED) if port is None else (port,)
    for number in wanted:
        try:
            server = _Server((HERE, number), _Handler)
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES} or number == wanted[-1]:
                message = N_("Port {port} cannot be used: {reason}.")
                reason = error.strerror or str(error)
                raise Stop(Exit.ENVIRONMENT, message, "--port 0", port=str(number), reason=reason) from error
        else:
            server.preview = preview
            return server
    raise AssertionError  # pragma: no cover - the last port either serves or stops


class _Handler(BaseHTTPRequestHandler):
    """One request. Only this computer's own pages may ask."""

    server: _Server
    server_version = "backlog-preview"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with a file of the site, the preview's own files, or the stream of changes."""
        path = unquote(urlsplit(self.path).path, errors="replace")
        name = (self.headers.get("Host") or "").rpartition(":")[0]
        if name not in {HERE, "localhost"}:  # another site's name that was made to lead here
            self._send(HTTPStatus.FORBIDDEN, b"", "text/plain")
        elif path == f"{shown.PREVIEW}changes":
            self._changes()
        elif path in {f"{shown.PREVIEW}preview.js", f"{shown.PREVIEW}preview.css"}:
            content = (theme() / "preview" / path.removeprefix(shown.PREVIEW)).read_bytes()
            self._send(HTTPStatus.OK, content, mimetypes.guess_type(path)[0] or "text/plain")
        else:
            self._file(path)

    do_HEAD = do_GET  # noqa: N815 - the standard library's name

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Say nothing: the terminal is for what the team has to know."""

    def _file(self, path: str) -> None:
        preview = self.server.preview
        found = _inside(preview.site, path)
        content = None if found is None else _content(found)
        status = HTTPStatus.OK
        if found is None or content is None:
            content, found = _instead(preview, path), preview.site / "404.html"
            status = HTTPStatus.OK if content else HTTPStatus.NOT_FOUND
            content = content or _content(found) or NOTHING
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        if kind == "text/html":
            page = path.strip("/") + "/index.html" if path.endswith("/") else path
            content = with_preview(content, preview, page.strip("/"))
        self._send(status, content, kind)

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") or kind.endswith(("json", "xml")) else ""
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _changes(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        for state in self.server.preview.states():
            self.wfile.write(f"data: {state}\n\n".encode() if state else b": still here\n\n")
            self.wfile.flush()


def _inside(site: Path, path: str) -> Path | None:
    """The file of the site that an address means; nothing for one that leads elsewhere."""
    parts = [part for part in path.split("/") if part]
    if any(part in {".", ".."} or "\\" in part or "\0" in part or ":" in part for part in parts):
        return None
    found = site.joinpath(*parts)
    return found / "index.html" if path.endswith("/") else found


def _instead(preview: Preview, path: str) -> bytes:
    """The page of a file that cannot be read, where its page would be; nothing for any other address."""
    page = path.lstrip("/")
    folder, _ = preview.edition(page)
    place = preview.outcome.places.get(page.removeprefix(folder))
    pattern = _content(preview.site / folder / "board.html") if place and place.refused else None
    return shown.in_its_place(pattern, folder, place.title) if place and pattern else b""


def _content(path: Path) -> bytes | None:
    with contextlib.suppress(Stop):  # a folder, or what cannot be opened, is no page
        return fs.load(path, LARGEST)
    return None


def with_preview(page: bytes, preview: Preview, path: str = "index.html") -> bytes:
    """A page with the script that reloads it, a policy that allows it, and what is wrong, where it stands.

    `path` is that of the page in the site.
    """
    outcome = preview.outcome
    folder, language = preview.edition(path)
    place = outcome.places.get(path.removeprefix(folder))
    head = f'<link rel="stylesheet" href="{shown.PREVIEW}preview.css">'
    marks = html.escape(shown.marks(outcome.places, language), quote=True)
    foot = (
        shown.bar(outcome.findings, outcome.places, language, folder)
        if outcome.is_built
        else shown.overlay(outcome.findings, outcome.note, language)
    )
    foot += (
        f'<script src="{shown.PREVIEW}preview.js" data-state="{preview.state}" data-top="/{folder}" '
        f'data-marks="{marks}"></script>'
    )
    notes = shown.notes(place, language) if place else ""
    return shown.with_parts(shown.allowed(page), head=head, foot=foot, notes=notes)
