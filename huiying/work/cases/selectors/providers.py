"""Providers and needs as the match sees them."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import Count, Q

from huiying.pure.lib.clock import local
from huiying.pure.matching.rank import Need, Provider, Ranking, Ratings, Weights, rank
from huiying.registers.directory.models import Recusal
from huiying.registers.directory.selectors import DutyNow, Serving, duty_now, provider_names, serving
from huiying.registers.limits.rules import WorkCalendar, next_working_moment
from huiying.registers.parties.models import Affiliation, Party, TeamMember
from huiying.registers.places.models import Office
from huiying.work.cases.models import Case, Promise, Proposal
from huiying.work.cases.rules.states import WITH_PROVIDER

TEAM_CEILING = 40
DECLINED_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Field:
    """All that is known of an office's providers at a moment, read once for many needs."""

    office: Office
    serving: tuple[Serving, ...]
    loads: Counter[int]
    ratings: Mapping[str, Mapping[int, Ratings]]
    """By category, each read when it is first asked for, then by provider."""
    recused: dict[int, frozenset[int]]
    declined: Counter[int]
    duty: DutyNow

    @classmethod
    def at(cls, office: Office, moment: datetime, rated: "PastRatings | None" = None) -> "Field":
        """As the records stand now; on duty at `moment`. Who asks for many gives what was `rated` when they began."""
        return cls(
            office=office,
            serving=tuple(serving(office.pk)),
            loads=_loads(office.pk),
            ratings=PastRatings(office.pk) if rated is None else rated,
            recused=_recused(),
            declined=_declined(office.pk, moment),
            duty=duty_now(office.pk, moment),
        )

    @classmethod
    def of_one(cls, office: Office, provider: int) -> "Field":
        """One provider with what speaks against them, and nothing of what can be weighed."""
        return cls(
            office=office,
            serving=tuple(serving(office.pk, provider)),
            loads=_loads(office.pk, provider=provider),
            ratings=defaultdict(dict),
            recused=_recused(provider=provider),
            declined=Counter(),
            duty=DutyNow(),
        )


def _recused(**narrowed: int) -> dict[int, frozenset[int]]:
    """The parties that each provider takes no case of."""
    recused = defaultdict(set)
    for provider, party in Recusal.objects.filter(**narrowed).values_list("provider", "party"):
        recused[provider].add(party)
    return {provider: frozenset(parties) for provider, parties in recused.items()}


def _loads(office_id: int, **narrowed: int) -> Counter[int]:
    rows = (
        Case.objects.filter(office=office_id, state__in=WITH_PROVIDER, **narrowed)
        .values_list("provider")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return Counter(dict(rows))


def open_case_count(provider: Party) -> int:
    """How many cases somebody has in hand."""
    return Case.objects.filter(provider=provider, state__in=WITH_PROVIDER).count()


def open_promise_count(holder: Party) -> int:
    """How many promises somebody has still to keep."""
    return Promise.objects.filter(holder=holder, ended_at=None).count()


class PastRatings(dict[str, dict[int, Ratings]]):
    """Past ratings in an office, a category at a time: no need asks for all of them."""

    def __init__(self, office_id: int) -> None:
        self._office_id = office_id

    def __missing__(self, category: str) -> dict[int, Ratings]:
        rows = (
            Case.objects.filter(
                office=self._office_id,
                category__code=category,
                rating__isnull=False,
                is_rating_struck=False,
                provider__isnull=False,
            )
            .values_list("provider")
            .annotate(rated=Count("pk"), satisfied=Count("pk", filter=Q(rating__gte=3)))
            .order_by()
        )
        self[category] = {provider: Ratings(rated, satisfied) for provider, rated, satisfied in rows}
        return self[category]


def _declined(office_id: int, moment: datetime) -> Counter[int]:
    """How often each provider asked to give a case back lately."""
    rows = (
        Case.objects.filter(
            office=office_id, steps__move="ask_return", steps__at__gt=moment - DECLINED_WITHIN
        )
        .values_list("steps__provider")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return Counter(dict(rows))


def need_of(
    case: Case, calendar: WorkCalendar, now: datetime, had_keys: frozenset[int] = frozenset()
) -> Need:
    """What a case asks for: at once means now, with care means when the office next works."""
    moment = now if case.lane == "at_once" else next_working_moment(now, calendar)
    place = case.place
    return Need(
        category=case.category.code if case.category else "other",
        text=case.text,
        place_path=place.path if place else "",
        lane=case.lane,
        at=local(moment),
        on=local(moment).date(),
        language="",
        asker_key=case.asker_id,
        named_keys=_named(case),
        secret=case.is_secret,
        had_keys=had_keys,
    )


def _named(case: Case) -> frozenset[int]:
    """Providers whom a report or complaint names, or what nobody has triaged yet: neither they nor their teams, bodies
    or members may have it."""
    if case.kind not in ("report", "complaint", ""):
        return frozenset()
    named = {key for key, name in provider_names(case.office_id) if name in case.text}
    if not named:
        return frozenset()
    teams = TeamMember.objects.filter(Q(team__in=named) | Q(party__in=named), until_on=None)
    bodies = Affiliation.objects.filter(Q(organisation__in=named) | Q(person__in=named), until_on=None)
    ties = (*teams.values_list("team", "party"), *bodies.values_list("organisation", "person"))
    return frozenset(named.union(*ties))


def _who_had(case: Case) -> frozenset[int]:
    """Providers who gave a case back with the lead's leave, or from whom the desk took it."""
    if case.dispatched_at is None:
        return frozenset()
    steps = case.steps.order_by("serial").values_list("move", "provider")
    return frozenset(
        had
        for (_move, had), (move, _now) in pairwise(steps)
        if had and move in ("take_back", "rule_returned")
    )


def providers_for(field: Field, case: Case) -> list[Provider]:
    """Every provider of the office as one need sees it."""
    category = case.category.code if case.category else ""
    served = _served(case)
    on_duty = field.duty.at(case.place.path if case.place else field.office.place.path)
    return [_provider(field, known, category, served, on_duty) for known in field.serving]


def _served(case: Case) -> Mapping[int, frozenset[int]]:
    """The providers who served this asker before, each with the asker."""
    served: defaultdict[int, frozenset[int]] = defaultdict(frozenset)
    if case.asker_id is not None:
        before = Case.objects.filter(asker=case.asker_id, provider__isnull=False).exclude(pk=case.pk)
        for provider in before.values_list("provider_id", flat=True):
            served[provider] = frozenset({case.asker_id})
    return served


def _provider(
    field: Field,
    known: Serving,
    category: str,
    served: Mapping[int, frozenset[int]],
    on_duty: frozenset[int],
) -> Provider:
    key = known.key
    return Provider(
        key=key,
        name=known.name,
        categories=known.categories,
        skills=known.skills,
        languages=known.languages,
        area_paths=known.area_paths,
        home_path=known.home_path,
        weekday_hours=known.hours,
        leave=known.leave,
        ceiling=known.ceiling or TEAM_CEILING,
        load=field.loads[key],
        ratings=field.ratings[category].get(key, Ratings(0, 0)),
        served=served[key],
        recused=field.recused.get(key, frozenset()),
        declined_recently=field.declined[key],
        on_duty=key in on_duty,
        kind=known.kind,
    )


def ranking_for(
    field: Field, case: Case, calendar: WorkCalendar, now: datetime
) -> tuple[Need, Ranking, list[Provider]]:
    """Rank the office's providers for a case."""
    need = need_of(case, calendar, now, _who_had(case))
    providers = providers_for(field, case)
    return need, rank(need, providers, Weights(**field.office.match_weights)), providers


def open_match(case: Case) -> Proposal | None:
    """The match that waits for a decision."""
    return case.proposals.filter(kind="match", decided_at=None).first()
