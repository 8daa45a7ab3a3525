"""Where every word of every version comes from: carried over, claimed by several, wandered, lost and brought back."""
