"""The citing text and the versions cut into comparable words, with a weight for how much each word tells.

A word tells little when it is a small word, a part of a proper name ("Economic and Social Council"), or part of a
phrase that several paragraphs of the resolution share ("safe, orderly and regular migration").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from draftdiff.fold import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.fold import Token

#: Small words of the alphabetic languages of the United Nations; they carry no evidence of a quotation.
SMALL = frozenset(
    """a an and any are as at be been being but by can could did do does for from had has have her his if in into is it its
    may might must no nor not of on or other our shall she should so such than that the their them these they this those
    to under upon was we were when where which who whom whose will with would all also both each
    au aux avec ce ces cette dans de des du elle en est et il ils la le les leur leurs lui mais ne on ou par pas pour que qui
    sa se ses si son sont sur un une y à
    al como con cual de del el ella en es esta este la las le lo los más no o para por que se sin son su sus un una y e u
    а в во для до его ее и из или их к как на не о об от по при с со также у что это
    إلى أن أو التي الذي بين ذلك على عن في كما ما من مع هذا هذه و
    的 和 在 以 及 与 为 其 所 对 于 是 并 或""".split()  # noqa: SIM905 - a list of words reads as words
)
#: Weights in units of one telling word. Chosen; no calibration is recorded.
SMALL_WEIGHT, NUMBER_WEIGHT, IDEOGRAPH_WEIGHT = 0.3, 0.5, 0.45
#: Dates alone quote nobody.
MONTHS = frozenset(
    """january february march april may june july august september october november december
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря""".split()  # noqa: SIM905 - as above
)
#: A proper name weighs this much as a whole, and each further word of it this much more.
#: Chosen; no calibration is recorded.
NAME_WEIGHT, NAME_STEP = 1.0, 0.12
_PREFIXED = re.compile(r"^_+|_+$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text."""

    key: str
    """Folded, for comparing."""
    start: int
    """Offset into the text, 0-based."""
    end: int
    weight: float
    """How much it tells, before phrases are taken into account."""


def cut(text: str, *, names: bool) -> list[Word]:
    """Words of a text without punctuation; a word hyphenated over a line end is one word.

    Args:
        text: Running text.
        names: Weigh proper names as one word. Only for texts in sentence case.
    """
    found: list[Token] = []
    glue = False
    for token in tokens(text):
        if not token.is_word:
            glue = (
                bool(found)
                and token.text in "-‐"
                and found[-1].end == token.start
                and text[token.end : token.end + 1] == "\n"
            )
            continue
        if glue:
            found[-1] = type(token)(found[-1].text + token.text, found[-1].start, token.end)
        else:
            found.append(token)
        glue = False
    folded = [_PREFIXED.sub("", fold(t.text)) or t.text for t in found]
    weights = [_weight(key) for key in folded]
    keys = [_singular(key) for key in folded]
    if names:
        for run in _name_runs(text, found):
            share = (NAME_WEIGHT + NAME_STEP * (len(run) - 1)) / len(run)
            for i in run:
                weights[i] = min(weights[i], share) if len(run) > 1 else weights[i]
    return [Word(k, t.start, t.end, w) for k, t, w in zip(keys, found, weights, strict=True)]


@cache
def _singular(key: str) -> str:
    """Without a plural s, so that "brief" and "briefs" meet; only for finding, never for judging what differs."""
    plural = len(key) > 4 and key.isascii() and key.endswith("s") and not key.endswith(("ss", "us", "is"))
    return key[:-1] if plural and key.isalpha() else key


def tells(word: Word) -> float:
    """Its weight, if it is more than a small word, a number or a month; else 0."""
    return 0.0 if word.key in SMALL or word.key in MONTHS or word.key[:1].isdigit() else word.weight


@cache
def _weight(key: str) -> float:
    if key in SMALL:
        return SMALL_WEIGHT
    if key[:1].isdigit():
        return NUMBER_WEIGHT
    return (
        IDEOGRAPH_WEIGHT
        if len(key) == 1 and not key.isascii() and key.isalpha() and ord(key) > 0x2E7F
        else 1.0
    )


def _name_runs(text: str, found: Sequence[Token]) -> list[list[int]]:
    """Runs of capitalised words, small words between them included; not the first word of a sentence."""
    runs: list[list[int]] = []
    run: list[int] = []
    pending: list[int] = []
    for i, token in enumerate(found):
        gap = text[found[i - 1].end : token.start].strip(" \n\t*_") if i else "."
        opens = gap[-1:] in (".", ":", ";")
        if run and any(c in ",.;:()" for c in gap):
            runs.append(run)
            run, pending = [], []
        if token.text[:1].isupper() and not (opens and not run and not token.text.isupper()):
            run = [*run, *pending, i] if run else [i]
            pending = []
        elif run and fold(token.text) in SMALL and len(pending) < 2:
            pending = [*pending, i]
        elif run:
            runs.append(run)
            run, pending = [], []
    return [*runs, run] if run else runs
