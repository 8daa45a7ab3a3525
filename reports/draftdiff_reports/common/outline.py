"""The summary as headings and items, for writers of plain text: Markdown, text, terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff_reports.common.passages import opening
from draftdiff_reports.common.summary import summarise
from draftdiff_reports.common.trusted import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from draftdiff_reports.common.book import Book, Node
    from draftdiff_reports.common.catalogue import Catalogue
    from draftdiff_reports.common.numbers import NumberRun
    from draftdiff_reports.common.passages import Passages
    from draftdiff_reports.common.summary import Item, Journey, StepSummary, Summary


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the outline: plain text, or a change between two stretches of it."""

    head: str
    """Label and what it is; "" for a bare sentence."""
    text: str = ""
    change: tuple[str, str] | None = None
    """Words taken out and put in, behind `text`."""
    rest: str = ""
    note: str = ""
    """In words, behind the rest: signals."""

    @property
    def gaps(self) -> tuple[str, str]:
        """White space before and after the change, whichever side of its edges it stood on."""
        sides = [side for side in self.change or () if side]
        before = self.text[-1:].isspace() or any(side[0].isspace() for side in sides)
        after = self.rest[:1].isspace() or any(side[-1].isspace() for side in sides)
        return (" " if before else "", " " if after else "")

    def render(self, plain: Callable[[str], str], change: Callable[[str, str], str]) -> str:
        """The line, with a writer's own escape and its own marks of change."""
        body = plain(self.text)
        if self.change is not None:
            body = f"{body.rstrip()}{self.gaps[0]}{change(*self.change).strip()}{self.gaps[1]}{plain(self.rest.lstrip())}".strip()
        note = f" [{plain(self.note)}]" if self.note else ""
        head = f"{plain(self.head)}: " if self.head and body else plain(self.head)
        return f"{head}{body}{note}"


#: Up to this many steps the summary's first sentences count the changes of each.
FEW_STEPS = 3

Block = tuple[int, str, list[Entry]]
"""Level of the heading, the heading ("" for none), and what stands under it."""


def outline(book: Book, passages: Passages, text: Catalogue) -> Iterator[Block]:
    """The summary in reading order."""
    summary = summarise(book, passages)
    yield 1, text("view_summary"), [Entry("", sentence) for sentence in lead(book, summary, text)]
    if not book.steps:
        return
    yield from _step(summary.steps[0], text)
    if summary.new:
        heading = text("new_since", version=book.oldest.phrase)
        yield 1, heading, [Entry(f.here[0][1], opening(f.words, 34)) for f in summary.new]
    fates = [
        Entry(f"{_nodes(book, f.here)} ({text('rel.dropped')})", opening(f.words, 24))
        for f in summary.dropped
    ]
    fates += [
        Entry(f"{_nodes(book, f.here)} ({text('passing')})", opening(f.words, 24)) for f in summary.passing
    ]
    fates += [
        Entry(f"{_nodes(book, f.there)} → {_nodes(book, f.here)} ({text('rel.merged')})", f.words)
        for f in summary.merged
    ]
    fates += [
        Entry(f"{_nodes(book, f.here)} → {_nodes(book, f.there)} ({text('rel.split')})", f.words)
        for f in summary.split
    ]
    if fates:
        yield 1, text("dropped_merged_split"), fates
    if summary.numbers:
        heading = text("numbers_title", old=book.oldest.name, new=book.newest.name)
        yield 1, heading, [Entry("", "; ".join(_run(run, text) for run in summary.numbers) + ".")]
    for top, journeys in summary.journeys:
        yield 1, text("moved_in", label=top[1]), [_journey(book, j, text) for j in journeys]
    for step in summary.steps[1:]:
        yield from _step(step, text)


def lead(book: Book, summary: Summary, text: Catalogue) -> list[str]:
    """The summary in a few sentences."""
    newest, oldest = book.newest.phrase, book.oldest.phrase
    if not book.steps:
        return [text("one_version", n=summary.total)]
    new, dropped = len(summary.new), len(summary.dropped)
    sentences = [
        text("lead_total", n=summary.total, version=newest),
        text("lead_unchanged", n=summary.unchanged, version=oldest)
        if summary.unchanged
        else text("lead_no_unchanged", version=oldest),
        text("lead_new", n=new, version=oldest) if new else text("lead_no_new", version=oldest),
        text("lead_dropped", n=dropped, version=oldest)
        if dropped
        else text("lead_no_dropped", version=oldest),
    ]
    changes = [len(step.paragraphs) for step in summary.steps]
    if len(changes) > FEW_STEPS:
        sentences.append(text("lead_steps", n=sum(changes), steps=len(changes), last=changes[0]))
    else:
        sentences += [
            text(
                "lead_step" if n else "lead_step_none",
                n=n,
                m=len(step.substantive),
                old=step.pair.old.phrase,
                new=step.pair.new.phrase,
            )
            for n, step in zip(reversed(changes), reversed(summary.steps), strict=True)
        ]
    return [sentence(words) for words in sentences]


def sentence(words: str) -> str:
    """Words with a capital in front; the name of a file or a symbol at their head stays as it is."""
    first = words.split(" ", 1)[0]
    named = any(letter.isdigit() or letter in "-_./" for letter in first.rstrip(".,"))
    return words if named else words[:1].upper() + words[1:]


def _nodes(book: Book, nodes: tuple[Node, ...]) -> str:
    return " + ".join(f"{book.by_id[version].name} {label}" for version, label in nodes)


def _step(step: StepSummary, text: Catalogue) -> Iterator[Block]:
    relations = ("kept", "edited", "renumbered", "moved", "split", "merged", "new", "dropped")
    classes = (
        "substantive",
        "bracketing",
        "attribution",
        "rollover",
        "editorial",
        "reference",
        "numbering",
        "typography",
        "scan",
    )
    counts = [f"{step.counts[key]} {text(f'rel.{key}')}" for key in relations if step.counts.get(key)]
    counts += [f"{step.counts[key]} {text(f'cls.{key}')}" for key in classes if step.counts.get(key)]
    yield 1, f"{step.pair.old.name} → {step.pair.new.name}", [Entry("", ", ".join(counts))]
    if step.substantive:
        heading = text("substantive_paragraphs", n=len(step.paragraphs), m=len(step.substantive))
        yield 2, heading, [change_entry(item, text) for item in step.substantive]
    if step.flagged:
        yield 2, text("flagged", n=len(step.flagged)), [change_entry(item, text) for item in step.flagged]
    if step.wandered:
        yield 2, text("wander_title"), [Entry(f"{w.old[1]} → {w.new[1]}", w.words) for w in step.wandered]
    unsure = [
        Entry(
            f"{c.old} ? {c.new}", f"{text('not_linked')}, {text('similarity')} {c.similarity:.0%}", note=c.why
        )
        for c in step.uncertain
    ]
    unsure += [
        Entry(f"{k.old} → {k.new}", f"{text('confidence')} {k.confidence:.0%}", note=k.evidence)
        for k in step.doubtful
    ]
    if unsure:
        yield 2, text("uncertain", n=len(unsure)), unsure


def change_entry(item: Item, text: Catalogue) -> Entry:
    """A change in its context."""
    context = item.context
    notes = [text(f"rel.{item.fate}")] if item.fate else []
    note = ", ".join((*notes, *(text(f"sig.{signal.name}") for signal in told(context.change))))
    return Entry(item.label, context.before, (context.change.old, context.change.new), context.after, note)


def _run(run: NumberRun, text: Catalogue) -> str:
    """`OP6–OP13 → OP7–OP14`, `OP15 → OP16, OP17`, `OP3 dropped`."""
    old = run.first[1] if run.alone else f"{run.first[1]}–{run.last[1]}"
    if not run.to:
        return f"{old} {text('rel.dropped')}"
    if run.same:
        return f"{old} {text('same_number' if run.alone else 'same_numbers')}"
    return f"{old} → {(', ' if run.alone else '–').join(node[1] for node in run.to)}"


def _journey(book: Book, journey: Journey, text: Catalogue) -> Entry:
    stops = [
        " + ".join(f"{node[1]} ({place})" if place else node[1] for node, place in stop) or text("not_here")
        for stop in journey.stops
    ]
    told = "; ".join(f"{v.name}: {stop}" for v, stop in zip(book.versions, stops, strict=True))
    return Entry(journey.words, told, note=text("rel.moved") if journey.moved else "")
