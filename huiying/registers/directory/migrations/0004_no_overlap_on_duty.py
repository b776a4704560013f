"""Two rows of a place's duty roster don't meet: on PostgreSQL an exclusion constraint, on SQLite guards.py.

Each key stands as a range of one number, so that no extension of the database is needed.
"""

from typing import Any

from django.db import migrations

ADD = """
ALTER TABLE directory_duty ADD CONSTRAINT duty_no_overlap EXCLUDE USING gist (
    int8range(office_id, office_id, '[]') WITH &&,
    int8range(place_id, place_id, '[]') WITH &&,
    int4range(weekday, weekday, '[]') WITH &&,
    int4range(from_hour, until_hour) WITH &&
)
"""
DROP = "ALTER TABLE directory_duty DROP CONSTRAINT duty_no_overlap"


def _run(sql: str) -> Any:
    def run(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return run


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_kinds_of_service")]

    operations = [migrations.RunPython(_run(ADD), _run(DROP))]
