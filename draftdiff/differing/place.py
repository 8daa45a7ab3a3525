"""Token runs become character spans that replay to the letter, white space included."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.differing.hunks import Hunk
    from draftdiff.differing.tokens import Window


class Edit(NamedTuple):
    """Old characters `o0:o1` became new characters `n0:n1` (0-based, half-open), and the tokens concerned."""

    o0: int
    o1: int
    n0: int
    n1: int
    a0: int
    a1: int
    b0: int
    b1: int


def place(old: Window, new: Window, found: Iterable[Hunk]) -> list[Edit]:
    """Character edits of token runs; kept tokens printed differently and changed white space are edits too.

    An inserted or deleted run takes the white space behind it along where it can ("as appropriate, "), so that
    it begins with a word.
    """
    return _Placing(old, new).run(found)


class _Placing:
    """Walks both windows from left to right; `po` and `pn` are the offsets up to which all is explained."""

    def __init__(self, old: Window, new: Window) -> None:
        self.old, self.new = old, new
        self.po, self.pn = old.start, new.start
        self.edits: list[Edit] = []

    def run(self, found: Iterable[Hunk]) -> list[Edit]:
        i = j = 0
        for hunk in found:
            self._keep(i, hunk.a0, j)
            self._change(hunk)
            i, j = hunk.a1, hunk.b1
        self._keep(i, len(self.old.spans), j)
        self._gap(self.old.end, self.new.end, i, j)
        return self.edits

    def _keep(self, i: int, stop: int, j: int) -> None:
        """Kept tokens: report what is printed differently in them or between them."""
        old, new = self.old, self.new
        if stop > i:
            b, d = old.spans[stop - 1][1], new.spans[j + stop - i - 1][1]
            if old.text[self.po : b] == new.text[self.pn : d]:
                self.po, self.pn = b, d
                return
        for k in range(stop - i):
            (a, b), (c, d) = old.spans[i + k], new.spans[j + k]
            if old.text[self.po : b] != new.text[self.pn : d]:
                self._gap(a, c, i + k, j + k)
                if old.text[a:b] != new.text[c:d]:
                    self.edits.append(Edit(a, b, c, d, i + k, i + k + 1, j + k, j + k + 1))
            self.po, self.pn = b, d

    def _gap(self, a: int, c: int, i: int, j: int) -> None:
        """White space before a kept token, or at the end of the windows."""
        old_gap, new_gap = self.old.text[self.po : a], self.new.text[self.pn : c]
        if old_gap != new_gap:
            last = self.edits[-1] if self.edits else None
            if last and last.o1 == self.po and last.n1 == self.pn:
                self.edits[-1] = last._replace(o1=a, n1=c)
            else:
                self.edits.append(Edit(self.po, a, self.pn, c, i, i, j, j))
        self.po, self.pn = a, c

    def _change(self, hunk: Hunk) -> None:
        a0, a1, b0, b1 = hunk
        old_start, new_start = self._next(self.old, a0), self._next(self.new, b0)
        led = self.old.text[self.po : old_start] == self.new.text[self.pn : new_start]
        if led:
            self.po, self.pn = old_start, new_start
        end_o = self.old.spans[a1 - 1][1] if a1 > a0 else self.po
        end_n = self.new.spans[b1 - 1][1] if b1 > b0 else self.pn
        if led and a0 == a1:
            end_n = self._next(self.new, b1)
        elif led and b0 == b1:
            end_o = self._next(self.old, a1)
        self.edits.append(Edit(self.po, end_o, self.pn, end_n, a0, a1, b0, b1))
        self.po, self.pn = end_o, end_n

    @staticmethod
    def _next(window: Window, at: int) -> int:
        return window.spans[at][0] if at < len(window.spans) else window.end
