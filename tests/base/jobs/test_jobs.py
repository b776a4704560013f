"""Old results of tasks are forgotten."""

from datetime import timedelta

import pytest
from django.db.models import F
from django_tasks_db.models import DBTaskResult

from huiying.base.jobs.jobs import prune
from tests.base.jobs import sample


@pytest.mark.django_db
def test_results_are_forgotten_after_a_fortnight():
    for _ in range(2):
        sample.plain.enqueue()
    for row in DBTaskResult.objects.all():
        row.set_successful(None)
    old = DBTaskResult.objects.first()
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=F("finished_at") - timedelta(days=15))
    prune.call()
    assert DBTaskResult.objects.count() == 1
