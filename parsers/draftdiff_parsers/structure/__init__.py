"""The second stage of reading: blocks of any format become documents with labelled paragraphs."""

from draftdiff_parsers.structure.plain import PlainProfile
from draftdiff_parsers.structure.resolution import UnResolutionProfile

__all__ = ["PlainProfile", "UnResolutionProfile"]
