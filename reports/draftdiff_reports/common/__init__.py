"""What several writers share: the history arranged for reading, its summary, and the report's words. No format here."""
