"""States, moves, marks and clocks of a case, as values."""
