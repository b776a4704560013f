"""Read-only lists of people, places, directory, duty, limits and users."""
