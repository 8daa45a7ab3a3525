"""Changes get a class, a reason and signals; scan noise is told from drafting."""
