"""`load` moved to `draftdiff.history`, public as `draftdiff.load`; this name stays for one release."""

import warnings

from draftdiff.history import load

__all__ = ["load"]

warnings.warn("draftdiff.loading is now draftdiff.history", DeprecationWarning, stacklevel=2)
