"""Negotiations with known fates: texts with brackets, and for every position what became of it in the next version.

A negotiation is imitated version by version: positions are opened around words or proposed with new ones, alone or
competing in a slot, attributed or not, one inside another; then kept, reworded, merged, moved, adopted, dropped or
replaced by what competed with them. Around them the agreed text is edited, paragraphs come, go and change places.
Optionally with the noise of a scanner, which is no negotiating.

    python bench/negotiation_generator.py [HISTORIES]

prints the share of fates that the ledger finds.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from synthetic_histories import CONFUSED, FUNCTION, OPENINGS

from draftdiff.history import History
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph

PARTIES = ("EU", "G77", "US", "AOSIS", "CANZ", "African Group", "Japan", "LDCs")
#: Chance of each fate of a position in one step, and of what happens around it.
FATES = {"kept": 0.42, "reworded": 0.12, "merged": 0.05, "moved": 0.05, "adopted": 0.18, "dropped": 0.18}
SHUFFLE, EDIT, NEW_PARAGRAPH = 0.05, 0.3, 0.05
NOISE = 0.02


@dataclass(eq=False)
class Pos:
    """One position."""

    id: int
    words: list[str]
    who: str = ""
    slot: int = 0


@dataclass(eq=False)
class Para:
    """A paragraph: agreed words (str) and positions, in order."""

    parts: list[str | Pos]


@dataclass
class Made:
    """A negotiation with its truth."""

    documents: list[Document]
    spots: list[dict[int, tuple[str, int]]] = field(default_factory=list)
    """A version: position -> label and offset of its opening bracket."""
    fates: list[dict[int, str]] = field(default_factory=list)
    """A step: position -> what became of it."""
    others: list[dict[int, int]] = field(default_factory=list)
    """A step: position -> the one it was replaced by or merged into."""


class Negotiator:
    """Makes one negotiation."""

    def __init__(self, seed: int, *, paragraphs: int = 14, versions: int = 4, noise: float = 0.0) -> None:
        self.random = random.Random(seed)  # noqa: S311 - imitation
        self.noise = noise
        self.count = self.slots = 0
        letters = "bcdfglmnprstv"
        self.vocabulary = sorted(
            {
                "".join(
                    self.random.choice(letters) + self.random.choice("aeiou")
                    for _ in range(self.random.randint(2, 4))
                )
                for _ in range(900)
            }
        )
        self.paras = [self._para() for _ in range(paragraphs)]
        for para in self.paras:
            for _ in range(self.random.choice([0, 1, 1, 2, 3])):
                self._open(para)
        self.made = Made([])
        self._write(0)
        for version in range(1, versions):
            self._step()
            self._write(version)

    def _words(self, least: int, most: int) -> list[str]:
        r = self.random
        return [
            r.choice(FUNCTION) if r.random() < 0.3 else r.choice(self.vocabulary)
            for _ in range(r.randint(least, most))
        ]

    def _para(self) -> Para:
        return Para([*self.random.choice(OPENINGS).split(), *self._words(18, 45)])

    def _pos(self, words: list[str], slot: int = 0) -> Pos:
        self.count += 1
        who = self.random.choice(PARTIES) if self.random.random() < 0.4 else ""
        return Pos(self.count, words, who, slot)

    def _open(self, para: Para) -> None:
        """Brackets around words that stand, new words in brackets, or a slot of two or three."""
        r = self.random
        free = [at for at in range(4, len(para.parts)) if self._room(para, at)]
        if not free:
            return
        at, kind = r.choice(free), r.random()
        if kind < 0.35:
            end = at
            while end < min(len(para.parts), at + r.randint(2, 7)) and isinstance(para.parts[end], str):
                end += 1
            if end - at >= 2 and (end == len(para.parts) or isinstance(para.parts[end], str)):
                para.parts[at:end] = [self._pos([str(w) for w in para.parts[at:end]])]
        elif kind < 0.7:
            para.parts.insert(at, self._pos(self._words(2, 9)))
        else:
            self.slots += 1
            texts = [self._words(1, 6) for _ in range(r.choice([2, 2, 3]))]
            if len({tuple(t) for t in texts}) == len(texts) and all(
                any(w not in FUNCTION for w in t) for t in texts
            ):
                para.parts[at:at] = [self._pos(words, self.slots) for words in texts]

    def _room(self, para: Para, at: int) -> bool:
        near = para.parts[max(0, at - 2) : at + 2]
        return all(isinstance(part, str) for part in near)

    def _step(self) -> None:
        fates: dict[int, str] = {}
        others: dict[int, int] = {}
        self.made.fates.append(fates)
        self.made.others.append(others)
        for para in self.paras:
            self._edit(para)
        for para in self.paras:
            self._decide(para, fates, others)
        for para in self.paras:
            if self.random.random() < 0.35:
                self._open(para)
        self._shuffle()

    def _decide(self, para: Para, fates: dict[int, str], others: dict[int, int]) -> None:
        done: set[int] = set()
        for pos in [p for p in para.parts if isinstance(p, Pos)]:
            if pos.id in fates or pos.slot in done:
                continue
            if pos.slot:
                done.add(pos.slot)
                self._decide_slot(para, pos.slot, fates, others)
            else:
                name = self.random.choices(list(FATES), list(FATES.values()))[0]
                self._do(para, pos, name, fates, others)

    def _decide_slot(self, para: Para, slot: int, fates: dict[int, str], others: dict[int, int]) -> None:
        members = [p for p in para.parts if isinstance(p, Pos) and p.slot == slot]
        roll = self.random.random()
        if len(members) > 1 and roll < 0.35:
            chosen = self.random.choice(members)
            for pos in members:
                if pos is not chosen:
                    fates[pos.id], others[pos.id] = "replaced", chosen.id
                    para.parts.remove(pos)
            self._do(para, chosen, "adopted", fates, others)
        elif roll < 0.45:
            for pos in members:
                self._do(para, pos, "dropped", fates, others)
        else:
            for pos in members:
                self._do(para, pos, "reworded" if self.random.random() < 0.15 else "kept", fates, others)

    def _do(self, para: Para, pos: Pos, name: str, fates: dict[int, str], others: dict[int, int]) -> None:
        at = para.parts.index(pos)
        if name == "reworded":
            name = self._reword(pos)
        if name == "merged":
            name = self._merge(para, pos, fates, others)
        if name == "moved":
            name = self._move(para, pos)
        if name == "adopted":
            para.parts[at : at + 1] = list(pos.words)
        elif name == "dropped":
            para.parts.remove(pos)
        fates[pos.id] = name

    def _reword(self, pos: Pos) -> str:
        if len(pos.words) < 4:
            return "kept"
        for _ in range(max(1, len(pos.words) // 4)):
            pos.words[self.random.randrange(len(pos.words))] = self.random.choice(self.vocabulary)
        return "reworded"

    def _merge(self, para: Para, pos: Pos, fates: dict[int, str], others: dict[int, int]) -> str:
        """Into another position of the paragraph that has not been decided on, and is kept."""
        rest = [
            p for p in para.parts if isinstance(p, Pos) and p is not pos and p.id not in fates and not p.slot
        ]
        if not rest or len(pos.words) < 2:
            return "kept"
        into = self.random.choice(rest)
        if len(into.words) <= len(pos.words):
            return "kept"
        into.words += ["and", *pos.words]
        fates[into.id], others[pos.id] = "reworded", into.id
        para.parts.remove(pos)
        return "merged"

    def _move(self, para: Para, pos: Pos) -> str:
        """Into another paragraph, open still."""
        target = self.random.choice(self.paras)
        free = [at for at in range(4, len(target.parts)) if self._room(target, at)]
        if target is para or not free or len(pos.words) < 5:
            return "kept"
        para.parts.remove(pos)
        target.parts.insert(self.random.choice(free), pos)
        return "moved"

    def _edit(self, para: Para) -> None:
        for at in range(3, len(para.parts)):
            if isinstance(para.parts[at], str) and self.random.random() < EDIT / 8:
                para.parts[at] = self.random.choice(self.vocabulary)

    def _shuffle(self) -> None:
        for at in range(len(self.paras)):
            if self.random.random() < SHUFFLE:
                self.paras.insert(self.random.randrange(len(self.paras)), self.paras.pop(at))
            if self.random.random() < NEW_PARAGRAPH:
                self.paras.insert(at, self._para())

    def _write(self, version: int) -> None:
        spots: dict[int, tuple[str, int]] = {}
        paragraphs = []
        for number, para in enumerate(self.paras, 1):
            label, text = f"OP{number}", ""
            for part in para.parts:
                space = (
                    " " if text and not (isinstance(part, Pos) and part.slot and text.endswith("]")) else ""
                )
                text += space
                if isinstance(part, Pos):
                    spots[part.id] = (label, len(text))
                    who = f"{part.who}: " if part.who else ""
                    text += f"[{who}{self._printed(' '.join(part.words), version)}]"
                else:
                    text += self._printed(part, version)
            paragraphs.append(Paragraph(label=Label.parse(label), number=f"{number}.", text=f"{text};"))
        self.made.spots.append(spots)
        self.made.documents.append(
            Document(id=f"v{version + 1}", language="en", paragraphs=tuple(paragraphs))
        )

    def _printed(self, text: str, version: int) -> str:
        """Words as a scanner prints them: some letters taken for others, in every version but the first."""
        if not self.noise or not version:
            return text
        words = text.split(" ")
        for at, word in enumerate(words):
            places = [n for n, c in enumerate(word) if c in CONFUSED]
            if places and self.random.random() < self.noise:
                n = self.random.choice(places)
                words[at] = word[:n] + CONFUSED[word[n]] + word[n + 1 :]
        return " ".join(words)


def negotiation(seed: int, **options: float) -> Made:
    """One negotiation; the same seed gives the same."""
    return Negotiator(seed, **options).made  # type: ignore[arg-type]


def score(made: Made) -> tuple[Counter[tuple[str, str]], list[str]]:
    """How often each true fate was called what, and each error in words."""
    from draftdiff.negotiating import positions

    ledger = History(made.documents).ledger()
    found = Counter[tuple[str, str]]()
    errors: list[str] = []
    entry_at = {(s.version, s.position): e for e in ledger for s in e.stages if s.position}
    for step, fates in enumerate(made.fates):
        document = made.documents[step]
        by_place = {(p.label, p.start): p.id for p in positions(document)}
        for number, fate in fates.items():
            entry = entry_at.get((document.id, by_place.get(made.spots[step][number], 0)))
            stage = (
                next((s for s in entry.stages if s.version == made.documents[step + 1].id), None)
                if entry
                else None
            )
            called = stage.fate if stage else "not read"
            found[fate, called] += 1
            if fate != called:
                errors.append(
                    f"{document.id} {made.spots[step][number]} {fate}, called {called}: {stage.evidence if stage else ''} | {entry.born.words if entry else ''}"
                )
    return found, errors


def accuracy(found: Counter[tuple[str, str]]) -> float:
    """Share of fates called right."""
    return sum(n for (fate, called), n in found.items() if fate == called) / max(1, found.total())


def main(histories: int = 20) -> None:
    """Print the figures with and without noise."""
    for noise in (0.0, NOISE):
        found = Counter[tuple[str, str]]()
        errors: list[str] = []
        for seed in range(histories):
            one, wrong = score(negotiation(seed, noise=noise))
            found += one
            errors += wrong
        print(
            f"noise {noise:.0%}: {accuracy(found):.4f} of {found.total()} fates over {histories} negotiations"
        )
        for (fate, called), count in sorted(found.items(), key=lambda item: -item[1]):
            if fate != called:
                print(f"  {fate} called {called}: {count}")
        print("\n".join(errors[:25]))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
