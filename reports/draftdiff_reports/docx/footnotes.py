"""Footnotes of the written file: each mark of the two versions becomes a reference, a repeated one a cross-reference."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff_reports.docx.markup import clean, run

if TYPE_CHECKING:
    from draftdiff_reports.docx.markup import Tracker

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LOOK = '<w:rStyle w:val="FootnoteReference"/>'
#: Word keeps the first two ids for the rules above the notes.
_FIRST_ID = 1


@dataclass(frozen=True, slots=True)
class _Reference:
    """A footnote already referred to."""

    marks: dict[str, str]
    """Version that sees it (`old`, `new`) -> mark there."""
    bookmark: str


@dataclass(slots=True)
class Footnotes:
    """Collects footnotes while the text is written."""

    tracker: Tracker
    first: int = _FIRST_ID
    """Id of the first footnote."""
    _texts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]], init=False)
    """Custom mark or "", and text; in order of id."""
    _known: list[_Reference] = field(default_factory=list[_Reference], init=False)

    def reference(self, text: str, marks: dict[str, str], kind: str) -> str:
        """Runs for one mark.

        Args:
            text: of the footnote.
            marks: version that sees the mark (`old`, `new`, or both) -> mark as printed there.
            kind: tracked change around it, for the choice of elements.
        """
        for known in self._known:
            if marks.items() <= known.marks.items():
                return _cross_reference(known.bookmark, next(iter(marks.values())), kind)
        identity = self.first + len(self._texts)
        mark = clean(marks.get("new") or marks.get("old") or "")
        custom = "" if mark.isdecimal() else mark
        self._texts.append((custom, text))
        bookmark = f"_RefNote{identity}"
        self._known.append(_Reference(dict(marks), bookmark))
        attribute = ' w:customMarkFollows="1"' if custom else ""
        typed = run(custom, "", kind).removeprefix("<w:r>").removesuffix("</w:r>") if custom else ""
        number = self.tracker.next_id()
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>'
            f'<w:r><w:rPr>{_LOOK}</w:rPr><w:footnoteReference{attribute} w:id="{identity}"/>{typed}</w:r>'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def notes(self) -> str:
        """XML of the footnotes collected, in order of id."""
        return "".join(
            f'<w:footnote w:id="{at}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f"{run(custom, _LOOK) if custom else f'<w:r><w:rPr>{_LOOK}</w:rPr><w:footnoteRef/></w:r>'}"
            f"{run(' ' + text, '')}</w:p></w:footnote>"
            for at, (custom, text) in enumerate(self._texts, self.first)
        )

    def part(self) -> bytes:
        """The footnotes part."""
        rules = "".join(
            f'<w:footnote w:type="{kind}" w:id="{at}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for at, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<w:footnotes xmlns:w="{_NAMESPACE}">{rules}{self.notes()}</w:footnotes>'
        ).encode()

    def __bool__(self) -> bool:
        return bool(self._texts)


def _cross_reference(bookmark: str, mark: str, kind: str) -> str:
    """A field that prints the number of a footnote referred to before."""
    code = "delInstrText" if kind == "del" else "instrText"
    look = f"<w:rPr>{_LOOK}</w:rPr>"

    def char(which: str) -> str:
        return f'<w:r>{look}<w:fldChar w:fldCharType="{which}"/></w:r>'

    return (
        char("begin")
        + f'<w:r>{look}<w:{code} xml:space="preserve"> NOTEREF {bookmark} \\f \\h </w:{code}></w:r>'
        + char("separate") + run(mark, _LOOK, kind) + char("end")
    )  # fmt: skip
