"""Treaties and acts of the European Union: recitals, articles, their paragraphs and points, annexes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.errors import InputError
from draftdiff.label import Label, roman_value
from draftdiff.model import Document
from draftdiff_parsers.structure.assembling import Assembly
from draftdiff_parsers.structure.footnotes import lift
from draftdiff_parsers.structure.headings import heading_end
from draftdiff_parsers.structure.joining import Words
from draftdiff_parsers.structure.left_out import dropped, marks_left_out, placed_texts
from draftdiff_parsers.structure.lines import gaps_mean_paragraphs, make_lines
from draftdiff_parsers.structure.locate import ANNEX
from draftdiff_parsers.structure.marks import Mark, sub_mark
from draftdiff_parsers.structure.metadata import read_head
from draftdiff_parsers.structure.numbered import write_annex
from draftdiff_parsers.structure.numbering import Numbered, number_paragraphs, starts_paragraph
from draftdiff_parsers.structure.openings import MOSTLY, opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.layout import Layout, Options
    from draftdiff_parsers.structure.lines import Line

FEWEST = 2
"""Article headings that make a text of articles."""
_ARTICLE = re.compile(
    r"\[?(?P<word>Article|ARTICLE|Artículo|ARTÍCULO|Artikel|Articolo|Artigo|Art\.|SEC\.|SECTION|Статья|СТАТЬЯ|المادة|مادة)[ \t]*"
    r"(?P<number>\d{1,4}[a-z]{0,3}|[IVXLC]{1,7}|premier|1er|first|primero|единственная)(?:\s(?P<ins>bis|ter|quater|quinquies|sexies)\b)?(?P<rest>\]?[.:—–-]?(?:\s.{0,160})?)$"
)
_WORD = re.compile(r"Art|ART|SEC|Стать|СТАТЬ|المادة|مادة|第")
_CJK_ARTICLE = re.compile(r"第\s?(?P<number>\d{1,4}|[一二三四五六七八九十百]{1,6})\s?条(?P<rest>.{0,80})$")
_PART = re.compile(
    r"(?:PART|Part|TITLE|Title|CHAPTER|Chapter|SECTION|Section|Subsection|TITRE|CHAPITRE|Chapitre|KAPITEL|ABSCHNITT|TITEL|CAPO|SEZIONE|TITOLO|TÍTULO|CAPÍTULO|Capítulo|ГЛАВА|Глава|الباب|الفصل)"
    r"\s+(?:[IVXLC]{1,7}|\d{1,3}|[A-Z]|ONE|TWO|THREE|FOUR|FIVE|الأول)\b[.:]?.{0,120}$"
)
_WHEREAS = re.compile(
    r"(?:Whereas|WHEREAS|considérant ce qui suit|Considerando lo siguiente|Considerando|in Erwägung nachstehender Gründe"
    r"|considerando quanto segue)\s?[:,]?$",
    re.IGNORECASE,
)
_ENACTS = re.compile(
    r"(?:HAVE|HAS) ADOPTED THIS|(?:Have|Have hereby) agreed as follows|ONT ADOPTÉ|A ADOPTÉ|(?:A|ONT) ARRÊTÉ|HAN ADOPTADO|HA ADOPTADO|HA[BT](?:EN)? FOLGENDE|HA(?:NNO)? ADOTTATO|(?:Have|have) agreed",
)
#: How citations of European acts begin.
_CITATION = re.compile(
    r"(?:Having regard to|Acting in accordance|After (?:transmission|consulting)|vu (?:le|la|les|l[’'])|après (?:trans|cons|avoir)"
    r"|statuant |agissant |Vist[oa]s? |Previa |gestützt auf|nach (?:Zuleitung|Stellungnahme|Anhörung)|gemäß dem|deliberando "
    r"|previa )",
    re.IGNORECASE,
)
_RECITAL = re.compile(r"\(\s?(?P<number>\d{1,3}[a-z]?)\s?\)\s*")
_DECIMAL = re.compile(r"(?P<article>\d{1,3})\.(?P<number>\d{1,3})(?P<suffix>[a-zA-Z]?)[.)]?\s+(?=\S)")
_DECIMAL_SHAPE = "decimal"
#: Words under which articles and the sections of a bill are cited.
_SAME_WORD = {"ARTICLE": "Article", "Art.": "Article", "SEC.": "Section", "SECTION": "Section"}
_FIRST = {"premier": "1", "1er": "1", "first": "1", "primero": "1", "единственная": "1"}
_FOOTER = re.compile(
    r"Done at|Fait à|Hecho en|This (?:Regulation|Directive|Decision) (?:shall be|is) (?:binding|addressed)|IN WITNESS WHEREOF|In witness whereof"
)


@dataclass(frozen=True, slots=True)
class _Article:
    at: int
    word: str
    number: str
    title: str


class ArticlesProfile:
    """Structure profile of texts in articles. Labels are the text's own: `Article 5(2)(a)`, `Recital 12`."""

    name = "articles"

    def evidence(self, layout: Layout) -> tuple[float, str]:
        """High where several lines are article headings in ascending order."""
        if sum(_WORD.match(block.text.lstrip()) is not None for block in layout.blocks) < FEWEST:
            return 0.0, "no article headings"
        articles = _articles(make_lines(layout.blocks))
        if len(articles) < FEWEST:
            return 0.0, "no article headings"
        first, last = articles[0], articles[-1]
        score = 0.9 if len(articles) > FEWEST else 0.5
        return score, f"{len(articles)} articles, {first.word} {first.number} to {last.word} {last.number}"

    def structure(self, layout: Layout, options: Options) -> tuple[Document, ...]:
        """One document: preamble, recitals, articles, annexes.

        Raises:
            InputError: there are no articles.
        """
        lines = make_lines(layout.blocks)
        words = Words(lines)
        body, footnotes = lift(lines, words)
        articles = _articles(body)
        if not articles:
            raise InputError("holds no articles", remedy="choose another structure with --profile")
        language = options.language or layout.language
        assembly = Assembly(words)
        start = _preamble_start(body, articles[0].at)
        head = read_head(body, start, 0, "")
        gapped = gaps_mean_paragraphs(body)
        _write_preamble(assembly, body[start : articles[0].at], language, gapped=gapped)
        end = _write_articles(assembly, body, articles, language, gapped=gapped)
        tail = _write_annexes(assembly, body, end, language)
        first, last = head.lines
        outside = [span for span in (body[:first], body[last:start], tail) if span]
        paragraphs = assembly.paragraphs()
        problems = [*layout.problems, *assembly.problems]
        problems += [
            p for span in outside for p in (dropped("outside the articles", span), *marks_left_out(span))
        ]
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


def _articles(lines: Sequence[Line]) -> list[_Article]:
    """Article headings in ascending order; a reference at a line start does not ascend or goes on in a sentence."""
    found: list[_Article] = []
    last = 0
    for at, line in enumerate(lines):
        article = _article(lines, at, line)
        if article is None:
            continue
        value = _value(article.number)
        if last <= value <= last + _JUMP and value:
            found.append(article)
            last = value
    return found


def _value(number: str) -> int:
    digits = re.match(r"\d+", number)
    return int(digits.group()) if digits else roman_value(number) or 0


#: Article numbers that may be missing in a row: repealed articles, or an extract.
_JUMP = 40


def _article(lines: Sequence[Line], at: int, line: Line) -> _Article | None:
    text = f"{line.block.number} {line.text}".strip() if line.block.number else line.text
    if len(text) > 200 or not (line.apart or line.early or (at and lines[at - 1].ends)):
        return None
    match = _ARTICLE.match(text)
    if match:
        rest = match["rest"].strip()
        title = rest.lstrip("].:—–- ")
        if title and (
            title[:1].islower()
            or (line.ends and not line.full_stop)
            or (rest[:1] not in ".:—–-" and line.block.kind != "heading" and _goes_on(title))
        ):
            return None
        return _Article(
            at,
            _SAME_WORD.get(match["word"], match["word"].capitalize()),
            _FIRST.get(match["number"], match["number"]) + (match["ins"] or ""),
            title,
        )
    match = _CJK_ARTICLE.match(text)
    return _Article(at, "第条", match["number"], match["rest"].strip()) if match else None


def _goes_on(title: str) -> bool:
    """Words after an article's number that make a sentence of it: "Article 5 Of the ..." does not, "shall" does."""
    return (
        re.search(r"\b(?:shall|of|is|are|and|to)\b", title.split(",", maxsplit=1)[0][:40]) is not None
        and title[:1].islower()
    )


def _preamble_start(lines: Sequence[Line], first: int) -> int:
    """The first line of citations, recitals or participles before Article 1; that of the article if there are none."""
    for at in range(first):
        line = lines[at]
        if not (line.apart or line.early):
            continue
        if _WHEREAS.match(line.text) or (_is_citation(line) and at + 1 < first):
            return at
    return first


def _is_citation(line: Line) -> bool:
    return _CITATION.match(line.text) is not None or opening(line.text, damaged=False).pp >= MOSTLY


def _write_preamble(assembly: Assembly, lines: Sequence[Line], language: str, *, gapped: bool) -> None:
    at = count = 0
    while at < len(lines):
        stop = at + 1
        while stop < len(lines) and not _begins(lines, stop, gapped=gapped):
            stop += 1
        piece = lines[at:stop]
        text = piece[0].block.number + " " if piece[0].block.number else piece[0].text
        match = _RECITAL.match(text)
        if _WHEREAS.match(piece[0].text) or _ENACTS.search(piece[0].text) or _PART.match(piece[0].text):
            assembly.heading(piece)
        elif match:
            stop = _recital_end(lines, stop, language, gapped=gapped)
            piece = lines[at:stop]
            offset = 0 if piece[0].block.number else match.end()
            assembly.plain(
                Label("Recital", match["number"]),
                "recital",
                piece,
                offset=offset,
                number=match.group().strip(),
            )
        elif heading_end(lines, at, len(lines), language) == stop and not piece[-1].ends:
            assembly.heading(piece)
        else:
            count += 1
            assembly.plain(Label("PP", str(count)), "preambular", piece)
        at = stop


def _recital_end(lines: Sequence[Line], stop: int, language: str, *, gapped: bool) -> int:
    """The line after a recital's last paragraph: what follows without a number is its own, up to a heading."""
    while stop < len(lines):
        line = lines[stop]
        text = f"{line.block.number} " if line.block.number else line.text
        if any(pattern.match(text) for pattern in (_RECITAL, _WHEREAS, _PART)) or _ENACTS.search(text):
            break
        after = stop + 1
        while after < len(lines) and not _begins(lines, after, gapped=gapped):
            after += 1
        complete = any(earlier.ends for earlier in lines[stop - 1 : stop])
        if complete and heading_end(lines, stop, len(lines), language) == after and not lines[after - 1].ends:
            break
        stop = after
    return stop


def _begins(lines: Sequence[Line], at: int, *, gapped: bool) -> bool:
    line, before = lines[at], lines[at - 1]
    if (
        line.block.whole
        or _WHEREAS.match(line.text)
        or _ENACTS.search(line.text)
        or (_RECITAL.match(line.text) and before.ends)
    ):
        return True
    if before.comma and _is_citation(line):
        return True  # citations, each on a line of its own
    return starts_paragraph(before, line, gapped=gapped)


def _write_articles(
    assembly: Assembly, lines: Sequence[Line], articles: Sequence[_Article], language: str, *, gapped: bool
) -> int:
    """Writes the articles; returns the line after the last."""
    end = len(lines)
    for index, article in enumerate(articles):
        stop = articles[index + 1].at if index + 1 < len(articles) else _last_end(lines, article.at, end)
        body_end = stop
        parts: list[tuple[int, int]] = []
        for at in range(article.at + 1, stop):
            if _PART.match(lines[at].text) and (lines[at].apart or lines[at].early):
                body_end = at
                parts = [(at, stop)]
                break
        _write_article(assembly, lines, article, body_end, language, gapped=gapped)
        for start, close in parts:
            _write_parts(assembly, lines, start, close)
        end = stop if index + 1 == len(articles) else end
    return end


def _write_parts(assembly: Assembly, lines: Sequence[Line], start: int, end: int) -> None:
    at = start
    while at < end:
        stop = at + 1
        while stop < end and not _PART.match(lines[stop].text):
            stop += 1
        assembly.heading(lines[at:stop])
        at = stop


def _last_end(lines: Sequence[Line], at: int, end: int) -> int:
    for here in range(at + 1, end):
        line = lines[here]
        if (ANNEX.match(line.text) or _FOOTER.match(line.text)) and (
            line.apart or line.early or lines[here - 1].ends
        ):
            return here
    return end


def _write_article(
    assembly: Assembly, lines: Sequence[Line], article: _Article, end: int, language: str, *, gapped: bool
) -> None:
    body = list(lines[article.at + 1 : end])
    title = _title_end(body, language) if not article.title else 0
    numbered = _decimals(body[title:], article) or number_paragraphs(
        body[title:], language, gapped=gapped, verbs=False
    )
    first = numbered[0].at + title if numbered else len(body)
    label = Label(article.word, article.number)
    node = assembly.article(label, lines[article.at], article.title, body[:first], title, gapped=gapped)
    for index, one in enumerate(numbered):
        stop = numbered[index + 1].at + title if index + 1 < len(numbered) else len(body)
        start = one.at + title
        name = one.mark.token if one.mark and one.mark.shape == _DECIMAL_SHAPE else one.name
        child = assembly.inner(node, label.child(name), body[start:stop], one.mark, gapped=gapped)
        if one.repaired and name == one.name:
            assembly.repaired(one.mark.printed if one.mark else "", f"{one.value}.", child.label, body[start])


def _decimals(body: Sequence[Line], article: _Article) -> list[Numbered]:
    """Paragraphs that repeat the article's number: `5.1`, `5.2`, `5.2A`. One alone may be a reference."""
    found: list[Numbered] = []
    for at, line in enumerate(body):
        text = f"{line.block.number} " if line.block.number else line.text
        match = _DECIMAL.match(text)
        before = body[at - 1] if at else None
        if (
            match is None
            or match["article"] != article.number
            or not (line.apart or line.early or before is None or before.ends)
        ):
            continue
        value = int(match["number"])
        if not found or found[-1].value <= value:
            token = f"{match['article']}.{match['number']}{match['suffix']}"
            end = 0 if line.block.number else match.end()
            mark = Mark(
                match.group().strip(), end, _DECIMAL_SHAPE, token, value=value, suffix=match["suffix"]
            )
            found.append(Numbered(at, value, mark))
    return found if len(found) > 1 else []


def _title_end(body: Sequence[Line], language: str) -> int:
    """Index after the lines of an article's title."""
    if not body or sub_mark(body[0].text) is not None or body[0].block.number:
        return 0
    if body[0].block.kind == "heading":
        return 1
    return heading_end(body, 0, len(body), language) if len(body) > 1 and not body[0].ends else 0


def _write_annexes(assembly: Assembly, lines: Sequence[Line], start: int, language: str) -> list[Line]:
    """Writes the annexes; returns the lines between the last article and the first annex, which are left out."""
    found = [
        at
        for at in range(start, len(lines))
        if ANNEX.match(lines[at].text) and (lines[at].apart or lines[at].early)
    ]
    for index, at in enumerate(found):
        stop = found[index + 1] if index + 1 < len(found) else len(lines)
        number = ANNEX.match(lines[at].text)
        assembly.heading([lines[at]])
        name = f"Annex {number['number']}" if number and number["number"] else "Annex"
        write_annex(assembly, lines[at + 1 : stop], language, (name,))
    return list(lines[start : found[0] if found else len(lines)])
