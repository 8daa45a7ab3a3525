"""Histories, traces, blames and correlation tables as HTML fragments, offline pages and data frames."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any

from draftdiff.frames import frame
from draftdiff.notebook import redline_html, table
from draftdiff.tracing.telling import new_words, passage_text, printed, stage_source, story

if TYPE_CHECKING:
    from draftdiff.alignment import Alignment, Relation
    from draftdiff.history import History
    from draftdiff.tracing.trace import Stage, Trace

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


def page(title: str, body: str) -> str:
    """An offline page around a fragment; nothing in it can run or load."""
    return _PAGE.format(title=escape(title), body=body)


def history_html(history: History) -> str:
    """Versions, and how many links, insertions and deletions each step has."""
    versions = table(
        ("version", "symbol", "status", "date", "paragraphs", "drafted from"),
        (
            [
                escape(d.id), escape(d.symbol), escape(d.status), escape(d.date), str(len(d)),
                escape(", ".join(history.parents[d.id])) or "–",
            ]
            for d in history.documents.values()
        ),
        caption=history.title,
    )  # fmt: skip
    steps = table(
        ("step", "links", *COUNTED, "new", "dropped", "unsure"),
        (_step_row(history.align(old, new)) for old, new in history.steps),
    )
    return f'<div class="draftdiff">{versions}{steps if history.steps else ""}</div>'


def _step_row(alignment: Alignment) -> list[str]:
    relations = Counter(relation for link in alignment.links for relation in link.relations)
    counts = [relations[relation] for relation in COUNTED]
    rest = (alignment.inserted, alignment.deleted, alignment.uncertain)
    step = f"{escape(alignment.old)} → {escape(alignment.new)}"
    return [step, str(len(alignment.links)), *map(str, counts), *(str(len(part)) for part in rest)]


def trace_html(trace: Trace) -> str:
    """A life as an HTML fragment."""
    return f'<div class="draftdiff">{_life(trace, 3)}</div>'


def trace_page(trace: Trace) -> str:
    """A life as a page of its own."""
    return page(
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


def trace_frame(trace: Trace) -> Any:
    """One row a passage, or a stage without one."""
    rows: list[dict[str, object]] = []
    for stage in trace.stages:
        base: dict[str, object] = {
            "version": stage.version,
            "label": stage.label,
            "text": stage.paragraph.text,
        }
        if not stage.passages:
            rows.append(base)
        rows += [
            base
            | {
                "from_version": passage.old[0],
                "from_label": passage.old[1],
                "relations": " ".join(passage.link.relations),
                "confidence": passage.link.confidence,
                "changes": len(passage.redline.changes),
                "evidence": passage.link.evidence,
            }
            for passage in stage.passages
        ]
    columns = (
        "version", "label", "from_version", "from_label", "relations", "confidence", "changes", "text", "evidence",
    )  # fmt: skip
    return frame(rows, columns)
