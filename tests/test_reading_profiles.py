"""Versions of one history are read with one profile, unless the evidence for another is strong; a record says so."""

from __future__ import annotations

from pathlib import Path

from draftdiff.history import History
from draftdiff.layout import Options
from draftdiff.reading import read

NUMBERED = ["1. Each Party shall mark its mountain paths.", "2. Each Party shall report every two years.",
            "3. The Parties shall meet once a year."]  # fmt: skip
#: The same behind a preamble without a formula, as a later draft of a treaty brings it.
OPENED = [
    "Recalling the outcome of the conference on mountain paths,",
    "Noting the concerns of all Parties,",
    "1. Urges each Party to mark its mountain paths;",
    "2. Requests each Party to report;",
    "3. Decides to meet.",
]
FORMULA = ["The General Assembly,", "Recalling its resolution 71/1,", "1. Urges all States to mark their mountain paths;",
           "2. Requests a report every two years;", "3. Decides to meet once a year."]  # fmt: skip
ARTICLES = [line for at, words in enumerate(NUMBERED, 1) for line in (f"Article {at}", words[3:])]


def write(folder: Path, **texts: list[str]) -> list[Path]:
    paths: list[Path] = []
    for name, lines in texts.items():
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return paths


def profiles(history: History) -> list[str]:
    return [
        version.source.profile.partition(":")[0] for version in map(history.__getitem__, history.versions)
    ]


def said(history: History, name: str) -> list[str]:
    return [p.what for p in history[name].problems if "versions" in p.what]


def test_a_weak_choice_gives_way_to_the_profile_that_fits_every_version(tmp_path: Path) -> None:
    paths = write(tmp_path, first=NUMBERED, second=OPENED, third=NUMBERED)
    history = History.read(*paths)
    assert len(set(profiles(history))) == 1
    assert len(history["first"]) == len(history["third"]) == 3
    changed = [name for name in history.versions if said(history, name)]
    assert changed
    assert all("alone it would be read as" in said(history, name)[0] for name in changed)


def test_strong_evidence_is_not_overruled_but_told(tmp_path: Path) -> None:
    history = History.read(*write(tmp_path, first=FORMULA, second=ARTICLES))
    assert profiles(history) == ["un-resolution", "articles"]
    for name in history.versions:
        assert "--profile reads all of them alike" in said(history, name)[0]


def test_a_profile_that_was_asked_for_or_agrees_is_not_talked_about(tmp_path: Path) -> None:
    paths = write(tmp_path, first=NUMBERED, second=OPENED)
    alike = History.read(*paths, options=Options(profile="numbered"))
    assert profiles(alike) == ["numbered", "numbered"]
    same = History.read(*write(tmp_path, third=FORMULA, fourth=FORMULA))
    for history in (alike, same):
        assert not any(said(history, name) for name in history.versions)


def test_documents_that_were_read_before_keep_what_they_are(tmp_path: Path) -> None:
    paths = write(tmp_path, first=FORMULA, second=ARTICLES)
    saved = tmp_path / "saved.json"
    saved.write_text(read(paths[0]).to_json(), encoding="utf-8")
    history = History.read(saved, paths[1])
    assert profiles(history) == ["un-resolution", "articles"]
