"""One table of what scanners confuse: every rule that asks it gets the same answer."""

from __future__ import annotations

import re

import pytest

from draftdiff.comparison import redline
from draftdiff.differing.hunks import Hunk
from draftdiff.differing.refine import refine
from draftdiff.lexicon import load_lexicon, read_data
from draftdiff.misreading.confusions import confusions, likely_number, may_read, roman, skeleton
from draftdiff.misreading.evidence import Evidence
from draftdiff.misreading.judge import judge

#: A number with letters read for digits, and the numbers any of which may have been printed.
NUMBERS = [
    ("20Z5", ["2025", "2075"]),
    ("2Z15", ["2715", "2215"]),
    ("1Z3", ["123", "173"]),
    ("Z017", ["2017", "7017"]),
    ("20?1", ["2021", "2071"]),
    ("2O18", ["2018"]),
    ("l5", ["15"]),
    ("20S0", ["2050"]),
    ("B0", ["80"]),
    ("7l/2B0", []),
]


@pytest.mark.parametrize(("damaged", "printed"), [(d, p) for d, ps in NUMBERS for p in ps])
def test_a_letter_read_for_a_digit_is_judged_alike_everywhere(damaged: str, printed: str) -> None:
    for old, new in ((damaged, printed), (printed, damaged)):
        lists = load_lexicon("en")
        assert judge([old], [new], Evidence.of([old], [new], lists)) is not None
        changes = redline(f"the year {old} of the plan", f"the year {new} of the plan").changes
        assert [change.cls for change in changes] == ["scan"]
    assert may_read(damaged, printed)


@pytest.mark.parametrize(
    ("damaged", "printed"),
    [("20Z5", "2035"), ("2Z15", "2415"), ("l5", "25"), ("2O18", "2218"), ("2018", "2019"), ("20Z5", "20255")],
)
def test_a_letter_is_no_reading_of_another_digit(damaged: str, printed: str) -> None:
    assert not may_read(damaged, printed)
    changes = redline(f"the year {damaged} of the plan", f"the year {printed} of the plan").changes
    assert [change.cls for change in changes] == ["substantive"]


@pytest.mark.parametrize("damaged", ["20z5", "2z15", "l00", "i5"])
def test_the_differ_cuts_where_the_judge_sees_one_number(damaged: str) -> None:
    for number in {likely_number(damaged), damaged.replace("z", "7").replace("l", "1").replace("i", "1")}:
        found = refine([Hunk(0, 2, 0, 2)], [damaged, "plans"], [number, "programmes"], frozenset())
        assert found == [Hunk(0, 1, 0, 1), Hunk(1, 2, 1, 2)]


def test_the_tables_of_the_data_file_do_not_contradict_each_other() -> None:
    data, table = read_data("confusions.json"), confusions()
    for group in data["skeleton"]:
        for sign in set(group) - table.garbage:
            assert group[0] in table.near[sign], (
                f"a skeleton takes {sign} for {group[0]}; the distance does not"
            )
    for sign, digits in table.digits.items():
        for digit in digits:
            assert digit in table.near[sign.lower()], (
                f"{sign} is read as {digit}; the distance does not know it"
            )
    assert set(data["bars"]) <= {*data["strokes"], "I"}
    assert set(data["between_digits"]) <= set(table.digits)
    for cluster in data["skeleton_clusters"]:
        assert cluster in data["clusters"]
    assert set(data["about"]) == {*data, "sources"} - {"about"}


def test_no_other_module_lists_confusions() -> None:
    from importlib.resources import files

    home = files("draftdiff")
    listing = re.compile(r"maketrans\(\s*(?:dict\.fromkeys\()?[\"{']\s*(?:\"?[lI1|!]\"?\s*[:,|])")
    for module in home.rglob("*.py"):  # type: ignore[attr-defined] # a folder on disk
        if "misreading" not in module.parts:
            assert not listing.search(module.read_text(encoding="utf-8")), module.name


@pytest.mark.parametrize(
    ("read", "printed"), [("Il", "II"), ("lll", "III"), ("V1", "VI"), ("X]", "XI"), ("11", "")]
)
def test_strokes_of_a_roman_numeral(read: str, printed: str) -> None:
    assert roman(read) == printed


def test_a_skeleton_is_that_of_the_printed_word() -> None:
    assert skeleton("irnportance") == skeleton("importance")
    assert skeleton("Z0l8") == skeleton("2018")
