"""Word-level differences of two texts as character edits that replay to the letter; what they are is `classifying`'s."""
