"""Who may do what, role by role and action by action: a change of the table shows here."""

from huiying.registers.access.roles import ACTIONS, ASKER, OPEN, RIGHTS, ROLES, SIGNED_IN, roles_for, scope_of

RECORDED = """
action                  desk worker lead projects activities aid finance editor partner auditor security admin system
access.grant            -    -      -    -        -          -   -       -      -       -       -        all   -
access.read             -    -      -    -        -          -   -       -      -       all     all      all   -
answer.edit             all  -      all  -        -          -   -       -      -       -       -        -     -
answer.read             all  all    all  -        -          -   -       -      -       all     -        -     -
case.accept             own  own    -    -        -          -   -       -      own     -       -        -     -
case.agenda             all  -      all  -        -          -   -       -      -       -       -        -     -
case.answer             own  own    -    -        -          -   -       -      own     -       -        -     -
case.answer_on_the_spot all  -      -    -        -          -   -       -      -       -       -        -     -
case.ask_back           all  -      -    -        -          -   -       -      -       -       -        -     -
case.ask_end            all  own    -    -        -          -   -       -      own     -       -        -     -
case.ask_lead           own  own    -    -        -          -   -       -      own     -       -        -     -
case.ask_more           all  own    -    -        -          -   -       -      own     -       -        -     -
case.begin              own  own    -    -        -          -   -       -      own     -       -        -     -
case.call_in            all  own    all  -        -          -   -       -      -       -       -        -     -
case.check              all  -      all  -        -          -   -       -      -       -       -        -     -
case.close              -    -      -    -        -          -   -       -      -       -       -        -     all
case.contact            all  own    all  -        -          -   -       -      own     -       -        -     -
case.dispatch           all  -      -    -        -          -   -       -      -       -       -        -     -
case.elsewhere          own  own    -    -        -          -   -       -      own     -       -        -     -
case.end_promise        all  own    -    -        -          -   -       -      own     -       -        -     -
case.file_thanks        all  -      -    -        -          -   -       -      -       -       -        -     -
case.hand_over          all  own    all  -        -          -   -       -      -       -       -        -     -
case.import             all  -      -    -        -          -   -       -      -       -       -        -     -
case.intake             all  -      -    -        -          -   -       -      -       -       -        -     -
case.keep               all  -      -    -        -          -   -       -      -       -       -        -     -
case.merge              all  -      -    -        -          -   -       -      -       -       -        -     -
case.read               all  own    all  -        -          -   -       -      own     all     -        -     all
case.refuse             all  -      -    -        -          -   -       -      -       -       -        -     -
case.renew_code         all  -      -    -        -          -   -       -      -       -       -        -     -
case.rule               -    -      all  -        -          -   -       -      -       -       -        -     -
case.split              all  -      -    -        -          -   -       -      -       -       -        -     -
case.supervise          -    -      all  -        -          -   -       -      -       -       -        -     -
case.take_back          all  -      -    -        -          -   -       -      -       -       -        -     -
case.tell               all  own    -    -        -          -   -       -      own     -       -        -     -
case.triage             all  -      -    -        -          -   -       -      -       -       -        -     all
case.withdraw           all  -      -    -        -          -   -       -      -       -       -        -     -
directory.read          all  all    all  -        -          -   -       -      -       all     -        all   -
category.edit           -    -      -    -        -          -   -       -      -       -       -        all   -
directory.edit          all  -      -    -        -          -   -       -      -       -       -        all   -
duty.edit               all  -      all  -        -          -   -       -      -       -       -        -     -
duty.read               all  all    all  -        -          -   -       -      -       all     -        all   -
given.log               all  own    all  -        -          -   -       -      own     -       -        -     -
given.read              all  own    all  -        -          -   -       -      own     all     -        -     -
given.strike            all  own    all  -        -          -   -       -      own     -       -        -     -
job.read                -    -      -    -        -          -   -       -      -       -       -        all   -
job.steer               -    -      -    -        -          -   -       -      -       -       -        all   -
limit.edit              -    -      -    -        -          -   -       -      -       -       -        all   -
limit.read              all  all    all  -        -          -   -       -      -       all     -        all   -
list.export             all  -      all  -        -          -   -       -      -       all     -        -     -
meeting.hold            all  -      all  -        -          -   -       -      -       -       -        -     -
meeting.read            all  -      all  -        -          -   -       -      -       all     -        -     -
office.edit             -    -      -    -        -          -   -       -      -       -       -        all   -
party.find              all  all    all  -        -          -   -       -      -       -       -        -     -
party.edit              all  -      -    -        -          -   -       -      -       -       -        -     -
party.read              all  -      all  -        -          -   -       -      -       all     -        -     -
party.reveal            all  -      all  -        -          -   -       -      -       -       -        -     -
place.edit              -    -      -    -        -          -   -       -      -       -       -        all   -
place.read              all  all    all  -        -          -   -       -      -       all     -        all   -
today.read              all  own    all  -        -          -   -       -      own     all     all      all   -
trail.read              -    -      all  -        -          -   -       -      -       all     all      -     -
venue.count             all  -      -    -        -          -   -       -      -       -       -        all   -
worker.edit             all  -      all  -        -          -   -       -      -       -       -        -     -
problem.read            all  -      all  -        -          -   -       -      -       all     -        -     -
problem.tell            all  -      -    -        -          -   -       -      -       -       -        -     -
problem.work            all  -      all  -        -          -   -       -      -       -       -        -     -
visit.make              all  own    all  -        -          -   -       -      -       -       -        -     -
visit.read              all  own    all  -        -          -   -       -      -       all     -        -     -
"""
SHORT = {"office": "all", "own": "own", None: "-"}
"""Read it line by line before changing it: `all` any record of the office, `own` those one has a part in, - none."""


def test_every_role_may_do_just_what_the_recorded_table_says() -> None:
    head, *rows = (line.split() for line in RECORDED.strip().splitlines())
    assert set(head[1:]) == set(RIGHTS) == {*ROLES, "system"}
    assert {row[0] for row in rows} == ACTIONS
    recorded = {(role, row[0]): cell for row in rows for role, cell in zip(head[1:], row[1:], strict=True)}
    assert recorded == {(role, action): SHORT[scope_of(role, action)] for role, action in recorded}


def test_nobody_is_given_the_role_of_the_system() -> None:
    assert "system" not in ROLES


def test_an_action_of_the_table_is_none_of_those_that_need_no_grant() -> None:
    assert ACTIONS.isdisjoint({OPEN, SIGNED_IN, ASKER})


def test_administering_users_gives_no_sight_of_cases_or_people() -> None:
    for role in ("admin", "security"):
        assert not [action for action in RIGHTS[role] if action.startswith(("case.", "party."))]


def test_what_is_masked_is_opened_only_by_those_who_ring_people() -> None:
    assert set(roles_for("party.reveal")) == {"desk", "lead"}


def test_an_unknown_role_or_action_gives_nothing() -> None:
    assert scope_of("queen", "case.read") is None
    assert scope_of("desk", "case.burn") is None
