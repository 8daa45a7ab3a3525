"""Blame: the words of one paragraph, each with the version that brought it, where it was before, and its fate."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from draftdiff.door import show
from draftdiff.lineage.steps import Node  # noqa: TC001 - the JSON Schema is made from the annotations

if TYPE_CHECKING:
    from draftdiff.lineage import Lineage
    from draftdiff.model import Paragraph
    from draftdiff.tracing.origins.words import Origins, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class BlameWord:
    """One word and its life."""

    text: str
    """As printed in this version."""
    start: int
    """Offset into the paragraph's text, 0-based."""
    end: int
    """Offset after the word."""
    origin: str
    """Version in which it first appeared on its lineage."""
    origin_label: str
    """Paragraph in which it first appeared."""
    printed: str
    """As printed there; differs from `text` by case, hyphenation or scan noise only."""
    before: Node | None
    """Newest older version that has it, and its paragraph there; None where the word is new."""
    missing: tuple[str, ...] = ()
    """Versions between its origin and this one that lack it: it left and came back."""
    gone_in: tuple[str, ...] = ()
    """Later versions that lose it (several on rival branches); empty where it stays to the end."""
    back_in: tuple[str, ...] = ()
    """Later versions that have it again after losing it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlameRun:
    """Words in a row with one origin, with the text between them."""

    text: str
    start: int
    """Offset into the paragraph's text, 0-based."""
    end: int
    """Offset after the last word."""
    origin: str
    origin_label: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedWords:
    """Words in a row that an older version of the paragraph had and this one has not."""

    text: str
    """The words, single spaces between them."""
    origin: str
    """Version in which the first of them appeared."""
    last: Node
    """Last version that has them, and the paragraph."""
    gone_in: str
    """Version in which they disappeared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """A paragraph word by word. Shows itself as text, JSON, data frame and, in a notebook, HTML."""

    version: str
    label: str
    text: str
    """The paragraph's own text."""
    versions: tuple[str, ...]
    """All versions of the lineage, oldest first."""
    words: tuple[BlameWord, ...]
    """In order; punctuation is not among them."""
    dropped: tuple[DroppedWords, ...] = ()
    """What its older versions had and it has not, oldest loss first."""
    children: tuple[Blame, ...] = ()
    """Its sub-paragraphs, in order."""

    def __repr__(self) -> str:
        shares = ", ".join(f"{version} {share:.0%}" for version, share in self.shares().items())
        return f"<Blame {self.version} {self.label}: {len(self.words)} words{': ' * bool(shares)}{shares}>"

    def runs(self) -> tuple[BlameRun, ...]:
        """Neighbouring words of one origin together."""
        runs: list[BlameRun] = []
        for key, group in groupby(self.words, key=lambda w: (w.origin, w.origin_label, w.missing)):
            words = list(group)
            start, end = words[0].start, words[-1].end
            runs.append(
                BlameRun(
                    text=self.text[start:end], start=start, end=end,
                    origin=key[0], origin_label=key[1], missing=key[2],
                )
            )  # fmt: skip
        return tuple(runs)

    def shares(self) -> dict[str, float]:
        """Version -> share of this paragraph's words it brought, 0..1, oldest first; sub-paragraphs not counted."""
        counts = dict.fromkeys(self.versions, 0)
        for word in self.words:
            counts[word.origin] += 1
        return {version: count / len(self.words) for version, count in counts.items() if count}

    def number(self, version: str) -> int:
        """Number of a version in the legend, 1-based."""
        return self.versions.index(version) + 1

    def to_text(self) -> str:
        """Plain text for a terminal."""
        return show(self, "text")

    def to_html(self) -> str:
        """A page of its own, for use without a network."""
        return show(self, "page")

    def to_json(self) -> str:
        """`draftdiff.blame/1`."""
        return show(self, "json")

    def to_frame(self) -> Any:
        """One row a word, sub-paragraphs included, as a `pandas.DataFrame`.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return show(self, "frame")

    def _repr_html_(self) -> str:
        return show(self, "html")


def blame(lineage: Lineage, origins: Origins, label: str, version: str) -> Blame:
    """Origin and fate of the words of one paragraph and its sub-paragraphs.

    Raises:
        LabelError: the version has no such paragraph.
    """
    return _Blamer(lineage, origins, version).paragraph(lineage[version][label])


def blame_version(lineage: Lineage, origins: Origins, version: str) -> tuple[Blame, ...]:
    """Origin and fate of the words of a whole version, by top-level paragraph."""
    blamer = _Blamer(lineage, origins, version)
    return tuple(blamer.paragraph(paragraph) for paragraph in lineage[version].paragraphs)


class _Life(NamedTuple):
    """What became of a word, in versions."""

    before: str | None
    """Newest older version that has it."""
    missing: tuple[str, ...]
    gone_in: tuple[str, ...]
    back_in: tuple[str, ...]


class _Blamer:
    """What the words of one version need to know of the lineage."""

    def __init__(self, lineage: Lineage, origins: Origins, version: str) -> None:
        self.lineage = lineage
        self.version = version
        self.origins = origins
        line, after = set(lineage.ancestors(version)), lineage.descendants(version)
        bits = [(1 << at, v) for at, v in enumerate(lineage.versions)]
        self.older = [(bit, v) for bit, v in bits if v in line]
        self.newer = [(bit, v) for bit, v in bits if v in after]
        self.earlier = sum(bit for bit, _ in self.older)
        self.later = sum(bit for bit, _ in self.newer)
        self._lives: dict[tuple[int, str], _Life] = {}

    def paragraph(self, paragraph: Paragraph) -> Blame:
        label = str(paragraph.label)
        row = self.origins.rows[self.version][label]
        spans = self.origins.words[self.version][label].spans
        return Blame(
            version=self.version, label=label, text=paragraph.text, versions=self.lineage.versions,
            words=tuple(
                self._word(word, paragraph.text, *span) for word, span in zip(row, spans, strict=True)
            ),
            dropped=tuple(self._dropped(label)),
            children=tuple(self.paragraph(child) for child in paragraph.children),
        )  # fmt: skip

    def _word(self, word: Word, text: str, start: int, end: int) -> BlameWord:
        before, missing, gone, back = self._life(self.origins.versions_of(word), word.version)
        place = self.origins.place(word, before) if before else None
        return BlameWord(
            text=text[start:end], start=start, end=end, origin=word.version, origin_label=word.label,
            printed=word.text, before=(before, place[0]) if before and place else None,
            missing=missing, gone_in=gone, back_in=back,
        )  # fmt: skip

    def _life(self, held: int, born: str) -> _Life:
        """What words share that the same versions hold and that appeared in the same one."""
        known = self._lives.get((held, born))
        if known is None:
            before = next((v for bit, v in reversed(self.older) if held & bit), None)
            missing = self._missing(held, born) if self.earlier & ~held else ()
            gone, back = self._fate(held) if self.later & ~held else ((), ())
            known = self._lives[held, born] = _Life(before, missing, gone, back)
        return known

    def _missing(self, held: int, born: str) -> tuple[str, ...]:
        """Older versions, younger than the word's first, that lack it."""
        after = self.lineage.descendants(born)
        return tuple(v for bit, v in self.older if not held & bit and v in after)

    def _fate(self, held: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Later versions that lose a word, and that have it again."""
        has = {self.version: True}
        gone: list[str] = []
        back: list[str] = []
        for bit, version in self.newer:
            before = [has[p] for p in self.lineage.parents[version] if p in has]
            has[version] = bool(held & bit)
            if not has[version] and any(before):
                gone.append(version)
            if has[version] and not any(before):
                back.append(version)
        return tuple(gone), tuple(back)

    def _dropped(self, label: str) -> list[DroppedWords]:
        found: list[DroppedWords] = []
        for grave in self.origins.graves.get(self.version, {}).get(label, ()):
            words = [w for w in grave.words if self.origins.place(w, self.version) is None]
            held = [v for _, v in self.older if words and self.origins.place(words[0], v)]
            if not held:
                continue
            last = held[-1]
            place = self.origins.place(words[0], last)
            losers = [
                v for v in (*(v for _, v in self.older), self.version) if last in self.lineage.parents[v]
            ]
            found.append(
                DroppedWords(
                    text=" ".join(w.text for w in words), origin=words[0].version,
                    last=(last, place[0] if place else ""), gone_in=losers[0] if losers else self.version,
                )
            )  # fmt: skip
        return found
