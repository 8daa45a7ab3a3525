"""All positions of a document: brackets, options, labels, attributions, marks by hand, comments; and their slots."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftdiff.negotiating.attributions import leading, trailing, whole
from draftdiff.negotiating.brackets import bracket_tree
from draftdiff.negotiating.choices import find_choices
from draftdiff.negotiating.draft import Draft, Group
from draftdiff.negotiating.interjected import find_braced, find_interjected
from draftdiff.negotiating.marks import find_comments, find_marks, find_notes
from draftdiff.negotiating.options import find_labelled, find_options, named_option
from draftdiff.negotiating.parties import Parties, load_parties
from draftdiff.negotiating.phrases import INSIDE, status_of
from draftdiff.negotiating.position import Position, Positions, Slot, Span

if TYPE_CHECKING:
    from draftdiff.model import Document
    from draftdiff.negotiating.attributions import Said
    from draftdiff.negotiating.brackets import Tree, Unit

_GOES_ON = re.compile(r"\s*(?:[,;.:]|(?:and|including|et|y)\b)")
_PARENTHESIS = re.compile(rf"\s?\(({INSIDE})\)")


def positions(document: Document, *, parties: Parties | None = None) -> Positions:
    """What is open in a text, or proposed, in order of reading.

    Made once for a document and the usual parties.

    Args:
        document: any version; one without marks of negotiation has none.
        parties: names of parties beside or instead of the usual ones (`load_parties`).
    """
    if parties is not None:
        return _find(document, parties)
    return document.once("positions", lambda text: _find(text, load_parties(language=text.language)))


def _find(document: Document, parties: Parties) -> Positions:
    tree = bracket_tree(document)
    drafts = [_bracket(tree, at, parties) for at in range(len(tree.pairs))]
    _side_by_side(tree, drafts)
    drafts += find_choices(tree, drafts)
    drafts += find_options(tree)
    drafts += find_labelled(tree)
    drafts += _paragraphs(tree, drafts, parties)
    drafts += find_braced(tree, drafts, parties)
    drafts += find_interjected(tree, drafts, parties)
    drafts += [other for draft in drafts for other in draft.also]
    drafts += find_marks(tree, document)
    drafts += find_comments(tree, parties)
    drafts += find_notes(tree, parties)
    return _settled(tree, drafts)


def _bracket(tree: Tree, at: int, parties: Parties) -> Draft:
    """A pair of brackets, with what is said inside it and behind it."""
    pair = tree.pairs[at]
    (first, start), (last, end) = pair.opens, pair.closes
    spans = tree.spans(pair.opens, pair.closes)
    unit = tree.units[first]
    draft = Draft(spans, tree.spans((first, start + 1), (last, end - 1)))
    if first == last:
        if _says_only(draft, unit, start, end, parties):
            return draft
        _says_beside(draft, unit, start + 1, end - 1, parties)
    else:
        said = leading(unit.text[start + 1 :], parties)
        if said and said.start < said.end:
            begin = start + 1 + said.start
            draft.say(said, Span(first, unit.label, start + 1, begin))
            draft.inner = tree.spans((first, begin), (last, end - 1))
    _behind(tree.units[last], end, draft, parties)
    return draft


def _says_only(draft: Draft, unit: Unit, start: int, end: int, parties: Parties) -> bool:
    """A bracket that says who, what or how far, and proposes no words; or names alone, which are words of the text."""
    content = unit.text[start + 1 : end - 1]
    draft.status = status_of(content)
    said = None if draft.status else whole(content, parties)
    if said is None:
        return False
    if not said.action and parties.read(content.strip()):
        if _heads(unit, start, end, said, parties):
            draft.say(said, Span(unit.index, unit.label, start, end))
            draft.spans = (Span(unit.index, unit.label, 0, len(unit.text)),)
            words = end + len(unit.text[end:]) - len(unit.text[end:].lstrip())
            draft.inner = (Span(unit.index, unit.label, words, len(unit.text)),)
            draft.kind = "insertion"
        elif _ends(unit, start, end, said, parties):
            draft.say(said, Span(unit.index, unit.label, start, end))
            draft.spans = (Span(unit.index, unit.label, 0, len(unit.text)),)
            draft.inner = (Span(unit.index, unit.label, 0, len(unit.text[:start].rstrip())),)
            draft.kind = "insertion"
        return True  # "[LDCs and SIDS]" are words of the text
    draft.say(said, Span(unit.index, unit.label, start + 1, end - 1))
    draft.inner = (Span(unit.index, unit.label, end - 1, end - 1),)
    if said.action in ("delete", "replace"):
        draft.kind = "deletion" if said.action == "delete" else "alternative"
    return True


#: A parenthesis that fills a bracket: "[(UK: strongly)]".
_PEELED = re.compile(r"\s*\(([^()]+)\)\s*")


def _says_beside(draft: Draft, unit: Unit, begin: int, stop: int, parties: Parties) -> None:
    """A bracket whose words have an option's name before them, or an attribution before or behind them."""
    content = unit.text[begin:stop]
    named = named_option(content)
    if named and named[1] < len(content):
        draft.name, draft.kind = named[0], "option"
        begin += named[1]
        content = content[named[1] :]
        draft.inner = (Span(unit.index, unit.label, begin, stop),)
    if peeled := _PEELED.fullmatch(content):
        begin, stop = begin + peeled.start(1), begin + peeled.end(1)
        content = peeled[1]
    said = leading(content, parties) or trailing(content, parties)
    if said is None:
        return
    mark = (begin, begin + said.start) if said.start else (begin + said.end, stop)
    draft.say(said, Span(unit.index, unit.label, *mark))
    draft.inner = (Span(unit.index, unit.label, begin + said.start, begin + said.end),)
    if said.adds:
        draft.kind = "insertion"


def _ends(unit: Unit, start: int, end: int, said: Said, parties: Parties) -> bool:
    """`... annually; [G77 and China]`: names in square brackets behind the stop of a paragraph."""
    before = unit.text[:start].rstrip()
    behind = unit.text[end:].strip(" .;,")
    return not behind and before.endswith((";", ".")) and not parties.addressed.issuperset(said.who)


def _heads(unit: Unit, start: int, end: int, said: Said, parties: Parties) -> bool:
    """`[EU] Urges ...`: names in square brackets before a paragraph; elsewhere they are words that are open."""
    rest = unit.text[end:].lstrip()
    return start == 0 and rest[:1].isupper() and not parties.offices.intersection(said.who)


def _behind(unit: Unit, end: int, draft: Draft, parties: Parties) -> None:
    """`[text] (EU, US)`, `[text](placeholder)`."""
    match = _PARENTHESIS.match(unit.text, end)
    if match is None:
        _last_words(unit, end, draft, parties)
        return
    said = whole(match[1], parties)
    where = (Span(unit.index, unit.label, match.start(), match.end()),)
    if said:
        draft.say(said, *where)
    elif (status := status_of(match[1])) and match[1].strip():
        draft.status = draft.status or status
        draft.said = (*draft.said, *where)


_DASH = re.compile(r"\s*[–—-]\s+|\s+")


def _last_words(unit: Unit, end: int, draft: Draft, parties: Parties) -> None:
    """`[...;] Ecuador`, `[text] - Ecuador, Bolivia`: names end a paragraph, behind a dash or a stop inside the bracket."""
    gap = _DASH.match(unit.text, end)
    if gap is None or not (gap[0].strip() or unit.text[: end - 1].rstrip().endswith((";", "."))):
        return
    rest = unit.text[gap.end() :].rstrip(" .;")
    said = whole(rest, parties) if rest else None
    if said:
        draft.say(said, Span(unit.index, unit.label, gap.start(), len(unit.text)))


def _side_by_side(tree: Tree, drafts: list[Draft]) -> None:
    """Brackets side by side compete: "[shall][should]"; one that goes on in the sentence does not: "[A][, including B]"."""
    ends: dict[tuple[int, int], Draft] = {}
    for draft in drafts:
        first, last = draft.spans[0], draft.spans[-1]
        if len(draft.spans) > 1:
            continue
        unit = tree.units[first.index]
        before = _left(unit, first.start, ends)
        here = draft.said[-1].end if draft.said and draft.said[-1].start >= last.end else last.end
        ends[(last.index, here)] = draft
        ends[(last.index, last.end)] = draft
        if before is None or before.inner == () or not _compete(before, draft, tree):
            continue
        group = before.slot or Group("brackets")
        if before.slot is None:
            group.add(before)
        group.add(draft)


def _left(unit: Unit, start: int, ends: dict[tuple[int, int], Draft]) -> Draft | None:
    text = unit.text[:start]
    gap = re.search(r"\s*(?:/|\bor\b|\bou\b)?\s*$", text)
    return ends.get((unit.index, gap.start())) if gap else None


def _compete(before: Draft, draft: Draft, tree: Tree) -> bool:
    one, two = _words(tree, before.inner), _words(tree, draft.inner)
    if not one.strip() or not two.strip():
        return bool(before.action or draft.action or before.who) is False and bool(one.strip() or two.strip())
    joins = _GOES_ON.match(two) is not None
    return not joins or (_GOES_ON.match(one) is not None and len(one.split()) <= 2 and len(two.split()) <= 2)


def _words(tree: Tree, spans: tuple[Span, ...]) -> str:
    return "\n".join(tree.units[s.index].text[s.start : s.end] for s in spans)


def _paragraphs(tree: Tree, drafts: list[Draft], parties: Parties) -> list[Draft]:
    """Attributions of whole paragraphs and options, before or behind their words."""
    found: list[Draft] = []
    covered = {(d.spans[0].index, d.spans[0].start) for d in drafts if d.who and d.spans[0].start == 0}
    starts = {
        (d.inner[0].index, d.inner[0].start): d
        for d in drafts
        if d.kind in ("option", "alternative") and d.origin != "bracket"
    }
    for unit in tree.units:
        holder = starts.get((unit.index, 0))
        _lead_of(unit, 0, holder, parties, found, covered)
        _tail_of(unit, holder, parties, found)
        _number_of(unit, holder, parties, found)
    for (index, start), draft in starts.items():
        if start:
            _lead_of(tree.units[index], start, draft, parties, found, covered)
    return found


def _lead_of(
    unit: Unit,
    start: int,
    holder: Draft | None,
    parties: Parties,
    found: list[Draft],
    covered: set[tuple[int, int]],
) -> None:
    if (unit.index, start) in covered:
        return
    stop = holder.inner[0].end if holder and start else len(unit.text)
    said = leading(unit.text[start:stop], parties, paragraph=True)
    if said is None or (unit.paragraph.kind == "article" and said.start == said.end):
        return  # "Article 13 (Secretariat)" has a title
    where = (Span(unit.index, unit.label, start, start + said.start if said.start < said.end else stop),)
    draft = holder or Draft((Span(unit.index, unit.label, start, stop),), (), kind="insertion", origin="text")
    draft.say(said, *where)
    if holder is None:
        draft.inner = (Span(unit.index, unit.label, start + said.start, start + said.end),)
        if said.action:
            draft.kind = (
                "deletion"
                if said.action == "delete"
                else "alternative"
                if said.action == "replace"
                else "bracket"
            )
        found.append(draft)
    else:
        first = holder.inner[0]
        holder.inner = (
            Span(first.index, first.label, max(first.start, start + said.start), first.end),
            *holder.inner[1:],
        )


_ENDS = re.compile(r"[.;:,\])”\"]\s*$")


#: Whole names joined so, without a stop before them, are examples as often: "the annex (Japan and Norway)".
_AND = re.compile(r"\s(?:and|et|y|и)\s")


def _tail_of(unit: Unit, holder: Draft | None, parties: Parties, found: list[Draft]) -> None:
    """`... of the Convention; (EU, Norway)`: behind the last stop, or without one where a group or several are named."""
    said = trailing(unit.text, parties)
    if said is None or unit.text[: said.end].rstrip().endswith("]"):
        return
    printed = unit.text[said.end :].strip(" ();,.:–—-")
    several = len(said.who) > 1 and (not _AND.search(printed) or re.search(r"\b[A-Z]{2}", printed))
    sure = not said.bare or _ENDS.search(unit.text[: said.end]) or several
    if not sure and any(draft.spans[0].index == unit.index for draft in found):
        return
    if not sure and not printed.isupper() and not parties.offices.issuperset(said.who):
        return
    draft = holder or Draft(
        (Span(unit.index, unit.label, 0, len(unit.text)),), (), kind="insertion", origin="text"
    )
    draft.say(said, Span(unit.index, unit.label, said.end, len(unit.text)))
    if holder is None:
        draft.inner = (Span(unit.index, unit.label, 0, said.end),)
        if said.action:
            draft.kind = "deletion" if said.action == "delete" else "bracket"
        found.append(draft)


def _number_of(unit: Unit, holder: Draft | None, parties: Parties, found: list[Draft]) -> None:
    """`OP1 alt 2 (CANZ):`: an attribution printed with the number."""
    match = re.search(r"\(([^()]{2,})\)[\s:.]*$", unit.paragraph.number)
    said = whole(match[1], parties) if match else None
    if said is None:
        return
    span = Span(unit.index, unit.label, 0, len(unit.text))
    draft = holder or Draft((span,), (span,), kind="insertion", origin="label")
    draft.say(said)
    if holder is None:
        found.append(draft)


def _settled(tree: Tree, drafts: list[Draft]) -> Positions:
    """Ids in order of reading, depth, and slots."""
    drafts.sort(key=lambda draft: draft.key)
    stack: list[Draft] = []
    for draft in drafts:
        while stack and not stack[-1].holds(draft):
            stack.pop()
        draft.within = stack[-1] if stack else None
        draft.depth = len(stack)
        stack.append(draft)
    ids = {id(draft): number for number, draft in enumerate(drafts, 1)}
    groups: list[Group] = list({id(d.slot): d.slot for d in drafts if d.slot is not None}.values())
    slots = {id(group): number for number, group in enumerate(groups, 1)}
    return Positions(
        items=tuple(
            Position(
                id=ids[id(d)], spans=d.spans, inner=d.inner or d.spans, words=_words(tree, d.inner), depth=d.depth,
                kind=d.kind, who=d.who, action=d.action, status=d.status, slot=slots[id(d.slot)] if d.slot else None,
                name=d.name, within=ids[id(d.within)] if d.within else None, origin=d.origin, said=d.said,
                replacement=d.replacement, anchor=next(iter(tree.units[d.spans[0].index].paragraph.anchors), None),
            )
            for d in drafts
        ),
        slots=tuple(
            Slot(
                id=slots[id(group)], label=group.members[0].spans[0].label, kind=group.kind,  # type: ignore[arg-type]
                alternatives=tuple(sorted(ids[id(member)] for member in group.members)),
            )
            for group in groups
        ),
        problems=tuple(tree.problems),
        asides=tuple(tree.asides),
    )  # fmt: skip
