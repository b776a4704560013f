"""What a text in everyday Chinese is about, where it is, and what in it is personal."""
