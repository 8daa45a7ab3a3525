"""Who is named beside words, and what they ask for: `[EU: ...]`, `(CANZ) Urges`, `[Delete (US)]`, "proposed by ...".

An attribution names known parties only, or stands beside an action; everything else stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.negotiating.phrases import (
    AGAINST,
    ARROW,
    BY,
    INSIDE,
    OBJECT,
    PROPOSAL,
    REMARK,
    STATEMENTS,
    action_of,
    designation,
    instead,
    unlabelled,
)

if TYPE_CHECKING:
    from draftdiff.negotiating.parties import Parties
    from draftdiff.negotiating.position import Action


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution, read."""

    who: tuple[str, ...]
    action: Action | None
    start: int
    """Where the proposed words begin in the text that was read."""
    end: int
    """Where they end; equal to `start` where there are none."""
    replacement: str = ""
    adds: bool = False
    """Says that the words are to be put in."""
    bare: bool = False
    """Names and nothing else."""
    also: tuple[Said, ...] = ()
    """What others say in the same attribution: "EU: retain; US: delete"."""


def whole(content: str, parties: Parties) -> Said | None:
    """Content of a bracket or parenthesis that is an attribution and nothing else: "EU, US", "CANZ: delete", "Delete (EU)"."""
    stripped = content.strip()
    if not stripped or len(stripped) > _LONGEST:
        return None
    size = len(content)
    who = parties.read(stripped)
    if who:
        return Said(who, None, size, size, bare=True)
    match = BY.fullmatch(stripped)
    if match and (who := parties.read(match["who"].strip("() "))):
        return Said(who, _by_itself(stripped), size, size)
    match = PROPOSAL.fullmatch(stripped)
    if match and (who := parties.read(match["who"], adjectives=True)):
        return Said(who, None, size, size)
    one = _who_acts(stripped, parties, size) or _acts_who(stripped, parties, size)
    return one if one and one.action != "reserve" else _several(stripped, parties, size) or one


def _by_itself(words: str) -> Action | None:
    """The action in "supported by X", "reservation of X"; who proposes asks for no more than the words."""
    acts, action, _ = action_of(words.casefold().removeprefix("original "))
    return action if acts and action in ("delete", "retain", "reserve") else None


def _several(text: str, parties: Parties, size: int) -> Said | None:
    """`EU: retain; US: delete`, `Delete: Russia, China; retain: EU`: each piece names somebody, with an action."""
    for between in STATEMENTS:
        pieces = _pieces_of(text, between)
        if len(pieces) < 2:
            continue
        found = _pieces(pieces, parties, size)
        if found:
            first, *others = found
            return Said(first.who, first.action, size, size, first.replacement, also=tuple(others))
    return None


def _pieces_of(text: str, between: re.Pattern[str]) -> list[str]:
    """Split, but not inside parentheses."""
    cuts = [0]
    for match in between.finditer(text):
        if text.count("(", 0, match.start()) == text.count(")", 0, match.start()):
            cuts += [match.start(), match.end()]
    cuts.append(len(text))
    return [piece for a, b in zip(cuts[::2], cuts[1::2], strict=True) if (piece := text[a:b]).strip()]


def _pieces(pieces: list[str], parties: Parties, size: int) -> list[Said]:
    """Every piece read; names alone belong to the next piece that has an action: "EU, Norway retain"."""
    found: list[Said] = []
    waiting: tuple[str, ...] = ()
    for piece in pieces:
        said = _who_acts(piece, parties, size) or _acts_who(piece, parties, size)
        if said is not None:
            found.append(Said((*waiting, *said.who), said.action, size, size, said.replacement))
            waiting = ()
        elif names := parties.read(piece):
            waiting = (*waiting, *names)
        else:
            return []
    return [] if waiting or len(found) < 2 else found


def _who_acts(text: str, parties: Parties, size: int) -> Said | None:
    """`EU: delete`, `US reserves`, `G77 - retain`."""
    head, colon, rest = text.partition(":")
    if colon and (who := parties.read(head, guess=True)):
        if ARROW.fullmatch(rest.strip()):
            return Said(who, "replace", size, size, instead(rest.strip()))
        acts, action, end = action_of(rest.strip())
        left = rest.strip()[end:].strip(" .;")
        left = "" if OBJECT.fullmatch(left) else left
        if acts and (action in ("replace", "move", "merge", "reserve") or not left):
            return Said(who, action, size, size, instead(left) if action == "replace" else "")
        adds = acts and action is None and _QUOTED.fullmatch(left)
        return Said(who, None, size, size, adds=True) if adds else None
    for match in re.finditer(r"\s+(?:[-–—]\s+)?", text):
        acts, action, end = action_of(text[match.end() :])
        if acts and action and (who := parties.read(text[: match.start()].rstrip(" -–—/"))):
            left = text[match.end() + end :].strip(" .;")
            left = "" if OBJECT.fullmatch(left) else left
            if not left or action in ("replace", "move", "merge", "reserve"):
                return Said(who, action, size, size, instead(left) if action == "replace" else "")
    return None


#: Behind a name and a colon: words to put, in marks.
_QUOTED = re.compile(r"[“\"«'].+[”\"»']", re.DOTALL)
_TAIL_WHO = re.compile(
    r"[\s:,–—-]*(?:\((?P<in>[^()]+)\)|(?:(?:proposed |requested )?(?:by|par|por)\b|[:–—-])\s*(?P<by>.+))$",
    re.DOTALL,
)


def _acts_who(text: str, parties: Parties, size: int) -> Said | None:
    """`Delete (CANZ)`, `deletion proposed by the EU`, `retain - US`."""
    acts, action, end = action_of(text)
    if not acts:
        return None
    for start in range(end, min(len(text), end + 1) + 1):
        match = _TAIL_WHO.match(text, start)
        named = (match["in"] or match["by"]) if match else ""
        if who := parties.read(named, guess=bool(match and match["in"]), codes=True):
            return Said(who, action, size, size)
    match = re.search(r"\((?P<in>[^()]+)\)$|(?:\s[–—-]|:)\s(?P<by>[^–—():]+)$", text)
    about = text[end : match.start()].strip() if match else ""
    free = action in ("replace", "move", "merge") or (action and OBJECT.fullmatch(about))
    if match and free and (who := parties.read(match["in"] or match["by"], guess=bool(match["in"]))):
        return Said(who, action, size, size, instead(about) if action == "replace" else "")
    return None


_AROUND = re.compile(
    rf"^\s*\((?P<in>{INSIDE})\)[:\s]*"
    r"|^\s*(?P<before>[^:\[\]]{1,240}?)\s*:\s*|^\s*\[(?P<sq>[^\[\]]{1,240})\][:\s]*",
    re.DOTALL,
)
#: "EU alt. Urges ...": the words begin with a capital.
_ALT = re.compile(r"^\s*(?P<before>[^:\[\]()]{1,120}?)\s+alt\.?:?\s+(?=[A-Z])", re.DOTALL)
#: Behind a name and a colon at the head of a paragraph: a number of votes or seats, a person.
_NO_PROPOSAL = re.compile(r"[\d(]|(?:Mr|Ms|Mrs|Mme|M|Sr|Sra|Dr|Prof|H\.? ?E|His|Her)\b")
_END = re.compile(
    rf"\s*[–—-]?\s*\((?P<in>{INSIDE})\)\s*[;,.]?\s*$"
    r"|\s+(?:[–—/-]|//)\s+(?P<dash>[^–—\[\]()]{1,120})$"
    r"|:\s+(?P<acts>[^:\[\]()]{1,120})$",
    re.DOTALL,
)


def leading(text: str, parties: Parties, *, paragraph: bool = False) -> Said | None:
    """An attribution before words: "EU: promote", "(CANZ) Urges", "Proposed by Norway: ...".

    Args:
        text: words of a bracket or a paragraph.
        parties: who is known.
        paragraph: the words are a paragraph's: they begin with a capital behind a name and a colon, or it is no attribution.
    """
    match = _ALT.match(text) or _AROUND.match(text)
    if match is None:
        return None
    found = match.groupdict()
    content = (found.get("in") or found.get("before") or found.get("sq") or "").strip()
    rest = text[match.end() :]
    lower = rest[:1].islower() and action_of(rest)[0] is False
    if found.get("before") is None:
        said = whole(content, parties)
        if (
            said is None
            or (found.get("in") and designation(rest))
            or (found.get("sq") and said.bare and (lower or not rest.strip()))
        ):
            return None
    else:
        if paragraph and (lower or content[:1].islower() or _NO_PROPOSAL.match(rest)):
            return None
        said = _before_colon(content, rest, len(text), parties)
        if said is None or said.start == len(text):
            return said
    return _with_action(text, rest, match.end(), said)


def _before_colon(content: str, rest: str, size: int, parties: Parties) -> Said | None:
    """A remark by somebody, which proposes no words; or who proposes what follows, and who is against it."""
    remark = REMARK.fullmatch(content)
    if remark and (who := parties.read(remark["who"] or remark["whose"])):
        return Said(who, "reserve", size, size)
    content, *against = AGAINST.split(content, maxsplit=1)
    who = _named(content, parties, rest)
    others = parties.read(against[0]) if against else ()
    if not who or (against and not others):
        return None
    _, dash, act = _partition(content)
    _, action, end = action_of(act) if dash else (False, None, 0)
    action = None if act[end:].strip() else action
    return Said(who, action, 0, 0, also=(Said(others, "reserve", 0, 0),) if others else ())


def _named(content: str, parties: Parties, rest: str) -> tuple[str, ...]:
    """Who is named before a colon."""
    content = content.rstrip(" –—-")
    who = parties.read(content) or parties.read(unlabelled(content))
    if who:
        return who
    by = BY.fullmatch(content) or PROPOSAL.fullmatch(content)
    if by and (who := parties.read(by["who"], adjectives=True)):
        return who
    head, dash, act = _partition(content)
    if dash and action_of(act)[0] and (who := parties.read(head)):
        return who
    return parties.read(content, guess=True) if action_of(rest)[0] else ()


def _partition(words: str) -> tuple[str, str, str]:
    """Around the first dash between spaces, or before a parenthesis: "EU - add new OP3 bis", "EU (proposed text)"."""
    match = re.search(r"\s+[-–—]\s+|\s*\((?=[^()]*\)$)", words)
    return (words[: match.start()], match[0], words[match.end() :].rstrip(")")) if match else (words, "", "")


def _with_action(text: str, rest: str, begin: int, said: Said) -> Said:
    """What is asked for behind a name: "EU: delete this", "US: replace X by Y"; or the words it proposes."""
    acts, action, end = action_of(rest)
    if acts and re.match(
        r"\s*(?:[:;.,]|$|[“\"'(]|this|the\b|le\b|la\b|les\b|el\b|los\b|las\b|para|pár|OP|PP|as |by |with |to |after |before |reference|in )",
        rest[end:],
    ):
        gap = re.match(r"\s*[:,]?\s*", rest[end:])
        start = begin + end + (gap.end() if gap else 0)
        if action is None:
            return Said(said.who, None, start, len(text), adds=True, also=said.also)
        if action in ("delete", "retain") and re.match(r"\s*:\s*\w", rest[end:]):
            return Said(said.who, action, start, len(text), also=said.also)
        new = instead(rest[end:].strip()) if action == "replace" else ""
        return Said(said.who, action, len(text), len(text), new, also=said.also)
    return Said(said.who, said.action, begin, len(text), also=said.also)


def trailing(text: str, parties: Parties) -> Said | None:
    """An attribution behind words: "... biodiversity (EU, Norway)", "... loss - AOSIS"."""
    match = _END.search(text)
    if match is None or not match.start():
        return None
    said = whole(match["in"] or match["dash"] or match["acts"], parties)
    if said is None or (match["acts"] and not said.action):
        return None
    if match["in"] and said.bare and not speaks(text[: match.start()], match["in"], said, parties):
        return None
    return Said(said.who, said.action, 0, match.start(), said.replacement, bare=said.bare, also=said.also)


def speaks(before: str, name: str, said: Said, parties: Parties) -> bool:
    """Whether bare names in a parenthesis are an attribution, and not a short form or an example: "(LDCs and SIDS)"."""
    listed = len(said.who) > 1 and _LISTED.search(before)
    return not (listed or defines(before, name)) and not parties.addressed.issuperset(said.who)


#: Before a parenthesis whose names are examples of what is said: "the pilot countries (Ghana, Mali and Niger)".
_LISTED = re.compile(
    r"\b(?:(?:[Cc]ountr|[Ee]conom)ies|[Cc]ountry|[Nn]ations|[Rr]egions|[Ii]slands|[Gg]overnments|[Mm]embers|(?<!Urges )(?<!upon )[Ss]tates"
    r"|(?<!Urges )Parties|concerned|pays|[Éé]tats|[Pp]aíses|[Ee]stados|стран\w*|государств\w*)\s*$"
)


def defines(before: str, name: str) -> bool:
    """Whether a parenthesis gives the short form of the words before it: "Alliance of Small Island States (AOSIS)".

    >>> defines("the least developed countries", "LDCs")
    True
    """
    letters = [c for c in name.strip() if c.isupper()]
    if not letters or not name.strip().rstrip("s+").replace("-", "").isupper():
        return False
    words = re.findall(r"[^\W\d_]+", before.replace("-", " "))[-3 * len(letters) :]
    initials = "".join(word[0] for word in words).upper()
    at = len(initials)
    for letter in reversed(letters):
        at = initials.rfind(letter, 0, at)
        if at < 0:
            return False
    return len(initials) - initials.rfind(letters[-1]) <= 2


#: Characters an attribution may have. Chosen: a list of parties and an action with what to put instead.
_LONGEST = 600
