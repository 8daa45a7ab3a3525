"""Mentions of documents in the citing text, in order: by symbol, number, title, name or nickname."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.citing.instruments import KNOWN, fits_title, pattern
from draftdiff.citing.telling import cut
from draftdiff.referencing.symbols import find_symbols

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff.citing.telling import Word
    from draftdiff.referencing.symbols import Symbol

_GA_DOCUMENT = re.compile(r"A/(?P<session>\d{1,3}|ES-\d{1,2}|S-\d{1,2})/(?P<number>\d{1,4})")
#: Words before a symbol that make it a report or a letter, whatever resolution has its numbers.
_REPORT = re.compile(
    r"\b(?:reports?|notes?\s+by|letters?|annual|document|summary|rapport|informe|доклад\w*)\b[^.;()]{0,110}\(?$",
    re.IGNORECASE,
)
_RESOLUTION_NEAR = re.compile(
    r"\b(?:resolution|declaration|résolution|resolución|резолюци\w+|قرار)\b[^.;]{0,90}$", re.IGNORECASE
)
_NICKNAME = re.compile(
    r"\b(?P<det>the|this|that|said)\s+(?P<name>(?:[A-Za-z-]+\s+){0,2}resolution)\b", re.IGNORECASE
)
#: What follows a nickname when it means another text of the same kind.
_COMPLEMENT = re.compile(
    r"\s+(?:on|for|concerning|regarding)\s+(?:the\s+)?(?P<words>(?:[\w-]+\s+){2,6})", re.IGNORECASE
)
#: A name and its symbol in brackets, a symbol and its title in quotation marks: one mention. In characters.
_GLUE = re.compile(
    r"[\s*_”»]*(?:,?\s*(?:entitled|titled|intitulée|titulada|озаглавленн\w+|on|on\s+the|sur|sobre)[\s*_]*)?[\s*_(\"“«\[]{0,4}"
)
#: Words of a title at least that make it a mention. Chosen; no calibration is recorded.
_TITLE_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One mention of a document."""

    span: tuple[int, int]
    """Character span in the citing text."""
    symbol: str
    """Canonical symbol of the document meant."""
    form: str
    """`symbol`, `number`, `title`, `name`, `anaphora`."""
    printed: str
    """The symbol as printed; "" for a name."""
    issue: str = ""
    """What is wrong with the symbol, in words."""

    @property
    def is_resolution(self) -> bool:
        """A resolution or something known by name, not a report."""
        return "/RES/" in self.symbol or self.symbol.startswith("decision")


def find_mentions(
    text: str, words: Sequence[Word], *, symbol: str, title: str, known: Iterable[str], own: bool = False
) -> list[Mention]:
    """All mentions, in order, without overlaps; adjacent ones of one document are one.

    Args:
        text: The citing text.
        words: Its words.
        symbol: Symbol of the resolution asked about, or "".
        title: Its title.
        known: Symbols of resolutions known from elsewhere (those the versions cite).
        own: The citing text is itself a resolution: "this resolution" means the text that speaks.
    """
    symbols = find_symbols(text)
    names = _named(text)
    resolutions = {symbol, *known, *(s.symbol for s in symbols), *(m.symbol for m in names)}
    found = [*(_by_symbol(text, s, resolutions) for s in symbols), *names]
    keys = [w.key for w in cut(title, names=False)]
    if len(keys) >= _TITLE_WORDS and symbol:
        found += [m for m in _titles(words, keys, symbol) if _named_so(text, m.span)]
    found = _one_each(text, found)
    found += _aliases(text, found)
    found += _anaphora(text, sorted(found, key=lambda m: m.span), symbol, title, own=own)
    return _disjoint(found)


def _named(text: str) -> list[Mention]:
    names = ((m, " ".join(m[0].split()).replace("'", "’")) for m in pattern().finditer(text))
    return [Mention(span=m.span(), symbol=KNOWN.get(name, ""), form="name", printed="") for m, name in names]


#: A document's mention and the name given to it stand no further apart (characters).
#: Chosen; no calibration is recorded.
_ALIAS_GAP = 160
#: A text gives no more names than this to documents. Chosen as a limit of work or of what is shown.
MAX_ALIASES = 60
_ALIAS = re.compile(
    r"\(?\b(?:herein)?after(?:\s+referred\s+to\s+as|\s+called)?:?\s+(?:the\s+)?(?P<name>[“\"‘'][^”\"’'()]{3,60}[”\"’']|"
    r"[A-Z][\w -]{2,50})(?=\s*\))",
    re.IGNORECASE,
)


def _aliases(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Every later use of a name that the text gives to a document: `(hereinafter “the modalities resolution”)`."""
    ends = [m.span[1] for m in found]
    names: dict[str, tuple[int, str]] = {}
    for match in _ALIAS.finditer(text):
        at = bisect_right(ends, match.start())
        name = match["name"].strip("“”\"‘’' ").removeprefix("the ").strip().casefold()
        if at and name and match.start() - ends[at - 1] <= _ALIAS_GAP and len(names) < MAX_ALIASES:
            names.setdefault(name, (match.end(), found[at - 1].symbol))
    out: list[Mention] = []
    for name, (start, symbol) in names.items():
        again = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        out += [
            Mention(span=m.span(), symbol=symbol, form="name", printed="")
            for m in again.finditer(text, start)
        ]
    return out


def _by_symbol(text: str, found: Symbol, resolutions: set[str]) -> Mention:
    """A symbol as it stands; one that lacks /RES/ or its head is flagged and resolved by context, not rewritten."""
    issue, meant = "", found.symbol
    if found.form == "damaged":
        wrong = "its beginning is missing" if found.text.startswith("/") else "not written as symbols are"
        issue, meant = f"malformed symbol {found.text}: {wrong}, probably {found.likely}", found.likely
    match = _GA_DOCUMENT.fullmatch(found.text) if found.form == "symbol" else None
    if match is not None:
        resolution = f"A/RES/{match['session']}/{match['number']}"
        before = text[max(0, found.number_span[0] - 130) : found.number_span[0]]
        if resolution in resolutions and (_RESOLUTION_NEAR.search(before) or not _REPORT.search(before)):
            issue = f"malformed symbol {found.text}: read as printed it is another document; probably {resolution}"
            meant = resolution
    return Mention(span=found.span, symbol=meant, form=found.form, printed=found.text, issue=issue)


def _titles(words: Sequence[Word], title: Sequence[str], symbol: str) -> list[Mention]:
    keys = [w.key for w in words]
    size = len(title)
    first = title[0]
    return [
        Mention(span=(words[i].start, words[i + size - 1].end), symbol=symbol, form="title", printed="")
        for i in range(len(keys) - size + 1)
        if keys[i] == first and keys[i : i + size] == list(title)
    ]


#: What stands beside a title that names a document: "resolution", "entitled", or its symbol. A subject in the same
#: words names none.
_ENTITLED = re.compile(
    r"(?:\b(?:resolution|entitled|titled|document|declaration|decision|item|résolution|intitulée?|resolución|titulada|titulado)\b"
    r"|резолюци|озаглавлен|قرار|المعنون|决议|题为)[^.;]{0,60}$",
    re.IGNORECASE,
)
#: Characters before and behind a title in which that must stand. Chosen; no calibration is recorded.
_BESIDE = 90


def _named_so(text: str, span: tuple[int, int]) -> bool:
    before, behind = text[max(0, span[0] - _BESIDE) : span[0]], text[span[1] : span[1] + _BESIDE // 3]
    quoted = before.rstrip(" *_")[-1:] in '“«"„《' and behind.lstrip(" *_,.")[:1] in '”»"“》'
    near = any(symbol.span[0] <= len(behind) // 2 for symbol in find_symbols(behind)) or any(
        len(before) - symbol.span[1] <= _BESIDE // 3 for symbol in find_symbols(before)
    )
    return (bool(before) and quoted) or near or _ENTITLED.search(before) is not None


def _one_each(text: str, found: list[Mention]) -> list[Mention]:
    """`Title (symbol)` and `symbol, entitled “title”` are one mention of one document."""
    found.sort(key=lambda m: (m.span[0], -m.span[1]))
    kept: list[Mention] = []
    for mention in found:
        last = kept[-1] if kept else None
        if last is not None and last.symbol == mention.symbol and mention.span[0] >= last.span[1]:
            gap = text[last.span[1] : mention.span[0]]
            if _GLUE.fullmatch(gap) and "symbol" not in (last.form if last.form == mention.form else ""):
                kept[-1] = Mention(
                    span=(last.span[0], mention.span[1]), symbol=last.symbol, form=f"{last.form}+{mention.form}",
                    printed=last.printed or mention.printed, issue=last.issue or mention.issue,
                )  # fmt: skip
                continue
        kept.append(mention)
    return kept


#: Nicknames that name nothing: the resolution mentioned last is meant.
_BARE = frozenset(f"{word}resolution" for word in ("", "same ", "said ", "present ", "above "))
#: From here on a text is a resolution itself, and "this resolution" is the citing text.
_FORMULA = re.compile(
    r"^[ \t*_]*The\s+(?:General\s+Assembly|Security\s+Council|Human\s+Rights\s+Council|Economic\s+and\s+Social\s+Council)"
    r"[*_]*,[*_ \t]*$",
    re.MULTILINE,
)


def _anaphora(text: str, found: Sequence[Mention], symbol: str, title: str, *, own: bool) -> list[Mention]:
    """Words that stand for a document: "the same resolution" for the last, "the modalities resolution" by its title."""
    out: list[Mention] = []
    starts = [m.span[0] for m in found]
    resolutions = [m for m in found if m.is_resolution and m.form != "name"]
    ends = [m.span[1] for m in resolutions]
    formula = _FORMULA.search(text)
    for match in _NICKNAME.finditer(text):
        at = bisect_right(starts, match.start("name"))
        if at and found[at - 1].span[1] > match.start("name"):
            continue
        name = " ".join(match["name"].lower().split())
        complement = _COMPLEMENT.match(text, match.end())
        meant = ""
        if name in _BARE:
            speaking = name == "present resolution" or match["det"].lower() == "this"
            itself = own or (formula is not None and formula.end() < match.start())
            names_one = at < len(found) and found[at].span[0] - match.end() <= 3
            before = bisect_right(ends, match.start())
            # "the resolution on ..." and "the resolution A/..." name a document, they do not stand for one
            if before and not (speaking and itself) and not names_one and complement is None:
                meant = resolutions[before - 1].symbol
        elif fits_title(name, title):
            other = complement is not None and complement["words"].strip().casefold() not in title.casefold()
            meant = "" if other else symbol
        if meant:
            out.append(Mention(span=match.span(), symbol=meant, form="anaphora", printed=""))
    return out


def _disjoint(found: list[Mention]) -> list[Mention]:
    found.sort(key=lambda m: (m.span[0], -m.span[1]))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.span[0] >= kept[-1].span[1]:
            kept.append(mention)
        elif mention.issue and not kept[-1].issue:
            kept[-1] = mention
    return kept
