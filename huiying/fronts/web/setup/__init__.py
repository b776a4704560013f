"""What an office stands on, changed on pages: limits, calendar, places, venues, its own settings."""
