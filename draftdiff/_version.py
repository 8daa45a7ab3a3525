"""The version, read by hatchling and by `draftdiff --version`."""

__version__ = "0.1.0"
