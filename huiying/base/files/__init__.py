"""Photos and papers: checked by content, stripped of position."""
