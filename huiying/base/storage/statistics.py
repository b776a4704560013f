"""What PostgreSQL knows of its tables' sizes, by which it chooses how to read them."""

from django.db import connection


def look_at_sizes() -> None:
    """Let PostgreSQL count its tables anew, after much was written that it couldn't see yet.

    It counts by itself what is committed, some time later. A transaction that fills empty tables and goes on reading
    them would be served as if they were empty: what takes a moment then takes an hour. SQLite chooses by its indexes.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
