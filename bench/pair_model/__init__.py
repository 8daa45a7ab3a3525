"""Learns the model of pairs that `draftdiff.aligning` applies: `learning` does it, `train` writes the package's file."""
