"""Hazards: what is dangerous, by when it is put right, and who looked again."""
