"""The second stage of reading: blocks of any format become documents with labelled paragraphs."""

from draftdiff_parsers.structure.articles import ArticlesProfile
from draftdiff_parsers.structure.numbered import NumberedProfile
from draftdiff_parsers.structure.plain import PlainProfile
from draftdiff_parsers.structure.resolution import UnResolutionProfile
from draftdiff_parsers.structure.statement import StatementProfile

__all__ = ["ArticlesProfile", "NumberedProfile", "PlainProfile", "StatementProfile", "UnResolutionProfile"]
