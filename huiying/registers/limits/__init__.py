"""Work calendars and dated limits; one function for due times."""
