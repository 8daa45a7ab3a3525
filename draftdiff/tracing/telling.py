"""Traces and redlines in words: plain text for a terminal, Markdown for a mail or an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff.change import Change, Redline
    from draftdiff.model import Anchor, Paragraph
    from draftdiff.tracing.trace import Passage, Stage, Trace

#: Confidence below which a link is said to be unsure; half of such links were right on the development histories.
UNSURE = 0.5


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
    return f"from {passage.old[0]} {passage.old[1]}: {', '.join(link.relations)} ({'; '.join(notes)})"


def story(trace: Trace) -> str:
    """The life in one line: `adopted OP15 = final OP15 = first OP14`; forks are joined by `+`."""
    by_version: dict[str, list[str]] = {}
    for stage in trace.stages:
        by_version.setdefault(stage.version, []).append(stage.label)
    return " = ".join(f"{version} {' + '.join(labels)}" for version, labels in by_version.items())


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
