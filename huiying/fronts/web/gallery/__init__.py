"""The gallery: every block in every state."""
