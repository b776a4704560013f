"""Giving a case to the one right provider."""

from django.db import transaction

from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.limits.selectors import timetable
from huiying.registers.parties.models import Party
from huiying.registers.parties.selectors import marked_for_two
from huiying.work.cases.models import Case
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.selectors.providers import Field, open_match, ranking_for
from huiying.work.cases.services.steps import NewStep, go_on, locked_case
from huiying.work.cases.services.understanding import note_match, propose_matches

FORBIDDEN = ("recused", "named", "leave")
"""What no clerk can override: kin or dispute, the body that a report names, somebody who is away."""
OF_THE_CASE = ("recused", "named")
"""Of these, what holds for a case that goes along with another, too."""


@transaction.atomic
def dispatch_case(*, viewer: Viewer, case: Case, provider: Party, why: str = "") -> Case:
    """Send a case to a provider. A clerk may choose another than the proposed one and says why; never one who is
    recused, named by the asker, or away, nor one person alone where two visitors are needed. Who has as many open
    cases as they can carry gets another only with a reason."""
    case = locked_case(case)
    if case.state == "triaged":  # else the table of moves says no in better words
        against = refuse_forbidden(case, provider)
        if "ceiling" in against and not why.strip():
            raise Refused(Fault("provider_full", "why"))
    proposal = open_match(case)
    proposed = proposal.value.get("provider") if proposal else None
    if not why.strip() and proposed not in (None, provider.pk):
        raise Refused(Fault("override_needs_why", "why"))
    leads_now(case, provider)
    go_on(
        viewer=viewer,
        step=NewStep(
            case, "dispatch", "desk", word=why.strip(), provider=provider, data={"provider": provider.pk}
        ),
    )
    if proposal is not None:
        note_match(viewer=viewer, proposal=proposal, provider_id=provider.pk, why=why.strip())
    return case


def leads_now(case: Case, provider: Party) -> None:
    """Whoever gets a case helps with it no more, and has no part in it once it goes back."""
    case.helpers.filter(party=provider, until_at=None).update(until_at=clock.now())


@transaction.atomic
def take_back(*, viewer: Viewer, case: Case, word: str = "") -> Case:
    """The desk takes a case back that nobody has accepted yet, to give it to another."""
    case = locked_case(case)
    case = go_on(viewer=viewer, step=NewStep(case, "take_back", "desk", word=word.strip()))
    propose_matches(cases=[case], office=case.office)
    return case


def refuse_forbidden(case: Case, provider: Party, codes: tuple[str, ...] = FORBIDDEN) -> set[str]:
    """Nobody gives a case to who may not have it: kin, the body it names, who is away, one alone where two must go.

    Nor does anybody get along with it a case that was joined to it and that they may not have. Returns what else speaks
    against them. Locks the provider, so that whoever gives them the next case counts this one.
    """
    now = clock.now()
    Party.objects.select_for_update(no_key=True).get(pk=provider.pk)
    field = Field.of_one(case.office, provider.pk)
    _need, ranking, providers = ranking_for(field, case, timetable(case.office).calendar, now)
    if not providers and codes is FORBIDDEN:
        raise Refused(Fault("provider_unknown", "provider"))
    against = {fault.code for fault in ranking.excluded.get(provider.pk, ())}
    if forbidden := [code for code in codes if code in against]:
        raise Refused(*(Fault(f"provider_{code}", "provider") for code in forbidden))
    if codes is not FORBIDDEN:
        return against
    for joined in Case.objects.filter(merged_into=case, state__in=MOVES["merge"].from_states):
        joined.office = case.office
        refuse_forbidden(joined, provider, OF_THE_CASE)
    asker = case.beneficiary or case.asker
    if provider.kind == "person" and asker is not None and marked_for_two([asker]):
        raise Refused(Fault("two_visitors", "provider"))
    return against
