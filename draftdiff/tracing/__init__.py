"""Lineage over a history: steps, the graph, traces, word origins, correlation tables. Knows no file format."""
