"""A text cut into words and marks, once, and the part of it in which it differs from another."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Postfix, Prefix

from draftdiff.fold import fold, token_spans
from draftdiff.misreading.confusions import key_of
from draftdiff.negotiating.inside import Marks, marks_in


class Tokens:
    """The words and marks of a text; made when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Place of each in the text, 0-based, half-open."""
        return token_spans(self.text)

    @cached_property
    def starts(self) -> list[int]:
        """Where each begins."""
        return [start for start, _ in self.spans]

    @cached_property
    def printed(self) -> list[str]:
        """Each as printed."""
        return [self.text[a:b] for a, b in self.spans]

    @cached_property
    def folded(self) -> list[str]:
        """Each folded."""
        return list(map(fold, self.printed))

    @cached_property
    def keys(self) -> list[str]:
        """Each as it is compared: folded, strokes of a Roman numeral put right."""
        return list(map(key_of, self.printed))

    @cached_property
    def marks(self) -> Marks:
        """Brackets, attributions and slots of a text under negotiation."""
        return marks_in(self.text)

    def index(self, at: int) -> int:
        """Number of the first token that starts at or after an offset."""
        return bisect_left(self.starts, at)

    def window(self, start: int, end: int) -> Window:
        """The tokens between two offsets that cut none."""
        first, last = self.index(start), self.index(end)
        return Window(self.text, start, end, self.spans[first:last], self.keys[first:last])


class TokenStore:
    """Texts cut into tokens: each once for all comparisons that share the store."""

    def __init__(self) -> None:
        self._known: dict[str, Tokens] = {}

    def __call__(self, text: str) -> Tokens:
        """The tokens of a text."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = Tokens(text)
        return known


@dataclass(frozen=True, slots=True)
class Window:
    """The tokens of a text between its common start and end with the other side."""

    text: str
    start: int
    """Offset at which the window begins; everything before is the same on both sides."""
    end: int
    """Offset after it."""
    spans: list[tuple[int, int]]
    """Place of each token in `text`."""
    keys: list[str]
    """Key of each token, as `Tokens.keys` has it."""

    def words(self, first: int, last: int) -> list[str]:
        """Tokens as printed."""
        return [self.text[a:b] for a, b in self.spans[first:last]]


def one_word(old: str, new: str) -> tuple[int, int, int, int] | None:
    """The spans of the one word in which two texts differ, as most lightly edited pairs do; None for more."""
    head: int = Prefix.similarity(old, new)
    start = old.rfind(" ", 0, head) + 1
    tail: int = min(Postfix.similarity(old, new), min(len(old), len(new)) - start)
    last = old.find(" ", len(old) - tail) if tail else -1
    end = last if last >= 0 else len(old)
    stop = end + len(new) - len(old)
    one, other = old[start:end], new[start:stop]
    if one.isalnum() and other.isalnum() and one.isascii() and other.isascii():
        return start, end, start, stop
    return None


def windows(old: Tokens, new: Tokens) -> tuple[Window, Window]:
    """Both texts without what they begin and end with, cut off at white space."""
    head, tail = trim(old.text, new.text)
    return old.window(head, len(old.text) - tail), new.window(head, len(new.text) - tail)


def windows_of(old: str, new: str) -> tuple[Window, Window]:
    """The same of texts that are compared only once: what is cut off is not cut into tokens."""
    head, tail = trim(old, new)
    return _window(old, head, len(old) - tail), _window(new, head, len(new) - tail)


def _window(text: str, start: int, end: int) -> Window:
    spans = token_spans(text, start, end)
    return Window(text, start, end, spans, [key_of(text[a:b]) for a, b in spans])


def trim(old: str, new: str) -> tuple[int, int]:
    """Lengths of the common start and end of two texts; both cuts fall on white space or on the text's edge."""
    shorter = min(len(old), len(new))
    head: int = Prefix.similarity(old, new)
    if not (head == len(old) == len(new)):
        head = _back(old, head)
    tail: int = min(Postfix.similarity(old, new), shorter - head)
    return head, _forth(old, tail)


#: Words of the common start and end that stay in view, so that an inserted run can slide over them. Chosen; no
#: calibration is recorded.
SLIDE_WORDS = 4


def _back(text: str, head: int) -> int:
    """Offset of a word's start, some words before an offset."""
    for _ in range(SLIDE_WORDS + 1):
        if head <= 0:
            return 0
        head = text.rfind(" ", 0, head - 1) + 1
    return head


def _forth(text: str, tail: int) -> int:
    """Length of a common end that begins some words further on, at a space."""
    for _ in range(SLIDE_WORDS + 1):
        found = text.find(" ", len(text) - tail + 1) if tail > 0 else -1
        if found < 0:
            return 0
        tail = len(text) - found
    return tail
