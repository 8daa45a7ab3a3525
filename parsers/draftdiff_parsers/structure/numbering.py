"""Which lines begin operative paragraphs, and with which number: decided by the sequence, not by the glyphs.

A best path over all candidates (a Viterbi search): every line that may carry a number can be taken with its printed
number, taken with the number the sequence wants, or left alone. Scores are in units of "a bit of evidence"; they were
set on the bundled scans and on damaged renderings of published resolutions (tests/test_structure_damage.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.label import roman_value
from draftdiff_parsers.structure.counting import (
    BARE,
    DAMAGED,
    counted_mark,
    enumeration,
    line_number,
    opens_operative,
)
from draftdiff_parsers.structure.marks import Mark, compatible, number_mark
from draftdiff_parsers.structure.openings import MOSTLY, NONE, Opening, opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.structure.lines import Line

EXACT = 4.0
COMPATIBLE = 2.5
INCOMPATIBLE = -2.5
LETTER = -4.5
"""A single letter that is no misread digit is a sub-paragraph's."""
WRONG = -4.0
"""A clean number that is not the one the sequence wants."""
UNNUMBERED = -1.5
VERB = 2.0
PARTICIPLE = -1.5
LOWER = -2.5
AFTER_THE_END = -3.0
"""The paragraph before ended in a full stop and this one has no verb: another text."""
MISSING = -1.5
"""For each number skipped."""
MISSING_MOST = -9.0
RESTART = -2.0
_STATES = 32
_HOPELESS = 40.0
"""A path this far behind the best is not followed: ten numbers right cannot make up for it."""
_LARGEST = 999
#: Scripts whose paragraphs may begin with a lower-case letter.
CASELESS = {"ru", "ar", "zh"}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that begins a numbered paragraph."""

    at: int
    """Index of the line."""
    value: int
    mark: Mark | None
    """None where no number is printed."""
    run: int = 0
    """Counts runs of numbers: a section or annex that begins again at 1 opens a new one."""

    @property
    def name(self) -> str:
        """The number for a label, with the letter of a paragraph put in between: "1a"."""
        suffix = self.mark.suffix if self.mark is not None and self.mark.value == self.value else ""
        return f"{self.value}{suffix}"

    @property
    def repaired(self) -> bool:
        """The printed number, if any, is not the value."""
        if _is_new(self.mark):
            return False
        return self.mark is None or self.mark.value != self.value or self.mark.shape in DAMAGED


@dataclass(slots=True)
class _Candidate:
    at: int
    mark: Mark | None
    score: float
    restart: float
    """Evidence that a section or another text begins with this number, 0 where none may."""
    stated: bool = False
    """The format keeps the number apart: it is the number, whatever the sequence wants."""


@dataclass(slots=True)
class _Path:
    score: float
    taken: Numbered | None
    before: _Path | None


def boundary(before: Line | None, line: Line, *, gapped: bool) -> float:
    """Evidence that a paragraph begins here, from the layout and the end of the line before; about -3 to 3."""
    score = 1.0 if before is None or before.ends or line.set_off else -1.5
    if line.block.whole:
        return score + 1.5
    if line.gap > 0:
        score += 0.7 if gapped else 0.2
    elif gapped and not line.block.page_break:
        score -= 1.0
    if line.early or line.block.page_break:
        return score + 0.5
    return score if line.gap > 0 else score - 0.3


def starts_paragraph(before: Line, line: Line, *, gapped: bool) -> bool:
    """Whether a line without a number begins a new paragraph."""
    return boundary(before, line, gapped=gapped) > (1.0 if line.lower else 0.5) and (line.apart or line.early)


def number_paragraphs(
    lines: Sequence[Line], language: str, *, gapped: bool, verbs: bool = True
) -> list[Numbered]:
    """The lines that begin numbered paragraphs, in order, each with its number.

    Args:
        lines: lines of one text, footnotes lifted out.
        language: ISO 639-1 or "".
        gapped: empty lines separate paragraphs.
        verbs: the paragraphs are operative: verbs are evidence, and may stand without a number.
    """
    paths: dict[tuple[int, int], _Path] = {(0, 0): _Path(0.0, None, None)}
    for candidate in _candidates(lines, language, gapped=gapped, verbs=verbs):
        _extend(paths, candidate)
        if len(paths) > _STATES:
            best = sorted(paths.items(), key=lambda item: (-item[1].score, item[0]))[: _STATES // 2]
            paths = {key: path for key, path in best if path.score >= best[0][1].score - _HOPELESS}
    path: _Path | None = min(paths.items(), key=lambda item: (-item[1].score, item[0]))[1]
    taken: list[Numbered] = []
    while path is not None:
        if path.taken is not None:
            taken.append(path.taken)
        path = path.before
    return taken[::-1]


def _extend(paths: dict[tuple[int, int], _Path], candidate: _Candidate) -> None:
    mark = candidate.mark
    for (run, last), path in list(paths.items()):
        for new_run, value, transition in _ways(candidate, path, run, last):
            score = path.score + candidate.score + transition + _fit(mark, value)
            known = paths.get((new_run, value))
            if known is None or score > known.score or (known.score == score and known.taken is None):
                paths[new_run, value] = _Path(score, Numbered(candidate.at, value, mark, new_run), path)


def _ways(candidate: _Candidate, path: _Path, run: int, last: int) -> list[tuple[int, int, float]]:
    """Run and number that a candidate may take after a path, and what each costs."""
    mark = candidate.mark
    options: list[tuple[int, int, float]] = [(run, last + 1, 0.0)]
    if candidate.stated and mark is not None and mark.value != last + 1:
        options = []  # what the format states is never repaired
    if _is_new(mark):
        return [(run, last, 0.0)]
    if mark is not None and mark.value is not None and mark.shape not in DAMAGED:
        value = mark.value
        if value > last + 1 and value <= _LARGEST:
            options.append((run, value, max(MISSING_MOST, MISSING * (value - last - 1))))
        if mark.suffix and value != last:
            options = options[:1]  # "1a." after 13 is a damaged "14."
        elif value == last and (
            _is_variant(mark) or (path.taken is not None and _is_variant(path.taken.mark))
        ):
            options = [(run, value, 0.0)]
        if value == 1 and candidate.restart and last > 0:
            options.append((run + 1, 1, RESTART + candidate.restart))
    return options


def _is_new(mark: Mark | None) -> bool:
    """`New OP` without a number: the number stays that of the paragraph before."""
    return mark is not None and mark.insertion == "new" and not mark.token


def _is_variant(mark: Mark | None) -> bool:
    """`3 bis` or `3 alt`: the number stays the same."""
    return mark is not None and bool(mark.insertion or mark.alternative or mark.suffix)


def _fit(mark: Mark | None, value: int) -> float:
    if mark is None:
        return UNNUMBERED
    if mark.value == value or _is_new(mark):
        return EXACT if mark.shape not in DAMAGED else COMPATIBLE + 0.5
    if mark.suffix and compatible(mark.token, value):
        return COMPATIBLE
    if mark.shape not in DAMAGED:
        return WRONG
    if compatible(mark.token, value):
        return COMPATIBLE
    return LETTER if mark.token.isalpha() else INCOMPATIBLE  # "A." and "Data." are no misread numbers


def _candidates(lines: Sequence[Line], language: str, *, gapped: bool, verbs: bool) -> list[_Candidate]:
    found: list[_Candidate] = []
    style = enumeration(lines, language) if verbs else ""
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        mark = line_number(line)
        if mark is not None and mark.kind == "PP":
            continue
        rest = rest_of(lines, at, mark)
        if mark is not None and _opens_section(lines, at, mark):
            continue
        if not verbs:
            if mark is not None and mark.shape != BARE:
                found.append(
                    _Candidate(
                        at,
                        mark,
                        _plain_score(before, line, rest, gapped=gapped),
                        _restart(lines, at, mark, language),
                        _is_stated(line, mark),
                    )
                )
            continue
        if style and (counted := counted_mark(line, style, language)) is not None:
            mark, rest = counted, line.text[counted.end :]
        opens = opening(rest, language) if mark is not None else _bare(line, before, language)
        if (mark is None and not opens) or (
            mark is not None and mark.shape == BARE and not opens_operative(opens, language)
        ):
            continue
        score = _score(before, line, rest, opens, language, gapped=gapped)
        if mark is None:
            score += _unnumbered(lines, at, score)
        elif mark.shape == "half":
            score -= 1.0
        found.append(_Candidate(at, mark, score, _restart(lines, at, mark, language), _is_stated(line, mark)))
    return found


def _opens_section(lines: Sequence[Line], at: int, mark: Mark) -> bool:
    """`I. Preamble`, `A. General`: a numeral or letter in capitals, and words that end as a heading does."""
    if mark.shape != "damaged" or not (
        mark.token.isalpha() and mark.token.isupper() and mark.token.isascii()
    ):
        return False
    if roman_value(mark.token) is None and len(mark.token) > 1:
        return False
    here = at if lines[at].text[mark.end :] or at + 1 >= len(lines) else at + 1
    after = lines[here + 1] if here + 1 < len(lines) else None
    set_apart = after is None or after.apart or after.early or number_mark(after.text) is not None
    return not lines[here].ends and set_apart and len(lines[here].text) <= _LONGEST_HEADING


#: Characters of the longest heading of a section.
_LONGEST_HEADING = 160


def rest_of(lines: Sequence[Line], at: int, mark: Mark | None) -> str:
    """The words after a number; those of the next line where the number stands alone."""
    rest = lines[at].text[mark.end if mark else 0 :]
    if not rest and at + 1 < len(lines):
        return lines[at + 1].text
    return rest


def _score(
    before: Line | None, line: Line, rest: str, opens: Opening, language: str, *, gapped: bool
) -> float:
    score = boundary(before, line, gapped=gapped) + VERB * opens.op
    if opens.pp > opens.op:
        score += PARTICIPLE * opens.pp
    if language not in CASELESS and rest[:1].islower():
        score += LOWER
    if before is not None and before.full_stop and opens.op < MOSTLY:
        score += AFTER_THE_END
    return score


def _plain_score(before: Line | None, line: Line, rest: str, *, gapped: bool) -> float:
    return boundary(before, line, gapped=gapped) + (LOWER if rest[:1].islower() else 0.5)


def _bare(line: Line, before: Line | None, language: str) -> Opening:
    """An unnumbered line is a candidate only with a certain verb after a paragraph's end."""
    if before is not None and _alone(before):
        return NONE
    if before is not None and not (line.apart or line.early):
        in_order = before.ends and not before.comma and language not in CASELESS and line.text[:1].isupper()
        if not in_order:
            return NONE
    found = opening(line.text, language, damaged=False)
    return found if found.op >= MOSTLY else NONE


def _alone(line: Line) -> bool:
    """The line is nothing but a number: the next one is its text."""
    mark = line_number(line) if len(line.text) < 12 else None
    return mark is not None and not line.text[mark.end :] and not line.block.whole


def _unnumbered(lines: Sequence[Line], at: int, score: float) -> float:
    """A paragraph that ends in a comma is preambular whatever its verb."""
    for end in range(at, len(lines)):
        after = lines[end + 1] if end + 1 < len(lines) else None
        if after is None or after.apart or (lines[end].ends and after.early):
            return -score if lines[end].comma or not lines[end].ends else 0.0
    return 0.0


def _is_stated(line: Line, mark: Mark | None) -> bool:
    return bool(line.block.number) and mark is not None and mark.shape == "number"


def _restart(lines: Sequence[Line], at: int, mark: Mark | None, language: str) -> float:
    """Evidence that numbers begin again at 1: below a heading, the preamble of a section, or the end of another text."""
    line = lines[at]
    if mark is None or mark.value != 1 or not at or not (line.apart or line.early):
        return 0.0
    before = lines[at - 1]
    if not before.ends:
        return RESTARTS if len(before.text) < 120 else 0.0
    if line.block.number and line.block.level in {0, None} and not before.chapeau:
        return RESTARTS
    if before.comma and _opens_preambular(lines, at - 1, language):
        return RESTARTS
    return 0.0


#: A heading or a preamble above makes up for `RESTART`, and no more: with a clean "1." the sum is that of any number.
RESTARTS = 2.0


def _opens_preambular(lines: Sequence[Line], at: int, language: str) -> bool:
    """The paragraph that ends on a line begins as a preambular paragraph does."""
    for here in range(at, max(-1, at - _FAR), -1):
        line = lines[here]
        if here == 0 or line.block.whole or (lines[here - 1].ends and (line.apart or line.early)):
            if line_number(line) is not None:
                return False
            found = opening(line.text, language)
            return found.pp > 0 and found.pp >= found.op
    return False


#: Lines of the longest paragraph that is looked through for its beginning.
_FAR = 40
