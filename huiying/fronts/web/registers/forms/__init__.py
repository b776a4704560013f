"""The forms of the registers, by what they change."""
