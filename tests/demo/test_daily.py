"""What the demo's street writes down day by day, its standard answers, and its partner."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.db.models import Count

from huiying.demo import daily, partners, services
from huiying.demo.lines import lines
from huiying.demo.logins import PARTNER
from huiying.demo.plans import MORNING
from huiying.pure.lib.clock import local
from huiying.registers.access.models import User
from huiying.registers.access.selectors import viewer_for
from huiying.registers.directory.models import Answer
from huiying.registers.places.models import Office
from huiying.work.cases.models import ServiceGiven
from huiying.work.cases.selectors.cases import Filters, cases
from huiying.work.cases.selectors.given import GivenFilters, services_given
from tests.sizes import n

pytestmark = [pytest.mark.django_db, pytest.mark.prove]
SHARE = n(in_test=4, in_proof=100) / 100


@pytest.fixture(scope="module", autouse=True)
def office(django_db_setup: None, django_db_blocker: pytest.Class) -> Iterator[Office]:
    """The demo office, built in a transaction that is rolled back after the last of these tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        services.build(progress=lambda *_: None, share=SHARE)
        yield Office.objects.get(code="NF")
        transaction.set_rollback(True)


def _by_workers(office: Office) -> list[ServiceGiven]:
    found = ServiceGiven.objects.filter(office=office, provider__person__worker_file__isnull=False)
    return list(found.select_related("party", "provider__person__worker_file", "struck"))


def test_a_thousand_services_are_spread_over_workers_and_months(office: Office) -> None:
    rows = _by_workers(office)
    rounds = max(len(daily.KINDS), round(daily.ROUNDS * SHARE))
    assert rounds * daily.EACH <= len(rows) <= rounds * (daily.EACH + 1)
    kinds = Counter(row.provider.person.worker_file.type for row in rows)
    assert set(kinds) <= set(daily.KINDS)
    assert {row.unit for row in rows} <= {"person_times", "times"}
    assert all(row.happened_at < MORNING for row in rows)
    if SHARE == 1:
        assert len(rows) >= 1000
        assert set(kinds) == set(daily.KINDS)
        assert len({local(row.happened_at).month for row in rows}) == 12
        assert {row.unit for row in rows} == {"person_times", "times"}
        assert sum(row.case_id is not None for row in rows) > 3
        assert sum(hasattr(row, "struck") for row in rows) >= 3
        words = Counter(row.word for row in rows)
        assert max(words.values()) < len(rows) / 12


def test_the_partner_sees_its_own_cases_and_talks_and_no_others(office: Office) -> None:
    viewer = viewer_for(User.objects.get(username=PARTNER[0]), local(MORNING).date())
    seen = list(cases(viewer, Filters()))
    assert {case.provider.name for case in seen if case.provider} == {partners.FIRM}
    assert {case.state for case in seen} >= {"accepted", "dispatched"}
    given = services_given(viewer, GivenFilters())
    assert set(given.values_list("provider__name", flat=True)) == {partners.FIRM}
    assert given.count() >= 5


def test_the_desk_has_standard_answers_some_of_which_have_run_out(office: Office) -> None:
    kept = Answer.objects.filter(office=office, until_on=None)
    assert kept.count() == len(lines("records/answers.jsonl")) >= 25
    assert kept.filter(category=None).count() == 0
    assert kept.filter(valid_until__lt=local(MORNING).date()).count() == 3
    owners = kept.values("owner").annotate(count=Count("pk")).order_by()
    assert len(owners) >= 5
