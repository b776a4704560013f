"""What the offices do."""
