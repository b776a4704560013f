"""Cases at the desk: lists, the case page, its moves."""
