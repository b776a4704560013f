"""Who is proposed for a need, who is not, and why."""

from dataclasses import fields, replace
from datetime import date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.pure.matching.rank import Fault, Need, Provider, Ratings, Weights, eligibility, rank, why_not

STREET = "33/3310/331024/331024001"
NEED = Need(
    category="elder.meals",
    text="中午饭能不能送上来,牙口不好要软一点",
    place_path=f"{STREET}/1/1/7",
    lane="with_care",
    at=datetime(2023, 11, 24, 10, 20),  # noqa: DTZ001 (local time, as a rule gets it)
    on=date(2023, 11, 24),
    language="zh",
    asker_key=900,
    named_keys=frozenset(),
    secret=False,
)
WORKER = Provider(
    key=1,
    name="老年社工甲",
    categories=frozenset({"elder.meals"}),
    skills=("送饭",),
    languages=frozenset({"zh"}),
    area_paths=(STREET,),
    home_path=f"{STREET}/1/1",
    weekday_hours=tuple((day, 8, 18) for day in range(5)),
    leave=(),
    ceiling=8,
    load=3,
    ratings=Ratings(10, 9),
    served=frozenset(),
    recused=frozenset(),
    declined_recently=0,
    on_duty=False,
    kind="worker.elderly",
)
WEIGHTS = Weights()
AT_NIGHT = replace(NEED, at=datetime(2023, 11, 24, 22, 0))  # noqa: DTZ001


def codes(need: Need, provider: Provider) -> list[str]:
    """The codes of the faults that keep a provider from a need."""
    return [fault.code for fault in eligibility(need, provider)]


def points(provider: Provider, code: str, need: Need = NEED) -> float:
    """What one reason gives a provider that stands beside a colleague with middling work."""
    ranking = rank(need, [provider, replace(WORKER, key=99)], WEIGHTS)
    (ranked,) = (each for each in ranking.ranked if each.key == provider.key)
    return next(reason.points for reason in ranked.reasons if reason.code == code)


def test_a_fitting_provider_has_no_faults() -> None:
    assert eligibility(NEED, WORKER) == ()


@pytest.mark.parametrize(
    ("need", "provider", "fault"),
    [
        (NEED, replace(WORKER, categories=frozenset({"elder.care"})), "category"),
        (NEED, replace(WORKER, area_paths=(f"{STREET}/2",)), "place"),
        (NEED, replace(WORKER, area_paths=(f"{STREET}/1/1/70", "33/3")), "place"),
        (AT_NIGHT, WORKER, "hours"),
        (NEED, replace(WORKER, weekday_hours=((4, 8, 10),)), "hours"),
        (NEED, replace(WORKER, leave=((date(2023, 11, 20), date(2023, 11, 24)),)), "leave"),
        (NEED, replace(WORKER, recused=frozenset({900})), "recused"),
        (replace(NEED, named_keys=frozenset({5})), replace(WORKER, recused=frozenset({5})), "recused"),
        (replace(NEED, named_keys=frozenset({1})), WORKER, "named"),
        (replace(NEED, had_keys=frozenset({1})), WORKER, "had"),
        (NEED, replace(WORKER, load=8), "ceiling"),
        (NEED, replace(WORKER, ceiling=0, load=0), "ceiling"),
    ],
)
def test_one_fault_keeps_a_provider_out(need: Need, provider: Provider, fault: str) -> None:
    assert codes(need, provider) == [fault]
    ranking = rank(need, [provider], WEIGHTS)
    assert ranking.ranked == ()
    assert ranking.excluded[1] == eligibility(need, provider)


@pytest.mark.parametrize(
    ("need", "provider"),
    [
        (NEED, replace(WORKER, categories=frozenset({"elder"}))),
        (NEED, replace(WORKER, area_paths=())),
        (NEED, replace(WORKER, area_paths=(f"{STREET}/1/1/7",))),
        (replace(NEED, place_path=""), WORKER),
        (AT_NIGHT, replace(WORKER, weekday_hours=())),
        (NEED, replace(WORKER, weekday_hours=((4, 10, 11),))),
        (NEED, replace(WORKER, leave=((date(2023, 11, 25), date(2023, 11, 30)),))),
        (replace(NEED, asker_key=None), replace(WORKER, recused=frozenset({900}))),
        (NEED, replace(WORKER, load=7)),
    ],
)
def test_what_only_looks_like_a_fault_keeps_nobody_out(need: Need, provider: Provider) -> None:
    assert codes(need, provider) == []


def test_hours_do_not_exclude_who_is_on_duty_for_a_need_at_once() -> None:
    at_once, on_duty = replace(AT_NIGHT, lane="at_once"), replace(WORKER, on_duty=True)
    assert codes(at_once, on_duty) == []
    assert codes(at_once, WORKER) == ["hours"]
    assert codes(AT_NIGHT, on_duty) == ["hours"]


def test_leave_and_ceiling_hold_on_duty_too() -> None:
    away = replace(WORKER, on_duty=True, load=8, leave=((NEED.on, NEED.on),))
    assert codes(replace(NEED, lane="at_once"), away) == ["leave", "ceiling"]


def test_all_faults_are_told_not_only_the_first() -> None:
    hopeless = replace(WORKER, categories=frozenset(), load=9)
    assert eligibility(NEED, hopeless) == (Fault("category", ("elder.meals",)), Fault("ceiling", (9, 8)))


@pytest.mark.parametrize(
    ("reason", "better", "worse"),
    [
        ("skills", replace(WORKER, skills=("午饭",)), replace(WORKER, skills=("调解",))),
        ("skills", replace(WORKER, skills=("调解", "午饭送")), replace(WORKER, skills=())),
        ("nearness", replace(WORKER, home_path=f"{STREET}/1/1/7"), replace(WORKER, home_path=f"{STREET}/2")),
        ("nearness", replace(WORKER, home_path=STREET), replace(WORKER, home_path="")),
        ("capacity", replace(WORKER, load=1), replace(WORKER, load=7)),
        ("ratings", replace(WORKER, ratings=Ratings(40, 38)), replace(WORKER, ratings=Ratings(40, 20))),
        ("ratings", replace(WORKER, ratings=Ratings(50, 49)), replace(WORKER, ratings=Ratings(1, 1))),
        ("served", replace(WORKER, served=frozenset({900})), WORKER),
        ("language", WORKER, replace(WORKER, languages=frozenset({"en"}))),
        ("fairness", replace(WORKER, load=0), replace(WORKER, load=6)),
        ("declined", WORKER, replace(WORKER, declined_recently=1)),
        ("declined", replace(WORKER, declined_recently=2), replace(WORKER, declined_recently=3)),
    ],
)
def test_each_reason_gives_the_better_one_more_points(reason: str, better: Provider, worse: Provider) -> None:
    assert points(better, reason) > points(worse, reason)


def test_who_served_a_secret_asker_before_is_not_told_so() -> None:
    knows = replace(WORKER, served=frozenset({900}))
    assert points(knows, "served", replace(NEED, secret=True)) == 0


def test_a_load_is_fair_or_not_beside_providers_of_the_same_kind() -> None:
    busy_body = replace(WORKER, key=7, kind="organisation", ceiling=500, load=400)
    assert points(WORKER, "fairness") == next(
        reason.points
        for ranked in rank(NEED, [WORKER, replace(WORKER, key=99), busy_body], WEIGHTS).ranked
        for reason in ranked.reasons
        if ranked.key == WORKER.key and reason.code == "fairness"
    )


def test_of_equals_the_one_with_less_work_stands_first_then_the_lower_key() -> None:
    none = Weights(*[0] * len(fields(Weights)))
    team = [replace(WORKER, key=3, load=1), replace(WORKER, key=2), replace(WORKER, key=1)]
    assert [ranked.key for ranked in rank(NEED, team, none).ranked] == [3, 1, 2]


@pytest.mark.parametrize("name", [field.name for field in fields(Weights)])
@pytest.mark.parametrize("value", [-0.1, float("nan")])
def test_a_weight_below_zero_or_no_number_is_refused(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        Weights(**{name: value})


def test_why_not_names_the_faults_of_who_cannot_take_it() -> None:
    full = replace(WORKER, key=2, load=8)
    answer = why_not(rank(NEED, [WORKER, full], WEIGHTS), 2, 1)
    assert answer.faults == (Fault("ceiling", (8, 8)),)
    assert answer.shortfalls == ()


def test_why_not_names_where_the_other_scored_less_the_biggest_gap_first() -> None:
    other = replace(WORKER, key=2, load=6, ratings=Ratings(20, 15), served=frozenset({900}))
    answer = why_not(rank(NEED, [WORKER, other], WEIGHTS), 2, 1)
    assert answer.faults == ()
    gaps = [(shortfall.own.code, shortfall.points) for shortfall in answer.shortfalls]
    assert gaps == [("capacity", 5.6), ("ratings", 1.7), ("fairness", 1.6)]


def test_why_not_is_answered_for_somebody_who_was_never_considered() -> None:
    assert why_not(rank(NEED, [WORKER], WEIGHTS), 77, 1).faults == (Fault("unknown"),)


def test_why_not_needs_a_chosen_one_who_can_take_it() -> None:
    with pytest.raises(KeyError):
        why_not(rank(NEED, [WORKER], WEIGHTS), 1, 77)


@st.composite
def teams(draw: st.DrawFn) -> list[Provider]:
    """Providers of every sort, each with its own key."""
    keys = draw(st.lists(st.integers(1, 60), min_size=1, max_size=12, unique=True))
    team = []
    for key in keys:
        rated = draw(st.integers(0, 30))
        team.append(
            replace(
                WORKER,
                key=key,
                categories=frozenset(draw(st.sets(st.sampled_from(["elder", "elder.meals", "law.aid"])))),
                skills=tuple(draw(st.lists(st.sampled_from(["送饭", "午饭", "调解", "软"]), max_size=2))),
                languages=frozenset(draw(st.sets(st.sampled_from(["zh", "en"])))),
                home_path=draw(st.sampled_from([STREET, f"{STREET}/1/1", f"{STREET}/2", ""])),
                load=draw(st.integers(0, 9)),
                ceiling=draw(st.integers(0, 9)),
                ratings=Ratings(rated, draw(st.integers(0, rated))),
                served=frozenset(draw(st.sets(st.sampled_from([900, 901])))),
                declined_recently=draw(st.integers(0, 5)),
                kind=draw(st.sampled_from(["worker.elderly", "team"])),
            )
        )
    return team


WEIGHING = st.builds(Weights, *[st.integers(0, 40)] * len(fields(Weights)))


@given(teams(), WEIGHING, st.randoms())
def test_the_same_needs_and_providers_give_the_same_list_in_any_order(
    team: list[Provider], weights: Weights, random: Random
) -> None:
    ranking = rank(NEED, team, weights)
    assert rank(NEED, team, weights) == ranking
    random.shuffle(team)
    assert rank(NEED, team, weights) == ranking


@given(teams(), WEIGHING)
def test_each_provider_is_ranked_or_excluded_and_nobody_at_the_ceiling_is_ranked(
    team: list[Provider], weights: Weights
) -> None:
    ranking = rank(NEED, team, weights)
    ranked = {each.key for each in ranking.ranked}
    assert ranked | set(ranking.excluded) == {provider.key for provider in team}
    assert not ranked & set(ranking.excluded)
    assert all(provider.load < provider.ceiling for provider in team if provider.key in ranked)


@given(teams(), WEIGHING)
def test_a_score_is_the_sum_of_its_reasons_and_the_list_falls(team: list[Provider], weights: Weights) -> None:
    ranked = rank(NEED, team, weights).ranked
    for each in ranked:
        assert each.score == pytest.approx(sum(reason.points for reason in each.reasons), abs=0.01)
    assert [each.score for each in ranked] == sorted((each.score for each in ranked), reverse=True)


@given(teams(), WEIGHING, st.sampled_from([field.name for field in fields(Weights)]))
def test_a_weight_taken_away_changes_each_score_by_its_own_points_only(
    team: list[Provider], weights: Weights, name: str
) -> None:
    without = {each.key: each for each in rank(NEED, team, replace(weights, **{name: 0})).ranked}
    for each in rank(NEED, team, weights).ranked:
        gone = next(reason.points for reason in each.reasons if reason.code == name)
        assert without[each.key].score == pytest.approx(each.score - gone, abs=0.01)
        others = [reason for reason in each.reasons if reason.code != name]
        assert [reason for reason in without[each.key].reasons if reason.code != name] == others


@given(teams(), WEIGHING)
def test_why_not_is_answered_for_everyone(team: list[Provider], weights: Weights) -> None:
    ranking = rank(NEED, team, weights)
    if not ranking.ranked:
        return
    best = ranking.ranked[0]
    for provider in team:
        answer = why_not(ranking, provider.key, best.key)
        assert bool(answer.faults) == (provider.key in ranking.excluded)
        behind = best.score - next((each.score for each in ranking.ranked if each.key == provider.key), 0)
        if not answer.faults and behind > 0.05:
            assert answer.shortfalls
