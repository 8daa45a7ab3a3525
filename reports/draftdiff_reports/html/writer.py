"""The HTML report: one file, nothing from anywhere else, readable without script."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
)
from jinja2.runtime import Context
from markupsafe import Markup, escape

from draftdiff._version import __version__
from draftdiff.errors import InputError, UsageError
from draftdiff.pausing import collector_paused
from draftdiff_reports.common.book import Book, address, slug
from draftdiff_reports.common.catalogue import Catalogue
from draftdiff_reports.common.outline import lead, sentence
from draftdiff_reports.common.passages import Passages, opening
from draftdiff_reports.common.picture import picture
from draftdiff_reports.common.summary import summarise
from draftdiff_reports.common.trusted import told
from draftdiff_reports.html.agreed import agreed
from draftdiff_reports.html.correlation import correlation
from draftdiff_reports.html.data import data, filters
from draftdiff_reports.html.inline import Marks, context_html
from draftdiff_reports.html.negotiation import negotiation
from draftdiff_reports.html.origin import origins
from draftdiff_reports.html.pages import page_data
from draftdiff_reports.html.raw import odd_number, raw_breaks
from draftdiff_reports.html.redline import running
from draftdiff_reports.html.references import references

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from types import CodeType

    from draftdiff.history import History
    from draftdiff.writing import ReportOptions

#: Style sheets and scripts, in the order in which they go into the page.
STYLES = ("tokens.css", "base.css", "views.css", "print.css")
SCRIPTS = (
    "data.js",
    "compose.js",
    "picture.js",
    "drawn.js",
    "list.js",
    "views.js",
    "tools.js",
    "review.js",
    "pages.js",
    "report.js",
)
#: Views in reading order; each has a template of its name and a string `view_<name>`.
VIEWS = ("summary", "synopsis", "redline", "lineage", "origin", "correlation", "references", "sources")
#: Views a report has only where there is something to show, each before the view named: add a template of the name, a
#: string `view_<name>`, and a word in `page` on when it is there.
OPTIONAL = {"negotiation": "lineage", "precedents": "sources", "pages": "sources"}
#: New paragraphs listed at once in the summary; the others open on demand.
FEW = 10
#: Runs of numbers listed at once in the summary: three columns of a screen.
MANY = 48
#: Up to this many paragraphs of all versions together the picture also stands in the page for readers without script,
#: for whom the correlation table holds the same: at 400 bytes a paragraph it is 400 kB at most.
DRAWN = 1_000
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class HtmlReport:
    """Writer `html`."""

    name: str = "html"
    suffixes: tuple[str, ...] = (".html", ".htm")

    @collector_paused()
    def write(self, history: History, options: ReportOptions) -> bytes:
        """The report as one UTF-8 HTML file.

        Raises:
            UsageError: no catalogue for the language, or the theme is no folder.
            InputError: a template of the theme is damaged.
        """
        if options.theme is not None and not options.theme.is_dir():
            raise UsageError(
                "a theme is a folder",
                file=str(options.theme),
                remedy="give a folder with templates/ or static/",
            )
        text = Catalogue(options.language, options.theme)
        return page(Book(history, text.status, text.the), text, options).encode("utf-8", "xmlcharrefreplace")


def page(book: Book, text: Catalogue, options: ReportOptions) -> str:
    """The whole page."""
    from jinja2 import TemplateError  # noqa: PLC0415 - one place to name the theme's fault

    passages = Passages()
    css = "\n".join(_static(name, options.theme) for name in STYLES) + _words_in_css(text)
    script = "\n".join(_static(name, options.theme) for name in SCRIPTS)
    title = options.title or book.history.title or text("title_default")
    summary = summarise(book, passages)
    bargained = negotiation(book)
    named = frozenset(item.href for step in summary.steps for item in step.listed)
    found = agreed(book, options, text)
    context: dict[str, Any] = {
        "t": text,
        "address": address,
        "slug": slug,
        "marked": Marks(named),
        "raw_breaks": raw_breaks,
        "odd_number": odd_number,
        "sentence": sentence,
        "negotiation": bargained,
        "few": FEW,
        "many": MANY,
        "months": {f"{at:02}": name for at, name in enumerate(text("months").split(), 1)},
        "title": title,
        "book": book,
        "date": options.date,
        "version": __version__,
        "css": Markup(css),  # noqa: S704 - our own style sheet, or the theme the user chose
        "script": Markup(script),  # noqa: S704 - our own script, or the theme the user chose
        "policy": policy(css, script, images=bool(options.pages)),
        "summary": summary,
        "lead": lead(book, summary, text),
        "data": Markup(data(book, text)),  # noqa: S704 - JSON without `<`
        "filters": filters(book, passages),
        "runnings": running(book, passages),
        "looks": looks(book),
        "picture": picture(book) if len(book.order) <= DRAWN else None,
        "origin": origins(book),
        "correlation": correlation(book),
        "references": references(book),
        "agreed": found,
    }
    there = {
        "negotiation": bargained is not None,
        "precedents": found is not None,
        "pages": bool(options.pages),
    }
    context["views"] = _views(there)
    context["pages"] = Markup(page_data(book, options)) if options.pages else ""  # noqa: S704 - JSON without `<`
    try:
        return _environment(options.theme).get_template("report.html").render(context)
    except TemplateError as error:
        if options.theme is None:
            raise
        raise InputError(
            f"the theme does not work: {error}", file=str(options.theme), remedy="compare with our templates"
        ) from error


def _views(there: dict[str, bool]) -> tuple[str, ...]:
    """The views of a report in reading order."""
    views: list[str] = list(VIEWS)
    for name, before in OPTIONAL.items():
        if there.get(name):
            views.insert(views.index(before), name)
    return tuple(views)


def looks(book: Book) -> frozenset[str]:
    """Looks of ribbons that occur, for the legend."""
    relations = {r for pair in book.steps for link in pair.alignment.links for r in link.relations}
    wandered = any(pair.alignment.transfers for pair in book.steps)
    return frozenset({*relations, *({"wandered"} if wandered else ())})


def plainly(words: str) -> str:
    """Words of the core as people write them."""
    return words.replace(" -> ", " → ").replace("_", " ")


def policy(css: str, script: str, *, images: bool = False) -> str:
    """Content security policy: nothing may be fetched, and only these very styles and this very script may run.

    Images of pages stand in the file itself.
    """
    return "; ".join((
        "default-src 'none'",
        *(["img-src data:"] if images else []),
        f"style-src '{_digest(css)}'",
        f"script-src '{_digest(script)}'",
        "base-uri 'none'",
        "form-action 'none'",
    ))  # fmt: skip


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _words_in_css(text: Catalogue) -> str:
    """What a screen reader says before and after insertions and deletions, as CSS strings."""

    def quoted(key: str) -> str:
        return '"' + text(key).replace("\\", "").replace('"', "'").replace("<", "") + '"'

    names = ("ins_start", "ins_end", "del_start", "del_end", "came_start", "went_start")
    return (
        "\n:root{"
        + "".join(f"--say-{name.replace('_', '-')}:{quoted(f'say_{name}')};" for name in names)
        + "}\n"
    )


def _static(name: str, theme: Path | None) -> str:
    own = theme / "static" / name if theme is not None else None
    chosen = own if own is not None and own.is_file() else HERE / "static" / name
    return chosen.read_text("utf-8").replace("</", "<\\/")


class _PlainCalls(Context):
    """Calls what our templates name just as it stands.

    None of it asks for jinja's context, which jinja would look into anew at each of some ten thousand calls a report.
    """

    def call(
        self, function: Callable[..., Any], /, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **named: Any
    ) -> Any:  # fmt: skip
        """The value of a call in a template; the variables around it are for functions that ask for the context."""
        return function(*args, **named)


def escaped(value: object) -> str:
    """What `markupsafe.escape` makes of a value; most of the words of a report hold nothing to escape.

    `escape` wraps each of some thirty thousand values a report in a `Markup` of its own, which takes a fifth of the
    time of rendering.
    """
    if (type(value) is str and _ESCAPED.search(value) is None) or type(value) is Markup:
        return value
    return escape(value)


_ESCAPED = re.compile("[&<>'\"]")


class _OwnTemplate(Template):
    """A template of ours; its compiled code names the function that escapes, which is `escaped` here."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - jinja's name
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """As jinja makes it, with our `escape`."""
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func.__globals__["escape"] = escaped
        return made


@cache
def _environment(theme: Path | None) -> Environment:
    folders = [theme / "templates"] if theme is not None else []
    environment = Environment(
        loader=FileSystemLoader([*folders, HERE / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=theme is not None,
        bytecode_cache=None if theme is not None else _compiled(),
    )
    if theme is None:  # a theme may call what it likes
        environment.context_class = _PlainCalls
        environment.template_class = _OwnTemplate
    environment.filters["percent"] = _percent
    environment.filters["opening"] = opening
    environment.filters["plainly"] = plainly
    environment.filters["context"] = context_html
    environment.filters["told"] = cast("Any", told)  # jinja's own stub lists its own filters only
    return environment


def _compiled() -> BytecodeCache | None:
    """Keep compiled templates where Python keeps compiled modules; compiling takes as long as writing a report."""
    folder = HERE / "templates" / "__pycache__"
    if sys.dont_write_bytecode:
        return None
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


def _percent(share: float) -> str:
    return f"{100 * share:.0f}\u00a0%"
