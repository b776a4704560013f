"""Who provides what, to whom, where, when, how many at once."""
