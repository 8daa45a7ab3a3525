"""Readers: a file becomes blocks (layout), blocks become a document (structure). Imports the core only."""
