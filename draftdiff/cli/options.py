"""Options that several commands share, and what is made of them."""

from __future__ import annotations

import copy
import functools
import inspect
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_type_hints

import typer

from draftdiff.cli.manual import ReadersHelp
from draftdiff.cli.output import progress
from draftdiff.errors import UsageError
from draftdiff.layout import Limits, Options

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...", show_default=False,
        help="Versions, oldest first; or one tracked Word file or history.",
    ),
]  # fmt: skip
Out = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", show_default=False, help="Write here."),
]
Profile = Annotated[
    str, typer.Option(help="Structure to expect, in place of choosing by evidence.", show_default=False)
]
Ocr = Annotated[Literal["auto", "always", "never"], typer.Option(help="Recognise page images.")]
OcrLanguage = Annotated[str, typer.Option(help="Language of the page images, as tesseract calls it.")]
RecogniserName = Annotated[str, typer.Option("--recogniser", help="Program that recognises page images.")]
Revisions = Annotated[
    Literal["final", "original"], typer.Option(help="Which side of a Word file's tracked changes.")
]
Author = Annotated[str, typer.Option(help="Accept only this author's tracked changes.", show_default=False)]
Marks = Annotated[
    Literal["as-text", "as-changes"],
    typer.Option(help="Strike-through and underline made by hand: text, or deletions and insertions."),
]
Column = Annotated[
    str,
    typer.Option(
        help="Column of a table of texts side by side: its heading, or its place from 1.", show_default=False
    ),
]
Encoding = Annotated[
    str, typer.Option(help="Encoding of text files, in place of detecting it.", show_default=False)
]
Language = Annotated[
    str, typer.Option(help="Language of the text (en, fr, es, ru, ar, zh).", show_default=False)
]
LimitList = Annotated[
    str,
    typer.Option(
        "--limits",
        metavar="NAME=N,...",
        show_default=False,
        help="Budget per file: bytes, pages, seconds, ...",
    ),
]
Pins = Annotated[
    Path | None,
    typer.Option(metavar="FILE", show_default=False, help="Your corrections of links."),
]
Lexicon = Annotated[
    Path | None,
    typer.Option(metavar="DIR", show_default=False, hidden=True, help="Your word lists in place of ours."),
]
Version = Annotated[
    str,
    typer.Option(
        "--version-id",
        metavar="VERSION",
        help="The label's version: symbol, title, number or file; else the newest.",
        show_default=False,
    ),
]


def reading_options(
    *,
    profile: Profile = "",
    ocr: Ocr = "auto",
    ocr_language: OcrLanguage = "eng",
    recogniser: RecogniserName = "tesseract",
    revisions: Revisions = "final",
    author: Author = "",
    marks: Marks = "as-text",
    column: Column = "",
    encoding: Encoding = "",
    language: Language = "",
    limits: LimitList = "",
) -> Options:
    """Reading options from command-line values.

    Raises:
        UsageError: `limits` names an unknown budget or no number.
    """
    return Options(
        profile=profile, ocr=ocr, ocr_language=ocr_language, recogniser=recogniser, revisions=revisions, author=author, marks=marks,
        column=column, encoding=encoding, language=language, limits=parse_limits(limits), progress=progress,
    )  # fmt: skip


def reads_files(verb: Callable[..., None]) -> Callable[..., None]:
    """Give a verb with a keyword `options: Options` the reading options of the command line in its place.

    Its help folds them away behind `--help-readers`.
    """
    shared = inspect.signature(reading_options).parameters
    hints = {
        name: _folded(hint)
        for name, hint in get_type_hints(reading_options, include_extras=True).items()
        if name in shared
    }
    own = inspect.signature(verb)
    own_hints = get_type_hints(verb, include_extras=True)

    @functools.wraps(verb)
    def wrapper(**values: Any) -> None:
        reading = {name: values.pop(name) for name in shared}
        values.pop(_READERS, None)
        verb(**values, options=reading_options(**reading))

    kept = [p for name, p in own.parameters.items() if name != "options"]
    readers = inspect.Parameter(_READERS, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=_Readers)
    wrapper.__signature__ = own.replace(  # type: ignore[attr-defined]  # read by inspect, unknown to type checkers
        parameters=[*(p.replace(kind=p.KEYWORD_ONLY, annotation=own_hints[p.name]) for p in kept),
                    *(p.replace(annotation=hints[name]) for name, p in shared.items()), readers]
    )  # fmt: skip
    wrapper.__annotations__ = {
        **{p.name: own_hints[p.name] for p in kept}, **hints, _READERS: _Readers, "return": None,
    }  # fmt: skip
    return wrapper


_READERS = "help_readers"
_Readers = Annotated[bool, ReadersHelp]


def _folded(hint: Any) -> Any:
    """The annotation of an option that the verb's own help leaves out."""
    kind, option = get_args(hint)
    hidden = copy.copy(option)
    hidden.hidden = True
    return Annotated[kind, hidden]


def parse_limits(text: str) -> Limits:
    """`pages=50,seconds=10` as limits.

    Raises:
        UsageError: unknown budget, or not a positive number.
    """
    known = {spec.name: spec.default for spec in fields(Limits)}
    given: dict[str, Any] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, value = part.partition("=")
        number = _positive(value, whole=isinstance(known.get(name), int))
        if name not in known or number is None:
            raise UsageError(
                f"--limits does not understand {part!r}",
                remedy=f"write NAME=N, with NAME one of {', '.join(known)}",
            )
        given[name] = number
    return Limits(**given)


def _positive(text: str, *, whole: bool) -> float | None:
    try:
        number = int(text) if whole else float(text)
    except ValueError:
        return None
    return number if number > 0 else None
