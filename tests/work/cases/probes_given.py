"""Probes of services given, which are added and struck out, never changed."""

from typing import Any

from django.db import connection

from huiying.registers.directory.models import Offering
from huiying.work.cases.models import ServiceGiven, ServiceStruck
from tests.cast import MORNING
from tests.work.cases.probes import LATER, breaks, each, execute
from tests.work.cases.scene import Scene


def _given(scene: Scene, changes: dict[str, Any]) -> ServiceGiven:
    offering = Offering.objects.get(provider=scene.cast.worker_party)
    values = {
        "provider": scene.cast.worker_party,
        "unit": "person_times",
        "happened_at": MORNING,
        "written_at": MORNING,
        "minutes": 15,
        "result": "done",
        "by_user": 1,
        "by_name": "乙",
    }
    return ServiceGiven.objects.create(office=scene.cast.office, offering=offering, **{**values, **changes})


def _struck(scene: Scene, reason: str = "点错了") -> ServiceStruck:
    return ServiceStruck.objects.create(
        given=_given(scene, {}), reason=reason, struck_at=LATER, by_user=1, by_name="乙"
    )


@breaks("given_to_one_or_counted")
def _one_person_twice(scene: Scene) -> object:
    return _given(scene, {"party": scene.cast.resident_party, "count": 2})


each("given_to_one_or_counted", _given, {"unit": "times"})


@breaks("given_unit")
def _a_unit_of_cases(scene: Scene) -> object:
    return _given(scene, {"party": scene.cast.desk, "unit": "cases"})


each("given_count", _given, {"count": 0}, {"count": 10_001})
each("given_minutes", _given, {"minutes": 0}, {"minutes": 24 * 60 + 1})
each("given_result", _given, {"result": "splendid"})
each("given_before_it_was_written", _given, {"happened_at": LATER})
each("struck_with_a_reason", _struck, "")

for _model, _make in ((ServiceGiven, lambda scene: _given(scene, {})), (ServiceStruck, _struck)):
    _table = _model._meta.db_table
    each(
        f"{_table}_no_update",
        lambda _scene, make, model=_model: model.objects.filter(pk=make(_scene).pk).update(by_name="x"),
        _make,
    )
    each(
        f"{_table}_no_delete",
        lambda scene, make, table=_table: execute(f"DELETE FROM {table} WHERE id = %s", make(scene).pk),
        _make,
    )
    each(
        f"{_table}_no_truncate",
        lambda scene, make, table=_table: execute(f"TRUNCATE {table} CASCADE /* {make(scene).pk} */"),
        _make,
    )

if connection.vendor == "sqlite":

    @breaks("cases_servicegiven_no_delete")
    def _a_service_replaced(scene: Scene) -> object:
        key = _given(scene, {}).pk
        return execute(
            "INSERT OR REPLACE INTO cases_servicegiven SELECT * FROM cases_servicegiven WHERE id = %s", key
        )
