"""References between paragraphs: found in running text, resolved to paragraphs, followed from version to version.

>>> from draftdiff.referencing import find_references
>>> [str(label) for label in find_references("as outlined in paragraphs 15 and 22 (a) above")[0].labels]
['OP15', 'OP22(a)']
"""

from draftdiff.referencing.check import check_document, check_pair
from draftdiff.referencing.find import find_references
from draftdiff.referencing.finding import (
    FAILING,
    STATUSES,
    ReferenceFinding,
    ReferenceFindings,
    render_text,
    to_dict,
)
from draftdiff.referencing.reference import Pointer, Reference
from draftdiff.referencing.resolve import Resolved, look_up, resolve
from draftdiff.referencing.symbols import Symbol, find_symbols

__all__ = [
    "FAILING", "STATUSES", "Pointer", "Reference", "ReferenceFinding", "ReferenceFindings", "Resolved", "Symbol",
    "check_document", "check_pair", "find_references", "find_symbols", "look_up", "render_text", "resolve", "to_dict",
]  # fmt: skip
