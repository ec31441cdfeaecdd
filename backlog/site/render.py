"""The rendering room: the only Jinja environment, what templates may call, and its errors."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from markupsafe import Markup, escape

from backlog.errors import Exit, Stop
from backlog.site.host import edit_address, history_address
from backlog.site.people import naming
from backlog.site.terms import term
from backlog.site.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from backlog.language import Language
    from backlog.report import Report
    from backlog.site.page import Page

# Days, sentences and numbers repeat from page to page; Babel takes 50 µs for each.
REMEMBERED = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What pages say of their own making: the version, and what a reader has to be told first.

    `incomplete`: files with errors were left out (`--keep-going`). `age` is the number of days since
    the report day, where it is so many that a reader has to know.
    """

    version: str
    incomplete: bool = False
    age: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """Everything that turns pages into bytes. `sentences` are what all templates may call.

    Environments are kept by the depth of the page, because links depend on it and partials are
    compiled and loaded once.
    """

    loader: ChoiceLoader
    sentences: Mapping[str, object]
    entries: tuple[Page, ...]
    environments: dict[str, Environment] = field(default_factory=dict)
    navigations: dict[tuple[str, str, str], object] = field(default_factory=dict)

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
        """Compile the templates of these pages, so that workers that are forked inherit them."""
        for root, template in sorted({(page.root, page.template) for page in pages}):
            try:
                self.environment(root).get_template(template)
            except TemplateError as error:
                raise _stop(error) from error

    def source(self, name: str) -> bytes:
        """A text file of the theme as it stands, the user's own first."""
        text, _, _ = self.loader.get_source(self.environment(""), name)
        return text.encode()

    def environment(self, root: str) -> Environment:
        """The environment of pages that lie so deep."""
        if root not in self.environments:
            environment = Environment(
                loader=self.loader,
                autoescape=True,
                undefined=StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                auto_reload=False,
                cache_size=-1,
            )
            environment.globals.update(self.sentences, root=root, url=partial(_url, root))
            self.environments[root] = environment
        return self.environments[root]

    def _frame(self, page: Page) -> object:
        """What is the same on all pages of a depth and an entry: navigation, banner and foot."""
        key = (page.root, page.path if page.label else page.within, page.path if page.label else "")
        if key not in self.navigations:
            module = self.environment(page.root).get_template("partials/frame.html").module
            self.navigations[key] = {
                "navigation": module.navigation(self.entries, key[1], key[2]),  # type: ignore[attr-defined]
                "banner": module.banner(),  # type: ignore[attr-defined]
                "foot": module.foot(),  # type: ignore[attr-defined]
            }
        return self.navigations[key]


def renderer(
    language: Language, report: Report, build: Build, *, entries: Iterable[Page] = (), overrides: str = ""
) -> Renderer:
    """A renderer for one language and report.

    `entries` are all pages of the site; those with a label make the navigation. `overrides` is the
    folder of the user's own templates, which come first; `default/<name>` is always the packaged one.
    """
    packaged = FunctionLoader(_packaged)
    own = [FileSystemLoader(overrides)] if overrides else []
    return Renderer(
        loader=ChoiceLoader([*own, packaged, PrefixLoader({"default": packaged})]),
        sentences={**_sentences(language), **_values(report, build)},
        entries=tuple(page for page in entries if page.label),
    )


def _packaged(name: str) -> tuple[str, str, None] | None:
    file = theme().joinpath(*name.split("/"))
    if ".." in name.split("/") or not file.is_file():
        return None
    return file.read_text(encoding="utf-8"), f"templates/{name}", None


def _url(root: str, path: str) -> str:
    return root + path


def _values(report: Report, build: Build) -> dict[str, object]:
    config = report.config
    return {
        "report": report,
        "backlog": report.backlog,
        "config": config,
        "today": report.today,
        "build": build,
        "person": naming(config),
        "public": config.site.audience == "public",
        "edit_address": partial(edit_address, config.repository, config.branch),
        "history_address": partial(history_address, config.repository, config.branch),
        "fingerprint": fingerprint,
    }


def _sentences(language: Language) -> dict[str, object]:
    """What templates call to speak: all of it escapes what it is given, unless it is markup already."""
    translated = lru_cache(REMEMBERED)(_translated(language))
    day = lru_cache(REMEMBERED)(language.date)

    def readable(value: object) -> object:
        if hasattr(value, "__html__") or type(value) is str:
            return value
        return language.readable(value)

    def sentence(message: str, **values: object) -> Markup:
        words = translated(message)
        return words.format(**{name: readable(value) for name, value in values.items()}) if values else words

    def counted(one: str, many: str, count: int, **values: object) -> Markup:
        words = translated(one, many, count)
        return words.format(
            count=readable(count), **{name: readable(value) for name, value in values.items()}
        )

    def listing(entries: Iterable[object]) -> Markup:
        """Names one after the other; each may be markup."""
        parts = [escape(entry) for entry in entries]
        frames = ["\ue000" + str(number) + "\ue001" for number in range(len(parts))]
        words = escape(language.list(frames))
        for frame, part in zip(frames, parts, strict=True):
            words = words.replace(frame, part)
        return words

    return {
        "_": sentence,
        "n_": counted,
        "date": day,
        "number": language.number,
        "listing": listing,
        "term": lambda group, value: translated(term(group, value)),
        "language": language,
    }


def _translated(language: Language) -> Callable[..., Markup]:
    def translated(message: str, many: str = "", count: int = 1) -> Markup:
        if many:
            return escape(language.catalogue.ngettext(message, many, count))
        return escape(language.catalogue.gettext(message) if message else "")

    return translated


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
