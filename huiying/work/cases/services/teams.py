"""A team that cases or promises lie with is not dissolved before they are handed over."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.models import Team
from huiying.registers.parties.services import groups
from huiying.work.cases.models import Case
from huiying.work.cases.rules.states import OPEN_STATES, WITH_PROVIDER
from huiying.work.cases.selectors.providers import open_promise_count


@transaction.atomic
def end_team(*, viewer: Viewer, team: Team, on: date) -> None:
    """Dissolve a team, unless open cases or promises lie with it: each of them needs a name."""
    groups.end_team(viewer=viewer, team=team, on=on)
    given = Q(provider=team.pk, state__in=WITH_PROVIDER)
    held = Q(holder=team.pk, state__in=OPEN_STATES)
    if count := Case.objects.filter(given | held).count():
        raise Refused(Fault("team_has_cases", data={"count": str(count)}))
    if count := open_promise_count(team.party):
        raise Refused(Fault("team_has_promises", data={"count": str(count)}))
