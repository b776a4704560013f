"""Places, venues and offices."""
