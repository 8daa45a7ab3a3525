"""Writers: a result of the core becomes HTML, Word, Markdown, JSON, ... Imports the core only."""
