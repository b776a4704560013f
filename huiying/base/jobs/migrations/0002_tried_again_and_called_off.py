"""When a job was due, how often it was tried, when its worker was last heard of; jobs that were called off."""

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce


def fill(apps: Any, _editor: Any) -> None:
    """What was started until now was due at once, and was tried once."""
    jobs = apps.get_model("jobs", "Job").objects
    jobs.update(due_at=F("created_at"), heard_at=Coalesce("ended_at", "started_at"))
    jobs.exclude(state="waiting").update(attempt_count=1)


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="job", name="jobs_job_times_follow_state"),
        migrations.AddField(model_name="job", name="due_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="job", name="heard_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="job", name="attempt_count", field=models.PositiveIntegerField(default=0)
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(model_name="job", name="due_at", field=models.DateTimeField()),
        migrations.AlterField(
            model_name="job",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("running", "Running"),
                    ("done", "Done"),
                    ("failed", "Failed"),
                    ("called_off", "Called Off"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=Q(state="waiting", started_at=None, ended_at=None)
                | Q(state="running", started_at__isnull=False, heard_at__isnull=False, ended_at=None)
                | Q(state="called_off", started_at=None, ended_at__isnull=False)
                | Q(state__in=("done", "failed"), started_at__isnull=False, ended_at__isnull=False),
                name="jobs_job_times_follow_state",
            ),
        ),
    ]
