"""Common problems: cases of one cause, what is done about it, and what came of that."""
