"""The lineage as W3C PROV, through the `prov` library: PROV-JSON and PROV-N. Mapping: docs/domain.md, "Interchange".

* every paragraph of every version is an entity; it is a specialization of the paragraph behind all its versions;
* every step is an activity (a round of negotiation, or editing); it uses the old version and generates the new one;
* a paragraph edited in place `wasRevisionOf` its older self; a split or a merge `wasDerivedFrom`;
* a dropped paragraph `wasInvalidatedBy` the step;
* a quotation in a citing document `wasQuotedFrom` the version it takes its words from (a derivation of type
  `prov:Quotation`), adapted words `wasDerivedFrom` it; where the wording fits several versions, or a paragraph is only
  cited, there is no derivation but `draftdiff:quotesPerhaps` or `draftdiff:cites`;
* a link below `ASSERTED`, and every uncertain pair, is an entity of type `draftdiff:Candidate`: a claim is not made.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from draftdiff.errors import MissingExtraError
from draftdiff.tracing.graph import paragraph_lines

if TYPE_CHECKING:
    from draftdiff.alignment import Link
    from draftdiff.citing import Citation
    from draftdiff.history import History
    from draftdiff.model import Document
    from draftdiff.writing import ReportOptions

#: Confidence from which a link is asserted; below it the link is exported as a candidate (docs/domain.md, "Interchange": no
#: wasRevisionOf for low-confidence alignments). Confidence is a probability, so this asserts what is likelier than not.
ASSERTED = 0.5
#: Share of both texts from which one link of a split or merge is the dominant one, a revision besides a derivation.
DOMINANT = 0.5
#: Namespaces of an offline tool: `tag:` URIs promise no web page.
VOCABULARY = "tag:draftdiff,2026:vocabulary#"
HISTORY = "tag:draftdiff,2026:history/"


def _prov() -> Any:
    try:
        from prov import model  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            "PROV needs the Python package 'prov'", remedy="install it: pip install 'draftdiff[prov]'"
        ) from error
    return model


def prov_document(history: History) -> Any:
    """The history as a `prov.model.ProvDocument`.

    Raises:
        MissingExtraError: `prov` is not installed.
    """
    return _Provenance(history).build()


class _Provenance:
    """One export."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.model = _prov()
        self.doc: Any = self.model.ProvDocument()
        self.doc.add_namespace("draftdiff", VOCABULARY)
        self.doc.add_namespace("h", HISTORY)
        self.names: dict[str, str] = {}

    def build(self) -> Any:
        for document in self.history.documents.values():
            self._version(document)
        for old, new in self.history.steps:
            self._step(old, new)
        for back in self.history.reinstated:
            self._link(back.old, back.new, back.link, None, skips=back.skips)
        self._lines()
        for document in self.history.citing:
            self._citing(document)
        return self.doc

    def _name(self, *parts: str) -> str:
        """A qualified name; whatever PROV-N cannot hold in one is percent-encoded."""
        return "h:" + "/".join(quote(part, safe="") for part in parts)

    def _facts(self, document: Document, kind: str) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "prov:type": self.doc.valid_qualified_name(kind),
            "prov:label": document.title or document.id,
        }
        named = {
            "symbol": document.symbol, "date": document.date, "status": document.status, "language": document.language,
            "file": document.source.name, "sha256": document.source.sha256,
        }  # fmt: skip
        facts.update((f"draftdiff:{key}", value) for key, value in named.items() if value)
        return facts

    def _version(self, document: Document) -> None:
        version = self._name(document.id)
        self.doc.entity(version, self._facts(document, "draftdiff:Version"))
        for paragraph in document.walk():
            label = str(paragraph.label)
            node = self._name(document.id, label)
            self.doc.entity(
                node,
                {
                    "prov:type": self.doc.valid_qualified_name("draftdiff:Paragraph"),
                    "prov:label": label, "prov:value": paragraph.text, "draftdiff:number": paragraph.number,
                    "draftdiff:kind": paragraph.kind,
                },
            )  # fmt: skip
            self.doc.hadMember(version, node)

    def _step(self, old: str, new: str) -> None:
        step = self._name("step", old, new)
        end = self.history[new].date or None
        start = self.history[old].date or None
        facts = {
            "prov:type": self.doc.valid_qualified_name("draftdiff:Round"),
            "prov:label": f"{old} to {new}",
        }
        in_order = not (start and end) or start <= end
        self.doc.activity(step, _day(start) if in_order else None, _day(end) if in_order else None, facts)
        self.doc.used(step, self._name(old))
        self.doc.wasGeneratedBy(self._name(new), step)
        for label in self.history[new].labels():
            self.doc.wasGeneratedBy(self._name(new, label), step)
        alignment = self.history.align(old, new)
        for link in alignment.links:
            self._link(old, new, link, step)
        for label in alignment.deleted:
            self.doc.wasInvalidatedBy(self._name(old, label), step)
        for pair in alignment.uncertain:
            self._candidate(old, new, pair.old, pair.new, {"similarity": pair.similarity, "why": pair.why})

    def _link(self, old: str, new: str, link: Link, step: str | None, skips: tuple[str, ...] = ()) -> None:
        facts = {
            "relations": " ".join(link.relations), "similarity": link.similarity, "confidence": link.confidence,
            "shareOfOld": link.weight.old, "shareOfNew": link.weight.new, "evidence": link.evidence,
            "skips": " ".join(skips),
        }  # fmt: skip
        if link.confidence < ASSERTED and not link.pinned:
            self._candidate(old, new, link.old, link.new, facts)
            return
        attributes = {f"draftdiff:{key}": value for key, value in facts.items() if value != ""}
        forked = "split" in link.relations or "merged" in link.relations
        if not forked or min(link.weight.old, link.weight.new) >= DOMINANT:
            attributes["prov:type"] = self.model.PROV["Revision"]
        self.doc.wasDerivedFrom(
            self._name(new, link.new), self._name(old, link.old), activity=step, other_attributes=attributes
        )

    def _candidate(self, old: str, new: str, old_label: str, new_label: str, facts: dict[str, Any]) -> None:
        attributes = {f"draftdiff:{key}": value for key, value in facts.items() if value != ""}
        attributes["prov:type"] = self.doc.valid_qualified_name("draftdiff:Candidate")
        attributes["draftdiff:old"] = self.doc.valid_qualified_name(self._name(old, old_label))
        attributes["draftdiff:new"] = self.doc.valid_qualified_name(self._name(new, new_label))
        self.doc.entity(self._name("candidate", old, old_label, new, new_label), attributes)

    def _citing(self, document: Document) -> None:
        """A citing document, an entity for each place that quotes or cites, and what its words come from."""
        owner = self._name("citing", document.id)
        self.doc.entity(owner, self._facts(document, "draftdiff:CitingDocument"))
        for number, citation in enumerate(self.history.citations[document.id], 1):
            holder = self.history.documents.get(citation.version)
            targets = [t for t in citation.targets if holder and holder.get(t)]
            if holder and targets:
                self._citation(owner, self._name("citing", document.id, str(number)), citation, targets)

    def _citation(self, owner: str, place: str, citation: Citation, targets: list[str]) -> None:
        """One place: words taken over are a quotation, adapted ones a derivation, a mere citation our own `cites`."""
        facts = {
            "kind": citation.kind, "form": citation.form, "evidence": citation.evidence,
            "similarity": citation.similarity or "", "versions": " ".join(citation.versions),
            "lines": "-".join(str(at) for at in dict.fromkeys(citation.lines or ())),
        }  # fmt: skip
        attributes: list[tuple[str, Any]] = [
            (f"draftdiff:{key}", value) for key, value in facts.items() if value != ""
        ]
        attributes += [
            ("prov:type", self.doc.valid_qualified_name("draftdiff:Passage")), ("prov:value", citation.text),
        ]  # fmt: skip
        quoted = citation.kind in {"quote", "near_quote", "reproduction"}
        sources = [self._name(citation.version, target) for target in targets]
        if not (quoted and citation.decided):
            key = "draftdiff:quotesPerhaps" if quoted else "draftdiff:cites"
            attributes += [(key, self.doc.valid_qualified_name(source)) for source in sources]
        self.doc.entity(place, attributes)
        self.doc.hadMember(owner, place)
        for source in sources if quoted and citation.decided else ():
            kind = {"prov:type": self.model.PROV["Quotation"]} if citation.kind != "near_quote" else {}
            self.doc.wasDerivedFrom(place, source, other_attributes=kind)

    def _lines(self) -> None:
        """The paragraph behind its versions, named after its oldest form."""
        for (version, label), head in paragraph_lines(self.history).items():
            name = self._name("paragraph", *head)
            if head == (version, label):
                kind = self.doc.valid_qualified_name("draftdiff:ParagraphLine")
                shown = f"{label} of {version}, in all versions"
                self.doc.entity(name, {"prov:type": kind, "prov:label": shown})
            self.doc.specializationOf(self._name(version, label), name)


def _day(date: str | None) -> str | None:
    """An ISO 8601 day as the instant PROV asks for: midnight, Coordinated Universal Time."""
    return f"{date}T00:00:00+00:00" if date and len(date) == len("2017-04-06") else None


@dataclass(frozen=True, slots=True)
class ProvJson:
    """Writer `prov-json`."""

    name: str = "prov-json"
    suffixes: tuple[str, ...] = (".prov.json", ".provjson")

    def write(self, history: History, options: ReportOptions) -> bytes:  # noqa: ARG002 - the writers' contract
        """PROV-JSON, UTF-8.

        Raises:
            MissingExtraError: `prov` is not installed.
        """
        return _serialized(history, "json", indent=2)


@dataclass(frozen=True, slots=True)
class ProvN:
    """Writer `prov-n`."""

    name: str = "prov-n"
    suffixes: tuple[str, ...] = (".provn",)

    def write(self, history: History, options: ReportOptions) -> bytes:  # noqa: ARG002 - the writers' contract
        """PROV-N, UTF-8.

        Raises:
            MissingExtraError: `prov` is not installed.
        """
        return _serialized(history, "provn")


def _serialized(history: History, form: str, **options: Any) -> bytes:
    out = io.StringIO()
    prov_document(history).serialize(out, format=form, **options)
    return out.getvalue().rstrip("\n").encode() + b"\n"
