"""What the tables of cases and trail refuse, each rule alone, and what is noticed when a rule is gone."""

import pytest
from django.db import connection

from huiying.base.storage import guards
from huiying.pure.lib import clock
from tests.cast import MORNING, assemble
from tests.sizes import n
from tests.work.cases import taking_out
from tests.work.cases.probes import PROBES
from tests.work.cases.scene import Scene


def test_every_rule_of_the_tables_has_a_probe_and_every_probe_its_rule() -> None:
    elsewhere = (
        {name for name in PROBES if name.endswith("truncate")} if connection.vendor == "sqlite" else set()
    )
    assert sorted(set(PROBES) - elsewhere) == taking_out.rules()


def test_each_probe_is_refused_by_its_own_rule(scene: Scene) -> None:
    said = {
        f"{rule} {i}": taking_out.refusal(probe, scene)
        for rule in taking_out.rules()
        for i, probe in enumerate(PROBES[rule])
    }
    wrong = {
        name: words for name, words in said.items() if not taking_out.is_refused_by(name.split()[0], words)
    }
    assert wrong == {}


@pytest.mark.prove
@pytest.mark.django_db(transaction=True)
def test_each_guard_and_constraint_taken_out_is_missed_and_nothing_else_changes() -> None:
    with clock.held_at(MORNING):
        outcome = taking_out.run(Scene(assemble()), n(4, 999))
    print(f"\n{outcome}")
    assert outcome.survived == []
    assert outcome.caught == min(n(4, 999), len(taking_out.rules()))
    # Emptying a table empties those that refer to it, and the guard of one of them refuses as well.
    held_twice = {
        "trail_entry_no_truncate": "trail_seal_no_truncate",
        "cases_servicegiven_no_truncate": "cases_servicestruck_no_truncate",
    }
    assert {rule for rule, count in outcome.refused_by_another.items() if count} <= held_twice.keys()
    assert set(outcome.disturbed) <= {f"{rule} without {other}" for rule, other in held_twice.items()}
    assert guards.missing(connection) == []
