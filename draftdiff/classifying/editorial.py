"""House style: what the editors change between draft and issue without changing what is said (docs/domain.md, "House style").

Each rule looks at one edit and gives a reason or nothing. Whatever no rule explains is substantive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.change import Signal
from draftdiff.classifying.aliases import definition, is_acronym, spells
from draftdiff.classifying.canonical import base, canonical, numeral, spelling
from draftdiff.classifying.context import Finding
from draftdiff.classifying.verbs import is_finite
from draftdiff.fold import fold, is_word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from draftdiff.classifying.context import Case
    from draftdiff.lexicon import Lexicon

#: Words behind a year in which the end of the range is looked for. Chosen; no calibration is recorded.
RANGE_REACH = 6
#: Words before a parenthesis in which the name it abbreviates is looked for. Chosen; no calibration is recorded.
NAME_REACH = 16
_RANGE_WORDS = frozenset(
    {"to", "and", "until", "till", "through", "-", "au", "à", "a", "al", "по", "до", "إلى", "至"}
)
_CITED = frozenset(
    {"paragraph", "resolution", "report", "annex", "declaration", "section", "article", "decision"}
)


def editorial(case: Case) -> Finding | None:
    """The first house rule that explains the edit."""
    if not case.old_words and not case.new_words:
        return None
    for rule in RULES:
        found = rule(case)
        if found is not None:
            return found
    return None


def _say(why: str, *, weak: bool = False) -> Finding:
    return Finding("editorial", why, weak=weak)


def sequence(case: Case) -> Finding | None:
    """The cycle plain, Also, Further (2.5): the words are the same once the sequence words are left out."""
    words = case.context.lexicon.sequence
    old = [w for w in case.old_words if w not in words]
    new = [w for w in case.new_words if w not in words]
    changed = [*case.old_words, *case.new_words]
    if old != new or len(changed) == len(old) + len(new):
        return None
    at_opening = case.b0 <= OPENING_TOKENS or case.a0 <= OPENING_TOKENS
    if not at_opening and not _before_verb(case) and not all(w in _ALSO for w in changed if w in words):
        return None
    return _say("sequence word of the also/further cycle")


def _before_verb(case: Case) -> bool:
    """A verb of the organ's own stands behind the edit, and its clause begins with it: ", further calls upon"."""
    lexicon, side = case.context.lexicon, case.context.new
    behind = side.folded[case.b1 : case.b1 + 4]
    return bool(behind) and lexicon.opening(behind) is not None and is_finite(side, case.b1, lexicon)


#: A sequence word this far into a paragraph still belongs to its opening: "Strongly urges also".
#: Chosen; no calibration is recorded.
OPENING_TOKENS = 4
#: Sequence words that say nothing anywhere; "further" elsewhere may mean "additional".
_ALSO = frozenset({"also", "également", "también", "также", "أيضا"})


def spelled(case: Case) -> Finding | None:
    """Two spellings of the same words: labor, labour."""
    lexicon, old, new = case.context.lexicon, case.old_words, case.new_words
    if old and [spelling(w, lexicon) for w in old] == [spelling(w, lexicon) for w in new]:
        return _say("two spellings of one word")
    return None


def numerals(case: Case) -> Finding | None:
    """The same number in figures and in words: 2, two; 73rd, seventy-third."""
    lexicon, old, new = case.context.lexicon, case.old_words, case.new_words
    if not old or len(old) != len(new):
        return None
    pairs = [(canonical(a, lexicon), canonical(b, lexicon)) for a, b in zip(old, new, strict=True)]
    if all(a == b for a, b in pairs):
        return _say("the same number in figures and in words")
    if len(pairs) == 1 and case.context.evidence.old_noisy | case.context.evidence.new_noisy:
        bare = {numeral(w, lexicon).lstrip("#") for w in (*old, *new)}
        if len(bare) == 1 and bare != {""} and any(numeral(w, lexicon)[:1] == "#" for w in (*old, *new)):
            return Finding("editorial", "the same ordinal in figures and in words", also=("scan",))
    return None


def per_cent(case: Case) -> Finding | None:
    """The sign and the words: 25%, 25 per cent (Editorial Manual, "Numbers": the words in text)."""
    old, new = (
        [part for t in tokens for part in (("per", "cent") if t == "%" else (fold(t),)) if is_word(part)]
        for tokens in (case.old, case.new)
    )
    return _say("the sign and the words for per cent") if old == new else None


def year_of_range(case: Case) -> Finding | None:
    """April 2017 to November 2017 -> April to November 2017."""
    for words, other, keys, end in (
        (case.old_words, case.new_words, case.context.old.folded, case.a1),
        (case.new_words, case.old_words, case.context.new.folded, case.b1),
    ):
        if other or len(words) != 1 or not words[0].isdecimal():
            continue
        behind = keys[end : end + RANGE_REACH]
        if words[0] in behind and _RANGE_WORDS & set(behind[: behind.index(words[0])]):
            return _say("the year of a range is printed once")
    return None


def short_form(case: Case) -> Finding | None:
    """A short form in parentheses behind the name it stands for comes or goes: "(IOM)"."""
    context = case.context
    for tokens, other, side, start in (
        (case.new, case.old_words, context.new, case.b0),
        (case.old, case.new_words, context.old, case.a0),
    ):
        inner = [t for t in tokens if is_word(t)]
        if other or not inner or "(" not in tokens[:2]:
            continue
        before = [t for t in side.printed[max(0, start - 2 * NAME_REACH) : start] if is_word(t)][-NAME_REACH:]
        if definition(inner, before, context.lexicon) or _named_before(inner, before, tokens):
            return _say("a short form in parentheses behind the full name")
    return None


def _named_before(inner: Sequence[str], before: Sequence[str], tokens: Sequence[str]) -> bool:
    """An acronym alone in parentheses right behind a name: letters may be left out ("CTBT") or be of another language."""
    closed = ")" in tokens[-2:] and len(inner) == 1 and len(inner[0]) >= ACRONYM
    return closed and is_acronym(inner[0]) and bool(before) and before[-1][:1].isupper()


#: Letters of an acronym that is taken for one without being spelled out before it. Chosen: two letters may be a code.
ACRONYM = 3


def alias(case: Case) -> Finding | None:
    """A short form written out, or the other way: IOM, the International Organization for Migration."""
    context = case.context
    old, new = _bare(case.old_words, case), _bare(case.new_words, case)
    if not old or not new:
        return None
    aliases = context.aliases
    left, right = aliases.expand(old), aliases.expand(new)
    if (left != old or right != new) and sorted(map(_singular, _bare(left, case))) == sorted(
        map(_singular, _bare(right, case))
    ):
        return _say("a short form and the name it stands for")
    for short, long in ((case.old, case.new), (case.new, case.old)):
        if not any(map(is_acronym, short)):
            continue
        inner = [t for t in short if is_word(t) and fold(t) not in context.lexicon.articles]
        words = [t for t in long if is_word(t) and fold(t) not in context.lexicon.articles]
        if len(inner) != 1 or not is_acronym(inner[0]):
            continue
        if len(words) > 1 and spells(inner[0], words, context.lexicon):
            return _say(f"{inner[0]} written out, or the other way")
        full = [_singular(w) for w in aliases.expand([fold(inner[0])])]
        if len(full) > 1 and _ends(full, [_singular(fold(w)) for w in words]):
            return _say(f"second mention of what {inner[0]} stands for")
    return None


def _bare(words: Sequence[str], case: Case) -> list[str]:
    return [w for w in words if w not in case.context.lexicon.articles]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _ends(full: Sequence[str], words: Sequence[str]) -> bool:
    return bool(words) and list(full[-len(words) :]) == list(words)


def will_shall(case: Case) -> Finding | None:
    """The editors make `will` of arrangements into `shall`; a delegate is told all the same."""
    words = {*case.old_words, *case.new_words}
    if words == {"will", "shall"} and len(case.old_words) == len(case.new_words) == 1:
        detail = f"{case.old_words[0]} -> {case.new_words[0]}"
        return Finding(
            "editorial", "shall and will of arrangements", signals=(Signal(name="modal", detail=detail),)
        )
    return None


def phrases(case: Case) -> Finding | None:
    """Two readings of one house term, with what stands beside the edit."""
    lexicon = case.context.lexicon
    if not lexicon.phrase_words.issuperset((*case.old_words, *case.new_words)):
        return None
    for left in range(4):
        for right in range(3):
            old, new = _wider(case, left, right)
            if old and new and old != new and lexicon.exchangeable(old, new):
                return _say(f"house style: {' '.join(old)} / {' '.join(new)}")
    return None


def _wider(case: Case, left: int, right: int) -> tuple[list[str], list[str]]:
    """The edit with some unchanged words before and behind it, on both sides."""
    old = [k for k in case.context.old.folded[max(0, case.a0 - left) : case.a1 + right] if is_word(k)]
    new = [k for k in case.context.new.folded[max(0, case.b0 - left) : case.b1 + right] if is_word(k)]
    return old, new


def light_words(case: Case) -> Finding | None:
    """Articles and prepositions that come, go or give way to their like."""
    lexicon, old, new = case.context.lexicon, case.old_words, case.new_words
    if not all(w in lexicon.light for w in (*old, *new)):
        return None
    if not old or not new:
        return _say("a function word comes or goes", weak=True)
    a, b = set(old) - set(new), set(new) - set(old)
    if a <= lexicon.articles and b <= lexicon.articles:
        return _say("another article", weak=True)
    rest = (a | b) - lexicon.articles
    if any(rest <= group for group in lexicon.light_swaps):
        return _say(f"{' '.join(old)} / {' '.join(new)}: prepositions or relatives of one kind", weak=True)
    return None


def conjunction(case: Case) -> Finding | None:
    """A bare "and" that comes, goes or becomes "as well as": the grammar of a list."""
    lexicon = case.context.lexicon
    old, new = set(case.old_words), set(case.new_words)
    parts = ((old, new), (new, old))
    if old and new and any(a <= lexicon.and_words and b <= lexicon.sequence for a, b in parts):
        return _say("the connective of a clause that became a paragraph, or the other way")
    words = old | new
    if words <= lexicon.and_words | _AS_WELL and words & (lexicon.and_words | {"well"}):
        return _say("the conjunction of a list", weak=True)
    return None


_AS_WELL = frozenset(("as", "well", "also"))


def present(case: Case) -> Finding | None:
    """This paragraph -> the present paragraph."""
    lexicon = case.context.lexicon
    old, new = tuple(case.old_words), tuple(case.new_words)
    forms = (*lexicon.second_mention, ())
    if old in forms and new in forms and (old or new):
        behind = [k for k in case.after(2) if is_word(k)]
        if "present" in (*old, *new) and behind and behind[0] in _CITED:
            return _say("house style for a text's own parts")
    return None


def list_format(case: Case) -> Finding | None:
    """The words "as follows:" before a list comes or goes, also with the seat of the house: "in New York as follows:".

    The seat says nothing where nothing else is named: meetings are held at established headquarters (General Assembly
    resolution 40/243, section I, paragraph 4).
    """
    lexicon = case.context.lexicon
    for words, other, side, end in (
        (case.old_words, case.new_words, case.context.old, case.a1),
        (case.new_words, case.old_words, case.context.new, case.b1),
    ):
        if other:
            continue
        behind = side.folded[end : end + 3]
        if _seat(words, lexicon) and any(p == tuple(behind[: len(p)]) for p in lexicon.list_format):
            return _say("the seat before the announcement of a list")
        for announced in lexicon.list_format:
            lead = tuple(words[: len(words) - len(announced)])
            if tuple(words[len(lead) :]) == announced and (not lead or _seat(lead, lexicon)):
                return _say("the announcement of a list")
    return None


#: Cities with an established headquarters, as they are written in the languages of the house, folded.
_SEATS = frozenset(
    (
        "new york",
        "geneva",
        "vienna",
        "nairobi",
        "genève",
        "vienne",
        "nueva york",
        "ginebra",
        "viena",
        "нью-йорке",
        "женеве",
        "вене",
        "найроби",
    )
)


def _seat(words: Sequence[str], lexicon: Lexicon) -> bool:
    rest = " ".join(w for w in words if w not in lexicon.light)
    return rest in {fold(seat) for seat in _SEATS}


def house_name(case: Case) -> Finding | None:
    """The United Nations Disarmament Commission, the Disarmament Commission: the house before a name of its own.

    Names of organs are given without "United Nations" in documents of the house (Editorial Manual, "Names of United
    Nations bodies"); only before a word that is capitalised in both versions, and so is itself a name.
    """
    lexicon = case.context.lexicon
    for words, other, side, end in (
        (case.old_words, case.new_words, case.context.old, case.a1),
        (case.new_words, case.old_words, case.context.new, case.b1),
    ):
        if other or " ".join(words) not in {fold(house) for house in _HOUSES}:
            continue
        behind = side.printed[end : end + 1]
        if (
            behind
            and is_word(behind[0])
            and behind[0][:1].isupper()
            and fold(behind[0]) not in lexicon.months
        ):
            return _say("the name of the house before a name of its own")
    return None


_HOUSES = frozenset(("united nations", "of the united nations"))


def short_name(case: Case) -> Finding | None:
    """President of the General Assembly -> President of the Assembly, where the full name stands as well."""
    lexicon = case.context.lexicon
    if not lexicon.name_words.issuperset(
        w for w in (*case.old_words, *case.new_words) if w not in lexicon.light
    ):
        return None
    for left in range(4):
        for right in range(4):
            old, new = _wider(case, left, right)
            for one, other in ((old, new), (new, old)):
                if tuple(other) in lexicon.short_names.get(tuple(one), ()):
                    return _say("short name of a body at a further mention")
    return None


def grammar(case: Case) -> Finding | None:
    """The same content words in the same order, only inflected or joined otherwise: to facilitate, on facilitating."""
    lexicon = case.context.lexicon
    old = [canonical(w, lexicon) for w in case.old_words if w not in lexicon.light]
    new = [canonical(w, lexicon) for w in case.new_words if w not in lexicon.light]
    if old and [base(w) for w in old] == [base(w) for w in new] and not _more_actors(old, new, lexicon):
        return _say("the same words in another grammatical form", weak=True)
    return None


def _more_actors(old: Sequence[str], new: Sequence[str], lexicon: Lexicon) -> bool:
    """One who acts becomes several, or the other way: "the State concerned", "the States concerned"."""
    return any(
        a != b and _singular(a) == _singular(b) and {a, b} & lexicon.actors
        for a, b in zip(old, new, strict=True)
    )


RULES: tuple[Callable[[Case], Finding | None], ...] = (
    sequence, spelled, numerals, per_cent, year_of_range, short_form, alias, will_shall, light_words, conjunction, present,
    list_format, house_name, short_name, phrases, grammar,
)  # fmt: skip
