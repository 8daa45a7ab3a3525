"""A library of texts: adding, crashes, asking, series, phrases, many histories."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("tantivy", reason="tantivy is not installed (extra library)")

import draftdiff as dd
from draftdiff.cli import run as command
from draftdiff.layout import Limits, Options
from draftdiff.library import Library, adding
from draftdiff.library.scale import run

WATER = (
    "Requests the Secretary-General to submit to the General Assembly at its {n} session a report on the quality of "
    "drinking water in small island developing States, including the situation of coastal aquifers;"
)
OZONE = "Calls upon Member States to strengthen the monitoring of stratospheric ozone over the polar regions, as appropriate;"
TEXT = """Resolution adopted by the General Assembly on {day} December {year}

{session}/{number}. {title}

The General Assembly,

Recalling its resolution {before} of {day} December {last},

Noting with concern the decline of freshwater lenses beneath atolls and low-lying islands,

1. {first}

2. {second}

3. Decides to remain seized of the matter.
"""


def resolution(year: int, number: int, title: str, first: str, second: str) -> str:
    session = year - 1945
    return TEXT.format(
        day=19, year=year, last=year - 1, session=session, number=number, title=title, before=f"{session - 1}/{number}",
        first=first.format(n=f"{session + 1}th"), second=second,
    )  # fmt: skip


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    other = "Welcomes the establishment of a network of regional seed banks and the voluntary contributions made to it;"
    for year in (2019, 2020, 2021):
        verb = "Invites" if year == 2019 else "Urges"
        water = WATER.replace("Requests", verb) if year == 2019 else WATER
        (folder / f"water-{year}.txt").write_text(
            resolution(year, 210, "Drinking water of small islands", water, OZONE)
        )
        (folder / f"seeds-{year}.txt").write_text(
            resolution(year, 88, "Seed banks for arid lands and oases", other, OZONE)
        )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 8)
    return folder


@pytest.fixture
def library(texts: Path, tmp_path: Path) -> Library:
    shelf = Library.open(tmp_path / "library", create=True)
    shelf.add(texts, jobs=1)
    return shelf


def test_one_bad_file_never_stops_the_rest_and_is_named_with_its_reason(library: Library) -> None:
    assert len(library) == 6
    names = {Path(name).name for name, _ in library.refused}
    assert names == {"broken.pdf", "noise.bin"}
    assert all(why for _, why in library.refused)


def test_the_same_file_twice_is_one_and_so_is_the_same_text_under_another_name(
    library: Library, texts: Path
) -> None:
    copy = texts.parent / "copy.zip"
    with zipfile.ZipFile(copy, "w") as archive:
        for path in sorted(texts.glob("*.txt")):
            archive.write(path, f"again/{path.name}")
        archive.writestr("again/other.txt", (texts / "water-2020.txt").read_text() + "\n")
    added = library.add(texts, copy, jobs=1)
    assert added.documents == 0
    assert added.same == 1  # the text with one more line end
    assert len(library) == 6


def test_a_path_that_is_not_there_is_an_error_and_nothing_is_added(library: Library, texts: Path) -> None:
    with pytest.raises(dd.InputError, match="is not there"):
        library.add(texts.parent / "nowhere")
    assert len(library) == 6


def test_a_verbatim_paragraph_is_known_from_its_first_to_its_last_text(library: Library) -> None:
    (found,) = library.precedents(WATER.format(n="eightieth"), language="en")
    assert found.verdict == "verbatim"
    assert found.repeated == 3  # the oldest has another verb, and is the same agreed text
    assert found.earliest is not None
    assert found.earliest.date.startswith("2019")
    assert found.latest is not None
    assert found.latest.date.startswith("2021")
    assert "`Requests` was `Invites`" in found.note()


def test_an_edited_paragraph_says_which_words_changed_and_which_way(library: Library) -> None:
    weaker = OZONE.replace("Calls upon", "Invites").replace(", as appropriate", "")
    (found,) = library.precedents(weaker)
    assert found.verdict == "edited"
    signals = {signal.name for change in found.changes for signal in change.signals}
    assert "verb_weaker" in signals
    assert "qualifier_removed" in signals
    assert "`Invites` was `Calls upon`" in found.note()


@pytest.mark.parametrize(
    "text",
    [
        "The importing undertaking shall keep records of consignments of fluorinated gases for five years after import.",
        "Member States shall lay down rules on penalties for infringements of provisions on the tachograph in heavy lorries.",
        "Une phrase dans une autre langue, sans le moindre rapport avec les textes de cette petite bibliothèque anglaise.",
    ],
)
def test_a_paragraph_without_precedent_is_called_so(library: Library, text: str) -> None:
    (found,) = library.precedents(text)
    assert found.verdict == "none"
    assert found.note() == ""


def test_a_clause_added_from_another_text_is_found_there(library: Library) -> None:
    seeds = "the establishment of a network of regional seed banks and the voluntary contributions made to it"
    (found,) = library.precedents(
        WATER.format(n="75th").replace("aquifers;", f"aquifers, bearing in mind {seeds};")
    )
    assert [clause.found.label for clause in found.clauses] == ["OP1"]
    assert "regional seed banks" in found.clauses[0].text


SEEDS_REPORT = (
    "Requests the Secretary-General to report on the regional seed banks of arid lands and on the oases that they serve, "
    "in close cooperation with {who}, before the end of the year;"
)


def test_a_paragraph_prefers_the_text_that_its_whole_draft_follows(tmp_path: Path) -> None:
    """Two earlier texts are about as near to one paragraph; the others of the draft tell which one it was written from."""
    folder = tmp_path / "texts"
    folder.mkdir()
    seeds = SEEDS_REPORT.format(who="the regional centres for dry farming")
    oases = SEEDS_REPORT.format(who="the national parks of desert areas")
    (folder / "a.txt").write_text(resolution(2019, 210, "Drinking water of small islands", WATER, seeds))
    (folder / "b.txt").write_text(resolution(2020, 88, "Seed banks for arid lands and oases", OZONE, oases))
    shelf = Library.open(tmp_path / "library", create=True)
    shelf.add(folder, jobs=1)
    draft = SEEDS_REPORT.format(who="all universities in Lagos, Lima or Rome")
    (alone,) = shelf.precedents(draft)
    assert alone.nearest is not None
    assert alone.nearest.date.startswith("2020")  # as near: the newest
    (tmp_path / "draft.txt").write_text(resolution(2022, 5, "Water and seeds", WATER, draft))
    found = {p.text: p for p in shelf.precedents(dd.read(tmp_path / "draft.txt"))}
    nearest = found[draft].nearest
    assert nearest is not None
    assert nearest.date.startswith("2019")  # the one whose water paragraph the draft has too


def test_a_paragraph_asked_about_alone_gets_the_nearest_wording_and_not_a_newer_one(tmp_path: Path) -> None:
    """Wordings of four years, one word of a hundred apart, so that all are about as near."""
    folder = tmp_path / "years"
    folder.mkdir()
    words = [
        at + part
        for at in ("reef", "kelp", "dune", "fjord", "delta", "marsh", "rock", "lake", "cape", "isle")
        for part in ("fish", "bird", "seed", "port", "sand", "wind", "boat", "moss", "crab", "gull")
    ]
    said = {year: " ".join(w for w in words if w != words[year - 2016]) for year in range(2018, 2022)}
    for year, text in said.items():
        paragraph = f"Requests the Secretary-General to list {text} in his report;"
        (folder / f"{year}.txt").write_text(
            resolution(year, 210, "Coasts of the world", paragraph, "Thanks the divers;")
        )
    with Library.open(tmp_path / "coasts", create=True) as shelf:
        shelf.add(folder, jobs=1)
        for year, text in said.items():
            (found,) = shelf.precedents(f"Requests the Secretary-General to list also {text} in his report;")
            assert found.nearest is not None
            assert found.nearest.date.startswith(str(year))


def test_answers_are_tables_too(library: Library) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed (extra frames)")
    found = library.precedents(OZONE)
    frame = found.to_frame()
    assert list(frame["verdict"]) == ["verbatim"]
    assert list(library.search("seed banks").to_frame()["label"]) == [
        hit.label for hit in library.search("seed banks")
    ]
    assert list(library.documents().to_frame()["date"]) == sorted(entry.date for entry in library.documents())
    nothing = library.search("nosuchword")
    assert (len(nothing), list(nothing.to_frame().columns)[:2]) == (0, ["symbol", "label"])
    assert repr(library.documents()[:2]).startswith("<2 found: A/RES/74/")


def test_texts_without_symbols_are_told_apart_and_found_by_title_or_number(tmp_path: Path) -> None:
    title = "Modalities for the negotiations on the conservation of mountain springs"
    for name, act in (("a", "Decides to meet in spring"), ("b", "Decides to meet in the autumn")):
        document = dd.Document.from_json(dd.load("gcm-modalities")["first"].to_json())
        text = replace(document.paragraphs[0], text=f"{act} at the seat of the secretariat;")
        (tmp_path / f"{name}.json").write_text(replace(document, title=title, paragraphs=(text,)).to_json())
    with Library.open(tmp_path / "library", create=True) as library:
        library.add(tmp_path / "a.json", tmp_path / "b.json", jobs=1)
        first, second = library.documents()
        assert first.name != second.name
        assert first.name.startswith("Modalities for the negotiations on the ... (")
        assert [library.entry(str(e.id)) for e in (first, second)] == [first, second]
        assert library.entry(second.name) == second
        with pytest.raises(dd.LabelError, match="2 texts have the title"):
            library.entry(title)


def test_a_library_is_no_folder_of_texts(library: Library, texts: Path) -> None:
    with pytest.raises(dd.InputError, match="is a library"):
        library.add(library.folder, jobs=1)
    added = library.add(texts.parent, jobs=1)  # the library lies below it
    assert (added.documents, added.refused) == (0, ())


def test_the_limit_of_bytes_holds_where_files_are_looked_at_first(library: Library, texts: Path) -> None:
    (texts / "long.txt").write_text("1. Decides to meet;\n" * 400)
    added = library.add(texts / "long.txt", options=Options(limits=Limits(bytes=2000)), jobs=1)
    assert added.documents == 0
    assert "larger than 2,000 bytes" in added.refused[0][1]


def test_the_drafts_own_text_and_later_ones_are_no_precedents(library: Library) -> None:
    entry = library.documents()[0]
    newest = library.documents()[-1]
    found = library.precedents(library.document(newest.name, newest.language))
    assert all(p.nearest is None or p.nearest.document != newest.id for p in found)
    early = library.precedents(WATER, before="2019-01-01")
    assert early[0].verdict == "none"
    assert entry.date < newest.date


def test_a_series_is_the_texts_of_one_item_in_order(library: Library) -> None:
    water = [e for e in library.documents() if "water" in e.title]
    for entry in water:
        assert [e.id for e in library.series(str(entry.id))] == [e.id for e in water]
    history = library.history(str(water[0].id))
    assert len(history) == 3


def test_words_are_searched_with_phrases_and_filters(library: Library) -> None:
    assert len(library.search('"seed banks" voluntary', language="en")) == 3
    assert library.search("banks seed", phrase=True) == []
    assert [h.date[:4] for h in library.search("stratospheric ozone", since="2021", kind="operative")] == [
        "2021",
        "2021",
    ]
    hit = library.search("freshwater lenses")[0]
    assert [hit.text[a:b].lower() for a, b in hit.spans] == ["freshwater", "lenses"]
    with pytest.raises(dd.UsageError, match="no word"):
        library.search("...")


def test_a_phrase_is_born_and_taken_up_and_dropped(texts: Path, tmp_path: Path) -> None:
    with_it = OZONE.replace("polar regions", "polar regions on mutually agreed terms")
    (texts / "seeds-2022.txt").write_text(
        resolution(2022, 88, "Seed banks for arid lands and oases", with_it, OZONE)
    )
    (texts / "seeds-2023.txt").write_text(
        resolution(2023, 88, "Seed banks for arid lands and oases", OZONE, OZONE)
    )
    shelf = Library.open(tmp_path / "phrases", create=True)
    shelf.add(texts, jobs=1)
    story = shelf.phrase("polar regions on mutually agreed terms")
    assert [(turn.kind, turn.date[:4]) for turn in story.turns] == [("born", "2022"), ("dropped", "2023")]
    assert [name for name, _, _ in story.qualifiers] == ["as appropriate"]
    assert story.to_svg().startswith("<svg")
    assert "2022" in story.to_text()


def test_a_library_of_a_newer_version_is_refused_in_one_line(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    library.close()
    database = sqlite3.connect(library.folder / "texts.sqlite")
    with database:
        database.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    database.close()
    assert command(["library", "status", "--library", str(library.folder)]) == 2
    assert "newer draftdiff" in capsys.readouterr().err


def test_a_damaged_or_missing_library_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(["library", "search", "word", "--library", str(tmp_path / "no")]) == 2
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "texts.sqlite").write_bytes(
        b"not a database at all, but long enough to be looked at" * 100
    )
    assert command(["library", "search", "word", "--library", str(tmp_path / "bad")]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 2
    assert "is not a library" in lines[0]
    assert "cannot be opened" in lines[1]


def test_an_index_that_was_lost_is_made_anew_by_the_next_add(library: Library, texts: Path) -> None:
    before = [hit.text for hit in library.search("ozone")]
    library.close()
    for path in (library.folder / "index").iterdir():
        path.unlink()
    again = Library.open(library.folder)
    again.add(texts, jobs=1)
    assert [hit.text for hit in again.search("ozone")] == before


def test_two_writers_at_once_lose_nothing(texts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    Library.open(folder, create=True).close()
    halves = [sorted(texts.glob("water*")), sorted(texts.glob("seeds*"))]
    code = "import sys; from draftdiff.library import Library; Library.open(sys.argv[1]).add(*sys.argv[2:], jobs=1)"
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(folder), *map(str, half)]) for half in halves
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    both = Library.open(folder)
    assert len(both) == 6
    assert both.status()["waiting for the index"] == 0
    assert len(both.search("ozone")) == 6


def test_a_second_writer_is_told_when_it_has_waited_long_enough(
    library: Library, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "WAIT_FOR_WRITER", 0.2)
    at_work = adding.Adding(library.folder, library._store, library._index, None)
    with at_work._alone(), pytest.raises(dd.InputError, match="another process"):
        Library.open(library.folder).add(texts, jobs=1)


def add_in_small_steps(folder: Path, texts: Path) -> None:
    adding.TRANSACTION = adding.INDEXED = 4
    Library.open(folder, create=True).add(texts, jobs=1)


def test_killing_an_add_at_random_moments_loses_nothing_and_a_second_add_completes_it(
    texts: Path, tmp_path: Path
) -> None:
    for at in range(30):
        (texts / f"more-{at}.txt").write_text(
            resolution(
                2000 + at % 20,
                at + 1,
                f"Item number {at} of the agenda of lakes",
                WATER.replace("water", f"lake {at}"),
                OZONE,
            )
        )
    whole = Library.open(tmp_path / "whole", create=True)
    whole.add(texts, jobs=1)
    wanted = sorted(whole.export())
    draw = random.Random(11)  # noqa: S311 - moments to kill at
    processes = multiprocessing.get_context(
        "forkserver"
    )  # loaded once, so that the moments fall into the adding
    processes.set_forkserver_preload(
        ["draftdiff.library.shelf", "draftdiff.library.adding", "draftdiff.reading"]
    )
    folder = tmp_path / "killed"
    for _ in range(20):
        process = processes.Process(target=add_in_small_steps, args=(folder, texts))
        process.start()
        time.sleep(draw.uniform(0.02, 0.4))
        process.kill()
        process.join()
        if (folder / "texts.sqlite").exists() and sqlite3.connect(folder / "texts.sqlite").execute(
            "SELECT count(*) FROM sqlite_master"
        ).fetchone()[0]:
            with Library.open(folder) as opened:
                assert set(opened.export()) <= set(wanted)
    with Library.open(folder, create=True) as last:
        last.add(texts, jobs=1)
        assert sorted(last.export()) == wanted
        assert last.status()["waiting for the index"] == 0
        assert len(last.search("stratospheric ozone", most=100)) == len(
            whole.search("stratospheric ozone", most=100)
        )


def test_processes_give_the_same_bytes_as_one(texts: Path, tmp_path: Path) -> None:
    for at in range(30):
        (texts / f"more-{at}.txt").write_text(
            resolution(2000 + at % 20, at + 1, f"Item number {at} of the agenda of lakes", WATER, OZONE)
        )
    exports: list[str] = []
    for jobs in (1, 2):
        with Library.open(tmp_path / f"jobs-{jobs}", create=True) as library:
            library.add(texts, jobs=jobs)
            exports.append("\n".join(library.export()))
    assert exports[0] == exports[1]


def deadly(item: int) -> int:
    if item == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return item * 2


def gone(item: int) -> int:
    return -item


def test_a_piece_that_kills_its_worker_is_given_up_and_the_others_are_done() -> None:
    found = list(run(deadly, range(40), jobs=2, given_up=gone))
    assert found == [item * 2 if item != 3 else -3 for item in range(40)]


def test_dask_workers_give_the_same_bytes_and_a_killed_one_is_retried(texts: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="dask.distributed is not installed (extra cluster)")
    from draftdiff.library.scale import cluster

    with cluster("local", 2) as client:
        future = client.submit(die_once, str(tmp_path / "died"), retries=2)
        assert future.result(timeout=120) == "done"
        exports: list[str] = []
        for name, scheduler in (("here", ""), ("there", client.scheduler.address)):
            with Library.open(tmp_path / name, create=True) as library:
                library.add(texts, jobs=1, scheduler=scheduler)
                exports.append("\n".join(library.export()))
    assert exports[0] == exports[1]


def die_once(marker: str) -> str:
    path = Path(marker)
    if not path.exists():
        path.write_text("dead")
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def test_an_archive_that_is_a_bomb_or_not_an_archive_is_refused(library: Library, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for at in range(3):
            archive.writestr(f"{at}.txt", "0" * 30_000_000)
    torn = tmp_path / "torn.zip"
    torn.write_bytes(b"PK\x03\x04 and no more")
    added = library.add(bomb, torn, jobs=1)
    assert added.documents == 0
    assert {Path(name).name for name, _ in added.refused} == {"bomb.zip", "torn.zip"}


def test_the_commands_speak_text_and_json(
    library: Library, texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--library", str(library.folder)]
    assert command(["library", "status", *at]) == 0
    assert "documents: 6" in capsys.readouterr().out
    draft = texts / "water-2021.txt"
    assert command(["library", "precedents", str(draft), *at, "--to", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["verdict"] for row in rows} <= {"verbatim", "edited", "clause", "none", "short"}
    assert command(["library", "phrase", "seed banks", *at, "--to", "svg"]) == 0
    assert "<svg" in capsys.readouterr().out
    assert command(["library", "search", "nosuchword", *at]) == 0
    assert capsys.readouterr().out == "nothing found\n"


def test_many_histories_are_compared_and_one_that_fails_is_named(
    texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = texts / "histories.csv"
    manifest.write_text("water,water-2019.txt,water-2020.txt,water-2021.txt\nbad,broken.pdf,water-2019.txt\n")
    out = texts / "reports"
    assert command(["compare-many", str(manifest), "-o", str(out), "--jobs", "1"]) == 1
    assert "1 of 2 compared" in capsys.readouterr().out
    assert (out / "water.html").stat().st_size > 1000
    table = (out / "summary.csv").read_text().splitlines()
    assert len(table) == 3
    assert not (out / "bad.html").exists()


def test_texts_without_dates_are_given_no_order_and_a_draft_is_no_precedent_of_itself(tmp_path: Path) -> None:
    plain = "The General Assembly,\n\n1. {verb} Member States to protect the wetlands of the lower delta;\n\n2. Decides to remain seized of the matter.\n"
    for name, verb in (("one", "Urges"), ("two", "Invites")):
        (tmp_path / f"{name}.txt").write_text(plain.format(verb=verb))
    with Library.open(tmp_path / "undated", create=True) as library:
        library.add(tmp_path / "one.txt", tmp_path / "two.txt", jobs=1)
        found = library.precedents(dd.read(tmp_path / "two.txt"))
    assert [p.verdict for p in found] == ["edited", "verbatim"]
    assert not any("since" in p.note() for p in found)
