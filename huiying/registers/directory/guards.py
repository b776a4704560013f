"""Triggers of the directory: no two rows of a place's duty roster meet.

On PostgreSQL an exclusion constraint says so (migration 0004): it also holds between two who write at once, where a
trigger sees only what is committed. SQLite has one writer at a time.
"""

from huiying.base.storage.guards import Guard, refusal, sqlite_trigger

_MEETS = (
    "SELECT 1 FROM directory_duty d WHERE d.id <> NEW.id AND d.office_id = NEW.office_id "
    "AND d.place_id = NEW.place_id AND d.weekday = NEW.weekday "
    "AND d.from_hour < NEW.until_hour AND d.until_hour > NEW.from_hour"
)


def _no_overlap(event: str) -> Guard:
    name = f"directory_duty_no_overlap_{event}"
    say_no = refusal("sqlite", name, "two rows of a roster meet").removesuffix(";")
    body = f"{say_no} WHERE EXISTS ({_MEETS});"
    return Guard(
        name, "directory_duty", sqlite_trigger(name, "directory_duty", f"AFTER {event.upper()}", body), ""
    )


GUARDS = (_no_overlap("insert"), _no_overlap("update"))
