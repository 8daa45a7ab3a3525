"""Results in words: plain text for a terminal, Markdown for a mail or an issue, CSV for a spreadsheet.

`markdown_escape` and `place_text` are the only functions of their kind: the writers of reports use them too.
"""

from __future__ import annotations

import csv as csv_files
import io
import textwrap
from collections import Counter
from functools import singledispatch
from typing import TYPE_CHECKING

from draftdiff.alignment import RELATIONS, Alignment, Link
from draftdiff.model import Document, glimpse
from draftdiff.tracing.blame import Blame
from draftdiff.tracing.correlation import CorrelationTable
from draftdiff.tracing.trace import Trace
from draftdiff.writing import as_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff.change import Change, Redline
    from draftdiff.lineage import Lineage
    from draftdiff.model import Anchor, Paragraph
    from draftdiff.tracing.blame import BlameRun
    from draftdiff.tracing.changes import ChangeRecord, Changes
    from draftdiff.tracing.trace import Passage, Stage

#: Width of running text, in columns. Chosen: what a terminal window shows.
WIDTH = 100
#: Confidence below which a link is said to be unsure; half of such links were right on the development histories.
#: Chosen; no calibration is recorded.
UNSURE = 0.5


@singledispatch
def text(value: object) -> str:
    """A value as plain text."""
    raise TypeError(f"no plain text of a {type(value).__name__}")


@singledispatch
def markdown(value: object) -> str:
    """A value as Markdown."""
    raise TypeError(f"no Markdown of a {type(value).__name__}")


@singledispatch
def csv(value: object) -> str:
    """A value as comma-separated values with a header."""
    raise TypeError(f"no CSV of a {type(value).__name__}")


def redline_text(redline: Redline) -> str:
    """A redline in plain text: `[-taken out-]{+put in+}`, as `git diff --word-diff` writes it."""
    return "".join(part if isinstance(part, str) else _change_text(part) for part in redline.segments())


def _change_text(change: Change) -> str:
    old = f"[-{change.old}-]" if change.old else ""
    return old + (f"{{+{change.new}+}}" if change.new else "")


def redline_markdown(redline: Redline) -> str:
    """A redline in Markdown: struck and bold, white space kept outside the marks so that they take effect."""
    return "".join(
        markdown_escape(part) if isinstance(part, str) else _marked(part.old, "~~") + _marked(part.new, "**")
        for part in redline.segments()
    )


def _marked(text: str, mark: str) -> str:
    inner = text.strip()
    if not inner:
        return text
    at = text.index(inner)
    return f"{text[:at]}{mark}{markdown_escape(inner)}{mark}{text[at + len(inner) :]}"


def markdown_escape(text: str) -> str:
    """Text in which no character means anything to Markdown or HTML."""
    out = text.replace("\\", "\\\\").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for sign in "`*_{}[]#|~":
        out = out.replace(sign, f"\\{sign}")
    return out


def place_text(anchors: tuple[Anchor, ...]) -> str:
    """Where a paragraph stands in its source: `page 3, lines 12-15`; "" where unknown."""
    pages = [a.page for a in anchors if a.page is not None]
    lines = [line for a in anchors if a.lines for line in a.lines]
    parts: list[str] = []
    if pages:
        parts.append(_range("page", min(pages), max(pages)))
    if lines:
        parts.append(_range("line", min(lines), max(lines)))
    return ", ".join(parts)


def _range(word: str, first: int, last: int) -> str:
    return f"{word} {first}" if first == last else f"{word}s {first}-{last}"


def stage_source(stage: Stage) -> str:
    """File, page and lines of a stage."""
    return ", ".join(part for part in (stage.source, place_text(stage.paragraph.anchors)) if part)


def passage_text(passage: Passage) -> str:
    """One link in words: `from first OP14: renumbered, edited (confidence 0.97; ...)`."""
    link = passage.link
    notes = [f"confidence {link.confidence:.2f}"]
    if link.confidence < UNSURE:
        notes[0] += ", unsure"
    if link.pinned:
        notes.append("set by the user")
    if passage.skips:
        notes.append(f"missing in {', '.join(passage.skips)}")
    if link.evidence:
        notes.append(link.evidence)
    what = "a clause, " if link.role == "clause" else ""
    return f"from {passage.old[0]} {passage.old[1]}: {what}{', '.join(link.relations)} ({'; '.join(notes)})"


def story(trace: Trace) -> str:
    """The life in one line: `adopted OP15 = final OP15 = first OP14`; forks are joined by `+`."""
    by_version: dict[str, list[str]] = {}
    for stage in trace.stages:
        by_version.setdefault(stage.version, []).append(stage.label)
    return " = ".join(f"{version} {' + '.join(labels)}" for version, labels in by_version.items())


@text.register(Trace)
def trace_text(trace: Trace) -> str:
    """A whole life as plain text, sub-paragraphs indented below."""
    return "\n".join(_text_lines(trace, "")) + "\n"


def _text_lines(trace: Trace, indent: str) -> Iterator[str]:
    yield f"{indent}{story(trace)}"
    inner = indent + "  "
    for stage in trace.stages:
        source = stage_source(stage)
        yield f"{inner}{stage.version} {stage.label}" + (f"  [{source}]" if source else "")
        if stage.gone_in:
            yield f"{inner}  gone in {', '.join(stage.gone_in)}"
        if not stage.passages:
            yield f"{inner}  {new_words(trace, stage)}"
            yield f"{inner}  {printed(stage.paragraph)}"
        for passage in stage.passages:
            yield f"{inner}  {passage_text(passage)}"
            if passage.redline.changes:
                yield f"{inner}  {redline_text(passage.redline)}"
        if all(not passage.redline.changes for passage in stage.passages) and stage.passages:
            yield f"{inner}  {printed(stage.paragraph)}"
        for candidate in stage.candidates:
            yield f"{inner}  unsure: {candidate.old} ({candidate.similarity:.2f}) {candidate.why}".rstrip()
    for child in trace.children:
        yield from _text_lines(child, inner)


def new_words(trace: Trace, stage: Stage) -> str:
    """How a stage without forebears is called."""
    return "in the first version" if stage.version == trace.versions[0] else f"new in {stage.version}"


def printed(paragraph: Paragraph) -> str:
    """Number and text as printed."""
    return " ".join(part for part in (paragraph.number, paragraph.text) if part)


@markdown.register(Trace)
def trace_markdown(trace: Trace) -> str:
    """A whole life as Markdown, a heading a version."""
    return "\n".join(_markdown_lines(trace, 2)) + "\n"


def _markdown_lines(trace: Trace, level: int) -> Iterator[str]:
    mark = "#" * min(level, 6)
    yield f"{mark} {markdown_escape(story(trace))}"
    for stage in trace.stages:
        yield ""
        source = stage_source(stage)
        yield f"**{markdown_escape(f'{stage.version} {stage.label}')}**" + (
            f" ({markdown_escape(source)})" if source else ""
        )
        if stage.gone_in:
            yield f"\nGone in {markdown_escape(', '.join(stage.gone_in))}."
        if not stage.passages:
            yield f"\n_{markdown_escape(new_words(trace, stage))}_\n\n> {markdown_escape(printed(stage.paragraph))}"
        for passage in stage.passages:
            yield f"\n_{markdown_escape(passage_text(passage))}_\n\n> {redline_markdown(passage.redline)}"
        for candidate in stage.candidates:
            why = f"unsure: {candidate.old} ({candidate.similarity:.2f}) {candidate.why}".rstrip()
            yield f"\n_{markdown_escape(why)}_"
    for child in trace.children:
        yield ""
        yield from _markdown_lines(child, level + 1)


def _wrapped(label: str, text: str, depth: int) -> str:
    indent = "  " * depth
    return textwrap.fill(
        text, WIDTH, initial_indent=f"{indent}{label}  ", subsequent_indent=f"{indent}    ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _paragraph_lines(paragraph: Paragraph) -> str:
    return _wrapped(str(paragraph.label), paragraph.text, len(paragraph.label.subs))


@text.register(Document)
def document_text(document: Document) -> str:
    """The document as readable text: head, paragraphs under their headings, footnotes, reader's notes."""
    head = [part for part in (document.title, document.symbol, document.status, document.date) if part]
    count = f"{len(document)} paragraphs and sub-paragraphs, {len(document.headings)} headings, "
    lines = [*head, f"{count}{len(document.footnotes)} footnotes; read as {document.source.profile}", ""]
    before: dict[str, list[str]] = {}
    for heading in document.headings:
        before.setdefault(heading.before, []).append(heading.text)
    for paragraph in document.walk():
        lines += [f"-- {text}" for text in before.get(str(paragraph.label), ())]
        lines.append(_paragraph_lines(paragraph))
    lines += [f"-- {text}" for text in before.get("", ())]
    if document.footnotes:
        lines += ["", "Footnotes"]
        lines += [_wrapped(note.mark, note.text, 0) for note in document.footnotes]
    if document.problems:
        lines += ["", f"What the reader repaired, dropped or was unsure of ({len(document.problems)})"]
        for problem in document.problems:
            where = " ".join(
                part
                for part in (problem.label, place_text((problem.anchor,) if problem.anchor else ()))
                if part
            )
            raw = " ".join(problem.raw.split())
            shown = f": {raw[:80]!r}" if raw else ""
            shown += f" -> {problem.repaired!r}" if problem.repaired else ""
            lines.append(f"  {problem.kind} ({where or 'somewhere'}) {problem.what}{shown}")
    return "\n".join(lines) + "\n"


def _relations(link: Link) -> str:
    return " ".join((*link.relations, *(("(clause)",) if link.role == "clause" else ())))


@text.register(Alignment)
def alignment_text(alignment: Alignment) -> str:
    """One line a link, in the order of the new version, then new, dropped and uncertain paragraphs."""
    rows = [(link.old, link.new, _relations(link), link) for link in alignment.links]
    wide = max((len(row[0]) for row in rows), default=0)
    wide_new = max((len(row[1]) for row in rows), default=0)
    lines = [f"{alignment.old} -> {alignment.new}: {len(rows)} links"]
    for old, new, relations, link in rows:
        share = f"{link.similarity:4.2f} similar, confidence {link.confidence:4.2f}"
        lines.append(f"  {old:<{wide}} -> {new:<{wide_new}}  {relations:<26} {share}")
    for title, labels in (("New", alignment.inserted), ("Dropped", alignment.deleted)):
        if labels:
            lines.append(f"{title} ({len(labels)}): {', '.join(labels)}")
    lines += [f"Unsure: {c.old} -> {c.new} ({c.similarity:.2f}) {c.why}" for c in alignment.uncertain]
    lines += [
        f"Clause: {t.old} -> {t.new} ({'copied' if t.copied else 'moved'})" for t in alignment.transfers
    ]
    lines += [f"Warning: {text}" for text in alignment.warnings]
    lines += [f"Correction that no longer fits: {text}" for text in alignment.stale_pins]
    return "\n".join(lines) + "\n"


@csv.register(Alignment)
def alignment_csv(alignment: Alignment) -> str:
    """One row a link, insertion or deletion; UTF-8, comma, header row."""
    out = io.StringIO()
    writer = csv_files.writer(out, lineterminator="\n")
    writer.writerow(
        ("old", "new", "relations", "similarity", "share_of_old", "share_of_new", "confidence", "evidence")
    )
    for link in alignment.links:
        writer.writerow(
            (
                link.old, link.new, " ".join(link.relations), f"{link.similarity:.4f}", f"{link.weight.old:.4f}",
                f"{link.weight.new:.4f}", f"{link.confidence:.4f}", as_cell(link.evidence),
            )
        )  # fmt: skip
    for label in alignment.inserted:
        writer.writerow(("", label, "inserted", "", "", "", "", ""))
    for label in alignment.deleted:
        writer.writerow((label, "", "deleted", "", "", "", "", ""))
    return out.getvalue()


def blame_legend(blame: Blame) -> list[tuple[int, str, float]]:
    """Number, id and share of words of every version that brought some."""
    return [(blame.number(version), version, share) for version, share in blame.shares().items()]


def run_note(run: BlameRun, blame: Blame) -> str:
    """What is to be said of some words beside their version."""
    parts = [] if run.origin_label == blame.label else [run.origin_label]
    if run.missing:
        parts.append(f"was missing in {', '.join(run.missing)}")
    return "; ".join(parts)


@text.register(Blame)
def blame_text(blame: Blame) -> str:
    """Every run of words behind the number of the version that brought it, a legend above."""
    return "\n".join(_blame_lines(blame, "")) + "\n"


def _blame_lines(blame: Blame, indent: str) -> Iterator[str]:
    yield f"{indent}{blame.version} {blame.label}"
    for number, version, share in blame_legend(blame):
        yield f"{indent}  [{number}] {version}: {share:.0%} of the words"
    pieces: list[str] = []
    at = 0
    for run in blame.runs():
        note = run_note(run, blame)
        mark = f"[{blame.number(run.origin)}{': ' + note if note else ''}]"
        pieces += (blame.text[at : run.start], f"{mark} {run.text}")
        at = run.end
    yield f"{indent}  {''.join(pieces)}{blame.text[at:]}"
    for lost in blame.dropped:
        yield f"{indent}  gone in {lost.gone_in} (last in {lost.last[0]} {lost.last[1]}): {lost.text}"
    for child in blame.children:
        yield from _blame_lines(child, indent + "  ")


@csv.register(CorrelationTable)
def correlation_csv(table: CorrelationTable) -> str:
    """The correlation table; a missing side is an empty field. Lines end in CR LF (RFC 4180)."""
    out = io.StringIO()
    csv_files.writer(out).writerows((table.header, *table.cells("")))
    return out.getvalue()


@markdown.register(CorrelationTable)
def correlation_markdown(table: CorrelationTable) -> str:
    """The correlation table; a missing side is a dash."""
    rows = [[markdown_escape(cell) for cell in row] for row in (table.header, *table.cells("–"))]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join((lines[0], "|---|---|---|---|", *lines[1:])) + "\n"


#: Substantive changes a summary names: one screen. Chosen.
NAMED = 8


def summary_text(lineage: Lineage, changes: Changes) -> str:
    """What each step did to the paragraphs, and the gravest changes of wording."""
    names = [
        f"{d.id} ({d.symbol})" if d.symbol not in {"", d.id} else d.id for d in lineage.documents.values()
    ]
    lines = [*filter(None, [lineage.title]), f"{len(lineage)} versions: {', '.join(names)}"]
    for old, new in lineage.steps:
        alignment = lineage.align(old, new)
        counted = Counter(relation for link in alignment.links for relation in link.relations)
        told = [f"{counted[relation]} {relation}" for relation in reversed(RELATIONS) if counted[relation]]
        told += [f"{len(alignment.inserted)} new"] * bool(alignment.inserted)
        told += [f"{len(alignment.deleted)} dropped"] * bool(alignment.deleted)
        told += [f"{len(alignment.uncertain)} unsure"] * bool(alignment.uncertain)
        lines.append(f"{old} -> {new}: {', '.join(told) or 'nothing in common'}")
    grave = [r for r in changes if r.change.cls == "substantive" and not r.change.transfer]
    grave.sort(key=lambda r: not r.change.signals)
    signalled = sum(bool(r.change.signals) for r in grave)
    lines.append(
        f"{len(grave)} changes of substance, {signalled} with a signal" if grave else "no change of substance"
    )
    lines += [f"  {_grave(record)}" for record in grave[:NAMED]]
    lines += [f"  and {len(grave) - NAMED} more"] * (len(grave) > NAMED)
    return "\n".join(lines) + "\n"


def _grave(record: ChangeRecord) -> str:
    change, (old, new) = record.change, record.step
    words = " -> ".join(glimpse(" ".join(part.split())) for part in (change.old, change.new) if part.strip())
    sign = "" if change.old.strip() and change.new.strip() else "out: " if change.old.strip() else "in: "
    signals = "; ".join(signal.detail or signal.name for signal in change.signals)
    return f"{old} {record.link.old} -> {new} {record.link.new}: {sign}{words}" + f" ({signals})" * bool(
        signals
    )
