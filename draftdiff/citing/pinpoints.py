"""Citations by number: each reference of the citing text is given the document it means, then its paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from draftdiff.citing.instruments import symbol_of
from draftdiff.referencing.find import find_references
from draftdiff.referencing.grammars import GRAMMARS
from draftdiff.referencing.resolve import look_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.citing.mentions import Mention
    from draftdiff.label import Label
    from draftdiff.model import Document
    from draftdiff.referencing.reference import Reference

_SHORT = {"OP": "para.", "PP": "preambular para.", "Article": "art.", "Recital": "recital", "": "subpara."}


#: How far back the document that a lone number belongs to may have been named, in characters.
#: Chosen as a limit of work or of what is shown.
BLOCK = 8000
#: A line longer than this is a whole paragraph, not a printed line. Chosen; no calibration is recorded.
LONG_LINE = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinpoint:
    """One reference with the document it means."""

    reference: Reference
    symbol: str
    """Document meant; "" where it cannot be told, or where it is the citing text itself."""
    own: bool
    """It points to the citing text itself: "paragraph 5 above"."""
    why: str
    """How the document was found, in words."""
    issue: str = ""


def find_pinpoints(text: str, language: str, mentions: Sequence[Mention], symbol: str) -> list[Pinpoint]:
    """All references of a text with their documents, in order.

    A number alone takes the document named last in its block of text; negotiators' labels (`OP22`), which only
    resolutions have, take the resolution asked about wherever it was mentioned before.
    """
    starts = [m.span[0] for m in mentions]
    first = next((k for k, m in enumerate(mentions) if m.symbol == symbol), None)
    found: list[Pinpoint] = []
    for reference in find_references(text, language):
        inside = next((m for m in _near(mentions, starts, reference.span)), None)
        if inside is not None:
            found.append(
                Pinpoint(
                    reference=reference, symbol=inside.symbol, own=False, why=_how(inside), issue=inside.issue
                )
            )
        elif _stands_for(reference.instrument, language):
            before = mentions[: bisect_right(starts, reference.span[0])]
            last = next((m for m in reversed(before) if m.is_resolution), before[-1] if before else None)
            meant = last.symbol if last is not None else ""
            why = f"{reference.instrument!r} stands for the document named last"
            found.append(Pinpoint(reference=reference, symbol=meant, own=False, why=why))
        elif reference.kind == "external":
            known = reference.symbol or symbol_of(reference.instrument)
            why = f"named beside it: {reference.symbol or reference.instrument}"
            found.append(
                Pinpoint(reference=reference, symbol=known or reference.instrument, own=False, why=why)
            )
        elif reference.direction or reference.relative or reference.own:
            found.append(
                Pinpoint(reference=reference, symbol="", own=True, why="points inside the citing text")
            )
        else:
            found.append(
                _bare(
                    text,
                    reference,
                    mentions,
                    bisect_right(starts, reference.span[0]),
                    symbol,
                    first,
                    found[-1] if found else None,
                )
            )
    return found


@cache
def _same(language: str) -> re.Pattern[str]:
    grammar = GRAMMARS.get(language, GRAMMARS["en"])
    return re.compile(rf"{grammar.same}\s+{grammar.documents}|ibid\b.*|thereof", re.IGNORECASE)


def _stands_for(instrument: str, language: str) -> bool:
    """The words say "ibid." or "the same resolution", in the language of the text."""
    return bool(instrument) and _same(language).fullmatch(instrument) is not None


def _near(mentions: Sequence[Mention], starts: Sequence[int], span: tuple[int, int]) -> list[Mention]:
    """Mentions that overlap a reference."""
    at = bisect_right(starts, span[1] - 1)
    return [m for m in mentions[max(0, at - 3) : at] if m.span[1] > span[0]]


def _how(mention: Mention) -> str:
    if mention.form == "anaphora":
        return f"the words beside it stand for {mention.symbol}, mentioned before"
    return f"named beside it: {mention.printed or mention.symbol}"


#: Mentions before a lone number that are looked at. Chosen as a limit of work or of what is shown.
_LOOK_BACK = 40


def _bare(
    text: str,
    reference: Reference,
    mentions: Sequence[Mention],
    at: int,
    symbol: str,
    first: int | None,
    last: Pinpoint | None,
) -> Pinpoint:
    """The document of a lone number; `at` mentions stand before it, `last` is the reference before it."""
    start = reference.span[0]
    low = max(0, start - BLOCK)
    block = max(low, text.rfind("\n\n", low, start), text.rfind("\n\t", low, start), _line_break(text, start))
    sentence = max(text.rfind(". ", low, start), block)
    near = [m for m in mentions[max(0, at - _LOOK_BACK) : at] if m.span[0] >= block]
    meant, why = "", "no document is named near it"
    if negotiators(reference):
        close = [m for m in near if m.is_resolution and m.span[0] > sentence]
        meant, why = _negotiated(mentions, at, symbol, first)
        if close:
            meant, why = close[-1].symbol, "named in the same sentence"
    elif near and (near[-1].span[1] > sentence or text[start - 1 : start] == "("):
        meant, why = near[-1].symbol, f"the document named last: {near[-1].symbol}"
    elif last is not None and last.symbol and not last.own and last.reference.span[0] > sentence:
        meant, why = last.symbol, "the document of the reference before it in the sentence"
    return Pinpoint(reference=reference, symbol=meant, own=False, why=why)


def _negotiated(mentions: Sequence[Mention], at: int, symbol: str, first: int | None) -> tuple[str, str]:
    """The document of a negotiators' label: the resolution asked about, unless only others are mentioned.

    `first` is the place among the mentions at which the resolution asked about stands first.
    """
    if first is not None:
        why = "the resolution was mentioned before" if first < at else "no other resolution fits"
        return symbol, f"a negotiators' label; {why}"
    order = (
        *range(at - 1, max(-1, at - 1 - _LOOK_BACK), -1),
        *range(at, min(len(mentions), at + _LOOK_BACK)),
    )
    other = next((mentions[k] for k in order if mentions[k].is_resolution), None)
    return (other.symbol if other is not None else symbol), "a negotiators' label; no other resolution fits"


def _line_break(text: str, at: int) -> int:
    """The line break before a place, if lines are whole paragraphs there (longer than a printed line)."""
    low, high = max(0, at - BLOCK), min(len(text), at + BLOCK)
    start = text.rfind("\n", low, at)
    end = text.find("\n", at, high)
    return start if (high if end < 0 else end) - start > LONG_LINE else -1


def negotiators(reference: Reference) -> bool:
    """Written as negotiators do (`OP22`, "operative paragraph 22"), not as adopted text does."""
    folded = reference.text.casefold()
    return reference.glued or folded.startswith(("operative", "preambular"))


def labels_in(
    reference: Reference, versions: Sequence[Document]
) -> tuple[tuple[str, ...], tuple[str, ...], str, str]:
    """Labels of a reference in the newest version that has them.

    Returns:
        (labels found, label expressions not found, version they stand in, remark on labels of another version).
    """
    newest = versions[-1]
    found: list[str] = []
    missing: list[str] = []
    remark, version = "", newest.id
    for expression in reference.labels:
        label = look_up(expression, newest)
        if label:
            found.append(label)
            if str(expression) != label:
                exact = next((v for v in reversed(versions) if str(expression) in v.labels()), None)
                if exact is not None:
                    version, remark = exact.id, f"{expression} is the label of {exact.id}"
            continue
        elder = next((v for v in reversed(versions[:-1]) if look_up(expression, v)), None)
        if elder is None:
            missing.append(str(expression))
        else:
            found.append(look_up(expression, elder))
            version, remark = elder.id, f"{expression} stands in {elder.id} only"
    return tuple(found), tuple(missing), version, remark


def pinpoint_labels(reference: Reference) -> tuple[str, ...]:
    """Places in another document, one each, in the formal order: "annex II, para. 8"."""
    return tuple(_formal(label) for label in reference.labels) or ("document",)


def _formal(label: Label) -> str:
    scope = [part[:1].lower() + part[1:] for part in label.scope]
    subs = "".join(f"({sub})" for sub in label.subs)
    word = _SHORT.get(label.kind, label.kind.lower())
    if label.kind in ("Annex", "Section", "Chapter", "Part"):
        word = label.kind.lower()
    own = f"{word} {label.number}{f' {label.insertion}' if label.insertion else ''}{subs}".strip()
    return ", ".join((*scope, own))
