"""Citations and quotations of a resolution in other documents, resolved to paragraph and version."""

from draftdiff.citing.citation import CITATION_KINDS, Citation, Citations, TargetSpan, render_text, to_dict
from draftdiff.citing.find import find_citations

__all__ = [
    "CITATION_KINDS",
    "Citation",
    "Citations",
    "TargetSpan",
    "find_citations",
    "render_text",
    "to_dict",
]
