"""The phrases of attributions: what is asked for, by whom it is said to be, and how far a text is.

Forms: `docs/negotiating.md`; words of other languages as delegations to the United Nations write them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from draftdiff.negotiating.position import Action, Status

#: Words of an action -> what the model calls it. Support asks to retain, opposition and a question reserve.
_VERBS: Mapping[str, tuple[Action | None, str]] = {
    "delete": (
        "delete",
        (
            "delet(?:e|es|ed|ing|ion)(?: of)?|del\\.|del(?=$|[:;,)\\]]| para| OP| PP| this| the )|drops?|omits?|remov(?:e|es|ed|al)|strikes?(?: out)?"
            "|supprimer|suppression|biffer|retirer|suprimir|supresión|eliminar|borrar|исключить|удалить"
        ),
    ),
    "retain": (
        "retain",
        (
            "(?:retain(?:s|ed|ing)?|keep(?:s|ing)?(?! (?:it |this |the |text )?(?:in )?brackets?)|reinstates?|reinstatement|restores?|supp(?:ort(?:s|ed|ing|ers?)?)?\\.?|prefers?|(?:(?:go(?:es)? )?back|reverts?|returns?) to(?: (?:the|an?))?(?: (?:agreed|previous|earlier|original))?(?: (?:text|language|wording|version))?|original)"
            "(?: (?:the )?original)?|conserver|maintenir|garder|appuie|appuyé(?:e|s|es)?|soutient|mantener|retener|conservar|apoya|apoyad[oa]s?|сохранить|поддерживает"
        ),
    ),
    "replace": (
        "replace",
        "replac(?:e|es|ed)|chang(?:e|es|ed)|substitutes?|remplacer|reemplazar|sustituir|заменить",
    ),
    "move": (
        "move",
        "move(?:s|d)?|relocate|transfer|swap|(?:place|put)(?=s? (?:it |this |the para(?:graph)? )?(?:after|before|in(?:to)?(?: the)? (?:OP|PP)))|(?:should |to )?(?:be|go|come)(?= (?:in|to|after|before)(?: the)? (?:OP|PP|pre|ope))|déplacer|trasladar|mover|перенести",
    ),
    "merge": ("merge", "merge[sd]?|combine|fusionner|fusionar|combinar|объединить"),
    "reserve": (
        "reserve",
        (
            "reserv(?:e|es|ed|ation|ations)(?: (?:its|their) position)?|(?:scrutiny|study) reserv(?:e|ation)"
            "|oppos(?:e|es|ed|ition)|opponents?|(?:cannot|can't|does not|do not|doesn't|don't|will not|could not) (?:accept|support|agree|join|go along)(?: (?:to|with|this|the))*|not (?:acceptable|supported)|query|queries|objects?|objections?"
            "|(?:(?:keep|put|place)s? (?:it |this |the |text )?(?:in )?)?bracket(?:s|ed)?|not agreed|disagrees?|réserve|reserva|оговорка"
        ),
    ),
    "add": (
        None,
        (
            "add(?:s|ed|ition)?|insert(?:s|ed|ion)?|propos(?:e|es|ed|al)(?: to add)?|alt|new text|text"
            "|proponents?|sponsors?|authors?|ajouter|insérer|añadir|agregar|insertar|добавить"
        ),
    ),
    "streamline": (None, "streamline[sd]?"),
    "yield": (
        None,
        "(?:can )?(?:live|go along) with(?:out)?|(?:can be |is |are )?flexible(?: on)?|joins?(?=$|[:;,.])",
    ),
}
_ALL = "|".join(f"(?P<{name}>{words})" for name, (_, words) in _VERBS.items())
_ACTION = re.compile(
    rf"(?:(?:would |can |could )?(?:wants? to |like to |prefers? to |wish(?:es)? to |requests? to |asks? to |suggests? to |proposes? to )"
    rf"|(?:(?:asks?|calls?) for |requests? |proposes? |suggests? |prefers? |favou?rs? |in favou?r of )(?:the )?|(?:proposed|suggested|requested) |propose[sn]? |proponen? |demandes? |solicita |pide |(?:can|could|would) |to |please )?"
    rf"(?:{_ALL})(?!\w)",
    re.IGNORECASE,
)
BY = re.compile(
    r"(?:(?:alternative|new|joint|revised|compromise|original|further)\s)?(?:(?:text |language |option |paragraph |as |not )?(?:proposed|suggested|submitted|requested|supported|presented|tabled|introduced|deleted|retained|added|inserted|bracketed|reserved|opposed)"
    r"|(?:proposals?|suggestions?|submissions?|requests?|amendments?|text|language|options?|alternatives?|alt|draft|reservations?|objections?|opposition|réserves?|reservas?)"
    r"|proposé(?:e|s|es)?|présentée?s?|appuyée?s?|apoyad[oa]s?|presentad[oa]s?|propuest[oa]s?|proposition|propuesta|предложено) (?:by|of|from|par|por|de|du|des|del) (?:the )?(?P<who>.+)",
    re.IGNORECASE | re.DOTALL,
)
PROPOSAL = re.compile(
    r"(?P<who>.+?)(?:'s?|’s?)? (?:(?:new|compromise|alternative|revised|joint) )?"
    r"(?:proposals?|suggestions?|amendments?|text|alt\.?|alternatives?|options?|versions?|language|compromise|adds?|inserts?|propose[sn]?|proponen?|suggests)(?: based on .{1,80})?$",
    re.DOTALL | re.IGNORECASE,
)
REMARK = re.compile(
    r"(?:comments?|notes?|questions?|remarks?|query)(?: (?:by|from))? (?:the )?(?P<who>.+)$"
    r"|(?P<whose>.+?)(?:'s?|’s?)? (?:comments?|notes?|questions?|remarks?|query)$",
    re.IGNORECASE,
)
#: Who joins in against: "EU, supported by US and opposed by Cuba".
AGAINST = re.compile(r",?\s*(?:and |but )?opposed by (?:the )?", re.IGNORECASE)
#: Inside a parenthesis, which may hold one more: "(Retain (EU), delete (US))".
INSIDE = r"(?:[^()]|\([^()]*\)){1,240}"
#: Between the statements of one attribution, the stronger mark first: "EU: retain; US: delete", "Egypt delete / Norway retain".
STATEMENTS = (
    re.compile(r"\s*;\s*"),
    re.compile(r"\s+[/|]\s+|\s*\|\s*"),
    re.compile(r"\.\s+"),
    re.compile(r"\.\s+|,\s+(?:and |but |while )?|\s+(?:but|while)\s+"),
)
#: What an action is about, where it is named: "delete para", "retain original text", "delete OP3 bis".
OBJECT = re.compile(
    r"(?:(?:the|this|le|la|les|el|los|las|ce|cette|este|esta|tout|todo|whole|entire|all|last|first|second|original|new|current|previous|chair's)\s+){0,3}(?:sub-?)?(?:para(?:graph)?s?|sentences?|text|"
    r"clauses?|phrases?|references?|brackets?|title|words?|language|article|option|paragraphe|alinéa|phrase|texte|mots?|párrafo|frase|texto|palabras?|(?:PP|OP)\s?\d*)\b[^:;]{0,60}",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"(?P<ref>(?:agreed ad ref(?:erendum)?\.?|ad ref(?:erendum)?\.?|AAR)(?:,? (?:subject to|pending)\b.*)?)|(?P<agreed>agreed(?: text| language)?)|(?P<stream>streamlined(?: text)?)"
    r"|(?P<place>placeholder\b.*)|(?P<done>to be (?:completed|confirmed|determined|decided|added|inserted|elaborated|developed|discussed)\b.*|tbc|tbd)"
    r"|(?P<caveat>caveated(?: language)?)|(?P<gap>[xX]{1,4}|[.…_]+|[XYZxyz]|20[xX]{2}|\s*|(?:date|month|year|number|day)(?: [xX])?)",
    re.IGNORECASE | re.DOTALL,
)
_STATUSES: dict[str, Status] = {
    "ref": "agreed ad ref", "agreed": "agreed", "stream": "streamlined", "place": "placeholder",
    "done": "to be completed", "caveat": "caveated", "gap": "to be completed",
}  # fmt: skip
_WITH = re.compile(
    r"(?:(?:[“\"'](?P<old>[^”\"]{1,300})[”\"'])?\s*)?(?:by|with|to|par|por|→|[-=]>)\s+[“\"']?(?P<new>[^”\"]{1,400})[”\"']?$",
    re.DOTALL,
)


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
    action: Action | None = next(action for name, (action, _) in _VERBS.items() if match[name] is not None)
    return True, action, match.end()


def instead(words: str) -> str:
    """The words to put, of "[replace] X by Y"."""
    match = _WITH.search(words)
    return match["new"].strip() if match else ""


def designation(rest: str) -> bool:
    """The name of an act follows: "(EU) 2016/679", "(EU) No 167/2013"."""
    return re.match(r"(?:No\.?|n[o°]|nº|№)?\s?[\dXY]", rest) is not None


#: The label of a paragraph beside a name: "NEW PP (Egypt):", "OP3 alt - Canada:", "Egypt, PP3 bis:".
_LABEL = (
    r"(?:(?:[Nn]ew|NEW|[Aa]dditional|[Aa]lternative)\s+)?(?:OP|PP|[Oo]perative [Pp]aragraph|[Pp]reambular [Pp]aragraph|[Pp]ara(?:graph)?)\s?\d{0,3}"
    r"(?:\s?(?:bis|ter|quater|quinquies|alt|pre|new)\b\.?(?:\s?\d{1,2}\b)?){0,3}"
)
_LABELLED = re.compile(
    rf"(?:{_LABEL}|(?:[Nn]ew |[Jj]oint )?(?:[Pp]roposal|[Aa]mendment|[Ss]uggestion|[Aa]lternative|[Tt]ext|PROPOSAL)(?=[\s:–—-]))[\s,:–—-]*\(?(?P<behind>[^()\d][^()]*?)\)?|(?P<before>[^()]+?)[\s,–—-]+\(?{_LABEL}\)?"
)


def unlabelled(words: str) -> str:
    """Names without the label of a paragraph beside them.

    >>> unlabelled("NEW PP (Egypt)"), unlabelled("Canada, OP3 alt 2"), unlabelled("Peru")
    ('Egypt', 'Canada', 'Peru')
    """
    match = _LABELLED.fullmatch(words.strip())
    return (match["behind"] or match["before"]).strip() if match else words


#: One wording for another: "“affirms” → “recalls”".
ARROW = re.compile(r"[“\"«'].{1,300}[”\"»']\s*(?:→|[-=]>)\s*[“\"«'].{1,300}[”\"»']", re.DOTALL)
