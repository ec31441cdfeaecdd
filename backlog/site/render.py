"""The rendering room: the only Jinja environment, what templates may call, and its errors."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from backlog.errors import Exit, Stop
from backlog.report.alerts import words
from backlog.rules.wording import explain, word
from backlog.site.alerts import address
from backlog.site.bodies import addresses, body_html
from backlog.site.host import (
    change_address,
    commit_address,
    edit_address,
    history_address,
    host_name,
    new_address,
)
from backlog.site.people import naming
from backlog.site.scripts import sent
from backlog.site.speech import as_printed, as_shown, sentences
from backlog.site.style import STYLE, joined
from backlog.site.theme import theme
from backlog.site.titles import titled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
    from types import CodeType

    from markupsafe import Markup

    from backlog.language import Language
    from backlog.model import Goal, Initiative, Item, Meeting
    from backlog.report import Report
    from backlog.site.build import Build
    from backlog.site.page import Page


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class _Theme:
    """A loader of templates that compiles each text once, for pages of every depth and every build.

    Compiling the theme takes a quarter of a second: more than a small site takes to render.
    """

    templates: ChoiceLoader

    def load(self, environment: Environment, name: str, values: MutableMapping[str, Any]) -> Template:
        """What Jinja calls for a template that it has not yet."""
        text, path, _ = self.templates.get_source(environment, name)
        return Template.from_code(environment, _compiled(text, name, path), values)


@lru_cache(256)
def _compiled(text: str, name: str, path: str | None) -> CodeType:
    return _environment(None).compile(text, name, path)


def _environment(loader: _Theme | None) -> Environment:
    """The one kind of environment: everything escaped, nothing undefined."""
    return Environment(
        loader=loader,  # type: ignore[arg-type]  # what Jinja calls is there
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        optimized=False,  # folding constants takes a sixth of compiling, and there are none
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """Everything that turns pages into bytes. `sentences` are what all templates may call.

    Environments are kept by the depth of the page, because links depend on it and partials are
    compiled and loaded once.
    """

    loader: _Theme
    sentences: Mapping[str, object]
    entries: tuple[Page, ...]
    places: Mapping[str, str]
    build: Build
    environments: dict[str, Environment] = field(default_factory=dict)
    navigations: dict[tuple[str, str, str], dict[str, object]] = field(default_factory=dict)

    def render(self, page: Page) -> bytes:
        """The page as UTF-8.

        Stop(WRONG_USE) names template and line of a misspelt name or a syntax error in a template;
        Stop(BUG) names the page that exhausts memory or recursion.
        """
        try:
            environment = self.environment(page.root)
            template = environment.get_template(page.template)
            return template.render({**page.values(), "page": page, "frame": self._frame(page)}).encode()
        except TemplateError as error:
            raise _stop(error) from error
        except (RecursionError, MemoryError) as error:
            raise Stop(
                Exit.BUG,
                "The page {page} cannot be made: {error}.",
                "Look for something very large or deeply nested in its file.",
                page=page.path,
                error=type(error).__name__,
            ) from error

    def prepare(self, pages: Iterable[Page]) -> None:
        """Compile templates that several pages share, so that workers that are forked inherit them.

        The others are compiled by the one worker that needs them, while the next renders items.
        """
        uses = Counter((page.root, page.template) for page in pages)
        for root, template in sorted(place for place, times in uses.items() if times > 1):
            try:
                self.environment(root).get_template(template)
            except TemplateError as error:
                raise _stop(error) from error

    def source(self, name: str) -> bytes:
        """A text file of the theme, the user's own first; style and scripts without what no browser reads."""
        try:
            own = name.endswith(".js") and "/vendor/" not in name
            return (sent(name, self._text) if own else self._text(name)).encode()
        except TemplateNotFound:
            if name != STYLE:
                raise
            return joined(self._text).encode()

    def _text(self, name: str) -> str:
        text, _, _ = self.loader.templates.get_source(self.environment(""), name)
        return text

    def environment(self, root: str) -> Environment:
        """The environment of pages that lie so deep."""
        if root not in self.environments:
            environment = _environment(self.loader)
            environment.globals.update(
                self.sentences,
                root=root,
                url=partial(_url, root),
                body=partial(_body, self.places, root),
                text_of=self._text,
            )
            self.environments[root] = environment
        return self.environments[root]

    def _frame(self, page: Page) -> object:
        """What is the same on all pages of a depth and an entry: navigation, banner and foot.

        In a site of several languages the foot leads to the same page in the others.
        """
        key = (page.root, page.path if page.label else page.within, page.path if page.label else "")
        module: Any = self.environment(page.root).get_template("partials/frame.html").module
        if key not in self.navigations:
            self.navigations[key] = {
                "search": module.search(),
                "navigation": module.navigation(self.entries, key[1], key[2]),
                "banner": module.banner(),
                "foot": module.foot(),
            }
        others = self.build.translations(page)
        return {**self.navigations[key], "foot": module.foot(others)} if others else self.navigations[key]


def renderer(
    language: Language,
    report: Report,
    build: Build,
    *,
    entries: Sequence[Page] = (),
    overrides: str = "",
) -> Renderer:
    """A renderer for one language and report.

    `entries` are all pages of the site: those with a label make the navigation, and templates may ask
    whether one exists. `overrides` is the folder of the user's own templates, which come first;
    `default/<name>` is always the packaged one.
    """
    packaged = FunctionLoader(_packaged)
    own = [FileSystemLoader(overrides)] if overrides else []
    existing = frozenset(page.path for page in entries)
    return Renderer(
        loader=_Theme(ChoiceLoader([*own, packaged, PrefixLoader({"default": packaged})])),
        sentences={
            **sentences(language),
            **_values(language, report, build),
            "exists": existing.__contains__,
        },
        entries=tuple(page for page in entries if page.label),
        places=addresses(report, build.files),
        build=build,
    )


def _packaged(name: str) -> tuple[str, str, None] | None:
    file = theme().joinpath(*name.split("/"))
    if ".." in name.split("/") or not file.is_file():
        return None
    return file.read_text(encoding="utf-8"), f"templates/{name}", None


def _body(places: Mapping[str, str], root: str, thing: Item | Goal | Initiative | Meeting) -> Markup:
    return body_html(thing.body, thing.path, places, root)


def _url(root: str, path: str) -> str:
    return root + path


def _values(language: Language, report: Report, build: Build) -> dict[str, object]:
    config = report.config

    def at_host(address: Callable[[str, str, str], str]) -> Callable[[str], str]:
        return lambda path: address(config.repository, config.branch, report.origin.below + path)

    return {
        "report": report,
        "backlog": report.backlog,
        "config": config,
        "today": report.today,
        "build": build,
        "person": naming(config),
        "public": config.site.audience == "public",
        "host": host_name(config.repository),
        "edit_address": at_host(edit_address),
        "history_address": at_host(history_address),
        "new_address": at_host(new_address),
        "change_address": partial(change_address, config.repository),
        "commit_address": partial(commit_address, config.repository),
        "fingerprint": fingerprint,
        "told": lambda finding: as_shown(word(titled(finding, report, language), language)),
        "explained": lambda rule: as_printed(explain(rule, language)),
        "said": lambda alert: words(alert, language),
        "leads_to": lambda alert: address(alert, report.card_by_id),
    }


def fingerprint(text: str) -> str:
    """A style's hash as a content security policy names it."""
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _stop(error: TemplateError) -> Stop:
    """A template's error as what it is: a wrong line in a template."""
    place, line = "", 0
    if isinstance(error, TemplateSyntaxError):
        place, line = error.filename or error.name or "", error.lineno
    trace = error.__traceback__
    while trace is not None and not isinstance(error, TemplateSyntaxError):
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".html", ".xml", ".txt", ".svg")):
            place, line = name, trace.tb_lineno
        trace = trace.tb_next
    return Stop(
        Exit.WRONG_USE,
        "{place}:{line}: {error}",
        "Mend the template, or remove it to use the packaged one.",
        place=place or "templates",
        line=line,
        error=str(error.message or error),
    )
