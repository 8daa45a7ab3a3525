"""The JSON contracts: values and lineages as files other programs read, their schemas, and the way back."""
