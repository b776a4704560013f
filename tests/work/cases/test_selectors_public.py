"""What askers and the public may read of cases."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PIL import Image

from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case, Promise
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.rules.states import is_solved
from huiying.work.cases.selectors.cases import case_by_uuid, steps_of
from huiying.work.cases.selectors.public import (
    Figures,
    answer_of,
    asker_moves,
    figures,
    is_late_for_asker,
    own_photo,
    own_photos,
    public_offices,
    solved,
    state_for_asker,
    told,
    understood,
    word_due_at,
)
from huiying.work.cases.services.closing import ask_back, check_answer, rate, send_back
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.handling import accept_case, answer_case
from huiying.work.cases.services.intake import add_photos, answer_on_the_spot, withdraw
from huiying.work.cases.services.understanding import Understanding, triage_by_hand, understand
from tests.cast import MORNING, Cast, Walk, assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    with clock.held_at(MORNING):
        yield assemble()


def answered(cast: Cast, walk: Walk, kind: str = "complaint") -> Case:
    clerk, worker = cast.viewer(cast.clerk), cast.viewer(cast.worker)
    case = walk(cast.receive, text=f"楼道灯坏了 {walk.moment}")
    category = cast.categories["estate.facilities"]
    chosen = {"kind": kind, "lane": "with_care", "place": cast.compound}
    case = walk(triage_by_hand, viewer=clerk, case=case, category=category, **chosen)
    case = walk(dispatch_case, viewer=clerk, case=case, provider=cast.worker_party, why="内部的话")
    case = walk(accept_case, viewer=worker, case=case)
    return walk(answer_case, viewer=worker, case=case, outcome="solved", word="灯换好了")


def test_an_answers_words_are_told_once_it_is_checked(cast: Cast) -> None:
    walk = Walk()
    case = answered(cast, walk)
    assert [(step.move, step.word) for step in told(case, steps_of(case))][-1] == ("answer", "")
    assert answer_of(steps_of(case)) is None
    case = walk(check_answer, viewer=cast.viewer(cast.clerk), case=case, word="内部")
    assert [(step.move, step.word) for step in told(case, steps_of(case))][-2:] == [
        ("answer", "灯换好了"),
        ("check", ""),
    ]
    answer = answer_of(steps_of(case))
    assert answer is not None
    assert answer.word == "灯换好了"


def test_an_answer_that_was_sent_back_is_as_if_never_given(cast: Cast) -> None:
    walk = Walk()
    case = answered(cast, walk)
    case = walk(send_back, viewer=cast.viewer(cast.clerk), case=case, word="写上哪天")
    steps = steps_of(case)
    assert "answer" not in [step.move for step in told(case, steps)]
    assert "写上哪天" not in [step.word for step in told(case, steps)]
    assert answer_of(steps) is None


def test_what_is_done_again_has_no_answer_until_the_next(cast: Cast) -> None:
    walk = Walk()
    case = answered(cast, walk)
    clerk = cast.viewer(cast.clerk)
    case = walk(check_answer, viewer=clerk, case=case)
    case = walk(ask_back, viewer=clerk, case=case, result="no", word="还是不亮")
    assert answer_of(steps_of(case)) is None
    case = walk(answer_case, viewer=cast.viewer(cast.worker), case=case, outcome="solved", word="换了线")
    assert answer_of(steps_of(case)) is None
    case = walk(check_answer, viewer=clerk, case=case)
    answer = answer_of(steps_of(case))
    assert answer is not None
    assert answer.word == "换了线"


def test_a_consultations_answer_is_told_at_once(cast: Cast) -> None:
    case = answered(cast, Walk(), kind="consultation")
    answer = answer_of(steps_of(case))
    assert answer is not None
    assert answer.word == "灯换好了"


def test_a_provider_is_named_only_while_the_case_is_theirs(cast: Cast) -> None:
    case = answered(cast, Walk())
    assert {step.provider for step in told(case, steps_of(case))} == {None, cast.worker_party}
    case.provider_id = cast.other_party.pk
    assert {step.provider for step in told(case, steps_of(case))} == {None}


def test_the_word_of_a_move_that_is_not_meant_for_the_asker_is_theirs_only_if_they_wrote_it(
    cast: Cast,
) -> None:
    assert not MOVES["withdraw"].asker_reads
    for by, shown in (("asker", "自己修好了"), ("desk", "")):
        case = cast.receive(text=f"灯坏了 {by}")
        viewer = Viewer.asker() if by == "asker" else cast.viewer(cast.clerk)
        case = withdraw(viewer=viewer, case=case, by=by, word="自己修好了")
        assert told(case, steps_of(case))[-1].word == shown


def test_an_asker_rates_an_answer_once(cast: Cast) -> None:
    walk = Walk()
    case = answered(cast, walk)
    assert "rate" not in asker_moves(case)
    case = walk(check_answer, viewer=cast.viewer(cast.clerk), case=case)
    assert {"rate", "withdraw"} <= asker_moves(case)
    case = walk(rate, viewer=Viewer.asker(), case=case, grade=4)
    assert "rate" not in asker_moves(case)


def test_a_case_is_late_for_its_asker_until_it_is_answered(cast: Cast) -> None:
    walk = Walk()
    case = cast.receive()
    due = case.answer_due_at
    assert due is not None
    assert not is_late_for_asker(case, due)
    assert is_late_for_asker(case, due + timedelta(seconds=1))
    done = answered(cast, walk)
    assert not is_late_for_asker(done, due + timedelta(days=30))


def test_who_was_let_down_hears_by_the_close_of_the_next_working_day(cast: Cast) -> None:
    case = case_by_uuid(str(cast.receive().uuid))
    assert case is not None
    case.answer_due_at = clock.local_time(MORNING.date(), 17)  # a Friday
    assert word_due_at(case) == case.answer_due_at + timedelta(days=3)


def test_what_was_understood_is_proposed_until_it_is_decided(cast: Cast) -> None:
    case = cast.receive(text="柳岸小区1幢楼道灯坏了,黑咕隆咚")
    assert understood(case) is None
    understand(cases=[case], knows=Understanding(cast.office))
    found = understood(case)
    assert found is not None
    assert found.category == cast.categories["estate.facilities"]
    assert found.place is not None
    case.category, case.place = cast.categories["elder.meals"], cast.compound
    decided = understood(case)
    assert decided is not None
    assert (decided.category, decided.place) == (case.category, case.place)


def _photo() -> io.BytesIO:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(content, "PNG")
    return content


def test_an_asker_sees_the_photos_that_they_gave_and_no_others(cast: Cast) -> None:
    case = cast.receive()
    uploads = {"asker": "mine.png", "desk": "theirs.png"}
    given = {
        by: add_photos(viewer=Viewer.asker(), case=case, uploads=[(name, _photo())], by=by)[0]
        for by, name in uploads.items()
    }
    assert own_photos(case) == [given["asker"]]
    assert own_photo(case, str(given["asker"].file.uuid)) == given["asker"]
    assert own_photo(case, str(given["desk"].file.uuid)) is None
    assert [step.move for step in told(case, steps_of(case))].count("add_photo") == 1


def test_figures_count_this_months_and_years_own_cases(cast: Cast) -> None:
    assert cast.elsewhere is not None
    walk = Walk()
    clerk = cast.viewer(cast.clerk)
    cast.elsewhere.receive()
    case = walk(check_answer, viewer=clerk, case=answered(cast, walk))
    walk(ask_back, viewer=clerk, case=case, result="yes")
    now = walk.moment
    assert figures(cast.office.pk, now) == Figures(1, 1, 1, 0, 1)
    assert figures(cast.office.pk, now.replace(year=2024, month=1)) == Figures(0, 0, 0, 0, 0)


def at_once(cast: Cast, case: Case, walk: Walk) -> None:
    """Answered while the asker is there."""
    given = {"category": cast.categories["elder.meals"], "kind": "consultation", "word": "有的"}
    walk(answer_on_the_spot, viewer=cast.viewer(cast.clerk), case=case, **given)


def test_a_late_answer_is_not_in_time(cast: Cast) -> None:
    case = cast.receive()
    walk = Walk(MORNING + timedelta(days=40))
    at_once(cast, case, walk)
    found = figures(cast.office.pk, walk.moment)
    assert (found.answered_count, found.in_time_count) == (1, 0)


def test_what_waits_beyond_its_day_is_counted_until_it_is_answered(cast: Cast) -> None:
    case = cast.receive()
    assert case.due_at is not None
    assert figures(cast.office.pk, case.due_at).late_count == 0
    late = case.due_at + timedelta(minutes=1)
    assert figures(cast.office.pk, late).late_count == 1
    walk = Walk(late)
    at_once(cast, case, walk)
    assert figures(cast.office.pk, walk.moment).late_count == 0


def test_a_redo_counts_with_its_first_answer_only(cast: Cast) -> None:
    walk = Walk()
    clerk = cast.viewer(cast.clerk)
    case = walk(check_answer, viewer=clerk, case=answered(cast, walk))
    case = walk(ask_back, viewer=clerk, case=case, result="no", word="没好")
    walk(answer_case, viewer=cast.viewer(cast.worker), case=case, outcome="solved", word="换了线")
    found = figures(cast.office.pk, walk.moment)
    assert (found.answered_count, found.in_time_count) == (1, 1)


def test_the_solved_cases_are_those_of_the_rule(cast: Cast) -> None:
    walk = Walk()
    clerk = cast.viewer(cast.clerk)
    for visited in ("yes", "no", "not_reached"):
        case = walk(check_answer, viewer=clerk, case=answered(cast, walk))
        walk(ask_back, viewer=clerk, case=case, result="yes")
        Case.objects.filter(pk=case.pk).update(solved_at_visit=visited)
    cast.receive(text="停水了")
    by_rule = [
        case
        for case in Case.objects.order_by("pk")
        if is_solved(case.state, case.outcome, case.solved_at_visit)
    ]
    assert list(solved(cast.office.pk).order_by("pk")) == by_rule
    assert len(by_rule) == 2


def test_the_public_sees_every_office_in_the_order_in_which_they_were_set_up(cast: Cast) -> None:
    assert cast.elsewhere is not None
    known = public_offices()
    assert known == [cast.office, cast.elsewhere.office]
    assert [office.desk.party_id for office in known] == [cast.desk.pk, cast.elsewhere.desk.pk]


def test_what_is_wanted_of_the_asker_or_still_promised_goes_before_the_state(cast: Cast) -> None:
    case = cast.receive()
    running, over = Promise(), Promise(ended_at=MORNING, is_kept=True)
    for state, incomplete_at, promise, told_as in (
        ("handling", MORNING, None, "incomplete"),
        ("handling", None, None, "handling"),
        ("answered", MORNING, None, "answered"),
        ("closed", None, running, "promised"),
        ("closed", None, over, "closed"),
        ("answered", None, running, "answered"),
    ):
        case.state, case.incomplete_at = state, incomplete_at
        assert state_for_asker(case, promise) == told_as
    case.state, case.redo_count = "handling", 1
    assert state_for_asker(case, None) == "redo"
