"""Entries are sealed by a job, and a nightly job makes a noise about tampering."""

from random import Random

import pytest
from django.db import transaction

from huiying.base.trail import jobs, selectors
from tests.base.trail import tampering


@pytest.mark.django_db
def test_the_job_seals_and_the_nightly_job_finds_nothing_to_report():
    tampering.write_entries(5, Random(1))
    jobs.seal.call()
    tampering.write_entries(5, Random(2))
    jobs.verify.call()
    assert selectors.verify() == selectors.Verdict(10, 0, [])


@pytest.mark.django_db
def test_the_nightly_job_fails_when_the_trail_was_tampered_with():
    tampering.write_entries(5, Random(1))
    jobs.seal.call()
    with transaction.atomic():
        tampering.guards_off()
        tampering.change_a_column(Random(3))
        with pytest.raises(RuntimeError, match="1 faults among 5"):
            jobs.verify.call()
        transaction.set_rollback(True)
