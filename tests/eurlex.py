"""Test helper: one invented act of the European Union as EUR-Lex prints it: new and old pages, consolidated, text."""

from __future__ import annotations

from dataclasses import dataclass, field

NB = "\u00a0"
TITLE = ("REGULATION (EU) 2030/1 OF THE COUNCIL", "of 3 May 2030", "on the marking of paths")
CITATIONS = (
    "Having regard to the Treaty on the Functioning of the European Union,",
    "Having regard to the proposal from the European Commission,",
)
#: Paragraphs of each recital.
RECITALS = (
    ("Paths are a common good and are used by many persons.",),
    ("Article 5 of Directive 2001/1/EC lays down rules on paths. They should be replaced.",),
    ("Since its objectives cannot be achieved by the Member States:", "the Union may adopt measures."),
)
END = ("This Regulation shall be binding in its entirety.", "Done at Brussels, 3 May 2030.", "A. PERSON")
ANNEX = ("ANNEX I", "MARKS", (("1.", "Marks are red."), ("2.", "Marks are renewed.")))


@dataclass(frozen=True)
class Point:
    """A point with its own points."""

    number: str
    text: str
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Part:
    """A heading over articles, or an article with its paragraphs: number, text, points."""

    number: str
    title: str
    paragraphs: tuple[Point, ...] = field(default=())


PARTS = (
    Part("CHAPTER I", "GENERAL PROVISIONS"),
    Part("1", "Subject matter", (Point("", "This Regulation lays down rules on the marking of paths."),)),
    Part("2", "Definitions", (Point("", "For the purposes of this Regulation:", (
        Point("(1)", "‘path’ means a way for persons on foot;"),
        Point("(2)", "‘mark’ means:", (Point("(a)", "a sign;"), Point("(b)", "a coloured line."))))),)),
    Part("3", "Scope", (
        Point("1.", "This Regulation applies to all paths."),
        Point("2.", "It does not apply to:", (Point("(a)", "private paths;"), Point("(b)", "paths referred to in Article 2, point (1), of that Directive;"))),
        Point("3.", "Paragraph 2 is reviewed every three years."))),
    Part("CHAPTER II", "MARKING"),
    Part("4", "Duties", (
        Point("1.", "Member States shall mark paths."), Point("", "They shall inform the Commission thereof."),
        Point("2.", "Where paths cross a border, Member States shall cooperate."))),
    Part("5", "Entry into force", (Point("", "This Regulation shall enter into force on the twentieth day."),)),
)  # fmt: skip
LABELS = [
    "PP1", "PP2", "Recital 1", "Recital 2", "Recital 3", "Article 1", "Article 2", "Article 2(1)", "Article 2(2)",
    "Article 2(2)(a)", "Article 2(2)(b)", "Article 3", "Article 3(1)", "Article 3(2)", "Article 3(2)(a)",
    "Article 3(2)(b)", "Article 3(3)", "Article 4", "Article 4(1)", "Article 4(2)", "Article 5", "Annex I, 1",
    "Annex I, 2",
]  # fmt: skip


def journal(prefix: str = "oj-") -> str:
    """A page of the Official Journal; without a prefix as before 2023."""

    def p(kind: str, text: str) -> str:
        return f'<p class="{prefix}{kind}">{text}</p>'

    def table(number: str, inner: str) -> str:
        return (
            '<table width="100%"><col width="4%"/><col width="96%"/><tbody><tr><td valign="top">'
            f'{p("normal", number)}</td><td valign="top">{inner}</td></tr></tbody></table>'
        )

    def points(of: Point) -> str:
        return "".join(table(one.number, p("normal", one.text) + points(one)) for one in of.points)

    out = [p("doc-ti", line) for line in TITLE]
    out += [f'<div class="eli-subdivision">{p("normal", line)}</div>' for line in CITATIONS] + [
        p("normal", "Whereas:")
    ]
    for at, recital in enumerate(RECITALS, 1):
        out.append(table(f"({at})", "".join(p("normal", line) for line in recital)))
    out.append(p("normal", "HAVE ADOPTED THIS REGULATION:"))
    for part in PARTS:
        if not part.paragraphs:
            out.append(p("ti-section-1", part.number.replace(" ", NB)) + p("ti-section-2", part.title))
            continue
        out.append(p("ti-art", f"Article{NB}{part.number}") + p("sti-art", part.title))
        for one in part.paragraphs:
            number = one.number + NB * 3 if one.number else ""
            out.append(f"<div>{p('normal', number + one.text)}{points(one)}</div>")
    out += [p("normal", line) for line in END]
    out += [p("doc-ti", ANNEX[0].replace(" ", NB)), p("ti-grseq-1", ANNEX[1])]
    out += [table(number, p("normal", text)) for number, text in ANNEX[2]]
    return f"<html><head><title>L_1.xml</title></head><body>{''.join(out)}</body></html>"


def consolidated() -> str:
    """A page of the consolidated version: grids instead of tables."""

    def p(text: str) -> str:
        return f'<p class="norm">{text}</p>'

    def grid(number: str, inner: str) -> str:
        return (
            f'<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>{number}{NB}</span></div>'
            f'<div class="grid-list-column-2">{inner}</div></div>'
        )

    def points(of: Point) -> str:
        return "".join(grid(one.number, p(one.text) + points(one)) for one in of.points)

    out = [f'<p class="title-doc-first">{line}</p>' for line in TITLE] + [
        p(line) for line in (*CITATIONS, "Whereas:")
    ]
    out += [grid(f"({at})", "".join(map(p, recital))) for at, recital in enumerate(RECITALS, 1)]
    out.append(p("HAVE ADOPTED THIS REGULATION:"))
    for part in PARTS:
        if not part.paragraphs:
            out.append(
                f'<p class="title-division-1">{part.number}</p><p class="title-division-2">{part.title}</p>'
            )
            continue
        out.append(f'<p class="title-article-norm">Article{NB}{part.number}</p>')
        out.append(f'<p class="stitle-article-norm">{part.title}</p>')
        for one in part.paragraphs:
            words = f'<span class="no-parag">{one.number}{NB}</span><div class="norm inline-element">{one.text}</div>'
            out.append(f'<div class="norm">{words if one.number else p(one.text)}{points(one)}</div>')
    out += [p(line) for line in END]
    out.append(f'<p class="title-annex-1">{ANNEX[0]}</p><p class="title-annex-2">{ANNEX[1]}</p>')
    out += [grid(number, p(text)) for number, text in ANNEX[2]]
    return f"<html><body>{''.join(out)}</body></html>"


def text(apart: str = " ", gap: str = "\n\n") -> str:
    """The text rendition: `apart` between the number of a point and its words, `gap` between paragraphs."""

    def points(of: Point) -> list[str]:
        return [line for one in of.points for line in (one.number + apart + one.text, *points(one))]

    out = [*TITLE, *CITATIONS, "Whereas:"]
    for at, (first, *more) in enumerate(RECITALS, 1):
        out += [f"({at}){apart}{first}", *more]
    out.append("HAVE ADOPTED THIS REGULATION:")
    for part in PARTS:
        out += [part.number if not part.paragraphs else f"Article{NB}{part.number}", part.title]
        for one in part.paragraphs:
            out += [one.number + NB * 3 + one.text if one.number else one.text, *points(one)]
    out += [*END, *ANNEX[:2], *(f"{number}{apart}{words}" for number, words in ANNEX[2])]
    return gap.join(out) + "\n"


#: English words of the frame -> French.
_FRENCH = (
    ("Having regard to the ", "vu le "), ("Whereas:", "considérant ce qui suit:"), ("CHAPTER", "CHAPITRE"),
    ("HAVE ADOPTED THIS REGULATION:", "ONT ADOPTÉ LE PRÉSENT RÈGLEMENT:"), ("Done at", "Fait à"), ("ANNEX", "ANNEXE"),
    (f"Article{NB}1<", "Article premier<"), (f"Article{NB}1\n", "Article premier\n"),
)  # fmt: skip


def french(of: str) -> str:
    """The same with the frame in French; points have half brackets there."""
    for english, other in _FRENCH:
        of = of.replace(english, other)
    for letter in "ab":
        of = of.replace(f">({letter})<", f">{letter})<").replace(f"\n({letter})", f"\n{letter})")
    return of
