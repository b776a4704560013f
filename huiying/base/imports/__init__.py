"""Files that came in: what their columns mean to an office, and what became of every row."""
