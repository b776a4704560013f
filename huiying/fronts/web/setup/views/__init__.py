"""One module for each part of it."""
