"""The directory is changed by those who run the office; what was is not lost, and who was slower is told."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiying.base.storage.changes import mark_of
from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.registers.directory.models import Duty, Leave, Offering, Recusal, WorkerFile
from huiying.registers.directory.selectors import category_codes, offerings, public_offerings
from huiying.registers.directory.services import (
    change_duty,
    change_offering,
    change_worker_file,
    close_worker_file,
    end_offering,
    end_recusal,
    keep_apart,
    offer,
    open_worker_file,
    put_on_duty,
    send_on_leave,
    take_back_leave,
    take_off_duty,
    take_up_offering,
)
from huiying.registers.parties.models import Person, Team
from huiying.registers.parties.services import NewTeam, register_teams
from huiying.registers.places.models import Place
from tests.cast import MORNING, SYSTEM, Cast

TODAY = MORNING.date()


def _values(cast: Cast, **more: Any) -> dict[str, Any]:
    given = {
        "name": "银企见面",
        "name_en": "",
        "summary": "",
        "for_whom": "",
        "area": cast.office.place,
        "venue": None,
        "hours": [[0, 8, 12]],
        "at_most": None,
        "life_stage": "growing",
        "service_kind": "finance",
        "is_value_added": True,
        "is_public": True,
    }
    return given | more


def _offer(cast: Cast, **more: Any) -> Offering:
    values, codes = _values(cast, **more), ["finance.loan"]
    return offer(viewer=SYSTEM, office=cast.office, provider=cast.desk, values=values, categories=codes)


def _codes_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.code for fault in refused.value.faults]


def _last() -> tuple[str, int, dict[str, Any]]:
    entry = Entry.objects.order_by("-id")[0]
    return entry.code, entry.subject_id, entry.data


def test_an_offering_stands_in_the_directory_from_the_day_it_was_put_there(cast: Cast) -> None:
    row = _offer(cast)
    assert (row.from_on, category_codes(row)) == (TODAY, ["finance.loan"])
    assert row in public_offerings(cast.office.pk)
    assert _last()[:2] == ("offering.registered", row.pk)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"service_kind": ""}, "service_kind_missing"),
        ({"service_kind": "", "life_stage": ""}, "service_kind_missing"),
    ],
)
def test_stage_and_value_are_of_services_for_enterprises(
    cast: Cast, changed: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        _offer(cast, **changed)
    assert _codes_of(refused) == [code]


@pytest.mark.parametrize("codes", [[], ["finance"], ["no.such"], ["finance.loan", "no.such"]])
def test_an_offering_is_for_categories_that_a_case_can_have(cast: Cast, codes: list[str]) -> None:
    given = {"provider": cast.desk, "values": _values(cast), "categories": codes}
    with pytest.raises(Refused) as refused:
        offer(viewer=SYSTEM, office=cast.office, **given)
    assert _codes_of(refused) == ["categories_missing"]


def test_nobody_of_another_office_is_put_into_the_directory(cast: Cast) -> None:
    assert cast.elsewhere
    given = {"provider": cast.elsewhere.desk, "values": _values(cast), "categories": ["finance.loan"]}
    with pytest.raises(Refused, match="provider_unknown"):
        offer(viewer=SYSTEM, office=cast.office, **given)


def test_the_trail_says_which_columns_of_an_offering_changed(cast: Cast) -> None:
    row = _offer(cast)
    values = _values(cast, name="银企对接会", at_most=3)
    change_offering(viewer=SYSTEM, offering=row, values=values, categories=["law.aid"])
    row.refresh_from_db()
    assert (row.name, row.at_most, category_codes(row)) == ("银企对接会", 3, ["law.aid"])
    assert _last() == ("offering.changed", row.pk, {"fields": ["at_most", "categories", "name"]})
    before = Entry.objects.count()
    change_offering(viewer=SYSTEM, offering=row, values=values, categories=["law.aid"])
    assert Entry.objects.count() == before


def test_who_was_slower_is_told_and_the_quicker_ones_words_stay(cast: Cast) -> None:
    row = _offer(cast)
    seen = mark_of(row, _values(cast), category_codes(row))
    mine, theirs = _values(cast, name="我的"), _values(cast, name="先来的")
    given: dict[str, Any] = {"viewer": SYSTEM, "offering": row, "categories": ["finance.loan"], "seen": seen}
    change_offering(values=theirs, **given)
    with pytest.raises(Refused, match="changed_meanwhile"):
        change_offering(values=mine, **given)
    row.refresh_from_db()
    assert row.name == "先来的"
    given["seen"] = mark_of(row, mine, category_codes(row))
    assert change_offering(values=mine, **given).name == "我的"


def test_somebody_who_changed_only_the_categories_was_quicker_too(cast: Cast) -> None:
    row = _offer(cast)
    seen = mark_of(row, _values(cast), category_codes(row))
    change_offering(viewer=SYSTEM, offering=row, values=_values(cast), categories=["law.aid"])
    given = {"values": _values(cast), "categories": ["finance.loan"], "seen": seen}
    with pytest.raises(Refused, match="changed_meanwhile"):
        change_offering(viewer=SYSTEM, offering=row, **given)


def test_an_offering_that_ended_stands_on_no_list_and_ends_once(cast: Cast) -> None:
    row = _offer(cast)
    end_offering(viewer=SYSTEM, offering=row)
    row.refresh_from_db()
    assert row.until_on == TODAY
    assert row not in public_offerings(cast.office.pk)
    with pytest.raises(Refused, match="offering_ended"):
        end_offering(viewer=SYSTEM, offering=row)
    with pytest.raises(Refused, match="offering_ended"):
        change_offering(viewer=SYSTEM, offering=row, values=_values(cast), categories=["law.aid"])


def test_an_offering_is_taken_up_again_for_what_is_in_force_of_its_categories(cast: Cast) -> None:
    row = _offer(cast)
    with pytest.raises(Refused, match="in_force_already"):
        take_up_offering(viewer=SYSTEM, offering=row)
    end_offering(viewer=SYSTEM, offering=row)
    assert list(offerings(cast.viewer(cast.clerk), is_ended=True)) == [row]
    take_up_offering(viewer=SYSTEM, offering=row)
    row.refresh_from_db()
    assert row.until_on is None
    assert row in public_offerings(cast.office.pk)
    entry = Entry.objects.order_by("-id")[0]
    assert (entry.code, entry.data) == ("offering.taken_up", {"ended_on": str(TODAY)})


@pytest.mark.parametrize(
    ("gone", "code"),
    [
        ("area", "offering_without_ground"),
        ("provider", "offering_without_ground"),
        ("category", "offering_without_category"),
    ],
)
def test_an_offering_whose_ground_is_gone_stays_ended(cast: Cast, gone: str, code: str) -> None:
    row = end_offering(viewer=SYSTEM, offering=_offer(cast))
    row.refresh_from_db()
    if gone == "area":
        Place.objects.filter(pk=row.area_id).update(until_on=TODAY)
    elif gone == "provider":
        [squad] = register_teams(
            viewer=SYSTEM, office=cast.office, teams=[NewTeam("路灯专班", "task_force")], from_on=TODAY
        )
        Offering.objects.filter(pk=row.pk).update(provider=squad.party)
        Team.objects.filter(pk=squad.pk).update(until_on=TODAY)
    else:
        row.categories.update(until_on=TODAY)
    with pytest.raises(Refused, match=code):
        take_up_offering(viewer=SYSTEM, offering=row)
    row.refresh_from_db()
    assert row.until_on == TODAY


# --- Social workers ----------------------------------------------------------------------------------------


def _file_values(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"type": "elderly", "ceiling": 5, "area": cast.compound, "hours": []} | more


def test_a_file_is_opened_once_and_once_more_after_it_was_closed(cast: Cast) -> None:
    person = Person.objects.get(user=cast.clerk)
    given = {"viewer": SYSTEM, "office": cast.office, "person": person}
    file = open_worker_file(**given, values=_file_values(cast))
    assert (file.from_on, file.confirmed_on, file.ceiling) == (TODAY, TODAY, 5)
    with pytest.raises(Refused, match="worker_file_open"):
        open_worker_file(**given, values=_file_values(cast))
    close_worker_file(viewer=SYSTEM, file=file)
    again = open_worker_file(**given, values=_file_values(cast, ceiling=3))
    assert (again.pk, again.until_on, again.ceiling) == (file.pk, None, 3)


def test_changing_a_file_confirms_it(cast: Cast) -> None:
    file = WorkerFile.objects.get(person=cast.worker_party.pk)
    assert file.confirmed_on < TODAY
    change_worker_file(viewer=SYSTEM, file=file, values=_file_values(cast))
    file.refresh_from_db()
    assert (file.ceiling, file.confirmed_on) == (5, TODAY)
    assert _last() == ("worker.file_changed", file.pk, {"fields": ["area", "ceiling", "type"]})


def test_the_file_of_somebody_on_the_roster_is_not_closed(cast: Cast) -> None:
    file = WorkerFile.objects.get(person=cast.worker_party.pk)
    with pytest.raises(Refused, match="worker_on_duty"):
        close_worker_file(viewer=SYSTEM, file=file)
    Duty.objects.filter(office=cast.office).delete()
    assert close_worker_file(viewer=SYSTEM, file=file).until_on == TODAY


def _leave(cast: Cast, first: date, last: date) -> Leave:
    person = Person.objects.get(pk=cast.worker_party.pk)
    return send_on_leave(viewer=SYSTEM, office=cast.office, person=person, from_on=first, until_on=last)


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [(2, 1, "last_before_first"), (-3, -1, "day_is_past"), (3, 6, "on_leave_already")],
)
def test_leave_that_makes_no_sense_is_refused(cast: Cast, first: int, last: int, code: str) -> None:
    _leave(cast, TODAY + timedelta(days=5), TODAY + timedelta(days=9))
    with pytest.raises(Refused) as refused:
        _leave(cast, TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    assert _codes_of(refused) == [code]


def test_leave_taken_back_keeps_the_days_that_are_past(cast: Cast) -> None:
    begun = _leave(cast, TODAY - timedelta(days=2), TODAY + timedelta(days=2))
    to_come = _leave(cast, TODAY + timedelta(days=5), TODAY + timedelta(days=9))
    for leave in (begun, to_come):
        take_back_leave(viewer=SYSTEM, leave=leave)
    assert list(Leave.objects.values_list("pk", "until_on")) == [(begun.pk, TODAY - timedelta(days=1))]
    with pytest.raises(Refused, match="leave_is_over"):
        take_back_leave(viewer=SYSTEM, leave=begun)


def test_a_tie_is_noted_once_and_ends_once(cast: Cast) -> None:
    given = {"viewer": SYSTEM, "office": cast.office, "provider": cast.worker_party}
    keep_apart(**given, party=cast.resident_party)
    with pytest.raises(Refused, match="recused_before"):
        keep_apart(**given, party=cast.resident_party)
    end_recusal(**given, party_id=cast.resident_party.pk)
    assert not Recusal.objects.exists()
    with pytest.raises(Refused, match="recusal_ended"):
        end_recusal(**given, party_id=cast.resident_party.pk)
    assert cast.elsewhere
    for other in (cast.worker_party, cast.elsewhere.resident_party):
        with pytest.raises(Refused, match="party_unknown"):
            keep_apart(**given, party=other)


# --- Duty --------------------------------------------------------------------------------------------------


def _hours(cast: Cast, **more: Any) -> dict[str, Any]:
    who = {"person_id": cast.worker_party.pk, "stand_in_id": cast.other_party.pk}
    return {"place": cast.compound, "from_hour": 8, "until_hour": 20} | who | more


def test_the_same_hours_are_put_on_several_days_at_once(cast: Cast) -> None:
    rows = put_on_duty(viewer=SYSTEM, office=cast.office, days=[0, 2, 4], values=_hours(cast))
    assert [row.weekday for row in rows] == [0, 2, 4]
    assert [row.pk for row in Duty.objects.filter(place=cast.compound)] == [row.pk for row in rows]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"from_hour": 19, "until_hour": 24}, "duty_overlaps"),
        ({"from_hour": 7, "until_hour": 7}, "hours_end_before_they_begin"),
        ({"from_hour": 21, "until_hour": 25}, "hours_end_before_they_begin"),
    ],
)
def test_hours_that_do_not_fit_are_refused(cast: Cast, changed: dict[str, Any], code: str) -> None:
    put_on_duty(viewer=SYSTEM, office=cast.office, days=[0], values=_hours(cast))
    with pytest.raises(Refused) as refused:
        put_on_duty(viewer=SYSTEM, office=cast.office, days=[1, 0], values=_hours(cast, **changed))
    assert _codes_of(refused) == [code]
    assert Duty.objects.filter(place=cast.compound).count() == 1


def test_whoever_is_no_social_worker_of_the_office_is_not_on_duty(cast: Cast) -> None:
    assert cast.elsewhere
    for stranger in (cast.resident_party.pk, cast.elsewhere.worker_party.pk):
        with pytest.raises(Refused, match="provider_unknown"):
            values = _hours(cast, person_id=stranger)
            put_on_duty(viewer=SYSTEM, office=cast.office, days=[0], values=values)
    with pytest.raises(Refused, match="stands_in_for_themselves"):
        values = _hours(cast, stand_in_id=cast.worker_party.pk)
        put_on_duty(viewer=SYSTEM, office=cast.office, days=[0], values=values)


def test_hours_are_given_to_others_and_taken_off(cast: Cast) -> None:
    [row, _other] = put_on_duty(viewer=SYSTEM, office=cast.office, days=[0, 1], values=_hours(cast))
    swapped = {"person_id": cast.other_party.pk, "stand_in_id": cast.worker_party.pk, "weekday": 0}
    change_duty(viewer=SYSTEM, duty=row, values=_hours(cast, **swapped))
    assert _last() == ("duty.changed", row.pk, {"fields": ["person_id", "stand_in_id"]})
    with pytest.raises(Refused, match="duty_overlaps"):
        change_duty(viewer=SYSTEM, duty=row, values=_hours(cast, weekday=1))
    take_off_duty(viewer=SYSTEM, duty=row)
    with pytest.raises(Refused, match="duty_gone"):
        take_off_duty(viewer=SYSTEM, duty=row)
    with pytest.raises(Refused, match="duty_gone"):
        change_duty(viewer=SYSTEM, duty=row, values=_hours(cast))


@pytest.fixture(autouse=True)
def _morning() -> Any:
    with clock.held_at(MORNING):
        yield
