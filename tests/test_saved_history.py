"""`draftdiff.saved/1`: what comes back is what was computed, to the digit; what no longer holds is computed again."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from histories import base, document, gold_history
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draftdiff.aligning.pins import Pin, Pins
from draftdiff.cli import run
from draftdiff.errors import InputError, LimitError
from draftdiff.history import History
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph

if TYPE_CHECKING:
    from pathlib import Path

    from draftdiff.tracing.origins.words import Grave, Word


def shapes() -> list[History]:
    back = [base("v1"), base("v2", drop="OP4"), base("v3")]
    rivals = [base("draft"), base("left", drop="OP1"), base("right"), base("both")]
    return [
        gold_history(),
        History(back, title="Returns", citing=[document("letter", {"OP1": "As OP4 of the draft says."})]),
        History(rivals, parents={"right": "draft", "both": ("left", "right")}),
        History([base("alone")]),
    ]


def reopened(history: History, folder: Path) -> History:
    return History.open(history.save(folder / "saved.ddh"))


def told(word: Word | None) -> tuple[object, ...] | None:
    return None if word is None else (word.version, word.label, word.index, word.text)


def buried(grave: Grave) -> tuple[object, ...]:
    return tuple(map(told, grave.words)), told(grave.left), told(grave.right)


def origins(history: History) -> list[object]:
    """Every word of every version with all that is known of it, and every grave."""
    found = history.origins
    return [
        [
            version,
            {
                label: [
                    (told(word), found.versions_of(word), [found.place(word, v) for v in history.versions])
                    for word in row
                ]
                for label, row in rows.items()
            },
            dict(found.words[version]),
            {label: [buried(g) for g in graves] for label, graves in found.graves[version].items()},
        ]
        for version, rows in found.rows.items()
    ]


def results(history: History) -> list[object]:
    """All that is computed for a history."""
    steps = [*history.steps, *{(b.old, b.new): None for b in history.reinstated}]
    return [
        [history.align(*step) for step in history.steps],
        [history.redlines(*step) for step in history.steps],
        [history.came_back(*step) for step in steps],
        history.reinstated,
        origins(history),
        [blame.to_json() for version in history.versions for blame in history.blames(version)],
        [history.trace(label).to_json() for label in history[history.versions[-1]].labels()],
        list(history.changes()),
    ]


@pytest.mark.parametrize("at", range(4))
def test_what_comes_back_is_what_was_computed(at: int, tmp_path: Path) -> None:
    history = shapes()[at]
    again = reopened(history, tmp_path)
    assert results(again) == results(history)
    assert again == history
    assert again.warnings == history.warnings
    assert again.to_saved() == history.to_saved()


WORDS = st.sampled_from(
    (
        "urges",
        "States",
        "to",
        "act",
        "without",
        "delay",
        "and",
        "report",
        "on",
        "[measures",
        "taken]",
        "by",
        "all,",
        "co-operation",
    )
)
TEXTS = st.lists(st.lists(WORDS, max_size=14).map(" ".join), min_size=1, max_size=5)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drafts=st.lists(TEXTS, min_size=1, max_size=4), rival=st.booleans())
def test_any_history_comes_back(drafts: list[list[str]], rival: bool, tmp_path: Path) -> None:  # noqa: FBT001 - drawn
    documents = [
        Document(
            id=f"v{n}",
            language="en",
            paragraphs=tuple(Paragraph(label=Label("OP", str(k)), text=t) for k, t in enumerate(texts, 1)),
        )
        for n, texts in enumerate(drafts)
    ]
    parents = {"v2": "v0"} if rival and len(drafts) > 2 else None
    history = History(documents, parents=parents)
    again = reopened(history, tmp_path)
    assert results(again) == results(history)


def test_nothing_is_computed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again = reopened(gold_history(), tmp_path)
    for place in ("draftdiff.comparison.align", "draftdiff.comparison._redline"):
        monkeypatch.setattr(place, forbidden)
    monkeypatch.setattr("draftdiff.tracing.origins.tracer.trace_origins", forbidden)
    results(again)


def forbidden(*_: object, **__: object) -> Any:
    raise AssertionError("computed again")


def test_a_pair_that_was_asked_for_is_kept_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = shapes()[1]
    links, redlines = history.align("v1", "v3"), history.redlines("v1", "v3")
    again = reopened(history, tmp_path)
    monkeypatch.setattr("draftdiff.comparison._redline", forbidden)
    monkeypatch.setattr("draftdiff.comparison.align", forbidden)
    assert again.align("v1", "v3") == links
    assert again.redlines("v1", "v3") == redlines


def test_corrections_go_with_the_history(tmp_path: Path) -> None:
    pins = Pins((Pin(action="forbid", old="OP1", new="OP1"),))
    history = History([base("a"), base("b")], pins=pins)
    again = reopened(history, tmp_path)
    assert again.pins == pins
    assert not again.align("a", "b").from_old("OP1")


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), data, kind)
    return out.getvalue()


def changed(parts: dict[str, bytes], **values: object) -> dict[str, bytes]:
    manifest = {**json.loads(parts["manifest.json"]), **values}
    return {**parts, "manifest.json": json.dumps(manifest).encode()}


@pytest.mark.parametrize(
    ("values", "said"),
    [({"draftdiff": "0.0.1"}, "saved by draftdiff 0.0.1"), ({"lists": "0" * 64}, "other word lists")],
)
def test_results_of_another_release_or_other_lists_are_computed_again_and_said(
    values: dict[str, object], said: str, tmp_path: Path
) -> None:
    history = shapes()[1]
    parts = changed(members(history.to_saved()), **values)
    # What is wrong in them is not looked at.
    parts["origins.json"] = b"{}"
    (tmp_path / "old.ddh").write_bytes(packed(parts))
    again = History.open(tmp_path / "old.ddh")
    assert any(said in warning for warning in again.warnings)
    assert results(again) == results(history)


def test_a_text_changed_by_hand_makes_its_results_stale(tmp_path: Path) -> None:
    parts = members(shapes()[1].to_saved())
    parts["history.json"] = parts["history.json"].replace(b"Member States", b"all Member States")
    (tmp_path / "h.ddh").write_bytes(packed(parts))
    again = History.open(tmp_path / "h.ddh")
    assert any("history.json was changed" in warning for warning in again.warnings)
    fresh = History.from_json(parts["history.json"])
    assert results(again) == results(fresh)


def test_own_word_lists_are_asked_for_again(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "known.en.txt").write_text("urges\nstates\n", "utf-8")
    history = History([base("a"), base("b", drop="OP2")], lexicon=tmp_path / "lists")
    file = history.save(tmp_path / "own.ddh")
    assert not History.open(file, lexicon=tmp_path / "lists").warnings
    assert any("other word lists" in warning for warning in History.open(file).warnings)


def crafted(name: str, old: bytes, new: bytes) -> dict[str, bytes]:
    """Parts with one member changed, and its hash with it."""
    parts = members(shapes()[1].to_saved())
    assert old in parts[name]
    before = sha256(parts[name]).hexdigest()
    parts[name] = parts[name].replace(old, new, 1)
    after = sha256(parts[name]).hexdigest()
    parts["manifest.json"] = parts["manifest.json"].replace(before.encode(), after.encode())
    return parts


@cache
def hostile() -> dict[str, bytes]:
    good = shapes()[1].to_saved()
    parts = members(good)
    flipped = bytearray(good)
    flipped[len(good) // 2] ^= 0xFF
    return {
        "truncated": good[: len(good) // 2],
        "beginning only": good[:120],
        "flipped byte": bytes(flipped),
        "no manifest": packed({k: v for k, v in parts.items() if k != "manifest.json"}),
        "no history": packed({k: v for k, v in parts.items() if k != "history.json"}),
        "no origins": packed({k: v for k, v in parts.items() if k != "origins.json"}),
        "another schema": packed(changed(parts, schema="draftdiff.saved/2")),
        "results of another history": packed({**parts, "origins.json": parts["redlines/0.json"]}),
        "manifest is a list": packed({**parts, "manifest.json": b"[1]"}),
        "manifest is no JSON": packed({**parts, "manifest.json": b"\xff\xfe"}),
        "nested without end": packed({**parts, "manifest.json": b"[" * 100_000}),
        "origins beyond the texts": packed(crafted("origins.json", b"[[[[0,0,0,", b"[[[[0,0,9999,")),
        "origins of no version": packed(crafted("origins.json", b"[[[[0,", b"[[[[77,")),
        "changes beyond the texts": packed(crafted("redlines/0.json", b"[[", b'[[[0,9,0,3,"scan","",[],[],"","",0,[]],')),
        "a class there is none": packed(crafted("redlines/0.json", b"[[", b'[[[0,9,0,3,"grand","",[],[],"","",0,[]],')),
    }  # fmt: skip


@pytest.mark.parametrize("case", hostile())
def test_a_damaged_or_hostile_file_is_one_line(case: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.ddh"
    file.write_bytes(hostile()[case])
    with pytest.raises(InputError) as caught:
        results(History.open(file))
    line = caught.value.line()
    assert line.startswith("bad.ddh")
    assert "\n" not in line
    assert len(line) < 400


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    parts = members(shapes()[1].to_saved())
    file = tmp_path / "bomb.ddh"
    file.write_bytes(packed({**parts, "history.json": b" " * 3_000_000}))
    with pytest.raises(LimitError, match="unpacks to more than"):
        History.open(file, most=1_000_000)


def test_the_command_line_saves_and_asks_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pair = ["corpus:gcm-modalities/first", "corpus:gcm-modalities/final"]
    file = tmp_path / "h.ddh"
    assert run(["compare", *pair, "-o", str(file)]) == 0
    capfd.readouterr()
    for question in (["trace", "OP14"], ["blame", "OP14"]):
        told = []
        for texts in ([str(file)], pair):
            assert run([*question, *texts]) == 0
            told.append(capfd.readouterr())
        assert told[0] == told[1]
    file.write_bytes(file.read_bytes()[:4000])
    assert run(["trace", "OP14", str(file)]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("draftdiff: h.ddh: damaged saved history")
    assert err.count("\n") == 1


def test_other_corrections_on_the_command_line_are_said(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = History([base("a"), base("b")]).save(tmp_path / "h.ddh")
    pins = tmp_path / "pins.json"
    pins.write_text(Pins((Pin(action="forbid", old="OP1", new="OP1"),)).to_json(), "utf-8")
    assert run(["trace", "OP1", str(file), "--pins", str(pins)]) == 0
    assert "was saved with other corrections: everything is computed again" in capfd.readouterr().err
