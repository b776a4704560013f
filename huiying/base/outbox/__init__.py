"""Messages to people: on the page and in a file."""
