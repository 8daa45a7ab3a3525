"""How amendments name paragraphs: "OP3", "operative paragraph 3", "the third preambular paragraph", "le paragraphe 5 b)"."""

from __future__ import annotations

import re
from functools import cache

from draftdiff.amending.amendment import Target
from draftdiff.amending.vocabulary import NUMBER, SUBS, Vocabulary, compiled, vocabulary
from draftdiff.label import Label

_SHORT = r"(?:OP|PP)"
_NUM = rf"(?P<num>{NUMBER})(?P<subs>{SUBS})?"
_NUM2 = rf"(?P<num2>{NUMBER})(?P<subs2>{SUBS})?"
_ALT = re.compile(r"alt\b\.? ?(\d*)", re.IGNORECASE)


@cache
def forms(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Name of a form -> its pattern, in one language. Groups: num, subs, kind words, scope, ordinal."""
    n = vocabulary(language).names
    ordinal = vocabulary(language).ordinal
    art = rf"(?:(?:{n['one']}) )?"
    pre = rf"(?:(?P<op_pre>{n['operative']}) |(?P<pp_pre>{n['preambular']}) )?"
    post = rf"(?: (?P<op_post>{n['operative']})| (?P<pp_post>{n['preambular']})|(?P<op_after>{n['operative_after']})|(?P<pp_after>{n['preambular_after']}))?"
    text = rf"(?:{n['of_text']})?"
    annex = rf"(?:{n['annex']})(?: (?:[IVXL]{{1,6}}|\d{{1,2}})\b)?"
    of = rf"(?:{n['of']})(?:(?<=['’])| )"
    paragraph = rf"(?:{pre}(?:{n['paragraph']}) ?{_NUM}{post}|(?P<short>{_SHORT})s?[. ]?{_NUM2})"
    sub = rf"(?:(?P<sub_before>(?:{n['sub']}) ?{SUBS}),? {of})?"
    after = rf"(?:,? (?P<sub_after>(?:{n['sub']}) ?{SUBS}))?"
    whole = rf"{sub}{art}{paragraph}{after}"
    article = rf"(?:{n['article']}) (?P<article>{NUMBER})"
    return (
        ("article", compiled(rf"{sub}{art}{article}(?P<asubs>{SUBS}|,? (?:{n['paragraph']}) ?{NUMBER}(?:{SUBS})?)?")),
        ("article", compiled(rf"{sub}{art}(?:{n['paragraph']}) ?{_NUM} {of}{art}{article}")),
        ("annex", compiled(rf"(?P<scope>{annex}),? {whole}")),
        ("annex", compiled(rf"{whole},? {of}{art}(?P<scope>{annex})")),
        ("chapeau", compiled(rf"{art}(?P<chapeau>{n['chapeau']}) {of}{whole}{text}")),
        ("chapeau", compiled(rf"{whole},? ?(?:\({art}(?:{n['chapeau']})\)|{art}(?:{n['chapeau']}))")),
        ("paragraph", compiled(rf"{whole}{text}")),
        ("ordinal", compiled(rf"{sub}{art}{pre}(?P<ordinal>{ordinal}) {pre.replace('pre>', 'mid>')}(?:{n['paragraph']}){post}{text}{after}")),
        ("ordinal", compiled(rf"{sub}{art}{pre}(?:{n['paragraph']}) (?P<ordinal>{ordinal}){post}{text}{after}")),
        ("ordinals", compiled(rf"{art}(?P<list>{ordinal}(?:, {art}{ordinal})*,? (?:{n['joins'].rpartition('|')[0]}) {art}{ordinal}) {pre}(?:{n['paragraph']}){post}{text}")),
        ("sub", compiled(rf"{art}(?:{n['sub']}|{n['paragraph']}) ?(?P<lone>{SUBS})")),
        ("title", compiled(rf"{art}(?:{n['title']}){text}")),
    )  # fmt: skip


@cache
def new_forms(language: str) -> tuple[re.Pattern[str], ...]:
    """A paragraph that is new: "a new OP5 bis", "the following new preambular paragraph"."""
    n = vocabulary(language).names
    new = rf"(?:{n['new']})"
    number = rf"(?: ?(?P<num>{NUMBER})(?P<subs>{SUBS})?| ?(?P<lone>{SUBS}))?"
    pre = rf"(?:(?P<op_pre>{n['operative']}) |(?P<pp_pre>{n['preambular']}) )?"
    post = rf"(?: (?P<op_post>{n['operative']})| (?P<pp_post>{n['preambular']})|(?P<op_after>{n['operative_after']})|(?P<pp_after>{n['preambular_after']}))?"
    noun = rf"(?:{n['paragraph']}|{n['sub']})"
    following = {"en": "the following", "fr": "le suivant", "es": "el siguiente"}[language]
    return (
        compiled(rf"(?:(?:{n['one']}|\d) )?{new} {pre}{noun}(?: {new})?{number}{post}(?: {new})?"),
        compiled(rf"(?:(?:{n['one']}|\d) )?{pre}{noun}{post} {new}{number}{post.replace('post>', 'post2>').replace('after>', 'after2>')}"),
        compiled(rf"(?:(?:{n['one']}|\d) )?(?:{new} )?(?P<short>{_SHORT})s?[. ]?(?P<num>{NUMBER})(?P<subs>{SUBS})?(?: {new})?(?: {_SHORT})?"),
        compiled(rf"(?:(?:{n['one']}|\d) )?{new} (?P<short>{_SHORT})s?"),
        compiled(rf"(?:{following}|{n['one'].split('|')[0]}) {pre}{noun}{post}"),
    )  # fmt: skip


def subs_of(text: str | None) -> tuple[str, ...]:
    """Sub-labels one by one: "(b) bis (ii)" gives ("b bis", "ii")."""
    found = re.findall(
        r"([^\W_]{1,5})\)?((?: (?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies))?)",
        _bare(text or ""),
    )
    return tuple(f"{letter}{insertion.lower()}" for letter, insertion in found)


def _bare(text: str) -> str:
    """Sub-labels without the noun before them."""
    first = re.search(SUBS, text)
    return text[first.start() :] if first else text


def label_of(kind: str, number: str, subs: tuple[str, ...] = (), scope: tuple[str, ...] = ()) -> Label:
    """A label from the parts of a name."""
    found = re.fullmatch(
        r"(?P<n>\d{1,4}(?:\.\d+)*[A-Z]?)[ -]?(?P<ins>[a-z]+?)?[ -]?(?P<alt>alt\b\.? ?\d*)?",
        number.strip(),
        re.IGNORECASE,
    )
    if found is None:
        return Label(kind, number, "", 0, subs, scope)
    alt = _ALT.match(found["alt"] or "")
    plain = re.sub(r"^0+(?=\d)", "", found["n"])
    return Label(kind, plain, (found["ins"] or "").lower(), int(alt[1] or 1) if alt else 0, subs, scope)


def target(form: str, match: re.Match[str], words: Vocabulary) -> Target | None:  # noqa: PLR0911 - one for each form
    """What a match of `forms` names; None where it is no name after all."""
    groups = said(match)
    text = " ".join(match.group().split())
    if form == "title":
        return Target(text, part="title")
    if form == "sub":
        return Target(text, Label("", "", subs=subs_of(groups["lone"])))
    kind = kind_of(groups)
    subs = _joined_subs(groups)
    if form == "ordinal":
        if subs is None:
            return None
        return Target(text, Label(kind, "", subs=subs), ordinal=words.value(groups["ordinal"]))
    if form == "article":
        inner = groups.get("asubs", "")
        own = (
            _article_subs(inner)
            if inner
            else ((groups["num"], *subs_of(groups.get("subs"))) if "num" in groups else ())
        )
        return Target(
            text, label_of("Article", groups["article"], (*own, *subs_of(groups.get("sub_before"))))
        )
    if subs is None:
        return None
    scope = (_scope(groups["scope"]),) if "scope" in groups else ()
    return Target(
        text, label_of(kind, groups["num"], subs, scope), part="chapeau" if form == "chapeau" else ""
    )


def ordinals(match: re.Match[str], words: Vocabulary) -> tuple[Target, ...]:
    """Each paragraph of a row of ordinals: "the second and third preambular paragraphs"."""
    kind = kind_of(said(match))
    found = re.finditer(words.ordinal, match["list"], re.IGNORECASE)
    return tuple(
        Target(f"{one.group()} of {match.group()}", Label(kind, ""), ordinal=words.value(one.group()))
        for one in found
    )


def said(match: re.Match[str]) -> dict[str, str]:
    """Groups that matched, alternatives of one name (num, num2) under that name."""
    return {key.rstrip("2"): value for key, value in match.groupdict().items() if value}


def kind_of(groups: dict[str, str]) -> str:
    """`OP`, `PP`, or "" where the name does not say."""
    if "short" in groups:
        return groups["short"].upper()
    kinds = {key.partition("_")[0] for key in groups if key.startswith(("op_", "pp_"))}
    return kinds.pop().upper() if len(kinds) == 1 else ""


def _joined_subs(groups: dict[str, str]) -> tuple[str, ...] | None:
    """Sub-labels said beside the number, before or after it; None where they are said twice."""
    given = [groups[key] for key in ("subs", "sub_before", "sub_after") if key in groups]
    if len(given) == 2 and "subs" in groups:
        return (*subs_of(groups["subs"]), *subs_of(given[1]))
    return subs_of(given[0]) if len(given) == 1 else (() if not given else None)


def _article_subs(text: str) -> tuple[str, ...]:
    number = re.search(rf"\d{{1,4}}(?:[ -]?{'(?:bis|ter|quater)'})?", text)
    if number is None:
        return subs_of(text)
    return (number.group(), *subs_of(text[number.end() :]))


def _scope(text: str) -> str:
    word, _, number = " ".join(text.split()).partition(" ")
    return f"{word[:1].upper()}{word[1:].lower()} {number}".strip()


def listed(language: str, kind: str, first: Label, text: str, at: int) -> tuple[list[Label], int]:
    """Further numbers behind a name: "paragraphs 7, 8 and 9", "OPs 7 to 9"; and the offset after them."""
    joins = vocabulary(language).names["joins"]
    more = re.compile(
        rf"(?P<join>\s*,\s*(?:(?:{joins}) )?|\s+(?:{joins})\s+|\s?[-–]\s?)(?P<num>{NUMBER})(?P<subs>{SUBS})?(?![\w)])(?!\s+(?:{vocabulary(language).names['new']})\b)",
        re.IGNORECASE,
    )
    to = joins.rsplit("|", 1)[1]
    found: list[Label] = []
    while True:
        match = more.match(text, at)
        if match is None:
            return found, at
        label = label_of(kind, match["num"], subs_of(match["subs"]), first.scope)
        join = match["join"].strip(" ,").casefold()
        if join in (to, "-", "–"):
            between = _range(found[-1] if found else first, label)
            if between is None:
                return found, at
            found += between
        else:
            found.append(label)
        at = match.end()


def _range(first: Label, last: Label) -> list[Label] | None:
    """The labels after `first` up to `last`; None where that is no range of plain numbers."""
    if (
        first.subs
        or last.subs
        or not (first.number.isdigit() and last.number.isdigit())
        or last.insertion
        or first.insertion
    ):
        return None
    numbers = range(int(first.number) + 1, int(last.number) + 1)
    return [Label(first.kind, str(n), scope=first.scope) for n in numbers] if numbers else None
