"""Citations and quotations of a resolution in another document: found, resolved to paragraph and version, checked."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from draftdiff.citing.attribution import attribute, clean, targets
from draftdiff.citing.citable import Citables
from draftdiff.citing.citation import Citation, Citations, TargetSpan
from draftdiff.citing.mentions import find_mentions
from draftdiff.citing.pinpoints import find_pinpoints, labels_in, negotiators, pinpoint_labels
from draftdiff.citing.quotations import QUOTE_SHARE, WHOLE, find_quotations, label_of
from draftdiff.citing.reproduction import find_reproductions
from draftdiff.citing.source import CitingText, citing_text
from draftdiff.citing.telling import Word, cut
from draftdiff.errors import UsageError
from draftdiff.fold import fold, word_texts
from draftdiff.lexicon import load_lexicon
from draftdiff.lineage import Lineage
from draftdiff.referencing.symbols import find_symbols

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from draftdiff.change import Redline
    from draftdiff.citing.attribution import Attribution
    from draftdiff.citing.matching import Stretch
    from draftdiff.citing.mentions import Mention
    from draftdiff.citing.pinpoints import Pinpoint
    from draftdiff.citing.quotations import Quotation
    from draftdiff.citing.reproduction import Reproduction
    from draftdiff.model import Document


#: What a resolution without symbol and title is called.
UNNAMED = "the resolution"


class _Cited(NamedTuple):
    """What is asked about."""

    versions: tuple[Document, ...]
    symbol: str
    title: str
    passages: Citables


def find_citations(
    source: Document | str, history: Lineage | Sequence[Document], *, symbol: str = "", title: str = ""
) -> Citations:
    """All citations of a resolution, and of other documents, in a citing text, in its order.

    Args:
        source: The citing document, or its text. Of a document that holds the resolution only the text around it is
            searched.
        history: The versions of the resolution, oldest first.
        symbol: Its symbol; "" takes the newest version's that has one.
        title: Its title; "" takes the newest version's that has one.

    Raises:
        UsageError: no version is given.
    """
    cited = _cited(history, symbol, title)
    other = not isinstance(source, str) and "/RES/" in source.symbol and source.symbol != cited.symbol
    text = citing_text(source, whole=other)
    words = cut(text.text, names=False)
    known = [s.symbol for v in cited.versions for p in v.walk() for s in find_symbols(p.text)]
    language = text.language or cited.versions[-1].language or "en"
    own = speaks_as_resolution(source, language)
    mentions = find_mentions(text.text, words, symbol=cited.symbol, title=cited.title, known=known, own=own)
    pinpoints = find_pinpoints(text.text, language, mentions, cited.symbol)
    names_it = any(m.symbol == cited.symbol for m in mentions) or any(
        p.symbol == cited.symbol for p in pinpoints
    )
    quotations, stretches = find_quotations(text.text, words, cited.passages, _cues(pinpoints, words, cited))
    attributed = list(_attributed(text.text, words, quotations, stretches, cited.passages))
    whole = find_reproductions(attributed, cited.versions, words)
    outside = [(q, a) for q, a in attributed if not any(r.start <= q.start < r.end for r in whole)]
    found = [_quotation(text, words, q, a, cited) for q, a in outside]
    if own and not names_it:
        found = [c if c.form == "marked" else replace(c, kind="shared") for c in found]
    found += [_reproduction(text, words, r, cited) for r in whole]
    regions = Spans([c.span for c in found])
    found += [c for p in pinpoints if (c := _pinpoint(text, p, cited, regions)) is not None]
    taken = Spans([p.reference.span for p in pinpoints])
    found += [_mention(text, m) for m in mentions if not taken.touch(m.span)]
    found.sort(key=lambda c: (c.span[0], -c.span[1], c.kind))
    return Citations(found)


def _cited(history: Lineage | Sequence[Document], symbol: str, title: str) -> _Cited:
    versions = tuple(history.documents.values()) if isinstance(history, Lineage) else tuple(history)
    if not versions:
        raise UsageError("no version of the resolution", remedy="give at least one document")
    symbol = symbol or next((v.symbol for v in reversed(versions) if v.symbol), "")
    title = title or next((v.title for v in reversed(versions) if v.title), "")
    return _Cited(versions, symbol or title or UNNAMED, title, Citables(versions, title))


#: Paragraphs that open as a resolution's do, from which on a text is taken for one. Chosen; a letter that quotes two
#: paragraphs is none.
OPENINGS = 3


def speaks_as_resolution(source: Document | str, language: str) -> bool:
    """The citing text is a resolution itself: by its symbol, or by the verbs its paragraphs open with.

    In such a text "this resolution" is the text that speaks, and words that another resolution has as well are the
    language of the house unless it names that resolution.
    """
    if not isinstance(source, str) and "/RES/" in source.symbol:
        return True
    lexicon = load_lexicon(language)
    opened: set[tuple[str, ...]] = set()
    for text in _paragraph_texts(source):
        words = tuple(fold(key) for key in word_texts(text[:120])[:8])
        if lexicon.opening(words) is not None:
            opened.add(words)  # one paragraph said over and over is no resolution
            if len(opened) == OPENINGS:
                return True
    return False


#: Where a paragraph of a plain text begins, with its number; not inside quotation marks.
_START = re.compile(r"(?:\A|\n)[ \t]*(?:\(?\w{1,4}[.)]|[-•*])?[ \t*_]*(?=\w)")


def _paragraph_texts(source: Document | str) -> Iterator[str]:
    """Texts of the paragraphs that may open with a verb; of a plain text whatever stands at the head of a line."""
    if isinstance(source, str):
        yield from (source[m.end() : m.end() + 120] for m in _START.finditer(source))
    else:
        yield from (p.text for p in source.walk() if p.label.kind in ("OP", "PP"))


class Spans:
    """Character spans that do not overlap each other, for quick look-up."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def touch(self, span: tuple[int, int]) -> bool:
        """One of them shares a character with a span."""
        at = bisect_left(self._spans, (span[1],))
        return at > 0 and self._spans[at - 1][1] > span[0]

    def hold(self, span: tuple[int, int]) -> bool:
        """One of them contains a span."""
        at = bisect_left(self._spans, (span[0] + 1,))
        return at > 0 and self._spans[at - 1][1] >= span[1]


def _attributed(
    text: str,
    words: Sequence[Word],
    quotations: Sequence[Quotation],
    stretches: Sequence[Stretch],
    passages: Citables,
) -> Iterator[tuple[Quotation, Attribution]]:
    """Each quotation with its version; stretches come sorted by their first word."""
    starts = [s.start for s in stretches]
    longest = max((s.end - s.start for s in stretches), default=0)
    for q in quotations:
        near = stretches[bisect_left(starts, q.start - longest) : bisect_left(starts, q.end)]
        yield q, attribute(text, words, q, [s for s in near if s.end > q.start], passages)


def _cues(
    pinpoints: Sequence[Pinpoint], words: Sequence[Word], cited: _Cited
) -> list[tuple[int, frozenset[str]]]:
    """Word index and paragraphs of each explicit citation of the resolution."""
    starts = [w.start for w in words]
    return [
        (bisect_left(starts, p.reference.span[0]), frozenset(label.split("(", 1)[0] for label in labels))
        for p in pinpoints
        if p.symbol == cited.symbol and (labels := labels_in(p.reference, cited.versions)[0])
    ]


def _quotation(
    text: CitingText, words: Sequence[Word], q: Quotation, a: Attribution, cited: _Cited
) -> Citation:
    span = (words[q.start].start, words[q.end - 1].end)
    fit = a.fit
    newest = a.of(cited.versions[-1].id)
    said = clean(text.text[slice(*span)], fit.parts)
    spans = tuple(
        TargetSpan(label=label_of(part, fit.version), span=fit.passage_span(part)) for part in fit.parts
    )
    passage = " ".join(part.passage.text[slice(*s.span)] for part, s in zip(fit.parts, spans, strict=True))
    verbatim = said == passage
    matched = sum(len(part.pairs) for part in fit.parts) / max(1, q.end - q.start)
    cover = sum(len(part.pairs) for part in fit.parts) / max(
        1, sum(len(part.passage.words) for part in fit.parts)
    )
    whole = cover >= WHOLE and min(matched, fit.levels[0], fit.levels[1]) >= QUOTE_SHARE
    quoted = q.marked or whole
    versions = tuple(f.version for f in a.best)
    return Citation(
        kind="quote" if quoted else "near_quote",
        span=span,
        lines=text.lines_of(*span),
        pages=text.pages_of(*span),
        text=text.text[slice(*span)],
        form="marked" if q.marked else "unmarked",
        target_doc=cited.symbol,
        targets=targets(fit),
        newest_targets=targets(newest) if newest is not None and newest.version != fit.version else (),
        version=fit.version,
        versions=versions,
        verbatim=verbatim,
        similarity=fit.levels[1],
        spans=spans,
        redline=None
        if verbatim
        else _deviation(spans, passage, said, text.language or cited.versions[-1].language),
        issues=()
        if newest is not None
        else (f"words of {fit.version} that {cited.versions[-1].id} no longer has",),
        evidence=_worded(a, q),
    )


def _deviation(spans: Sequence[TargetSpan], passage: str, said: str, language: str) -> Redline:
    """From the version's passage to what was said, classified as a change between versions would be."""
    from draftdiff.comparison import redline  # noqa: PLC0415 - loads the word lists late

    labels = ", ".join(dict.fromkeys(s.label for s in spans))
    return replace(redline(passage, said, language=language or "en"), old_label=labels)


def _worded(a: Attribution, q: Quotation) -> str:
    marks = "in quotation marks" if q.marked else "unmarked"
    others = ", ".join(f"{f.version} {f.levels[1]:.2f}" for f in a.all if f not in a.best)
    told = "its wording" if len(a.best) == 1 else "worded alike in " + " and ".join(f.version for f in a.best)
    rivals = f"; others: {others}" if others else ""
    return f"{marks}, score {q.score:.1f}; {told}: {a.fit.version} {a.fit.levels[1]:.2f}{rivals}"


def _reproduction(text: CitingText, words: Sequence[Word], r: Reproduction, cited: _Cited) -> Citation:
    span = (words[r.start].start, words[r.end - 1].end)
    return Citation(
        kind="reproduction",
        span=span,
        lines=text.lines_of(*span),
        pages=text.pages_of(*span),
        text=text.text[slice(*span)],
        form="full text",
        target_doc=cited.symbol,
        targets=("document",),
        version=r.version,
        versions=(r.version,),
        similarity=r.share,
        evidence=f"{r.share:.0%} of the words of {r.version}, in its order",
    )


def _pinpoint(text: CitingText, p: Pinpoint, cited: _Cited, regions: Spans) -> Citation | None:
    """A citation by number; None for a reference of the citing text to itself or to nothing known."""
    reference = p.reference
    span = reference.span
    inside = regions.hold(span)
    internal = inside and reference.kind == "internal" and not negotiators(reference)
    if not internal and (p.own or not p.symbol):
        return None
    here = internal or p.symbol == cited.symbol
    labels, missing, version, remark = labels_in(reference, cited.versions) if here else ((), (), "", "")
    if internal and not labels:
        return None
    issues = [p.issue] if p.issue else []
    issues += [f"there is no paragraph {label}" for label in missing]
    issues += [remark] if remark else []
    span = _closed(text.text, span)
    return Citation(
        kind="internal" if internal else "cite",
        span=span,
        lines=text.lines_of(*span),
        pages=text.pages_of(*span),
        text=text.text[slice(*span)],
        form="OPnn" if reference.glued else "paragraph" if reference.unit == "paragraph" else reference.unit,
        target_doc=cited.symbol if here else p.symbol,
        targets=labels if here else pinpoint_labels(reference),
        missing=missing,
        version=version,
        versions=(version,) if version else (),
        issues=tuple(issues),
        evidence="inside quoted text" if internal else p.why,
    )


def _closed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """With the bracket or quotation mark that closes what was opened inside."""
    start, end = span
    for opening, closing in ("()", "“”", "[]"):
        inside = text[start:end]
        if inside.count(opening) > inside.count(closing) and text[end : end + 2].lstrip("*_")[:1] == closing:
            end = text.index(closing, end) + 1
    return start, end


def _mention(text: CitingText, mention: Mention) -> Citation:
    span = _closed(text.text, mention.span)
    return Citation(
        kind="cite",
        span=span,
        lines=text.lines_of(*span),
        pages=text.pages_of(*span),
        text=text.text[slice(*span)],
        form=mention.form,
        target_doc=mention.symbol,
        targets=("document",),
        issues=(mention.issue,) if mention.issue else (),
        evidence=f"by {mention.form}",
    )
