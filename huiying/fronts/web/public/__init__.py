"""What anybody sees: asking, following up, the directory."""
