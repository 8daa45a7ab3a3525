"""Plug-ins: a third party's reader comes in by the same door as ours, and a broken one is named."""

from __future__ import annotations

import re
from importlib.metadata import EntryPoint
from typing import Any

import pytest
from support import ROOT

from draftdiff import registry
from draftdiff.errors import MissingExtraError, UsageError
from draftdiff.layout import Options, RawFile
from draftdiff.reading import read_bytes

READER = re.search(
    r"^```python\n(from draftdiff\.errors.*?)^```$",
    (ROOT / "docs" / "plug-ins.md").read_text("utf-8"),
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture
def plug_in(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Adds entry points for one test and forgets them after it."""
    added: dict[str, list[EntryPoint]] = {}
    real = registry.entry_points

    def entry_points(*, group: str) -> list[EntryPoint]:
        return [*real(group=group), *added.get(group, ())]

    def clear() -> None:
        for function in (registry.names, registry._points, registry.load, registry._made):
            function.cache_clear()

    def add(group: str, name: str, value: str) -> None:
        added.setdefault(group, []).append(EntryPoint(name, value, group))
        clear()

    monkeypatch.setattr(registry, "entry_points", entry_points)
    clear()
    yield add
    clear()


def test_the_reader_of_the_plug_in_guide_works(plug_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert READER is not None
    module = type(registry)("one_line_plug_in")
    exec(READER[1], module.__dict__)  # noqa: S102 - our own documentation
    monkeypatch.setitem(__import__("sys").modules, "one_line_plug_in", module)
    plug_in(registry.PARSERS, "one-line", "one_line_plug_in:OneLineReader")
    text = "#one-line\nThe General Assembly,\nRecalling its resolution 71/1,\n1. Decides to meet;\n2. Requests a report.\n"
    document = read_bytes(RawFile(data=text.encode(), name="x"), Options())[0]
    assert document.labels() == ["PP1", "OP1", "OP2"]
    assert document.source.reader == "one-line"
    assert document["OP2"].anchors[0].lines == (5, 5)


def test_a_plug_in_that_does_not_load_is_named_with_a_remedy(plug_in: Any) -> None:
    plug_in(registry.REPORTS, "broken", "draftdiff.model:Nothing")
    with pytest.raises(
        UsageError, match=r"the plug-in 'broken' \(draftdiff.model:Nothing\) does not load.*update or uninst"
    ):
        registry.report_writer("broken")


def test_a_plug_in_whose_needs_are_not_installed_says_what_to_install(plug_in: Any) -> None:
    plug_in(registry.REPORTS, "needy", "no_such_package_here:Writer")
    with pytest.raises(MissingExtraError, match="pip install no_such_package_here"):
        registry.report_writer("needy")


def test_an_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(UsageError, match="no corpus is called 'x'; there are: gcm-modalities"):
        registry.corpus("x")
