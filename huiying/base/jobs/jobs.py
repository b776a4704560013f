"""What the jobs app does by itself."""

from django.core.management import call_command
from django.tasks import task


@task()
def prune() -> None:
    """Forget the results of tasks that ended a fortnight ago."""
    call_command("prune_db_task_results", min_age_days=14, failed_min_age_days=60, verbosity=0)


PERIODIC = {"jobs.prune": (86_400, prune)}
