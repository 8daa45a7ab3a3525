"""The text as it was read, told by where it differs from the text as it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftdiff.model import Paragraph


def raw_breaks(paragraph: Paragraph) -> str:
    """Where the lines of the source broke: `8 41 -83` behind what stood before the text and a bar.

    A number is the offset in the text of a space that was a line break; with a minus a hyphen and a line break stood
    before that offset. "" where there is no raw text, or more than that was changed.
    """
    raw, text = paragraph.raw, paragraph.text
    start = raw.find(text[:4]) if text else -1
    if start < 0:
        return ""
    at, breaks = start, list[str]()
    for offset, letter in enumerate(text):
        if raw.startswith("-\n", at):
            breaks.append(f"-{offset}")
            at += 2
        if raw[at : at + 1] == letter:
            at += 1
        elif letter == " " and raw[at : at + 1] == "\n":
            breaks.append(str(offset))
            at += 1
        else:
            return ""
    return f"{raw[:start]}|{' '.join(breaks)}" if at == len(raw) and "|" not in raw[:start] else ""


def odd_number(paragraph: Paragraph) -> bool:
    """The number as printed says more than the label: a misread digit, another way of counting."""
    label = paragraph.label
    plain = {str(label.number), *(label.subs[-1:])}
    return bool(paragraph.number) and paragraph.number.strip(" .()") not in plain
