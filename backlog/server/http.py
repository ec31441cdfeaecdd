"""The site over http on this computer, reloaded by the browser after every build.

Served pages get a script, a style and, where a save broke something, the findings; the site on the disk has
none of these.
"""

from __future__ import annotations

import contextlib
import errno
import html
import mimetypes
import re
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
from backlog.site.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from backlog.language import Language
    from backlog.rules.wording import Worded

HERE = "127.0.0.1"
PORTS_TRIED = 20
LARGEST = 1 << 28  # bytes of a file
KEPT_ALIVE = 15.0  # seconds between two signs of life, so that no browser gives up
MOST_SHOWN = 20
PREVIEW = "/__preview/"
NOTHING = b"<!doctype html><html><head><title>backlog</title></head><body></body></html>"
_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")')
_SELF = b"'self'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a build: what is wrong; `note` says it where there are no findings."""

    findings: tuple[Worded, ...] = ()
    note: str = ""


@dataclass(slots=True, kw_only=True)
class Preview:
    """What is served now: the folder of the last good site, and what is wrong with the files since.

    `state` is another text after every build; whoever waits on `changed` is woken by it.
    """

    site: Path
    language: Language
    outcome: Outcome = field(default_factory=Outcome)
    state: str = "0"
    ended: bool = False
    changed: threading.Condition = field(default_factory=threading.Condition)

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
        elif path == f"{PREVIEW}changes":
            self._changes()
        elif path in {f"{PREVIEW}preview.js", f"{PREVIEW}preview.css"}:
            content = (theme() / "preview" / path.removeprefix(PREVIEW)).read_bytes()
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
            status, found = HTTPStatus.NOT_FOUND, preview.site / "404.html"
            content = _content(found) or NOTHING
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        self._send(status, with_preview(content, preview) if kind == "text/html" else content, kind)

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


def _content(path: Path) -> bytes | None:
    with contextlib.suppress(Stop):  # a folder, or what cannot be opened, is no page
        return fs.load(path, LARGEST)
    return None


def with_preview(page: bytes, preview: Preview) -> bytes:
    """A page with the script that reloads it, a policy that allows it, and the findings if there are any."""
    page = _POLICY.sub(lambda found: found[1] + _relaxed(found[2]) + found[3], page)
    head = f'<link rel="stylesheet" href="{PREVIEW}preview.css">'
    foot = f'<script src="{PREVIEW}preview.js" data-state="{preview.state}"></script>'
    foot = overlay(preview.outcome, preview.language) + foot
    page = page.replace(b"</head>", head.encode() + b"</head>", 1)
    before, body, after = page.rpartition(b"</body>")
    return before + foot.encode() + body + after if body else page + foot.encode()


def _relaxed(policy: bytes) -> bytes:
    """The policy with our own script, style and stream of changes allowed."""
    quote = b"&#39;" if b"&#39;" in policy else b"'"
    own = _SELF.replace(b"'", quote)
    directives = dict(part.strip().partition(b" ")[::2] for part in policy.split(b";") if part.strip())
    for name in (b"script-src", b"connect-src", b"style-src"):
        allowed = directives.get(name, b"").split()
        directives[name] = b" ".join(allowed if own in allowed else [own, *allowed])
    return b"; ".join(name + b" " + value for name, value in directives.items())


def overlay(outcome: Outcome, language: Language) -> str:
    """What is wrong, as HTML to lay over the page; nothing where all is well."""
    if not outcome.findings and not outcome.note:
        return ""
    parts = ['<section class="preview-findings" role="alert">']
    count = len(outcome.findings)
    if count:
        parts.append(f"<h2>{html.escape(language.plural('{count} error', '{count} errors', count))}</h2>")
    if outcome.note:
        parts.append(f"<p>{html.escape(outcome.note)}</p>")
    parts.append(
        f"<p>{html.escape(language.text('The page below is the last one that could be built.'))}</p>"
    )
    if count:
        parts += ["<ol>", *map(_entry, outcome.findings[:MOST_SHOWN]), "</ol>"]
    if count > MOST_SHOWN:
        more = language.text("{count} more in the terminal: `backlog check`", count=count - MOST_SHOWN)
        parts.append(f"<p>{html.escape(more)}</p>")
    return "".join([*parts, "</section>"])


def _entry(finding: Worded) -> str:
    """One finding: place, what, the line with the mark, how to mend it, the line to paste."""
    parts = [f'<li><span class="place">{html.escape(f"{finding.path}:{finding.line}")}</span> ']
    parts.append(f"<strong>{html.escape(finding.message)}</strong>")
    if finding.text.strip():
        start, end = finding.column - 1, finding.column - 1 + finding.length
        before, marked, after = finding.text[:start], finding.text[start:end], finding.text[end:]
        line = (
            html.escape(before)
            + (f"<mark>{html.escape(marked)}</mark>" if marked else "")
            + html.escape(after)
        )
        parts.append(f"<pre>{finding.line} | {line}</pre>")
    parts.append(html.escape(finding.help.removesuffix(finding.paste).strip()))
    if finding.paste:
        parts.append(f'<pre class="paste">{html.escape(finding.paste)}</pre>')
    return "".join([*parts, "</li>"])
