"""Histories with known truth: every word knows the version it was drafted in, every paragraph what happened to it.

A negotiation is imitated: words replaced, phrases put in, taken out and brought back; paragraphs moved, split, merged,
inserted, dropped and reinstated; clauses that wander; optionally the noise of a scanner, which is no drafting.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path

from draftdiff.label import Label
from draftdiff.model import Document, Paragraph

FUNCTION = (
    "the",
    "of",
    "and",
    "to",
    "in",
    "for",
    "on",
    "by",
    "with",
    "as",
    "at",
    "its",
    "that",
    "or",
    "an",
    "all",
    "their",
)
OPENINGS = (
    "Recalls", "Decides", "Requests the Secretary-General to", "Urges Member States to", "Encourages", "Invites",
    "Notes with appreciation", "Welcomes", "Calls upon Member States to", "Stresses", "Emphasizes", "Reaffirms",
)  # fmt: skip
#: Chance of each event in one step, for one paragraph; near the first to final draft of the bundled history.
MOVE, SPLIT, MERGE, DROP, INSERT, REINSTATE, WANDER, EDIT = 0.03, 0.02, 0.02, 0.03, 0.03, 0.3, 0.02, 0.45
#: Words a paragraph has at least before it is split or loses a clause.
LONG = 40
#: Letters a scanner confuses.
CONFUSED = {"c": "e", "e": "c", "i": "l", "l": "1", "o": "0", "u": "ii", "h": "li", "m": "rn", "s": "5"}


@dataclass(frozen=True, slots=True)
class Token:
    """A drafted word."""

    text: str
    born: int
    """Version, 0-based."""


@dataclass(slots=True, eq=False)
class Para:
    """A paragraph and what happened to it."""

    tokens: list[Token]
    fate: set[str] = field(default_factory=set)
    graves: list[tuple[Token | None, list[Token]]] = field(default_factory=list)


@dataclass(slots=True)
class Made:
    """A history with its truth."""

    documents: list[Document]
    truth: list[dict[str, list[int]]]
    """A version: label -> version in which each word was drafted, 0-based."""
    fates: list[dict[str, set[str]]]
    """A version: label -> what happened to the paragraph so far: `moved`, `split`, `merged`, ..."""


class Drafter:
    """Makes one history."""

    def __init__(self, seed: int, paragraphs: int, noise: float) -> None:
        self.random = random.Random(seed)  # noqa: S311 - imitation, not cryptography
        self.noise = noise
        words = (files("draftdiff") / "data" / "known.en.txt").read_text("utf-8").split()
        self.words = [w for w in words if len(w) > 3]
        self.random.shuffle(self.words)
        self.weights = [1 / (rank + 10) for rank in range(len(self.words))]
        self.dropped: list[Para] = []
        self.paras = [self.new_para(0) for _ in range(paragraphs)]

    def phrase(self, length: int) -> list[str]:
        """Words of a text that means nothing, small words mixed in."""
        words = self.random.choices(self.words, self.weights, k=length)
        return [self.random.choice(FUNCTION) if self.random.random() < 0.4 else word for word in words]

    def tokens(self, words: list[str], version: int) -> list[Token]:
        """Words drafted in a version."""
        return [Token(word, version) for word in words]

    def new_para(self, version: int) -> Para:
        """A paragraph drafted in a version."""
        opening = self.random.choice(OPENINGS).split()
        return Para(self.tokens(opening + self.phrase(self.random.randint(12, 90)), version))

    def step(self, version: int) -> None:
        """What one round of negotiation does to the text."""
        if self.dropped and self.random.random() < REINSTATE:
            back = self.dropped.pop(self.random.randrange(len(self.dropped)))
            back.fate.add("reinstated")
            self.paras.insert(self.random.randrange(len(self.paras)), back)
        for para in list(self.paras):
            if para in self.paras:  # not merged into the one before
                self.rearrange(para, version)
            if self.random.random() < INSERT:
                self.paras.insert(self.random.randrange(len(self.paras) + 1), self.new_para(version))
        for para in self.paras:
            if self.random.random() < EDIT:
                self.edit(para, version)

    def rearrange(self, para: Para, version: int) -> None:
        """Drop, split, merge or move one paragraph, or let a clause of it wander, or leave it where it is."""
        chance = self.random.random
        if chance() < DROP:
            self.paras.remove(para)
            self.dropped.append(para)
        elif chance() < SPLIT and len(para.tokens) > LONG:
            self.split(para, version)
        elif chance() < MERGE:
            self.merge(para, version)
        elif chance() < MOVE:
            self.paras.remove(para)
            self.paras.insert(self.random.randrange(len(self.paras) + 1), para)
            para.fate.add("moved")
        elif chance() < WANDER and len(para.tokens) > LONG:
            self.wander(para)

    def split(self, para: Para, version: int) -> None:
        """The end becomes a paragraph of its own, with an opening of its own."""
        at = self.random.randint(15, len(para.tokens) - 15)
        opening = self.tokens(self.random.choice(OPENINGS).split(), version)
        part = Para(opening + para.tokens[at:], {*para.fate, "split"})
        para.tokens = para.tokens[:at]
        para.fate.add("split")
        self.paras.insert(self.paras.index(para) + 1, part)

    def merge(self, para: Para, version: int) -> None:
        """The paragraph takes in the next one."""
        at = self.paras.index(para)
        if at + 1 < len(self.paras):
            other = self.paras.pop(at + 1)
            para.tokens = [*para.tokens, *self.tokens(["and", "further"], version), *other.tokens]
            para.fate |= {*other.fate, "merged"}
            para.graves += other.graves

    def wander(self, para: Para) -> None:
        """A clause goes to another paragraph."""
        start = self.random.randrange(5, len(para.tokens) - 18)
        clause = para.tokens[start : start + self.random.randint(9, 14)]
        target = self.random.choice(self.paras)
        if target is not para:
            del para.tokens[start : start + len(clause)]
            at = self.random.randrange(3, len(target.tokens))
            target.tokens[at:at] = clause
            target.fate.add("wandered")

    def edit(self, para: Para, version: int) -> None:
        """Words are replaced, put in, taken out, brought back."""
        for _ in range(self.random.randint(1, 4)):
            at = self.random.randrange(1, max(2, len(para.tokens) - 3))
            kind = self.random.random()
            if kind < 0.4:
                para.tokens[at] = Token(self.random.choice(self.words), version)
            elif kind < 0.62:
                para.tokens[at:at] = self.tokens(self.phrase(self.random.randint(1, 7)), version)
            elif kind < 0.86 and len(para.tokens) > 15:
                length = self.random.randint(1, 5)
                para.graves.append((para.tokens[at - 1], para.tokens[at : at + length]))
                del para.tokens[at : at + length]
            elif para.graves:
                before, phrase = para.graves.pop()
                place = next((k for k, t in enumerate(para.tokens) if t is before), None)
                if place is not None:
                    para.tokens[place + 1 : place + 1] = phrase
                    para.fate.add("returned")

    def printed(self, token: Token) -> str:
        """The word as the scanner reads it."""
        if self.random.random() >= self.noise or len(token.text) < 4:
            return token.text
        at = self.random.randrange(1, len(token.text))
        letter = token.text[at]
        return token.text[:at] + CONFUSED.get(letter, letter) + token.text[at + 1 :]

    def document(self, version: int) -> tuple[Document, dict[str, list[int]], dict[str, set[str]]]:
        """The version as it stands, with its truth."""
        paragraphs: list[Paragraph] = []
        truth: dict[str, list[int]] = {}
        fates: dict[str, set[str]] = {}
        for at, para in enumerate(self.paras, 1):
            label = f"OP{at}"
            words = " ".join(self.printed(token) for token in para.tokens)
            text = f"{words[0].upper()}{words[1:]};"
            paragraphs.append(Paragraph(label=Label.parse(label), text=text, number=f"{at}."))
            truth[label] = [token.born for token in para.tokens]
            fates[label] = set(para.fate)
        return Document(id=f"v{version + 1}", paragraphs=tuple(paragraphs), language="en"), truth, fates


class RealDrafter(Drafter):
    """Drafts with real words: begins with the bundled final draft, takes phrases and paragraphs from a letter about it.

    Formulas, names and half sentences recur, as they do in resolutions.
    """

    def __init__(self, seed: int, paragraphs: int, noise: float) -> None:
        folder = Path(str(files("draftdiff_corpus"))) / "gcm_modalities"
        rows = json.loads((folder / "gold/gcm_final.paragraphs.json").read_text("utf-8"))
        texts = [row["text_clean"] for row in rows if row["id"][:2] in {"PP", "OP"}]
        self.base = [words for text in texts if len(words := _plain(text)) > 5]
        self.used = {gram for words in self.base for gram in _grams(words)}
        self.letter = _plain((folder / "letter-and-workplan.txt").read_text("utf-8"))
        super().__init__(seed, min(paragraphs, len(self.base)), noise)

    def phrase(self, length: int) -> list[str]:
        """Words in a row of the letter, of which no three in a row were used before: else the truth would not be true."""
        for _ in range(200):
            at = self.random.randrange(len(self.letter) - length)
            words = self.letter[at : at + length]
            grams = _grams(words)
            if self.used.isdisjoint(grams):
                break
        self.used |= grams
        return words

    def new_para(self, version: int) -> Para:
        """A paragraph of the draft while there are any, then an opening and words of the letter."""
        return Para(self.tokens(self.base.pop(0), version)) if self.base else super().new_para(version)


def _grams(words: list[str]) -> set[tuple[str, ...]]:
    folded = [word.lower() for word in words]
    return {tuple(folded[at : at + 3]) for at in range(len(words) - 2)}


def _plain(text: str) -> list[str]:
    """Words without marks."""
    return [
        "".join(c for c in word if c.isalnum()) for word in text.split() if any(c.isalnum() for c in word)
    ]


def made_history(
    seed: int, versions: int, paragraphs: int, noise: float = 0.0, *, real: bool = False
) -> Made:
    """A history with its truth, the same for the same arguments."""
    drafter = (RealDrafter if real else Drafter)(seed, paragraphs, noise)
    made = Made([], [], [])
    for version in range(versions):
        if version:
            drafter.step(version)
            drafter.paras = [replace(p, tokens=list(p.tokens)) for p in drafter.paras]
        document, truth, fates = drafter.document(version)
        made.documents.append(document)
        made.truth.append(truth)
        made.fates.append(fates)
    return made
