"""Long and periodic work, kept in the database."""
