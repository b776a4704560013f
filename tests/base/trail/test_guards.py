"""Nobody changes or removes what the trail holds."""

import pytest
from django.db import IntegrityError, connection, transaction

from huiying.base.storage import guards
from huiying.base.trail import services
from huiying.base.trail.guards import GUARDS
from huiying.base.trail.services import NewEntry
from huiying.pure.lib.viewer import Viewer

SQL = {"update": "UPDATE {0} SET {1} = {1}", "delete": "DELETE FROM {0}", "truncate": "TRUNCATE {0} CASCADE"}
COLUMNS = {"trail_entry": "code", "trail_seal": "digest"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "guard", [guard for guard in GUARDS if guard.ddl(connection)], ids=lambda guard: guard.name
)
def test_each_guard_refuses_by_its_name_and_only_it_does(guard):
    services.record([NewEntry("case.opened", Viewer.system(1), 1, "case", 1)])
    services.seal()
    connection.check_constraints()
    sql = SQL[guard.name.rsplit("_", 1)[1]].format(guard.table, COLUMNS[guard.table])
    with pytest.raises(IntegrityError, match=guard.name), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    if guard.name in ("trail_entry_no_truncate", "trail_entry_no_delete"):
        return  # the seals' own guard or foreign key refuses as well
    with guards.uninstalled(guard.name), connection.cursor() as cursor:
        cursor.execute(sql)
        connection.check_constraints()


def test_every_way_to_change_a_table_has_its_guard():
    assert len({guard.name for guard in GUARDS}) == 6
    assert [guard.name for guard in GUARDS if not guard.sqlite] == [
        "trail_entry_no_truncate",
        "trail_seal_no_truncate",
    ]
