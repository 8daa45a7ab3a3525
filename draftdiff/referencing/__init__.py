"""References between paragraphs: found in running text, resolved to paragraphs, followed from version to version.

>>> from draftdiff.referencing import find_references
>>> [str(label) for label in find_references("as outlined in paragraphs 15 and 22 (a) above")[0].labels]
['OP15', 'OP22(a)']
"""

from draftdiff.referencing.find import find_references
from draftdiff.referencing.reference import Pointer, Reference
from draftdiff.referencing.symbols import Symbol, find_symbols

__all__ = ["Pointer", "Reference", "Symbol", "find_references", "find_symbols"]
