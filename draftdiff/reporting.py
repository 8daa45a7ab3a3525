"""The contract of writers moved to `draftdiff.writing`; this name stays for one release."""

import warnings

from draftdiff.writing import ReportOptions, ReportWriter

__all__ = ["ReportOptions", "ReportWriter"]

warnings.warn("draftdiff.reporting is now draftdiff.writing", DeprecationWarning, stacklevel=2)
