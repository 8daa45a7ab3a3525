"""Pairs of versions with known truth for every word: what each new word was in the old version, if anything.

A pair is made by drafting an old version and changing it as negotiators do. Every word carries an identity that
survives moves, splits, merges and scan noise; truth links are read off the identities, not off the operations, so
they hold whatever the operations were.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from draftdiff.label import Label
from draftdiff.model import Document, Paragraph
from measuring.languages import LANGUAGES, Language
from measuring.noise import damage
from measuring.truth import Pair, Version, moves, truth

if TYPE_CHECKING:
    pass

#: Operations, each as a share of the paragraphs of the old version.
RATES = {
    "split": 0.03, "split far": 0.015, "merge": 0.03, "merge far": 0.01, "wander": 0.02, "turn": 0.02, "promote": 0.01,
    "move near": 0.025, "move far": 0.025, "delete": 0.04, "insert": 0.04, "insert near-duplicate": 0.02,
}  # fmt: skip
#: Share of words replaced, put in or taken out, by how hard a paragraph is edited, and how often that happens.
EDITS = ((0.0, 0.45), (0.04, 0.3), (0.12, 0.2), (0.3, 0.05))


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its identity."""

    text: str
    uid: int


@dataclass(slots=True, eq=False)
class Node:
    """A paragraph in the making."""

    kind: str
    words: list[Word]
    children: list[Node] = field(default_factory=list)
    moved: bool = False
    copied: bool = False
    """A near-duplicate or a part of it was put elsewhere: it must not be deleted, or that would be its successor."""
    freed: bool = False
    """An item whose chapeau went into it: its parent changed, but the chapeau came along."""


class Drafter:
    """Makes pairs of one language; the same seed makes the same pair."""

    def __init__(self, language: str, seed: int) -> None:
        self.language: Language = LANGUAGES[language]
        self.name = language
        self.random = random.Random(f"{language}-{seed}")  # noqa: S311 - repeatable, no secret
        self.uids = count(1)
        self.names = [
            "".join(self.random.choices(self.language.syllables, k=self.random.randint(2, 4)))
            for _ in range(600)
        ]
        self.chance = [1 / (rank + 8) for rank in range(len(self.names))]

    def pair(self, paragraphs: int, noise: float = 0.0) -> Pair:
        """A pair of about `paragraphs` paragraphs a side; `noise`: share of damaged characters in the old version."""
        old = self._draft(paragraphs)
        new = [self._copy(node) for node in old]
        self._change(new)
        left = _finish(old, "old", self.random, noise)
        right = _finish(new, "new", self.random, 0.0)
        links = truth(left, right)
        moved, either = moves(links, left, right, {label for label, node in _labelled(new) if node.moved})
        freed = {label for label, node in _labelled(new) if node.freed}
        return Pair(f"synthetic {self.name}", left, right, links, moved, either | freed)

    def fresh(self, text: str) -> list[Word]:
        """Words of a phrase, new-born."""
        return [Word(word, next(self.uids)) for word in text.split()]

    def sentence(self, kind: str) -> list[Word]:
        """A paragraph's words."""
        pick, language = self.random.choice, self.language
        parts = [pick(language.preambular if kind == "PP" else language.operative)] if kind != "sub" else []
        parts.append(pick(language.addressees))
        for turn in range(self.random.choice((1, 2, 2, 3, 3, 4, 6))):
            if turn:
                parts.append(pick(language.joints))
            parts += [
                pick(language.actions),
                pick(language.objects),
                *self._rare(),
                pick(language.qualifiers),
            ]
        return self.fresh(" ".join(parts))

    def _rare(self) -> list[str]:
        names = self.random.choices(self.names, self.chance, k=self.random.randint(1, 6))
        return [*names, str(self.random.randint(1, 99))] if self.random.random() < 0.3 else names

    def _draft(self, size: int) -> list[Node]:
        preamble = [Node("PP", self.sentence("PP")) for _ in range(size // 4)]
        operative: list[Node] = []
        made = len(preamble)
        while made < size:
            node = Node("OP", self.sentence("OP"))
            if self.random.random() < 0.12:
                node.children = [Node("sub", self.sentence("sub")) for _ in range(self.random.randint(2, 5))]
            elif self.random.random() < 0.06:
                node.words = self.fresh(self.random.choice(self.language.stock))
            operative.append(node)
            made += 1 + len(node.children)
        for _ in range(max(size // 60, 1)):
            twin = self.random.choice([n for n in operative if not n.children])
            operative.insert(self.random.randrange(len(operative)), Node("OP", self.fresh(_text(twin.words))))
        return [*preamble, *operative]

    def _copy(self, node: Node) -> Node:
        return Node(node.kind, list(node.words), [self._copy(child) for child in node.children])

    def _change(self, new: list[Node]) -> None:
        # Which of two paragraphs with the same words was moved, split or merged, nobody can tell from the texts.
        copies = Counter(_text(node.words) for node in new)
        tops = [
            node
            for node in new
            if not node.children and len(node.words) >= 16 and copies[_text(node.words)] == 1
        ]
        self.random.shuffle(tops)
        size = sum(1 + len(node.children) for node in new)
        for name, rate in RATES.items():
            for _ in range(max(round(rate * size), 1)):
                if tops:
                    getattr(self, "_" + name.replace(" ", "_").replace("-", "_"))(new, tops)
        self._distribute_chapeau(new)
        self._blocks(new)
        for node in [x for top in new for x in (top, *top.children)]:
            self._edit(node)

    def _split(self, new: list[Node], tops: list[Node], *, far: bool = False) -> None:
        node = tops.pop()
        cut = round(len(node.words) * self.random.uniform(0.38, 0.62))
        tail = Node(node.kind, [*self.sentence(node.kind)[:3], *node.words[cut:]])
        node.words, node.copied = node.words[:cut], True
        new.insert(self._elsewhere(new, node) if far else new.index(node) + 1, tail)

    def _split_far(self, new: list[Node], tops: list[Node]) -> None:
        self._split(new, tops, far=True)

    def _merge(self, new: list[Node], tops: list[Node], *, far: bool = False) -> None:
        node = tops.pop()
        near = [n for n in tops if n.kind == node.kind and 0.5 <= len(n.words) / len(node.words) <= 2]
        if not near:
            return
        place = new.index(node)
        other = self.random.choice(near) if far else min(near, key=lambda n: abs(new.index(n) - place))
        node.words += [*self.fresh(self.random.choice(self.language.joints)), *other.words[1:]]
        new.remove(other)
        tops.remove(other)

    def _merge_far(self, new: list[Node], tops: list[Node]) -> None:
        self._merge(new, tops, far=True)

    def _wander(self, _new: list[Node], tops: list[Node]) -> None:
        rich = [node for node in tops if len(node.words) >= 48]
        if len(rich) < 2:
            return
        giver, taker = self.random.sample(rich, 2)
        # A clause of stock words alone has no origin anyone could name: it holds two rare ones.
        rare = set(self.names)
        places = [
            at
            for at in range(4, len(giver.words) - 10)
            if sum(w.text in rare for w in giver.words[at : at + 8]) >= 2
        ]
        if not places:
            return
        at = self.random.choice(places)
        clause = giver.words[at : at + 8]
        del giver.words[at : at + 8]
        into = self.random.randrange(4, len(taker.words))
        taker.words[into:into] = clause
        tops.remove(giver)
        tops.remove(taker)

    def _turn(self, new: list[Node], tops: list[Node]) -> None:
        node = tops.pop()
        new.remove(node)
        node.kind = "OP" if node.kind == "PP" else "PP"
        verbs = self.language.operative if node.kind == "OP" else self.language.preambular
        node.words = [*self.fresh(self.random.choice(verbs)), *node.words[1:]]
        node.moved = True
        same = [at for at, other in enumerate(new) if other.kind == node.kind]
        new.insert(self.random.choice(same), node)

    def _promote(self, new: list[Node], _tops: list[Node]) -> None:
        holders = [node for node in new if len(node.children) > 2]
        if not holders:
            return
        holder = self.random.choice(holders)
        child = holder.children.pop(self.random.randrange(len(holder.children)))
        child.kind, child.moved = "OP", True
        child.words = [*self.fresh(self.random.choice(self.language.operative)), *child.words]
        new.insert(self._elsewhere(new, holder), child)

    def _move_near(self, new: list[Node], tops: list[Node]) -> None:
        self._move(new, tops.pop(), self.random.choice((-5, -4, -3, 3, 4, 5)))

    def _move_far(self, new: list[Node], tops: list[Node]) -> None:
        self._move(
            new, tops.pop(), self.random.choice((-1, 1)) * self.random.randint(12, max(13, len(new) // 3))
        )

    def _move(self, new: list[Node], node: Node, by: int) -> None:
        same = [other for other in new if other.kind == node.kind]
        at = same.index(node)
        to = min(max(at + by, 0), len(same) - 1)
        if abs(to - at) < 3:
            return
        goal = same[to]
        new.remove(node)
        new.insert(new.index(goal) + (to > at), node)
        node.moved = True

    def _delete(self, new: list[Node], tops: list[Node]) -> None:
        new.remove(tops.pop())

    def _insert(self, new: list[Node], _tops: list[Node]) -> None:
        at = self.random.randrange(len(new))
        new.insert(at, Node(new[at].kind, self.sentence(new[at].kind)))

    def _insert_near_duplicate(self, new: list[Node], tops: list[Node]) -> None:
        # The model stays: were it deleted, its near-duplicate would be its successor and the truth wrong.
        model = tops.pop(self.random.randrange(len(tops)))
        model.copied = True
        words = self.fresh(_text(model.words))
        fresh = self.sentence(model.kind)
        words[len(words) // 2 :] = fresh[len(words) // 2 :] or fresh[-4:]
        new.insert(self._elsewhere(new, model), Node(model.kind, words))

    def _elsewhere(self, new: list[Node], node: Node) -> int:
        places = [
            at for at, other in enumerate(new) if other.kind == node.kind and abs(at - new.index(node)) > 3
        ]
        return self.random.choice(places) if places else new.index(node) + 1

    def _distribute_chapeau(self, new: list[Node]) -> None:
        """The chapeau's opening goes into every item, and the items become paragraphs of their own."""
        holders = [node for node in new if len(node.children) >= 2]
        if not holders:
            return
        holder = self.random.choice(holders)
        at = new.index(holder)
        head = holder.words[:10]
        items = [Node("OP", [*head, *child.words], freed=True) for child in holder.children]
        new[at : at + 1] = items

    def _blocks(self, new: list[Node]) -> None:
        at = self.random.randrange(len(new) - 4)
        new[at:at] = [Node(new[at].kind, self.sentence(new[at].kind)) for _ in range(3)]
        at = self.random.randrange(len(new) - 4)
        if not any(node.moved or node.children or node.copied for node in new[at : at + 3]):
            del new[at : at + 3]

    def _edit(self, node: Node) -> None:
        rate = self.random.choices([r for r, _ in EDITS], [w for _, w in EDITS])[0]
        words: list[Word] = []
        for word in node.words:
            if self.random.random() >= rate:
                words.append(word)
                continue
            what = self.random.random()
            if what < 0.6:
                words += self.fresh(self._other())
            elif what < 0.8:
                words += [word, *self.fresh(self._other())]
        node.words = words or node.words

    def _other(self) -> str:
        pool = self.random.choice((self.language.objects, self.language.qualifiers, self.names))
        return self.random.choice(self.random.choice(pool).split())


def _text(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


def _labelled(nodes: list[Node]) -> list[tuple[str, Node]]:
    numbers = {"PP": count(1), "OP": count(1)}
    found: list[tuple[str, Node]] = []
    for node in sorted(nodes, key=lambda n: n.kind != "PP"):
        label = f"{node.kind}{next(numbers[node.kind])}"
        found.append((label, node))
        found += [(f"{label}({_letter(at)})", child) for at, child in enumerate(node.children)]
    return found


def _letter(at: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[at % 26] * (at // 26 + 1)


def _finish(nodes: list[Node], name: str, chance: random.Random, noise: float) -> Version:
    """A document of the nodes, and where each word stands in it."""
    words: dict[str, list[tuple[int, int, int]]] = {}
    made: dict[str, Paragraph] = {}
    tops: list[str] = []
    for label, node in _labelled(nodes):
        text = ""
        spans: list[tuple[int, int, int]] = []
        for word in node.words:
            printed, glued = damage(word.text, noise, chance)
            gap = "" if not text or glued else " "
            spans.append((word.uid, len(text + gap), len(text + gap + printed)))
            text += gap + printed
        words[label] = spans
        number = label[label.index("(") :] if "(" in label else f"{label[2:]}." if node.kind == "OP" else ""
        kind = {"PP": "preambular", "OP": "operative"}.get(node.kind, "subparagraph")
        made[label] = Paragraph(label=Label.parse(label), text=text, kind=kind, number=number)
        if "(" not in label:
            tops.append(label)
    return Version(_nest(name, tops, made), words)


def _nest(name: str, tops: list[str], made: dict[str, Paragraph]) -> Document:
    from dataclasses import replace

    held: dict[str, list[Paragraph]] = {}
    for label, paragraph in made.items():
        if "(" in label:
            held.setdefault(label[: label.index("(")], []).append(paragraph)
    return Document(
        id=name, paragraphs=tuple(replace(made[label], children=tuple(held.get(label, ()))) for label in tops)
    )
