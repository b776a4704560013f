"""Visits: planned and made, with the cases they open and the hazards they find."""
