"""Limits that later moves of a case ask for, at every place that had limits for cases before there were such moves."""

from typing import Any

from django.db import migrations

_NEW = (
    ("case.extension", 20, "calendar_days"),
    ("case.incomplete", 5, "working_days"),
    ("case.promise", 180, "calendar_days"),
    ("case.reopen", 15, "calendar_days"),
)


def add(apps: Any, _editor: Any) -> None:
    """Beside the limit for doing a case again, with its document; an office may adjust them."""
    limits = apps.get_model("limits", "Limit").objects
    for known in list(limits.filter(matter="case.redo")):
        for matter, amount, unit in _NEW:
            if not limits.filter(matter=matter, place=known.place_id).exists():
                limits.create(
                    matter=matter,
                    place_id=known.place_id,
                    from_on=known.from_on,
                    until_on=known.until_on,
                    amount=amount,
                    unit=unit,
                    document=known.document,
                    is_adjustable=True,
                )


class Migration(migrations.Migration):
    """Adds rows, no columns."""

    dependencies = [("limits", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
