"""Sphinx configuration. Warnings are errors; code in the pages is executed by tests/test_docs.py."""

from __future__ import annotations

from draftdiff import __version__

project = "draftdiff"
author = "The draftdiff developers"
project_copyright = "2026, The draftdiff developers"
release = __version__
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
nb_execution_mode = "off"  # the notebooks are committed executed; a test runs them again
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "screenshots/README.md"]
html_theme = "alabaster"
html_title = f"draftdiff {release}"
html_static_path: list[str] = []
html_theme_options = {
    "description": "git blame for negotiated text",
    "fixed_sidebar": True,
    "page_width": "1080px",
}
autodoc_typehints = "description"
autodoc_member_order = "bysource"
suppress_warnings = ["ref.python"]
