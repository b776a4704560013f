"""Services given: written down in ten seconds, listed, struck out."""
