"""Who, where, by what rule."""
