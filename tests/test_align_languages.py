"""One pair of resolutions in six languages: the links cannot depend on the language."""

from __future__ import annotations

import pytest
from support import shared

import draftdiff as dd

pytestmark = pytest.mark.shared


@pytest.mark.parametrize("series", ["indigenous", "wildlife"])
def test_six_language_versions_of_one_step_have_the_same_links(series: str) -> None:
    folder = shared() / "data" / "akn"
    found = {}
    for language in ("en", "fr", "es", "ru", "ar", "zh"):
        ending = "xml" if language == "en" else f"{language}.xml"
        old, new = (dd.read(folder / f"{series}-{version}.{ending}") for version in ("v1", "v2"))
        alignment = dd.align(old, new)
        found[language] = {(link.old, link.new, "moved" in link.relations) for link in alignment.links}
    assert len(found["en"]) > 40
    assert all(links == found["en"] for links in found.values())
