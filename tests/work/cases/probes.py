"""One wrong row or change for each way in which a rule of the tables of cases and trail can be broken.

Each breaks that one rule only: with the rule taken out it goes through.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from huiying.base.files.models import StoredFile
from huiying.base.trail import services as trail
from huiying.base.trail.services import NewEntry
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case, CaseHelper, CasePhoto, Promise, Proposal, Step
from tests.cast import MORNING
from tests.work.cases.scene import DUE, Scene

Probe = Callable[[Scene], object]
PROBES: dict[str, list[Probe]] = {}
LATER = MORNING + timedelta(hours=1)


def breaks(rule: str) -> Callable[[Probe], Probe]:
    """Register a probe of a rule."""

    def register(probe: Probe) -> Probe:
        PROBES.setdefault(rule, []).append(probe)
        return probe

    return register


def each(rule: str, probe: Callable[..., object], *given: Any) -> None:
    """Register a probe for each of several values."""
    for value in given:
        breaks(rule)(lambda scene, value=value: probe(scene, value))


def execute(sql: str, *params: object) -> None:
    """Run SQL that no model would."""
    connection.check_constraints()  # PostgreSQL truncates nothing that has checks waiting
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


# -- the case's row


def _new_case(scene: Scene, changes: dict[str, Any]) -> object:
    return scene.case(**changes)


each("case_open_has_holder_and_due_time", _new_case, {"holder": None}, {"due_at": None})
each(
    "case_provider_clock_has_a_kind",
    _new_case,
    {"provider_due_at": DUE},
    {"provider_due_kind": "accept"},
    {"provider_due_at": DUE, "provider_due_kind": "nap"},
)
each(
    "case_known_values",
    _new_case,
    *({name: "nonsense"} for name in ("kind", "lane", "outcome", "source")),
    *({name: "no"} for name in ("refusal_code", "contact_channel")),
    {"solved_at_visit": "perhaps"},
)
each(
    "case_once_only",
    lambda scene, change: scene.change(scene.case_in("received"), **change),
    *(
        {name: count}
        for name in ("reopened_count", "looked_again_count", "return_count", "extended_count")
        for count in (2, -1)
    ),
)
each("case_rating", lambda scene, grade: scene.change(scene.case_in("closed"), rating=grade), 0, 6)
each(
    "case_is_triaged",
    lambda scene, change: scene.take(scene.case_in("received"), "triage", **change),
    {"kind": ""},
    {"lane": ""},
    {"category": None},
)
each(
    "case_answer_has_outcome",
    lambda scene, state: scene.change(scene.case_in(state), outcome=""),
    "answered_on_the_spot",
    "answered",
    "checked",
    "asked_back",
)
each(
    "cases_case_begins_received",
    _new_case,
    {"state": "triaged"},
    {"step_count": 2},
    {"state": "withdrawn", "holder": None, "due_at": None, "ended_at": MORNING},
)
each(
    "cases_case_follows_steps",
    lambda scene, change: scene.change(scene.case_in("triaged"), **change),
    {"state": "received"},
    {"step_count": 1},
    {"step_count": 3},
    {"due_at": DUE + timedelta(days=1)},
    {"answer_due_at": DUE + timedelta(days=1)},
    {"answer_due_at": None},
    {"provider_due_at": DUE, "provider_due_kind": "accept"},
    {"provider": None},
)


@breaks("case_open_has_holder_and_due_time")
def _ended_without_its_time(scene: Scene) -> object:
    return scene.take(scene.case_in("handling"), "terminate", ended_at=None)


@breaks("cases_case_follows_steps")
def _handed_to_another_holder(scene: Scene) -> object:
    return scene.change(scene.case_in("handling"), holder=scene.cast.other_party)


@breaks("cases_case_follows_steps")
def _provider_clock_without_a_step(scene: Scene) -> object:
    case = scene.case_in("triaged")
    scene.take(case, "dispatch", {"provider_due_at": DUE, "provider_due_kind": "accept"})
    return scene.change(case, provider_due_kind="contact")


@breaks("case_has_provider")
def _dispatched_to_nobody(scene: Scene) -> object:
    return scene.take(scene.case_in("triaged"), "dispatch", {"provider": None})


@breaks("case_closed_with_an_answer")
def _closed_without_an_answer(scene: Scene) -> object:
    return scene.take(scene.case_in("asked_back"), "close", outcome="")


@breaks("case_refusal_coded")
def _refused_without_a_code(scene: Scene) -> object:
    return scene.take(scene.case_in("received"), "refuse", refusal_code="")


@breaks("case_not_merged_into_itself")
def _merged_into_itself(scene: Scene) -> object:
    case = scene.case_in("received")
    return scene.change(case, merged_into=case)


@breaks("case_external_number_once")
def _a_hotlines_number_twice(scene: Scene) -> object:
    scene.case(external_number="12345-1")
    return scene.case(external_number="12345-1")


@breaks("cases_case_no_late_consultation")
def _a_consultation_after_the_answer(scene: Scene) -> object:
    return scene.change(scene.case_in("answered"), kind="consultation")


# -- steps


@breaks("step_serial_once")
def _two_second_steps(scene: Scene) -> object:
    case = scene.case_in("received")
    scene.step(case, "triage", "triaged")
    return scene.step(case, "triage", "triaged", serial=2, from_state="received")


@breaks("step_serial")
def _a_step_before_the_first(scene: Scene) -> object:
    return scene.step(scene.case(), "receive", "received", serial=0)


each(
    "step_in_the_table",
    lambda scene, step: scene.step(scene.case_in("received"), *step),
    ("triage", "dispatched"),
    ("triage", "triaged", "asker"),
    ("accept", "accepted"),
    ("add_photo", "triaged"),
    ("add_photo", "received", "nobody"),
)
each(
    "step_one_holder_one_due_time",
    lambda scene, change: scene.step(scene.case_in("received"), "triage", "triaged", **change),
    {"holder": None},
    {"due_at": None},
)
each(
    "step_one_holder_one_due_time",
    lambda scene, change: scene.step(
        scene.case_in("received"), "withdraw", "withdrawn", **{"holder": None, "due_at": None, **change}
    ),
    {"due_at": DUE},
)
each(
    "cases_step_follows",
    lambda scene, step: scene.step(scene.case_in("triaged"), *step[:2], **step[2]),
    ("dispatch", "dispatched", {"serial": 4}),
    ("accept", "accepted", {"from_state": "dispatched"}),
)


@breaks("step_one_holder_one_due_time")
def _ended_and_still_held(scene: Scene) -> object:
    return scene.step(scene.case_in("received"), "withdraw", "withdrawn", holder=scene.cast.desk)


@breaks("step_written_after_it_happened")
def _written_before_it_happened(scene: Scene) -> object:
    return scene.step(scene.case_in("received"), "triage", "triaged", at=LATER)


@breaks("cases_step_follows")
def _a_first_step_from_somewhere(scene: Scene) -> object:
    return scene.step(scene.case(), "triage", "triaged", from_state="received")


@breaks("cases_step_no_update")
def _a_step_rewritten(scene: Scene) -> object:
    return Step.objects.filter(case=scene.case_in("triaged")).update(word="nie")


@breaks("cases_step_no_delete")
def _a_step_removed(scene: Scene) -> object:
    return execute("DELETE FROM cases_step WHERE case_id = %s", scene.case_in("triaged").pk)


if connection.vendor == "sqlite":

    @breaks("cases_step_no_delete")
    def _a_step_replaced(scene: Scene) -> object:
        case = scene.case_in("triaged")
        return execute(
            "INSERT OR REPLACE INTO cases_step SELECT * FROM cases_step WHERE case_id = %s", case.pk
        )


@breaks("cases_step_no_truncate")
def _all_steps_removed(scene: Scene) -> object:
    scene.case_in("triaged")
    return execute("TRUNCATE cases_step")


# -- beside the case


def _proposal(scene: Scene, changes: dict[str, Any], case: Case | None = None) -> Proposal:
    values = {
        "kind": "triage",
        "value": {},
        "confidence": Decimal("0.5"),
        "model_version": "t",
        "made_at": MORNING,
    }
    return Proposal.objects.create(**{"case": case or scene.case_in("received"), **values, **changes})


each("proposal_kind", _proposal, {"kind": "guess"})
each("proposal_confidence", _proposal, {"confidence": Decimal("-0.1")}, {"confidence": Decimal("1.001")})
each("proposal_decided_whole", _proposal, {"is_taken": True}, {"decided_at": MORNING})


@breaks("proposal_one_open_a_kind")
def _two_open_proposals(scene: Scene) -> object:
    first = _proposal(scene, {})
    return _proposal(scene, {}, first.case)


@breaks("case_helper_once")
def _called_in_twice(scene: Scene) -> object:
    case = scene.case_in("handling")
    for _ in range(2):
        CaseHelper.objects.create(case=case, party=scene.cast.other_party, from_at=MORNING)
    return case


def _promise(scene: Scene, changes: dict[str, Any]) -> object:
    values = {"what": "装灯", "holder": scene.cast.worker_party, "due_on": DUE.date(), "approved_by": 1}
    return Promise.objects.create(case=scene.case_in("handling"), made_at=MORNING, **values, **changes)


each("promise_ended_whole", _promise, {"ended_at": LATER}, {"is_kept": True})


@breaks("case_photo_step")
def _a_photo_of_no_step(scene: Scene) -> object:
    file = StoredFile.objects.create(
        office_id=scene.cast.office.pk,
        content_type="image/jpeg",
        size=1,
        width=1,
        height=1,
        sha256="0" * 64,
        name="灯",
        created_at=MORNING,
    )
    return CasePhoto.objects.create(case=scene.case_in("received"), file=file, step_serial=0)


# -- the trail


def _entry(*, is_sealed: bool = True) -> int:
    with transaction.atomic():
        [entry] = trail.record([NewEntry("case.receive", Viewer.system(1), 1, "case", 1)])
    if is_sealed:
        trail.seal_all()
    return entry.pk


each(
    "trail_entry_no_update",
    lambda _scene, change: execute(f"UPDATE trail_entry SET {change} WHERE id = %s", _entry()),
    "code = 'case.refuse'",
    "actor_name = 'x'",
)
each(
    "trail_entry_no_delete",
    lambda _scene, is_sealed: execute("DELETE FROM trail_entry WHERE id = %s", _entry(is_sealed=is_sealed)),
    False,
)
each(
    "trail_entry_no_truncate", lambda _scene, _: execute(f"TRUNCATE trail_entry CASCADE /* {_entry()} */"), 0
)
each(
    "trail_seal_no_update",
    lambda _scene, _: execute("UPDATE trail_seal SET digest = '' WHERE entry_id = %s", _entry()),
    0,
)
each(
    "trail_seal_no_delete",
    lambda _scene, _: execute("DELETE FROM trail_seal WHERE entry_id = %s", _entry()),
    0,
)
each("trail_seal_no_truncate", lambda _scene, _: execute(f"TRUNCATE trail_seal /* {_entry()} */"), 0)
