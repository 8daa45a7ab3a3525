"""`python -m draftdiff` is the command line."""

from draftdiff.cli import main

main()
