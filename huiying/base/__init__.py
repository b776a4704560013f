"""What any such system needs."""
