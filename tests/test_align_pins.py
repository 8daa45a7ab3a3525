"""Corrections by the user: links made, links forbidden, and pins that no longer fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftdiff.aligning import align
from draftdiff.aligning.pins import Pin, Pins, fingerprint
from draftdiff.errors import InputError
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph

TEXTS = (
    "Requests the Secretary-General to convene a summit on air traffic safety in Nairobi before 2030",
    "Urges Member States to protect drinking water sources from industrial pollution in coastal areas",
    "Encourages civil society to mentor young journalists through regional exchange programmes",
)


def document(name: str, *texts: str) -> Document:
    return Document(
        id=name,
        paragraphs=tuple(
            Paragraph(label=Label.parse(f"OP{at}"), text=text) for at, text in enumerate(texts, start=1)
        ),
    )


OLD, NEW = document("first", *TEXTS[:2]), document("final", TEXTS[1], TEXTS[2])


def test_a_pin_makes_a_link_that_nothing_in_the_words_suggests() -> None:
    alignment = align(OLD, NEW, pins=Pins((Pin(action="pin", old="OP1", new="OP2"),)))
    (link,) = alignment.from_old("OP1")
    assert (link.new, link.pinned, link.evidence) == ("OP2", True, "set by the user")
    assert alignment.stale_pins == ()
    assert alignment.inserted == alignment.deleted == ()


def test_a_forbidden_link_is_not_made() -> None:
    alignment = align(OLD, NEW, pins=Pins((Pin(action="forbid", old="op 2", new="OP1"),)))
    assert not alignment.from_old("OP2")
    assert "OP2" in alignment.deleted


def test_a_fingerprint_ignores_case_punctuation_and_hyphenation() -> None:
    assert fingerprint("The follow-up, in Geneva") == fingerprint("the followup in geneva;")
    assert fingerprint("in Geneva") != fingerprint("in Vienna")


@pytest.mark.parametrize(
    ("pin", "complaint"),
    [
        (Pin(action="pin", old="OP9", new="OP1"), "no paragraph OP9 in first"),
        (
            Pin(action="pin", old="OP1", new="OP1", old_fingerprint=fingerprint("other")),
            "the text of OP1 has changed in first",
        ),
        (
            Pin(action="forbid", old="OP1", new="OP1", old_fingerprint=fingerprint(TEXTS[1])),
            "its text now stands in OP2",
        ),
    ],
)
def test_a_pin_that_does_not_fit_is_reported_and_not_applied(pin: Pin, complaint: str) -> None:
    alignment = align(OLD, NEW, pins=Pins((pin,)))
    assert len(alignment.stale_pins) == 1
    assert complaint in alignment.stale_pins[0]
    assert alignment.links == align(OLD, NEW).links


def test_of_two_contradicting_pins_the_later_one_is_stale() -> None:
    pins = Pins((Pin(action="pin", old="OP1", new="OP2"), Pin(action="forbid", old="OP1", new="OP2")))
    alignment = align(OLD, NEW, pins=pins)
    assert len(alignment.from_old("OP1")) == 1
    assert "an earlier entry says pin" in alignment.stale_pins[0]


def test_a_pin_for_another_step_is_left_alone() -> None:
    pin = Pin(action="pin", old="OP1", new="OP2", old_version="zero", new_version="first")
    assert align(OLD, NEW, pins=Pins((pin,))) == align(OLD, NEW)


TOML = '[[pins]]\naction = "pin"\nold = "OP1"\nnew = "OP2"\nnote = "same subject"\n'


def test_pins_are_read_from_json_and_toml_alike(tmp_path: Path) -> None:
    toml = tmp_path / "pins.toml"
    toml.write_text(TOML, "utf-8")
    pins = Pins.read(toml)
    json = tmp_path / "pins.json"
    json.write_text(pins.to_json(), "utf-8")
    assert pins == Pins.read(json) == Pins((Pin(action="pin", old="OP1", new="OP2", note="same subject"),))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "not a pins file"),
        ("neither = [", "not a pins file"),
        ('{"pins": 3}', "no list of pins"),
        ("[1]", "entry 1: a pin is not a table"),
        ('[{"old": "OP1"}]', "entry 1: old and new are both needed"),
        ('[{"old": "OP1", "new": 2}]', "new is not a text"),
        ('[{"old": "OP1", "new": "OP2", "action": "glue"}]', "unknown action glue"),
        ('[{"old": "OP1", "new": "OP2", "colour": "red"}]', "unknown field colour"),
        ("[" * 100_000, "not a pins file"),
    ],
)
def test_a_bad_pins_file_is_one_clear_line(text: str, complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "pins.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        Pins.read(path)
    assert complaint in caught.value.line()
    assert "pins.txt" in caught.value.line()


def test_a_missing_pins_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read pins"):
        Pins.read(tmp_path / "none.toml")
