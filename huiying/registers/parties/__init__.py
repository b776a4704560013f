"""People, households, organisations, teams, and how they belong together."""
