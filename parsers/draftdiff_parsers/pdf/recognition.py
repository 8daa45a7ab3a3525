"""When a page is recognised instead of read: no text layer, one that cannot be read, a poor one, or because asked."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from draftdiff import registry
from draftdiff.errors import MissingExtraError
from draftdiff.model import Anchor, Problem
from draftdiff_parsers.ocr.languages import DEFAULT, by_script, by_words, iso_code, tesseract_code
from draftdiff_parsers.pdf.quality import DOUBTFUL, HOPELESS, UNREADABLE, mended, oddness, recognition_better
from draftdiff_parsers.pdf.scan import render, scanned_words

if TYPE_CHECKING:
    from PIL.Image import Image

    from draftdiff.layout import Options, PageRecogniser, Recogniser
    from draftdiff_parsers.pdf.page import PageText, Word

#: An image over this share of a page makes it a scan.
_SCAN = 0.6
#: A scan with fewer characters than this in its text layer has none worth reading.
_FEW = 12


class Recognition:
    """Decides page by page and recognises; keeps what it did as problems."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._recogniser: PageRecogniser | None = None
        self._available: bool | None = None
        self.problems: list[Problem] = []
        self.missing: MissingExtraError | None = None
        """Why a page that needed it was not recognised."""
        self.pages: list[int] = []
        """Pages recognised."""
        self.skipped: list[int] = []
        """Pages that have no text layer and were not recognised."""
        self.seconds = 0.0
        """Spent on recognition, which has a budget of its own for each page."""

    @cached_property
    def _engine(self) -> Recogniser:
        return registry.recogniser(self._options.recogniser)

    @property
    def language(self) -> str:
        """ISO 639-1 of the language recognised, or ""."""
        return iso_code(self._recogniser.language) if self._recogniser else ""

    def improved(self, page: Any, text: PageText) -> PageText:
        """The page as read, or as recognised where that is better.

        Raises:
            LimitError: recognition took too long.
            MissingExtraError: recognition was asked for and cannot be had.
        """
        mode = self._options.ocr
        if mode == "always":
            return self._recognised(page, text, "recognised as asked")
        characters = sum(len(word.text) for word in text.words)
        if characters < _FEW and text.image_share > 0:
            return self._missing_layer(page, text, "has no text layer")
        if text.unreadable >= UNREADABLE:
            return self._missing_layer(page, text, "has a text layer with unknown characters")
        if text.image_share < _SCAN:
            return text
        odd = oddness([word.text for word in text.words])
        return text if odd < DOUBTFUL or mode == "never" else self._compared(page, text, odd)

    def _missing_layer(self, page: Any, text: PageText, what: str) -> PageText:
        if self._options.ocr == "never":
            self.skipped.append(text.number)
            self._note("unsupported", f"page {text.number} {what} and was not recognised (--ocr never)", text)
            return text
        try:
            return self._recognised(page, text, what)
        except MissingExtraError as error:
            self.missing = error
            self.skipped.append(text.number)
            self._note("unsupported", f"page {text.number} {what} and was left out: {error.what}", text)
            return text

    def _compared(self, page: Any, text: PageText, odd: float) -> PageText:
        if self._available is None:
            self._available = self._engine.available()
        if not self._available:
            self._note(
                "uncertain", f"the text layer of page {text.number} is poor ({odd:.1%} odd words); "
                "with tesseract installed it would be compared with a fresh recognition", text,
            )  # fmt: skip
            return text
        try:
            words = self._words(page)
        except MissingExtraError as error:
            self._note("uncertain", f"the text layer of page {text.number} is poor; {error.what}", text)
            return text
        better, why = recognition_better(text.words, words)
        if better and odd >= HOPELESS:
            self._note(
                "uncertain", f"the text layer of page {text.number} is poor; recognised anew: {why}", text
            )
            return self._taken(text, words)
        kept, repairs = mended(text.words, words)
        self._note(
            "uncertain", f"the text layer of page {text.number} is poor and was kept, with {len(repairs)} words "
            f"mended by recognition: {why}", text,
        )  # fmt: skip
        for old, new in repairs:
            self.problems.append(_repair(old, new, text.number))
        return replace(text, words=tuple(kept))

    def _recognised(self, page: Any, text: PageText, why: str) -> PageText:
        words = self._words(page)
        sure = [word.confidence for word in words if word.confidence is not None]
        mean = (
            f"mean confidence of {len(words)} words {sum(sure) / len(sure):.0%}" if sure else "no words found"
        )
        self._note("uncertain", f"page {text.number} {why}; read with OCR: {mean}", text)
        return self._taken(text, words)

    def _taken(self, text: PageText, words: list[Word]) -> PageText:
        self.pages.append(text.number)
        return replace(text, words=tuple(words), aside=(), tables=(), unreadable=0.0, recognised=True)

    def _words(self, page: Any) -> list[Word]:
        started = time.monotonic()
        try:
            return self._tesseract(page)
        finally:
            self.seconds += time.monotonic() - started

    def _tesseract(self, page: Any) -> list[Word]:
        image, scale = render(page)
        with image:
            recogniser = self._recogniser or self._chosen(image)
            words, _ = scanned_words(recogniser.words(image, dpi=round(scale * 72)), scale)
            if self._recogniser is None:
                self._recogniser = recogniser
                other = by_words(" ".join(word.text for word in words)) if self._free(recogniser) else ""
                if other and other != recogniser.language and (switched := self._other(other)):
                    self._recogniser = switched
                    words, _ = scanned_words(switched.words(image, dpi=round(scale * 72)), scale)
            return words

    def _free(self, recogniser: PageRecogniser) -> bool:
        """Whether the language may be chosen by what is on the page."""
        return recogniser.language == DEFAULT and not self._options.language

    def _chosen(self, image: Image) -> PageRecogniser:
        code = tesseract_code(self._options.language, self._options.ocr_language)
        recogniser = self._engine.open(code, seconds=self._options.limits.seconds)
        if not self._free(recogniser):
            return recogniser
        script = by_script(recogniser.script(image)[0])
        return (self._other(script) if script else None) or recogniser

    def _other(self, code: str) -> PageRecogniser | None:
        """A recogniser for what the page seems to be written in; None where its data are not installed."""
        try:
            recogniser = self._engine.open(code, seconds=self._options.limits.seconds)
        except MissingExtraError as error:
            self.problems.append(
                Problem(kind="uncertain", what=f"the scan seems to be {code}, but {error.what}")
            )
            return None
        self.problems.append(
            Problem(kind="uncertain", what=f"the scan was taken to be {code}; --ocr-language overrides")
        )
        return recogniser

    def _note(self, kind: str, what: str, text: PageText) -> None:
        self.problems.append(Problem(kind=kind, what=what, anchor=Anchor(page=text.number)))


def _repair(old: Word, new: Word, page: int) -> Problem:
    sure = f"{new.confidence:.0%}" if new.confidence is not None else "unknown"
    return Problem(
        kind="repaired", what=f"a word of the scan's text layer was recognised anew, confidence {sure}", raw=old.text,
        repaired=new.text, anchor=Anchor(page=page, box=(old.x0, old.top, old.x1, old.bottom)),
    )  # fmt: skip
