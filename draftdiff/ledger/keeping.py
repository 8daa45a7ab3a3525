"""The ledger kept: version by version, each position is continued, closed, or opened anew."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.ledger.entry import Entry, Ledger, Openness, Stage, article_of
from draftdiff.ledger.fates import Fate, Grams, lifted, of_match, replaced
from draftdiff.ledger.matching import Step, match
from draftdiff.ledger.places import next_places, stand
from draftdiff.lexicon import load_lexicon
from draftdiff.negotiating import positions

if TYPE_CHECKING:
    from draftdiff.ledger.places import Held, Place, Stand
    from draftdiff.lineage import Lineage
    from draftdiff.model import Document
    from draftdiff.tracing.origins.words import Origins

#: Share of a new position's words that stood in the version before without it: then brackets were opened around them.
#: Chosen.
STOOD = 0.6


@dataclass(slots=True)
class _Draft:
    """An entry in the making."""

    kind: str
    how: str
    stages: list[Stage]
    number: int = 0


@dataclass(slots=True)
class _Keeper:
    lineage: Lineage
    origins: Origins
    stands: dict[str, Stand] = field(default_factory=dict[str, "Stand"])
    drafts: list[_Draft] = field(default_factory=list[_Draft])
    entry_of: dict[int, _Draft] = field(default_factory=dict[int, _Draft])
    """`id` of a position held -> its entry."""
    others: list[tuple[_Draft, int, Held]] = field(default_factory=list["tuple[_Draft, int, Held]"])
    """Entry, which stage, and the position that stage went into or was replaced by."""

    def run(self) -> Ledger:
        """All versions, oldest first."""
        for version, document in self.lineage.documents.items():
            lexicon = load_lexicon(document.language or "en", self.lineage.lexicon)
            self.stands[version] = stand(version, positions(document), self.origins, lexicon)
            parents = self.lineage.parents[version]
            steps = [self._step(parent, version) for parent in parents]
            for held in self.stands[version].held:
                if id(held) not in self.entry_of:
                    self._born(held, steps)
        return self._finished()

    def _step(self, old: str, new: str) -> Step:
        step = Step(
            self.stands[old],
            self.stands[new],
            next_places(old, new, self.origins),
            self.lineage.align(old, new),
            self.lineage.comparison(old, new).same_words,
        )
        match(step)
        grams = Grams(step)
        fates = {
            id(held): of_match(step, held) if id(held) in step.of_old else lifted(step, held, grams)
            for held in step.old.held
        }
        for held in step.old.held:
            if fates[id(held)].name == "dropped":
                fates[id(held)] = replaced(held, fates, step) or fates[id(held)]
        for held in step.old.held:
            self._continue(held, fates[id(held)], step)
        return step

    def _continue(self, held: Held, fate: Fate, step: Step) -> None:
        draft = self.entry_of[id(held)]
        if not draft.stages[-1].open or draft.stages[-1].version == step.new.version:
            return
        goes_on = fate.into is not None and fate.name not in ("merged", "replaced")
        new = fate.into if goes_on else None
        if new is not None and self.entry_of.setdefault(id(new), draft) is not draft:
            fate, new = replace(fate, name="merged"), None  # another went there first
        position = new.position if new is not None else None
        draft.stages.append(
            Stage(
                version=step.new.version, fate=fate.name, open=position is not None, label=fate.label,
                position=position.id if position is not None else 0,
                words=position.words if position is not None else self._text(step.new.version, fate.words),
                who=position.who if position is not None else (), status=(position.status or "") if position is not None else "",
                confidence=round(fate.confidence, 3), evidence=fate.evidence,
            )
        )  # fmt: skip
        other = fate.by or (fate.into if fate.name == "merged" else None)
        if other is not None:
            self.others.append((draft, len(draft.stages) - 1, other))

    def _text(self, version: str, places: tuple[Place, ...]) -> str:
        """The words of the text between the first and the last place, in each paragraph."""
        found: list[str] = []
        for label in dict.fromkeys(place[0] for place in places):
            at = [n for one, n in places if one == label]
            words = self.origins.words[version][label]
            found.append(self.lineage[version][label].text[words.spans[min(at)][0] : words.spans[max(at)][1]])
        return "\n".join(found)

    def _born(self, held: Held, steps: list[Step]) -> None:
        position = held.position
        stage = Stage(
            version=held.version, fate="born", open=True, label=position.label, position=position.id, words=position.words,
            who=position.who, status=position.status or "", evidence=position.origin,
        )  # fmt: skip
        draft = _Draft(position.kind, self._how(held, steps), [stage])
        self.drafts.append(draft)
        self.entry_of[id(held)] = draft

    def _how(self, held: Held, steps: list[Step]) -> str:
        if not steps:
            return "in the first version"
        stood: set[Place] = set()
        for step in steps:
            come = {there: here for here, there in step.goes.items()}
            stood |= {place for place in held.telling if place in come}
        total = steps[0].new.weights(held.telling)
        share = steps[0].new.weights(stood) / total if total else 0.0
        if share >= STOOD:
            return "opened around words that stood"
        return "new words" if share < 1 - STOOD else "new words with some that stood"

    def _finished(self) -> Ledger:
        for number, draft in enumerate(self.drafts, 1):
            draft.number = number
        for draft, at, other in self.others:
            target = self.entry_of.get(id(other))
            if target is not None and target is not draft:
                draft.stages[at] = replace(draft.stages[at], other=target.number)
        entries = tuple(
            Entry(id=d.number, kind=d.kind, how=d.how, stages=tuple(d.stages)) for d in self.drafts
        )
        found = [one for version in self.lineage.versions for one in self._openness(self.lineage[version])]
        return Ledger(versions=self.lineage.versions, entries=entries, openness=tuple(found))

    def _openness(self, document: Document) -> list[Openness]:
        here = self.stands[document.id]
        words: dict[str, int] = {}
        open_: dict[str, int] = {}
        for paragraph in document:
            label = str(paragraph.label)
            article = article_of(label)
            count = len(self.origins.words[document.id][label])
            words[article] = words.get(article, 0) + count
            inside = sum((label, at) in here.holders for at in range(count))
            open_[article] = open_.get(article, 0) + inside
        count_of: dict[str, int] = {}
        for held in here.held:
            article = article_of(held.position.label)
            count_of[article] = count_of.get(article, 0) + 1
        slots: dict[str, int] = {}
        for slot in positions(document).slots:
            slots[article_of(slot.label)] = slots.get(article_of(slot.label), 0) + 1
        return [
            Openness(
                version=document.id, article=article, positions=count_of.get(article, 0), slots=slots.get(article, 0),
                words=count, bracketed=open_[article],
            )
            for article, count in words.items()
        ]  # fmt: skip


def keep(lineage: Lineage, origins: Origins) -> Ledger:
    """The ledger of a lineage.

    Args:
        lineage: the versions.
        origins: where each of their words comes from.
    """
    return _Keeper(lineage, origins).run()
