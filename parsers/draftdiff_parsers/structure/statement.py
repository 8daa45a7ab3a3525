"""Statements of a President, decisions and declarations without numbers: paragraphs in their order, nothing inferred."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftdiff.errors import InputError
from draftdiff.label import Label
from draftdiff.model import Document
from draftdiff_parsers.structure.assembling import Assembly
from draftdiff_parsers.structure.footnotes import lift
from draftdiff_parsers.structure.headings import heading_end
from draftdiff_parsers.structure.joining import Words
from draftdiff_parsers.structure.left_out import dropped, marks_left_out, placed_texts
from draftdiff_parsers.structure.lines import gaps_mean_paragraphs, make_lines
from draftdiff_parsers.structure.metadata import read_head
from draftdiff_parsers.structure.numbering import starts_paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.layout import Layout, Options
    from draftdiff_parsers.structure.lines import Line

#: Words in front of a statement of the President of the Security Council, in six languages.
_CHAPEAU = re.compile(
    r"made the following statement|a fait(?:, au nom du Conseil,)? la déclaration suivante|(?:formuló|hizo)(?:, en nombre del Consejo,)?"
    r" la (?:siguiente )?declaración(?: siguiente)?|сделал[аи]?(?: от имени Совета)? следующее заявление"
    r"|(?:بالبيان التالي|البيان التالي)|(?:发表|作出)了?(?:如下|以下)声明",
    re.IGNORECASE,
)
#: Beginnings of texts that declare or decide without numbers.
_DECLARES = re.compile(
    r"We, the \w+|Nous, (?:les )?\w+|Nosotros, \w+|Мы, \w+|نحن|我们|.{0,200}\b(?:decided (?:to|that|on)|took note of|also decided|hereby declare)\b|"
    r".{0,120}\b(?:Declaration|Communiqué|Statement|Decision \d+/\d+)\b",
    re.DOTALL,
)
#: A decision of one paragraph, as the Assembly's journal prints them.
_DECIDES = re.compile(
    r"(?:At its \d{1,4}\w{2} (?:plenary )?meeting|À sa \d{1,4}e séance|En su \d{1,4}ª sesión|На своем \d{1,4}-м|قررت الجمعية العامة"
    r"|في جلستها|大会在?\d{4}年)"
)
#: Lines among which the first words of a statement are looked for.
_HEAD = 60
#: Paragraphs that make a text worth comparing.
FEWEST = 2


class StatementProfile:
    """Structure profile of texts in paragraphs without numbers, labelled by their place: `unnumbered 3`."""

    name = "statement"
    most = 0.9
    """Highest evidence."""

    def evidence(self, layout: Layout) -> tuple[float, str]:
        """High where a President's statement begins, little where a declaration or decision does, else 0."""
        heads = [block.text for block in layout.blocks[:_HEAD]]
        if _CHAPEAU.search(" ".join(heads)):
            return self.most, "a statement of the President"
        lines = make_lines(layout.blocks)
        spans, _ = _paragraphs(lines, layout.language)
        sentences = [span for span in spans if lines[span[1] - 1].full_stop]
        declares = any(_DECLARES.match(lines[start].text) for start, _ in spans[:4]) or any(
            _DECLARES.match(text) for text in heads[:4]
        )
        decides = any(_DECIDES.match(lines[start].text) for start, _ in spans[:4])
        if (declares and len(sentences) >= FEWEST) or (decides and sentences):
            return 0.1, f"{len(sentences)} paragraphs of a declaration or decision, without numbers"
        return 0.0, "no statement, declaration or decision"

    def structure(self, layout: Layout, options: Options) -> tuple[Document, ...]:
        """One document; what stands above a statement's first words is left out.

        Raises:
            InputError: there are no paragraphs.
        """
        lines = make_lines(layout.blocks)
        words = Words(lines)
        body, footnotes = lift(lines, words)
        language = options.language or layout.language
        spans, headings = _paragraphs(body, language)
        opened = next((at for at, (a, b) in enumerate(spans) if _CHAPEAU.search(_words(body[a:b]))), -1)
        first = spans[opened][0] if opened >= 0 else min((a for a, _ in (*spans, *headings)), default=0)
        spans = [span for span in spans if span[0] >= first]
        headings = [span for span in headings if span[0] >= first]
        if not spans:
            raise InputError("holds no paragraphs", remedy="choose another structure with --profile")
        head = read_head(body, first, 0, "")
        assembly = Assembly(words)
        gapped = gaps_mean_paragraphs(body)
        count = 0
        for start, stop in sorted([*spans, *headings]):
            piece = body[start:stop]
            if (start, stop) in headings:
                assembly.heading(piece)
            elif opened >= 0 and start == first:
                assembly.plain(Label("PP", "1"), "preambular", piece)
            else:
                count += 1
                label = Label("unnumbered", str(count))
                assembly.numbered(label, piece, None, gapped=gapped, kind="paragraph")
        outside = [span for span in (body[: head.lines[0]], body[head.lines[1] : first]) if span]
        paragraphs = assembly.paragraphs()
        problems = [*layout.problems, *assembly.problems]
        problems += [p for span in outside for p in (dropped("above the text", span), *marks_left_out(span))]
        left_out, places = placed_texts(outside, words)
        return (
            Document(
                id="", paragraphs=paragraphs, language=language,
                title=layout.title or head.title, symbol=layout.symbol or head.symbol, date=layout.date or head.date,
                status=layout.status or head.status, headings=tuple(assembly.headings),
                footnotes=(*layout.footnotes, *(note.footnote for note in footnotes)), problems=tuple(problems),
                left_out=left_out, left_out_anchors=places,
            ),
        )  # fmt: skip


def _words(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _paragraphs(lines: Sequence[Line], language: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Spans of lines of paragraphs and of headings."""
    gapped = gaps_mean_paragraphs(lines)
    spans: list[tuple[int, int]] = []
    headings: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        stop = heading_end(lines, at, len(lines), language)
        if stop > at:
            headings.append((at, stop))
            at = stop
            continue
        stop = at + 1
        while stop < len(lines) and not (
            lines[stop].block.whole or starts_paragraph(lines[stop - 1], lines[stop], gapped=gapped)
        ):
            stop += 1
        spans.append((at, stop))
        at = stop
    return spans, headings
