"""One page at a time: opened, read by whatever suits it, closed."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from draftdiff.errors import InputError, LimitError
from draftdiff.model import Anchor, Problem
from draftdiff_parsers.pdf.columns import rows
from draftdiff_parsers.pdf.furniture import (
    FOOT,
    HEAD,
    NUMBERED_ROWS,
    fifth_line_numbers,
    line_numbers,
    watermark,
)
from draftdiff_parsers.pdf.glyphs import glyphs
from draftdiff_parsers.pdf.objects import drawing, marks
from draftdiff_parsers.pdf.page import PageText
from draftdiff_parsers.pdf.recognition import Recognition
from draftdiff_parsers.pdf.rules import RuleReader, is_border
from draftdiff_parsers.pdf.words import words

if TYPE_CHECKING:
    from draftdiff.layout import Options, RawFile
    from draftdiff_parsers.pdf.glyphs import Glyphs
    from draftdiff_parsers.pdf.objects import Drawing
    from draftdiff_parsers.pdf.page import Rule, Table, Word
#: Line numbers stand within this many points of the outermost text.
_MARGIN = 30.0
#: A page with so many times more letters at an angle than level is turned.
_TURNED = 2
#: Private use and replacement characters: the font does not say what its glyphs mean.
_UNKNOWN = re.compile("[\0\ue000-\uf8ff\ufffd]")


class PageReader:
    """Reads the pages of an opened document in order; a context manager, because it holds the file open twice."""

    def __init__(self, document: Any, raw: RawFile, options: Options) -> None:
        self._document = document
        self._raw = raw
        self._options = options
        self._rules = RuleReader(raw.data)
        self.recognition = Recognition(options)
        self.problems: list[Problem] = []
        self._started = time.monotonic()
        self._characters = 0
        self._fifths = False
        self._edges: set[tuple[int, int, int]] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._rules.close()

    def read(self, number: int) -> PageText:
        """Everything on a page (1-based).

        Raises:
            InputError: the page is damaged.
            LimitError: over the budget of time or characters.
        """
        page = self._opened(number)
        try:
            return self._read(page, number)
        finally:
            page.close()
            self._tell(number)

    def _opened(self, number: int) -> Any:
        import pypdfium2.raw  # noqa: PLC0415 - loads a native library

        try:
            page = self._document[number - 1]
            if self._document.formenv:
                # Values of form fields are drawn by annotations; flattening makes them part of the page.
                filled = page.flatten() == pypdfium2.raw.FLATTEN_SUCCESS
                page.close()
                page = self._document[number - 1]
                if filled:
                    self._report("uncertain", "values of form fields and notes were read as text on", number)
        except pypdfium2.PdfiumError as error:
            raise InputError(
                "the page is damaged", file=self._raw.name, place=f"page {number}",
                remedy="get the file again from its source",
            ) from error  # fmt: skip
        return page

    def _read(self, page: Any, number: int) -> PageText:
        found = self._glyphs(page, number)
        level, aside = words(found)
        if _letters(aside) > _TURNED * _letters(level):
            found, level, aside = self._upright(page, number, found)
        width, height = page.get_size()
        drawn = drawing(page)
        rules: tuple[Rule, ...] = drawn.rules
        tables: tuple[Table, ...] = ()
        if drawn.grid:
            tables = self._tables(number, drawn, (width, height))
            rules = tuple(rule for rule in rules if not is_border(rule, tables))
        if marks(rules, level):
            level, aside = words(found, rules)
        level = self._without_watermark(self._on_page(level, width, height, number), number)
        unknown = len(_UNKNOWN.findall(found.text)) / len(found.text) if found.text else 0.0
        text = PageText(
            number=number, width=width, height=height, words=tuple(level), aside=tuple(aside), rules=rules,
            tables=tables, unreadable=unknown,
            # A page without words or images may hold its text as shapes.
            image_share=1.0 if drawn.outlines and not level else drawn.image_share,
        )  # fmt: skip
        text = self.recognition.improved(page, text)
        return replace(text, words=tuple(self._without_line_numbers(list(text.words), number)))

    def _glyphs(self, page: Any, number: int) -> Glyphs:
        text_page = page.get_textpage()
        try:
            self._budget(number, text_page.count_chars())
            return glyphs(page, text_page)
        finally:
            text_page.close()

    def _upright(self, page: Any, number: int, found: Glyphs) -> tuple[Glyphs, list[Word], list[Word]]:
        """A page whose text runs up, down or upside down, turned so that most of it is level."""
        shown = int(page.get_rotation())
        best = (shown, found, *words(found))
        for turn in (90, 180, 270):
            page.set_rotation((shown + turn) % 360)
            turned = self._glyphs(page, number)
            level, aside = words(turned)
            if _letters(level) > _letters(best[2]):
                best = ((shown + turn) % 360, turned, level, aside)
        page.set_rotation(best[0])
        if best[0] != shown:
            self._report(
                "repaired", f"turned by {(best[0] - shown) % 360} degrees, to be read upright:", number
            )
        return best[1:]

    def _without_watermark(self, found: list[Word], number: int) -> list[Word]:
        dropped = watermark(found)
        if not dropped:
            return found
        raw = " ".join(word.text for word in found if word.order in dropped)
        self._report("dropped", "left out large words printed over the text of", number, raw)
        return [word for word in found if word.order not in dropped]

    def _budget(self, number: int, characters: int) -> None:
        limits = self._options.limits
        self._characters += max(characters, 0)
        if self._characters > limits.characters:
            raise LimitError(
                f"more than {limits.characters:,} characters", file=self._raw.name, place=f"page {number}",
                remedy="extract the pages you need, or raise --limits characters=N",
            )  # fmt: skip
        if time.monotonic() - self._started - self.recognition.seconds > limits.seconds:
            raise LimitError(
                f"took more than {limits.seconds:g} seconds", file=self._raw.name, place=f"page {number}",
                remedy="extract the pages you need, or raise --limits seconds=N",
            )  # fmt: skip

    def _on_page(self, found: list[Word], width: float, height: float, number: int) -> list[Word]:
        """The words that a reader can see; those set outside the page are reported."""
        kept = [
            w
            for w in found
            if w.x0 >= -w.size and w.x1 <= width + w.size and w.bottom >= 0 and w.top <= height
        ]
        if len(kept) < len(found):
            kept_set = set(kept)
            outside = " ".join(word.text for word in found if word not in kept_set)
            self._report("dropped", "left out what stands outside the visible part of", number, outside)
        return kept

    def _fresh(self, drawn: Drawing, height: float) -> tuple[Rule, ...]:
        """The rules of a page without those under running heads, which the page before had in the same place."""
        before, self._edges = (
            self._edges,
            {
                (round(rule.x0), round(rule.x1), round(rule.y))
                for rule in drawn.rules
                if not HEAD * height < rule.y < FOOT * height
            },
        )
        known = before & self._edges
        return tuple(r for r in drawn.rules if (round(r.x0), round(r.x1), round(r.y)) not in known)

    def _tables(self, number: int, drawn: Drawing, size: tuple[float, float]) -> tuple[Table, ...]:
        try:
            return self._rules.read(number, drawn, size)
        except Exception as error:  # noqa: BLE001 - pdfminer raises anything on damaged pages; text is still read
            self._report("uncertain", f"{type(error).__name__}: could not read the tables of", number)
            return ()

    def _without_line_numbers(self, found: list[Word], number: int) -> list[Word]:
        digits = [word for word in found if word.text.isdigit()]
        if not digits:
            return found
        left, right = min(word.x0 for word in found), max(word.x1 for word in found)
        beside = sum(word.x0 < left + _MARGIN or word.x1 > right - _MARGIN for word in digits)
        dropped = line_numbers(rows(found)) if min(len(digits), beside) >= NUMBERED_ROWS else set[int]()
        dropped = dropped or fifth_line_numbers(found, known=self._fifths)
        self._fifths = self._fifths or bool(dropped)
        if not dropped:
            return found
        raw = " ".join(word.text for word in found if word.order in dropped)
        self._report("dropped", "left out the line numbers of", number, raw)
        return [word for word in found if word.order not in dropped]

    def _report(self, kind: str, what: str, number: int, raw: str = "") -> None:
        anchor = Anchor(page=number)
        self.problems.append(Problem(kind=kind, what=f"{what} page {number}", raw=raw[:500], anchor=anchor))

    def _tell(self, number: int) -> None:
        if self._options.progress is not None:
            self._options.progress("pages", number, len(self._document))


def _letters(found: list[Word]) -> int:
    return sum(len(word.text) for word in found)
