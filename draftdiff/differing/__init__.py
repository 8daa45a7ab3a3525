"""Word-level differences of linked paragraphs: redlines that replay to the letter.

>>> from draftdiff.differing import redline
>>> [(c.old, c.new) for c in redline("Urges Member States", "Encourages all Member States").changes]
[('Urges', 'Encourages all')]
"""

from __future__ import annotations

from draftdiff.differing.letters import Letters, letters
from draftdiff.differing.redline import redline, redlines
from draftdiff.differing.same import same_words

__all__ = ["Letters", "letters", "redline", "redlines", "same_words"]
