"""What all lists have in common beside how they look: they can be taken away as Excel."""
