"""What the search for citations returns, and how it is told: one line each, a table in a notebook, JSON."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from draftdiff.door import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from draftdiff.change import Redline

CitationKind = Literal["cite", "quote", "near_quote", "reproduction", "internal", "shared"]
#: In the order in which a summary counts them.
CITATION_KINDS: tuple[CitationKind, ...] = (
    "cite",
    "quote",
    "near_quote",
    "reproduction",
    "internal",
    "shared",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSpan:
    """The words of one paragraph that a quotation uses."""

    label: str
    """Label in the version the quotation is attributed to."""
    span: tuple[int, int]
    """Character span in that paragraph's text, 0-based, half-open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One place of a document that cites, quotes or nearly quotes a resolution."""

    kind: CitationKind
    """`cite`: by number, symbol, title or name; `quote`: its words, marked as a quotation or taken over whole;
    `near_quote`: its words, adapted; `reproduction`: its whole text; `internal`: a reference inside quoted text; `shared`: words that both resolutions have, where the
    citing one names the other nowhere: the language of the house, no quotation."""
    span: tuple[int, int]
    """Character span in the citing text, 0-based, half-open."""
    lines: tuple[int, int] | None
    """First and last line in the citing source, 1-based; None where it is unknown."""
    text: str
    """As printed."""
    pages: tuple[int, int] | None = None
    """First and last page in the citing source, 1-based; None where it has no pages."""
    form: str
    """How it cites: `OPnn`, `paragraph`, `symbol`, `title`, `name`, `anaphora`, `marked`, `unmarked`."""
    target_doc: str
    """Symbol (or name) of the document cited; "" where it cannot be told."""
    targets: tuple[str, ...] = ()
    """Labels of the paragraphs in `version`; for another document its pinpoint; `document` for the whole."""
    newest_targets: tuple[str, ...] = ()
    """Of a quotation in an older version's words: labels of the passage nearest to them in the newest version; empty
    where `version` is the newest, or the newest has nothing like it."""
    missing: tuple[str, ...] = ()
    """Labels it names that the version does not have."""
    version: str = ""
    """Id of the version whose words or numbers it uses; the newest of them where several fit equally."""
    versions: tuple[str, ...] = ()
    """All versions that fit equally well: more than one where the wording does not decide."""
    verbatim: bool | None = None
    """For quotations: the words, marks and capitals of the version, to the letter; None for a mere citation."""
    similarity: float = 0.0
    """For quotations, 0..1, of words and marks with the version's passage; 0 for a mere citation."""
    spans: tuple[TargetSpan, ...] = ()
    """The passage quoted."""
    redline: Redline | None = None
    """From the version's passage to the words of the citing text, where they differ."""
    issues: tuple[str, ...] = ()
    """What is wrong with it, in words: a malformed symbol, a number that does not exist."""
    evidence: str = ""
    """How it was resolved, in words."""

    @property
    def now(self) -> tuple[str, ...]:
        """Labels as the newest version numbers them, where it still has the passage; else those of `version`."""
        return self.newest_targets or self.targets

    @property
    def decided(self) -> bool:
        """The wording fits one version better than all others."""
        return len(self.versions) == 1

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, stable key order, without empty fields."""
        values: dict[str, Any] = {
            "kind": self.kind, "lines": list(self.lines) if self.lines else None,
            "pages": list(self.pages) if self.pages else None, "span": list(self.span),
            "text": self.text, "form": self.form, "target_doc": self.target_doc, "targets": list(self.targets),
            "newest_targets": list(self.newest_targets),
            "missing": list(self.missing), "version": self.version, "versions": list(self.versions),
            "verbatim": self.verbatim, "similarity": round(self.similarity, 4) or None,
            "spans": [{"label": s.label, "span": list(s.span)} for s in self.spans],
            "deviations": self._deviations(), "issues": list(self.issues), "evidence": self.evidence,
        }  # fmt: skip
        return {key: value for key, value in values.items() if value not in (None, "", [])}

    def _deviations(self) -> list[dict[str, str]]:
        changes = self.redline.changes if self.redline else ()
        return [{"target": c.old, "citing": c.new, "class": c.cls} for c in changes]


class Citations(tuple[Citation, ...]):
    """Citations in order of the citing text; shows itself as a table in a notebook."""

    __slots__ = ()

    def __repr__(self) -> str:
        counts = ", ".join(f"{number} {kind}" for kind, number in self.counts().items())
        return f"<{len(self)} citations: {counts}>" if self else "<no citations>"

    def of(self, *kinds: CitationKind) -> Citations:
        """Citations of some kinds."""
        return Citations(c for c in self if c.kind in kinds)

    def to(self, label: str) -> Citations:
        """Citations of a paragraph, by its label in the newest version."""
        return Citations(c for c in self if label in c.now)

    def counts(self) -> dict[str, int]:
        """Number per kind, in the order of `CITATION_KINDS`, without zeros."""
        counted = Counter(c.kind for c in self)
        return {kind: counted[kind] for kind in CITATION_KINDS if counted[kind]}

    def to_frame(self) -> object:
        """One row a citation as a `pandas.DataFrame`.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return table([c.to_dict() for c in self], _COLUMNS)

    def _repr_html_(self) -> str:
        head = "".join(
            f"<th scope='col'>{n}</th>" for n in ("Lines", "Kind", "Words", "Cites", "Version", "Remarks")
        )
        rows = "".join(
            f"<tr><td>{_lines(c)}</td><td>{c.kind}</td><td>{escape(_short(c.text))}</td><td>{escape(_cited(c))}</td>"
            f"<td>{escape(c.version)}</td><td>{escape(_remarks(c))}</td></tr>"
            for c in self
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


#: Kind and number at the head of a label.
_LABEL = re.compile(r"([A-Z]+)(\d+)")
_COLUMNS = (
    "kind", "lines", "text", "form", "target_doc", "targets", "newest_targets", "version", "versions", "verbatim",
    "similarity", "issues", "evidence",
)  # fmt: skip
#: What people call the kinds, in the text for people.
_SAID: dict[str, str] = {
    "cite": "cited", "quote": "quoted", "near_quote": "nearly quoted", "reproduction": "reproduced",
    "internal": "inside a quotation", "shared": "shared words",
}  # fmt: skip
#: Characters of the citing text shown in a line. Chosen as a limit of work or of what is shown.
_SHOWN = 90


def to_dict(citations: Sequence[Citation]) -> dict[str, Any]:
    """All citations as `draftdiff.citations/1`, JSON-ready."""
    ordered = Citations(citations)
    return {
        "schema": "draftdiff.citations/1",
        "counts": ordered.counts(),
        "citations": [c.to_dict() for c in ordered],
    }


def render_text(citations: Sequence[Citation]) -> str:
    """One line a citation, with deviations indented below it; then a digest: a line a paragraph cited, and counts."""
    ordered = Citations(citations)
    if not ordered:
        return "no citations\n"
    out: list[str] = []
    for c in ordered:
        out.append(f"{_lines(c):>9}  {_SAID[c.kind]:<13} {_cited(c)}: {_short(c.text)}")
        out += [f"{'':11}{remark}" for remark in (_remarks(c), _redlined(c)) if remark]
    counts = ", ".join(f"{number} {_SAID[kind]}" for kind, number in ordered.counts().items())
    return "\n".join((*out, "", *_digest(ordered), "", counts)) + "\n"


def _digest(citations: Citations) -> Iterator[str]:
    """What is cited, a line a paragraph in order of the documents: how often, how, where."""
    by_target: dict[tuple[str, str], list[Citation]] = {}
    for c in citations:
        for target in c.now or ("document",):
            by_target.setdefault((c.target_doc, target), []).append(c)
    documents = list(dict.fromkeys(document for document, _ in by_target))
    ordered = sorted(by_target, key=lambda key: (documents.index(key[0]), *_order(key[1])))
    width = max(len(_target(*key)) for key in ordered)
    for key in ordered:
        here = Citations(by_target[key])
        kinds = ", ".join(f"{number} {_SAID[kind]}" for kind, number in here.counts().items())
        places = list(dict.fromkeys(filter(None, map(_lines, here))))
        named = (
            ""
            if not places or places[0][0] == "p"
            else "line "
            if places == [places[0].split("-")[0]]
            else "lines "
        )
        yield f"{_target(*key):<{width}}  {kinds}" + (f"; {named}{', '.join(places)}" if places else "")


def _target(document: str, target: str) -> str:
    return f"{document or '?'} {'as a whole' if target == 'document' else target}"


def _order(target: str) -> tuple[int, str, int, str]:
    """The whole document first, then paragraphs by kind and number, then pinpoints as printed."""
    found = _LABEL.match(target)
    if found is None:
        return (0 if target == "document" else 2, target, 0, "")
    return (1, {"PP": "0", "OP": "1"}.get(found[1], found[1]), int(found[2]), target)


def _lines(c: Citation) -> str:
    place = c.lines or c.pages
    if place is None:
        return ""
    mark = "" if c.lines else "p. "
    return f"{mark}{place[0]}" if place[0] == place[1] else f"{mark}{place[0]}-{place[1]}"


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _SHOWN else f"{folded[: _SHOWN - 1]}…"


def _cited(c: Citation) -> str:
    where = ", ".join(t for t in c.now if t != "document")
    return " ".join(part for part in (c.target_doc or "?", where) if part)


def _remarks(c: Citation) -> str:
    words: list[str] = []
    if c.verbatim is not None:
        of = " = ".join(c.versions) if c.versions else c.version
        there = f" ({', '.join(c.targets)} there)" if c.newest_targets not in ((), c.targets) else ""
        words.append(f"{'verbatim' if c.verbatim else f'similarity {c.similarity:.2f}'} to {of}{there}")
    elif c.version and c.kind == "cite" and c.targets != ("document",):
        words.append(f"numbers of {c.version}")
    return "; ".join((*words, *c.issues))


def _redlined(c: Citation) -> str:
    if c.redline is None or not c.redline.changes:
        return ""
    pairs = (
        f"[-{x.old.strip()}-]" * bool(x.old.strip()) + f"{{+{x.new.strip()}+}}" * bool(x.new.strip())
        for x in c.redline.changes
    )
    return "deviates: " + " ".join(p for p in pairs if p)
