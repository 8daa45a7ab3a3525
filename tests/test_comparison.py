"""A step between two versions: links and redlines rest on the same word lists, and texts are cut into tokens once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from draftdiff import History
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph

if TYPE_CHECKING:
    from pathlib import Path

#: Enough damage that the version is a scan, whatever the word lists say.
SCANNED = "Deÿides that the pr0cess shall fo!low the wi]l of the annua[ly held 20t8 conference"
CLEAN = "Decides that the process shall follow the will of the annually held 2018 conference"
#: Old wording, damaged; new wording; the word that the language's list has and a small list lacks.
PAIRS = [
    ("Notes the diligent work of the comrnittee", "Notes the diligent work of the committee", "committee"),
    ("Welcomes the adoplion of the plan", "Welcomes the adoption of the plan", "adoption"),
    ("Stresses the irnportance of funds", "Stresses the importance of funds", "importance"),
    ("Requests the Secretary to repcrt on it", "Requests the Secretary to report on it", "report"),
]


def document(name: str, *texts: str) -> Document:
    return Document(
        id=name,
        language="en",
        paragraphs=tuple(
            Paragraph(label=Label("OP", str(number)), text=text) for number, text in enumerate(texts, 1)
        ),
    )


@pytest.fixture(params=["notes of", "*"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A user's word list: nearly empty, or with the damaged words in it as real ones."""
    words = {"notes of": "notes\nof\n", "*": "comrnittee\nadoplion\nirnportance\nrepcrt\n"}[request.param]
    (tmp_path / "known.en.txt").write_text(words, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("old", "new", "word"), PAIRS)
def test_a_kept_link_has_no_substantive_redline_under_a_users_word_list(
    old: str, new: str, word: str, folder: Path
) -> None:
    assert word in new
    versions = document("a", old, SCANNED), document("b", new, CLEAN)
    for history in (History(versions, lexicon=folder), History(versions)):
        for link, redline in history.linked("a", "b"):
            drafted = {change.cls for change in redline.changes} - {"scan", "typography"}
            assert link.kept is not bool(drafted), (link.old, redline.changes)


def test_the_users_word_list_reaches_the_link(tmp_path: Path) -> None:
    old, new, _ = PAIRS[1]
    (tmp_path / "known.en.txt").write_text("adoplion\nadoption\n", encoding="utf-8")
    versions = document("a", old, SCANNED), document("b", new, CLEAN)
    assert History(versions).align("a", "b").links[0].kept
    assert not History(versions, lexicon=tmp_path).align("a", "b").links[0].kept


def test_each_text_is_cut_into_tokens_once_for_the_whole_history(monkeypatch: pytest.MonkeyPatch) -> None:
    from draftdiff.differing import tokens

    cut: Counter[str] = Counter()
    inner = tokens.token_spans

    def counting(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        cut[text] += 1
        return inner(text, start, end)

    monkeypatch.setattr(tokens, "token_spans", counting)
    history = History(
        [
            document("a", *(old for old, _, _ in PAIRS)),
            document("b", *(new for _, new, _ in PAIRS)),
            document("c", *(f"{new} and its partners" for _, new, _ in PAIRS)),
        ]
    )
    for step in history.steps:
        history.redlines(*step)
    assert cut
    assert max(cut.values()) == 1
