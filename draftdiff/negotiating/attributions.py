"""Who is named beside words, and what they ask for: `[EU: ...]`, `(CANZ) Urges`, `[Delete (US)]`, "proposed by ...".

An attribution names known parties only, or stands beside an action; everything else stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from draftdiff.negotiating.parties import Parties
    from draftdiff.negotiating.position import Action, Status

#: Words of an action -> what the model calls it. Support asks to retain, opposition and a question reserve.
_VERBS: Mapping[str, tuple[Action | None, str]] = {
    "delete": (
        "delete",
        "delet(?:e|es|ed|ion)(?: of)?|remov(?:e|es|ed|al)|strike(?: out)?|supprimer|suppression|suprimir|supresión|исключить",
    ),
    "retain": (
        "retain",
        "retain(?:s|ed)?|keeps?|reinstate|reinstatement|restore|supports?|conserver|maintenir|mantener|conservar|сохранить",
    ),
    "replace": ("replace", "replac(?:e|es|ed)|substitute|remplacer|reemplazar|sustituir|заменить"),
    "move": ("move", "move(?:s|d)?|relocate|transfer|déplacer|trasladar|mover|перенести"),
    "merge": ("merge", "merge[sd]?|combine|fusionner|fusionar|combinar|объединить"),
    "reserve": (
        "reserve",
        (
            "reserv(?:e|es|ed|ation|ations)(?: (?:its|their) position)?|(?:scrutiny|study) reserv(?:e|ation)"
            "|oppos(?:e|es|ed)|query|queries|objects?|bracket|réserve|reserva|оговорка"
        ),
    ),
    "add": (
        None,
        (
            "add(?:s|ed|ition)?|insert(?:s|ed|ion)?|propos(?:e|es|ed|al)(?: to add)?|alt|new text|text"
            "|ajouter|insérer|añadir|agregar|insertar|добавить"
        ),
    ),
    "streamline": (None, "streamline[sd]?"),
}
_ALL = "|".join(words for _, words in _VERBS.values())
_ACTION = re.compile(
    rf"(?:wants? to |prefers? to |requests? to |asks? to |to )?(?P<verb>{_ALL})\b", re.IGNORECASE
)
_BY = re.compile(
    r"(?:(?:alternative|new|joint|revised|compromise|original|further)\s)?(?:(?:text |language |option |paragraph |as )?(?:proposed|suggested|submitted|requested|supported|presented|tabled|introduced)"
    r"|(?:proposals?|suggestions?|submissions?|requests?|amendments?|text|language)"
    r"|proposé(?:e|s|es)?|propuest[oa]s?|proposition|propuesta|предложено) (?:by|of|from|par|por|de|del) (?:the )?(?P<who>.+)",
    re.IGNORECASE | re.DOTALL,
)
_PROPOSAL = re.compile(
    r"(?P<who>.+?)(?:'s?|’s?)? (?:proposals?|suggestions?|amendments?|text|alt\.?|version|adds?|inserts?|proposes|suggests)$",
    re.DOTALL,
)
_REMARK = re.compile(
    r"(?:comments?|notes?|questions?|remarks?|query)(?: (?:by|from))? (?:the )?(?P<who>.+)$", re.IGNORECASE
)
#: What an action is about, where it is named: "delete para", "retain original text", "delete OP3 bis".
_OBJECT = re.compile(
    r"(?:(?:the|this|whole|entire|all|last|first|second|original|new|current|previous|chair's)\s+){0,3}(?:sub-?)?(?:para(?:graph)?s?|sentences?|text|"
    r"clauses?|phrases?|references?|brackets?|title|words?|language|article|option|PP|OP)\b[^:;]{0,60}",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"(?P<ref>agreed ad ref(?:erendum)?\.?|ad ref(?:erendum)?\.?|AAR)|(?P<agreed>agreed(?: text| language)?)|(?P<stream>streamlined(?: text)?)"
    r"|(?P<place>placeholder\b.*)|(?P<done>to be (?:completed|confirmed|determined|decided|added|inserted|elaborated|developed|discussed)\b.*|tbc|tbd)"
    r"|(?P<caveat>caveated(?: language)?)|(?P<gap>[xX]{1,4}|[.…_]+|[XYZxyz]|20[xX]{2}|\s*|(?:date|month|year|number|day)(?: [xX])?)",
    re.IGNORECASE | re.DOTALL,
)
_STATUSES: dict[str, Status] = {
    "ref": "agreed ad ref", "agreed": "agreed", "stream": "streamlined", "place": "placeholder",
    "done": "to be completed", "caveat": "caveated", "gap": "to be completed",
}  # fmt: skip
_WITH = re.compile(
    r"(?:(?:[“\"'](?P<old>[^”\"]{1,300})[”\"'])?\s*)?(?:by|with|par|por)\s+[“\"']?(?P<new>[^”\"]{1,400})[”\"']?$",
    re.DOTALL,
)


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


def status_of(words: str) -> Status | None:
    """The status words say, if they say nothing else.

    >>> status_of("agreed ad ref")
    'agreed ad ref'
    """
    match = _STATUS.fullmatch(words.strip(" *"))
    return _STATUSES[match.lastgroup or ""] if match else None


def action_of(words: str) -> tuple[bool, Action | None, int]:
    """Whether words begin with an action, which, and where it ends."""
    match = _ACTION.match(words)
    if match is None:
        return False, None, 0
    verb = match["verb"]
    action: Action | None = next(
        a for a, pattern in _VERBS.values() if re.fullmatch(pattern, verb, re.IGNORECASE)
    )
    return True, action, match.end()


def whole(content: str, parties: Parties) -> Said | None:
    """Content of a bracket or parenthesis that is an attribution and nothing else: "EU, US", "CANZ: delete", "Delete (EU)"."""
    stripped = content.strip()
    if not stripped or len(stripped) > _LONGEST:
        return None
    size = len(content)
    who = parties.read(stripped)
    if who:
        return Said(who, None, size, size, bare=True)
    match = _BY.fullmatch(stripped)
    if match and (who := parties.read(match["who"].strip("() "))):
        return Said(who, None, size, size)
    match = _PROPOSAL.fullmatch(stripped)
    if match and (who := parties.read(match["who"])):
        return Said(who, None, size, size)
    return _who_acts(stripped, parties, size) or _acts_who(stripped, parties, size)


def _who_acts(text: str, parties: Parties, size: int) -> Said | None:
    """`EU: delete`, `US reserves`, `G77 - retain`."""
    head, colon, rest = text.partition(":")
    if colon and (who := parties.read(head, guess=True)):
        acts, action, end = action_of(rest.strip())
        left = rest.strip()[end:].strip(" .;")
        left = "" if _OBJECT.fullmatch(left) else left
        if acts and (action in ("replace", "move", "merge", "reserve") or not left):
            return Said(who, action, size, size, instead(left) if action == "replace" else "")
        return None
    for match in re.finditer(r"\s+(?:[-–—]\s+)?", text):
        acts, action, end = action_of(text[match.end() :])
        if acts and action and (who := parties.read(text[: match.start()].rstrip(" -–—"))):
            left = text[match.end() + end :].strip(" .;")
            left = "" if _OBJECT.fullmatch(left) else left
            if not left or action in ("replace", "move", "merge", "reserve"):
                return Said(who, action, size, size, instead(left) if action == "replace" else "")
    return None


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
        if match and (who := parties.read(match["in"] or match["by"], guess=bool(match["in"]))):
            return Said(who, action, size, size)
    match = re.search(r"\((?P<in>[^()]+)\)$|\s[–—-]\s(?P<by>[^–—()]+)$", text)
    about = text[end : match.start()].strip() if match else ""
    free = action in ("replace", "move", "merge") or (action and _OBJECT.fullmatch(about))
    if match and free and (who := parties.read(match["in"] or match["by"], guess=bool(match["in"]))):
        return Said(who, action, size, size, instead(about) if action == "replace" else "")
    return None


def instead(words: str) -> str:
    """The words to put, of "[replace] X by Y"."""
    match = _WITH.search(words)
    return match["new"].strip() if match else ""


_AROUND = re.compile(
    r"^\s*\((?P<in>[^()]{1,240})\)[:\s]*|^\s*(?P<before>[^:\[\]]{1,240}?)\s*:\s*|^\s*\[(?P<sq>[^\[\]]{1,240})\][:\s]*",
    re.DOTALL,
)
#: "EU alt. Urges ...": the words begin with a capital.
_ALT = re.compile(r"^\s*(?P<before>[^:\[\]()]{1,120}?)\s+alt\.?:?\s+(?=[A-Z])", re.DOTALL)
_END = re.compile(
    r"\s*[–—-]?\s*\((?P<in>[^()]{1,240})\)\s*[;,.]?\s*$|\s+[–—/-]\s+(?P<dash>[^–—\[\]()]{1,120})$", re.DOTALL
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
            or (found.get("sq") and said.bare and lower)
        ):
            return None
    else:
        if paragraph and lower:
            return None
        remark = _REMARK.fullmatch(content)
        if remark and (who := parties.read(remark["who"])):
            return Said(who, "reserve", len(text), len(text))
        who = _named(content, parties, rest)
        if not who:
            return None
        said = Said(who, None, 0, 0)
    return _with_action(text, rest, match.end(), said)


def _named(content: str, parties: Parties, rest: str) -> tuple[str, ...]:
    """Who is named before a colon."""
    who = parties.read(content)
    if who:
        return who
    by = _BY.fullmatch(content) or _PROPOSAL.fullmatch(content)
    if by and (who := parties.read(by["who"])):
        return who
    return parties.read(content, guess=True) if action_of(rest)[0] else ()


def _with_action(text: str, rest: str, begin: int, said: Said) -> Said:
    """What is asked for behind a name: "EU: delete this", "US: replace X by Y"; or the words it proposes."""
    acts, action, end = action_of(rest)
    if acts and re.match(
        r"\s*(?:[:;.,]|$|[“\"'(]|this|the\b|para|OP|PP|as |by |with |to |after |before |reference|in )",
        rest[end:],
    ):
        gap = re.match(r"\s*[:,]?\s*", rest[end:])
        start = begin + end + (gap.end() if gap else 0)
        if action is None:
            return Said(said.who, None, start, len(text), adds=True)
        new = instead(rest[end:].strip()) if action == "replace" else ""
        return Said(said.who, action, len(text), len(text), new)
    return Said(said.who, said.action, begin, len(text))


def designation(rest: str) -> bool:
    """The name of an act follows: "(EU) 2016/679", "(EU) No 167/2013"."""
    return re.match(r"(?:No\.?|n[o°]|nº|№)?\s?[\dXY]", rest) is not None


def trailing(text: str, parties: Parties) -> Said | None:
    """An attribution behind words: "... biodiversity (EU, Norway)", "... loss - AOSIS"."""
    match = _END.search(text)
    if match is None or not match.start():
        return None
    said = whole(match["in"] or match["dash"], parties)
    if said is None or (
        match["in"] and said.bare and not speaks(text[: match.start()], match["in"], said, parties)
    ):
        return None
    return Said(said.who, said.action, 0, match.start(), said.replacement, bare=said.bare)


def speaks(before: str, name: str, said: Said, parties: Parties) -> bool:
    """Whether bare names in a parenthesis are an attribution, and not a short form or an example: "(LDCs and SIDS)"."""
    return not defines(before, name) and not parties.addressed.issuperset(said.who)


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
