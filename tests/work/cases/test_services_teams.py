"""A team that cases lie with is not dissolved before they are handed over."""

from datetime import date

import pytest

from huiying.pure.lib.refusals import Refused
from huiying.registers.directory.models import Offering
from huiying.registers.directory.services import NewOffering, register_offerings
from huiying.registers.parties.models import Team
from huiying.registers.parties.services import NewTeam, register_teams
from huiying.work.cases.models import Promise
from huiying.work.cases.services.dispatch import dispatch_case, take_back
from huiying.work.cases.services.teams import end_team
from tests.cast import FROM, SYSTEM, Cast, Walk
from tests.fronts.web.stages import brought_to

TODAY = date(2023, 12, 15)


def test_a_team_is_dissolved_once_no_open_case_lies_with_it(cast: Cast) -> None:
    new = NewTeam("专班", "task_force", members=[(cast.worker_party, "")])
    [team] = register_teams(viewer=SYSTEM, office=cast.office, teams=[new], from_on=FROM)
    offering = Offering(
        office=cast.office, provider=team.party, name="修灯", area=cast.office.place, from_on=FROM
    )
    given = [NewOffering(offering, ("estate.facilities",))]
    register_offerings(viewer=SYSTEM, office=cast.office, offerings=given)
    walk, clerk = Walk(), cast.viewer(cast.clerk)
    case = brought_to(cast, "triaged", walk=walk)
    case = walk(dispatch_case, viewer=clerk, case=case, provider=team.party, why="专门为这事设的")
    with pytest.raises(Refused) as refused:
        walk(end_team, viewer=clerk, team=team, on=TODAY)
    assert [(fault.code, fault.data) for fault in refused.value.faults] == [
        ("team_has_cases", {"count": "1"})
    ]
    assert Team.objects.get(pk=team.pk).until_on is None
    walk(take_back, viewer=clerk, case=case)
    walk(end_team, viewer=clerk, team=team, on=TODAY)
    assert Team.objects.get(pk=team.pk).until_on == TODAY


def test_nor_while_a_promise_lies_with_it(cast: Cast) -> None:
    new = NewTeam("专班", "task_force", members=[(cast.worker_party, "")])
    [team] = register_teams(viewer=SYSTEM, office=cast.office, teams=[new], from_on=FROM)
    walk, clerk = Walk(), cast.viewer(cast.clerk)
    case = brought_to(cast, "checked", walk=walk)
    made = {"what": "换管", "due_on": date(2024, 3, 1), "approved_by": 1, "made_at": case.received_at}
    Promise.objects.create(case=case, holder=team.party, **made)
    with pytest.raises(Refused) as refused:
        walk(end_team, viewer=clerk, team=team, on=TODAY)
    assert [fault.code for fault in refused.value.faults] == ["team_has_promises"]
