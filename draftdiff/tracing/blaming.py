"""Blames as text, HTML and data frames: one mark and one colour a version, never colour alone."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from draftdiff.frames import frame
from draftdiff.tracing.showing import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff.tracing.blame import Blame, BlameRun

#: Background of a version's words; the number beside the words tells versions apart without it. Black text on each
#: has a contrast of 14:1 and more. Colours repeat after eight versions, numbers do not.
COLOURS = ("#ffffff", "#dbeafe", "#dcfce7", "#fef3c7", "#fce7f3", "#ede9fe", "#ccfbf1", "#ffe4d6")
#: Underlines, second mark beside colour and number.
_LINES = ("none", "solid", "dotted", "dashed", "double", "wavy")


def _number(blame: Blame, version: str) -> int:
    """Number of a version in the legend, 1-based."""
    return blame.versions.index(version) + 1


def _legend(blame: Blame) -> list[tuple[int, str, float]]:
    return [(_number(blame, version), version, share) for version, share in blame.shares().items()]


def _note(run: BlameRun, blame: Blame) -> str:
    parts = [] if run.origin_label == blame.label else [run.origin_label]
    if run.missing:
        parts.append(f"was missing in {', '.join(run.missing)}")
    return "; ".join(parts)


def blame_text(blame: Blame) -> str:
    """Every run of words behind the number of the version that brought it, a legend above."""
    return "\n".join(_text_lines(blame, "")) + "\n"


def _text_lines(blame: Blame, indent: str) -> Iterator[str]:
    yield f"{indent}{blame.version} {blame.label}"
    for number, version, share in _legend(blame):
        yield f"{indent}  [{number}] {version}: {share:.0%} of the words"
    pieces: list[str] = []
    at = 0
    for run in blame.runs():
        note = _note(run, blame)
        mark = f"[{_number(blame, run.origin)}{': ' + note if note else ''}]"
        pieces += (blame.text[at : run.start], f"{mark} {run.text}")
        at = run.end
    yield f"{indent}  {''.join(pieces)}{blame.text[at:]}"
    for lost in blame.dropped:
        yield f"{indent}  gone in {lost.gone_in} (last in {lost.last[0]} {lost.last[1]}): {lost.text}"
    for child in blame.children:
        yield from _text_lines(child, indent + "  ")


def blame_html(blame: Blame) -> str:
    """A fragment: legend, running text, what was lost, sub-paragraphs."""
    legend = "".join(
        f"<li>{_marked(f'{version}, {share:.0%} of the words', number, '')}</li>"
        for number, version, share in _legend(blame)
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
        hint = "; ".join(part for part in (f"{run.origin} {run.origin_label}", _note(run, blame)) if part)
        pieces += (escape(blame.text[at : run.start]), _marked(run.text, _number(blame, run.origin), hint))
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


def blame_page(blame: Blame) -> str:
    """A page of its own."""
    title = f"Who brought which word: {blame.label} of {blame.version}"
    return page(title, f"<h1>{escape(title)}</h1>{blame_html(blame)}")


def _all(blame: Blame) -> Iterator[Blame]:
    yield blame
    for child in blame.children:
        yield from _all(child)


def blame_frame(blame: Blame) -> Any:
    """One row a word, sub-paragraphs included."""
    rows: list[dict[str, object]] = [
        {
            "version": one.version, "label": one.label, "word": word.text, "start": word.start, "end": word.end,
            "origin": word.origin, "origin_label": word.origin_label, "printed": word.printed,
            "before_version": word.before[0] if word.before else None,
            "before_label": word.before[1] if word.before else None,
            "missing": " ".join(word.missing), "gone_in": " ".join(word.gone_in), "back_in": " ".join(word.back_in),
        }
        for one in _all(blame)
        for word in one.words
    ]  # fmt: skip
    columns = (
        "version", "label", "word", "start", "end", "origin", "origin_label", "printed", "before_version", "before_label",
        "missing", "gone_in", "back_in",
    )  # fmt: skip
    return frame(rows, columns)
