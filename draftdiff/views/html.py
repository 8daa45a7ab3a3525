"""How objects show themselves in a notebook and as offline pages: plain HTML with inline styles, which survives exports.

All text is escaped. Insertions and deletions are marked by element and line, versions by number, not by colour alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import singledispatch
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from draftdiff.alignment import Alignment
from draftdiff.change import Redline
from draftdiff.lineage import Lineage
from draftdiff.model import Document, Paragraph
from draftdiff.tracing.blame import Blame
from draftdiff.tracing.changes import Changes
from draftdiff.tracing.correlation import CorrelationTable
from draftdiff.tracing.trace import Trace
from draftdiff.views.text import blame_legend, new_words, passage_text, printed, run_note, stage_source, story

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.alignment import Relation
    from draftdiff.change import Change
    from draftdiff.tracing.trace import Stage

#: Longest paragraph text in a table cell, in characters. Chosen; no calibration is recorded.
CELL = 160
#: Rows of a table before it says how many more there are. Chosen; no calibration is recorded.
ROWS = 400
_CELL_STYLE = "text-align:left;vertical-align:top;padding:.2em .6em"
_INS = "text-decoration:underline;text-decoration-color:#0a6b3d;background:#e3f4ea;color:#063"
_DEL = "text-decoration:line-through;background:#fbe6e6;color:#7a1010"
_QUIET = "color:#555"
#: Background of a version's words; the number beside the words tells versions apart without it. Black text on each
#: has a contrast of 14:1 and more. Colours repeat after eight versions, numbers do not.
COLOURS = ("#ffffff", "#dbeafe", "#dcfce7", "#fef3c7", "#fce7f3", "#ede9fe", "#ccfbf1", "#ffe4d6")
#: Underlines, second mark beside colour and number.
_LINES = ("none", "solid", "dotted", "dashed", "double", "wavy")
#: Relations counted in a step, in the order shown.
COUNTED: tuple[Relation, ...] = ("kept", "edited", "renumbered", "moved", "split", "merged")
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>body{{font:1rem/1.5 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}}
h1,h2,h3{{line-height:1.2}}table{{border-collapse:collapse}}th,td{{border-bottom:1px solid #bbb}}</style>
</head><body><main>{body}</main></body></html>
"""


@singledispatch
def html(value: object) -> str:
    """A value as an HTML fragment."""
    raise TypeError(f"no HTML of a {type(value).__name__}")


@singledispatch
def page(value: object) -> str:
    """A value as a page of its own, for use without a network."""
    raise TypeError(f"no page of a {type(value).__name__}")


def _page(title: str, body: str) -> str:
    """An offline page around a fragment; nothing in it can run or load."""
    return _PAGE.format(title=escape(title), body=body)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing that shows itself in a notebook and survives export."""

    svg: str
    """The whole SVG file."""

    def save(self, path: str | Path) -> None:
        """Write the drawing to a file.

        Raises:
            OSError: the file cannot be written.
        """
        Path(path).write_text(self.svg, "utf-8")

    def _repr_html_(self) -> str:
        body = self.svg[self.svg.index("<svg") :]
        return f'<div class="draftdiff" style="overflow:auto">{body}</div>'


def table(columns: Iterable[str], rows: Iterable[Iterable[str]], *, caption: str = "") -> str:
    """An HTML table; cells are HTML already."""
    head = "".join(f'<th scope="col" style="{_CELL_STYLE}">{escape(c)}</th>' for c in columns)
    all_rows = [list(row) for row in rows]
    body = "".join(
        "<tr>" + "".join(f'<td style="{_CELL_STYLE}">{cell}</td>' for cell in row) + "</tr>"
        for row in all_rows[:ROWS]
    )
    more = f"<p>and {len(all_rows) - ROWS} more rows</p>" if len(all_rows) > ROWS else ""
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'<table class="draftdiff">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}'
    )


def _short(text: str) -> str:
    return escape(text if len(text) <= CELL else text[: CELL - 1].rstrip() + "…")


@html.register(Paragraph)
def paragraph_html(paragraph: Paragraph) -> str:
    """The paragraph with its sub-paragraphs, indented."""
    depth = len(paragraph.label.subs)
    lines = "".join(
        f'<p style="margin:.3em 0 .3em {2 * (len(p.label.subs) - depth)}em" dir="auto"><b>{escape(str(p.label))}</b> '
        f"{escape(p.text)}</p>"
        for p in paragraph.walk()
    )
    return f'<div class="draftdiff">{lines}</div>'


@html.register(Document)
def document_html(document: Document) -> str:
    """Title, counts, paragraphs and what the reader had to repair or drop."""
    facts = ", ".join(
        part for part in (document.symbol, document.status, document.date, document.source.name) if part
    )
    body = table(
        ("label", "kind", "text"),
        ((escape(str(p.label)), escape(p.kind), _short(p.text)) for p in document.walk()),
        caption=document.title or document.id,
    )
    notes = f"{len(document)} paragraphs, {len(document.footnotes)} footnotes, {len(document.problems)} reader's notes"
    return (
        f'<div class="draftdiff"><p><b>{escape(document.id)}</b> {escape(facts)}<br>{notes}</p>{body}</div>'
    )


@html.register(Alignment)
def alignment_html(alignment: Alignment) -> str:
    """Links in order of the new version, then insertions and deletions."""
    rows = [
        [
            escape(link.old), escape(link.new), escape(", ".join(link.relations)),
            f"{link.similarity:.2f}", f"{link.confidence:.2f}", escape(link.evidence),
        ]
        for link in alignment.links
    ]  # fmt: skip
    rows += [["–", escape(label), "inserted", "", "", ""] for label in alignment.inserted]
    rows += [[escape(label), "–", "deleted", "", "", ""] for label in alignment.deleted]
    columns = (alignment.old, alignment.new, "relations", "similarity", "confidence", "evidence")
    return table(columns, rows, caption=f"{alignment.old} to {alignment.new}")


def change_html(change: Change) -> str:
    """One change as `<del>` and `<ins>`, its class and reason as a tooltip."""
    hint = escape(": ".join(part for part in (change.cls, change.why) if part), quote=True)
    old = f'<del title="{hint}" style="{_DEL}">{escape(change.old)}</del>' if change.old else ""
    new = f'<ins title="{hint}" style="{_INS}">{escape(change.new)}</ins>' if change.new else ""
    return old + new


@html.register(Redline)
def redline_html(redline: Redline) -> str:
    """The pair as one running text with its changes."""
    text = "".join(
        escape(part) if isinstance(part, str) else change_html(part) for part in redline.segments()
    )
    head = f'<span style="{_QUIET}">{escape(redline.old_label)} → {escape(redline.new_label)}</span>'
    return f'<div class="draftdiff" dir="auto">{head}<p>{text}</p></div>'


@html.register(Lineage)
def history_html(lineage: Lineage) -> str:
    """Versions, and how many links, insertions and deletions each step has."""
    versions = table(
        ("version", "symbol", "status", "date", "paragraphs", "drafted from"),
        (
            [
                escape(d.id), escape(d.symbol), escape(d.status), escape(d.date), str(len(d)),
                escape(", ".join(lineage.parents[d.id])) or "–",
            ]
            for d in lineage.documents.values()
        ),
        caption=lineage.title,
    )  # fmt: skip
    steps = table(
        ("step", "links", *COUNTED, "new", "dropped", "unsure"),
        (_step_row(lineage.align(old, new)) for old, new in lineage.steps),
    )
    return f'<div class="draftdiff">{versions}{steps if lineage.steps else ""}</div>'


def _step_row(alignment: Alignment) -> list[str]:
    relations = Counter(relation for link in alignment.links for relation in link.relations)
    counts = [relations[relation] for relation in COUNTED]
    rest = (alignment.inserted, alignment.deleted, alignment.uncertain)
    step = f"{escape(alignment.old)} → {escape(alignment.new)}"
    return [step, str(len(alignment.links)), *map(str, counts), *(str(len(part)) for part in rest)]


@html.register(Trace)
def trace_html(trace: Trace) -> str:
    """A life as an HTML fragment."""
    return f'<div class="draftdiff">{_life(trace, 3)}</div>'


@page.register(Trace)
def trace_page(trace: Trace) -> str:
    """A life as a page of its own."""
    return _page(
        f"{trace.label} of {trace.version}",
        f"<h1>{escape(story(trace))}</h1>" + _stages(trace) + _below(trace, 2),
    )


def _life(trace: Trace, level: int) -> str:
    heading = min(level, 6)
    return f"<h{heading}>{escape(story(trace))}</h{heading}>{_stages(trace)}{_below(trace, level + 1)}"


def _below(trace: Trace, level: int) -> str:
    return "".join(f"<section>{_life(child, level)}</section>" for child in trace.children)


def _stages(trace: Trace) -> str:
    return "<ol>" + "".join(f"<li>{_stage(trace, stage)}</li>" for stage in trace.stages) + "</ol>"


def _stage(trace: Trace, stage: Stage) -> str:
    parts = [f"<b>{escape(stage.version)} {escape(stage.label)}</b>"]
    source = stage_source(stage)
    if source:
        parts.append(f" <small>{escape(source)}</small>")
    if stage.gone_in:
        parts.append(f"<p>Gone in {escape(', '.join(stage.gone_in))}.</p>")
    if not stage.passages:
        parts.append(
            f'<p><i>{escape(new_words(trace, stage))}</i></p><p dir="auto">{escape(printed(stage.paragraph))}</p>'
        )
    parts += [f"<p><i>{escape(passage_text(p))}</i></p>{redline_html(p.redline)}" for p in stage.passages]
    parts += [
        f"<p><i>unsure: {escape(c.old)} ({c.similarity:.2f}) {escape(c.why)}</i></p>"
        for c in stage.candidates
    ]
    return "".join(parts)


@html.register(Blame)
def blame_html(blame: Blame) -> str:
    """A fragment: legend, running text, what was lost, sub-paragraphs."""
    legend = "".join(
        f"<li>{_marked(f'{version}, {share:.0%} of the words', number, '')}</li>"
        for number, version, share in blame_legend(blame)
    )
    lost = "".join(
        f"<li>gone in {escape(d.gone_in)} (last in {escape(d.last[0])} {escape(d.last[1])}): <del>{escape(d.text)}</del></li>"
        for d in blame.dropped
    )
    return (
        f'<div class="draftdiff"><p><b>{escape(blame.version)} {escape(blame.label)}</b></p>'
        f'<ul style="list-style:none;padding:0">{legend}</ul><p dir="auto">{_running(blame)}</p>'
        + (f"<ul>{lost}</ul>" if lost else "")
        + "".join(f'<div style="margin-left:2em">{blame_html(child)}</div>' for child in blame.children)
        + "</div>"
    )


def _running(blame: Blame) -> str:
    pieces: list[str] = []
    at = 0
    for run in blame.runs():
        hint = "; ".join(part for part in (f"{run.origin} {run.origin_label}", run_note(run, blame)) if part)
        pieces += (escape(blame.text[at : run.start]), _marked(run.text, blame.number(run.origin), hint))
        at = run.end
    return "".join(pieces) + escape(blame.text[at:])


def _marked(text: str, number: int, hint: str) -> str:
    colour = COLOURS[(number - 1) % len(COLOURS)]
    line = _LINES[(number - 1) % len(_LINES)]
    title = f' title="{escape(hint, quote=True)}"' if hint else ""
    return (
        f'<span{title} style="background:{colour};color:#000;text-decoration-line:{"none" if line == "none" else "underline"};'
        f'text-decoration-style:{"solid" if line == "none" else line}"><sup>{number}</sup>{escape(text)}</span>'
    )


@page.register(Blame)
def blame_page(blame: Blame) -> str:
    """A page of its own."""
    title = f"Who brought which word: {blame.label} of {blame.version}"
    return _page(title, f"<h1>{escape(title)}</h1>{blame_html(blame)}")


@html.register(Changes)
def changes_html(changes: Changes) -> str:
    """A table of changes, each with its place, class and signals."""
    rows = (
        [
            escape(f"{r.step[0]} {r.link.old} → {r.step[1]} {r.link.new}"), change_html(r.change),
            escape(r.change.cls), escape("; ".join(s.detail or s.name for s in r.change.signals)),
        ]
        for r in changes
    )  # fmt: skip
    return table(("place", "change", "class", "signals"), rows)


@html.register(CorrelationTable)
def correlation_html(correlation: CorrelationTable) -> str:
    """The correlation table; a missing side is a dash."""
    rows = ([escape(cell) for cell in row] for row in correlation.cells("–"))
    return table(correlation.header, rows, caption=f"{correlation.old} to {correlation.new}")


@page.register(CorrelationTable)
def correlation_page(correlation: CorrelationTable) -> str:
    """The correlation table as a page of its own."""
    return _page(f"Correlation table: {correlation.old} to {correlation.new}", correlation_html(correlation))
