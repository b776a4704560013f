"""Receiving, and what the desk settles at once."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from huiying.base.storage.fields import blind_index
from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.case_numbers import is_number
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case
from huiying.work.cases.selectors.cases import case_of_asker
from huiying.work.cases.services import intake
from huiying.work.cases.services.intake import NewCase, Receipt, code_of, receive_cases
from tests.cast import MORNING, Cast
from tests.work.cases.story import Story, moves, refused


def receive(story: Story, *requests: NewCase, office: object = None, **more: int) -> list[Receipt]:
    return story.walk(
        receive_cases,
        viewer=Viewer.asker(),
        office=office or story.cast.office,
        requests=list(requests),
        **more,
    )


def test_a_receipt_has_a_number_with_its_check_character_a_code_a_due_time_and_a_holder(story: Story) -> None:
    [receipt] = receive(story, NewCase("灯坏了", "138 0000 1234"))
    case = Case.objects.get(pk=receipt.case.pk)
    assert is_number(case.number)
    assert case.number.startswith("NF231215")
    assert (receipt.is_new, len(receipt.code), receipt.code.isdigit()) == (True, 8, True)
    assert (case.state, case.holder, case.step_count) == ("received", story.cast.desk, 1)
    assert case.due_at == case.answer_due_at > case.received_at == story.walk.moment
    assert case.warn_at is not None


def test_the_contact_is_kept_in_one_form_and_found_by_its_blind_index(story: Story) -> None:
    [receipt] = receive(story, NewCase("灯坏了", " 138-0000 1234"))
    case = Case.objects.get(pk=receipt.case.pk)
    assert case.contact == "13800001234"
    assert case.contact_index == blind_index(Case, "contact", "13800001234")


def test_serials_of_a_day_follow_each_other_and_each_office_counts_its_own(story: Story) -> None:
    assert story.cast.elsewhere is not None
    mine = receive(story, NewCase("一"), NewCase("二"), NewCase("三"))
    [theirs] = receive(story, NewCase("一"), office=story.cast.elsewhere.office)
    assert [receipt.case.number[8:12] for receipt in mine] == ["0001", "0002", "0003"]
    assert theirs.case.number[:12] == "QB2312150001"
    [next_day] = receive(story, NewCase("四"), minutes=24 * 60)
    assert next_day.case.number[:12] == "NF2312160001"


def test_the_same_text_and_contact_within_ten_minutes_gives_the_first_receipt_again(story: Story) -> None:
    [first] = receive(story, NewCase("灯坏了", "13800001234"))
    [again] = receive(story, NewCase(" 灯坏了\n", "138 0000 1234"), minutes=9)
    assert (again.case.pk, again.code, again.is_new) == (first.case.pk, first.code, False)
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "contact", "minutes"),
    [
        ("灯又坏了", "13800001234", 1),
        ("灯坏了", "13800001235", 1),
        ("灯坏了", "", 1),
        ("灯坏了", "13800001234", 11),
    ],
)
def test_another_text_another_contact_or_a_later_time_is_another_request(
    story: Story, text: str, contact: str, minutes: int
) -> None:
    receive(story, NewCase("灯坏了", "13800001234"))
    [other] = receive(story, NewCase(text, contact), minutes=minutes)
    assert other.is_new
    assert Case.objects.count() == 2


def test_another_office_receives_the_same_text_for_itself(story: Story) -> None:
    assert story.cast.elsewhere is not None
    receive(story, NewCase("灯坏了", "13800001234"))
    [other] = receive(story, NewCase("灯坏了", "13800001234"), office=story.cast.elsewhere.office, minutes=1)
    assert other.is_new


def test_a_request_twice_in_one_list_is_one_case_and_two_hotline_numbers_are_two(story: Story) -> None:
    first, again, other = receive(
        story, *(NewCase(text, "13800001234") for text in ("灯坏了", "灯坏了", "水坏了"))
    )
    assert (first.case.pk, first.is_new, again.is_new) == (again.case.pk, True, False)
    assert other.case.pk != first.case.pk
    one, two = receive(
        story,
        *(NewCase("灯坏了", extra={"external_number": number}) for number in ("12345-1", "12345-2")),
    )
    assert one.case.pk != two.case.pk
    assert Case.objects.count() == 4


def test_one_bad_request_in_a_list_and_none_is_received(story: Story) -> None:
    codes = refused(receive, story, NewCase("灯坏了"), NewCase(" "), NewCase("水", "12"))
    assert codes == ["text_missing", "contact_wrong"]
    assert not Case.objects.exists()


def test_what_was_said_earlier_runs_from_when_it_was_said_and_never_from_the_future(story: Story) -> None:
    [receipt] = receive(
        story, NewCase("灯坏了", by="desk", source="phone", received_at=MORNING - timedelta(hours=20))
    )
    step = receipt.case.steps.get()
    assert receipt.case.received_at == step.at == MORNING - timedelta(hours=20)
    assert step.written_at == story.walk.moment
    late = NewCase("灯", received_at=story.walk.moment + timedelta(days=1))
    assert refused(receive, story, late) == ["step_in_the_future"]


def test_the_number_and_its_code_open_a_case_and_neither_does_alone(story: Story) -> None:
    [receipt] = receive(story, NewCase("灯坏了"))
    number, code = receipt.case.number, receipt.code
    other = receive(story, NewCase("水坏了"))[0]
    assert case_of_asker(number.lower(), f"{code[:4]} {code[4:]}") == receipt.case
    assert case_of_asker(number, other.code) is None
    assert case_of_asker("NF2312150009X", code) is None
    assert case_of_asker(number, "") is None


def test_a_renewed_code_opens_the_case_and_the_old_one_no_more(story: Story) -> None:
    [receipt] = receive(story, NewCase("灯坏了", contact="138 0000 1234"))
    stale = Case.objects.get(pk=receipt.case.pk)
    codes = [receipt.code]
    for case in (receipt.case, stale):
        codes.append(story.walk(intake.renew_code, viewer=story.clerk, case=case, contact="13800001234"))
    opened = [case_of_asker(receipt.case.number, code) is not None for code in codes]
    assert opened == [False, False, True]
    assert Entry.objects.filter(code="case.code_renewed", subject_id=receipt.case.pk).count() == 2


@pytest.mark.parametrize(("left", "shown"), [("", ""), ("", "13800001234"), ("13800001234", "13800009999")])
def test_a_code_is_renewed_only_for_whoever_holds_the_phone_that_was_left(
    story: Story, left: str, shown: str
) -> None:
    case = story.received("灯坏了", contact=left)
    renewed = refused(story.walk, intake.renew_code, viewer=story.clerk, case=case, contact=shown)
    assert renewed == ["contact_is_another"]


def test_whoever_took_a_request_back_may_ask_anew_at_once(story: Story) -> None:
    new = NewCase("灯坏了", contact="13800001234")
    [first] = receive(story, new)
    story.walk(intake.withdraw, viewer=Viewer.asker(), case=first.case, by="asker", minutes=1)
    [second] = receive(story, new)
    assert second.is_new and second.case.number != first.case.number


def test_photos_of_a_case_that_takes_none_leave_no_file_behind(story: Story, settings: Any) -> None:
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG")
    case = story.received()
    story.walk(intake.withdraw, viewer=Viewer.asker(), case=case, by="asker")
    before = sorted(settings.VAR.rglob("*.jpg"))
    uploads = [("灯.jpg", BytesIO(picture.getvalue()))]
    answer = refused(
        story.walk, intake.add_photos, viewer=Viewer.asker(), case=case, uploads=uploads, by="asker"
    )
    assert answer == ["move_not_possible"]
    assert sorted(settings.VAR.rglob("*.jpg")) == before


def test_nothing_that_is_kept_gives_the_code_away(story: Story) -> None:
    [receipt] = receive(story, NewCase("灯坏了"))
    row = Case.objects.filter(pk=receipt.case.pk).values().get()
    assert not any(receipt.code in str(value) for value in row.values())
    assert code_of(receipt.case) == receipt.code


def test_an_answer_on_the_spot_closes_and_is_found_by_its_words(story: Story) -> None:
    case = story.walk(
        intake.answer_on_the_spot,
        viewer=story.clerk,
        case=story.received("四点半课堂几点关门"),
        category=story.cast.categories["child.afterclass"],
        kind="consultation",
        word=" 六点 ",
    )
    case.refresh_from_db()
    assert (moves(case), case.state, case.outcome) == (
        ["receive", "answer_on_the_spot", "close"],
        "closed",
        "explained",
    )
    assert case.answered_at == case.ended_at
    assert case.steps.get(move="answer_on_the_spot").word == "六点"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"word": " "}, "word_missing"),
        ({"outcome": "promised"}, "outcome_missing"),
        ({"outcome": ""}, "outcome_missing"),
        ({"kind": "thanks"}, "thanks_are_filed"),
    ],
)
def test_an_answer_on_the_spot_needs_a_word_an_outcome_and_something_asked(
    story: Story, changes: dict[str, str], code: str
) -> None:
    case = story.received()
    given = {"kind": "consultation", "word": "六点", "category": story.cast.categories["child.afterclass"]}
    act = {"viewer": story.clerk, "case": case}
    assert refused(story.walk, intake.answer_on_the_spot, **act, **{**given, **changes}) == [code]
    assert story.walk(intake.answer_on_the_spot, **act, **given).state == "closed"


def test_thanks_are_filed_with_a_word_back_and_no_clock(story: Story) -> None:
    case = story.walk(
        intake.file_thanks,
        viewer=story.clerk,
        case=story.received("谢谢小王"),
        category=story.cast.categories["other"],
        word="转告了",
    )
    case.refresh_from_db()
    assert (case.state, case.kind, case.due_at, case.warn_at) == ("closed", "thanks", None, None)


@pytest.mark.parametrize(
    ("code", "word", "codes"),
    [
        ("", "去法院", ["refusal_code_missing"]),
        ("nonsense", "去法院", ["refusal_code_missing"]),
        ("court", " ", ["where_to_go_missing"]),
        ("", "", ["refusal_code_missing", "where_to_go_missing"]),
    ],
)
def test_a_refusal_says_why_by_its_code_and_where_to_go(
    story: Story, code: str, word: str, codes: list[str]
) -> None:
    case = story.received()
    assert refused(story.walk, intake.refuse, viewer=story.clerk, case=case, code=code, word=word) == codes
    done = story.walk(intake.refuse, viewer=story.clerk, case=case, code="court", word="打12348")
    assert (done.state, done.refusal_code, done.due_at) == ("refused", "court", None)


@pytest.mark.parametrize("by", ["asker", "desk"])
def test_a_request_is_taken_back_by_its_asker_or_by_the_desk_for_them(story: Story, by: str) -> None:
    case = story.walk(intake.withdraw, viewer=Viewer.asker(), case=story.handling(), by=by, word="好了")
    assert (case.state, case.steps.get(move="withdraw").by) == ("withdrawn", by)


def test_nobody_else_takes_it_back(story: Story) -> None:
    case = story.handling()
    assert refused(story.walk, intake.withdraw, viewer=story.worker, case=case, by="provider") == [
        "move_not_possible"
    ]


def test_an_asker_puts_place_and_category_right_until_it_is_triaged_and_then_only_the_place(
    story: Story,
) -> None:
    meals, street = story.cast.categories["elder.meals"], story.cast.office.place
    case = story.walk(
        intake.put_right, viewer=Viewer.asker(), case=story.received(), place=street, category=meals
    )
    assert (case.place, case.category) == (street, meals)
    stale = Case.objects.get(pk=case.pk)
    triaged = story.triaged(case)
    put = story.walk(intake.put_right, viewer=Viewer.asker(), case=stale, place=street, category=meals)
    assert (put.place, put.category) == (street, triaged.category)
    assert story.received("水").step_count == 1


def test_another_place_is_matched_anew(story: Story) -> None:
    case = story.triaged(story.received())
    before = case.proposals.get(kind="match")
    story.walk(
        intake.put_right, viewer=Viewer.asker(), case=case, place=story.cast.office.place, category=None
    )
    after = case.proposals.get(kind="match")
    assert after.pk != before.pk and after.reasons != before.reasons


def test_photos_are_kept_with_the_step_that_brought_them(story: Story) -> None:
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG")
    picture.seek(0)
    case = story.received()
    [photo] = story.walk(
        intake.add_photos, viewer=Viewer.asker(), case=case, uploads=[("灯.jpg", picture)], by="asker"
    )
    assert (photo.step_serial, photo.is_of_asker, moves(case)) == (2, True, ["receive", "add_photo"])


def test_a_photo_that_is_none_leaves_no_step(story: Story) -> None:
    case = story.received()
    uploads = [("灯.jpg", BytesIO(b"no photo"))]
    codes = refused(
        story.walk, intake.add_photos, viewer=Viewer.asker(), case=case, uploads=uploads, by="asker"
    )
    assert codes == ["photo_type"]
    assert moves(case) == ["receive"]


def test_each_receipt_leaves_one_entry_in_the_trail(story: Story) -> None:
    with clock.held_at(MORNING):
        receipts = receive(story, NewCase("一"), NewCase("二"))
    codes = Entry.objects.filter(subject_id__in=[r.case.pk for r in receipts], code="case.receive")
    assert codes.count() == 2


def test_two_strangers_without_a_contact_never_share_a_receipt(cast: Cast) -> None:
    with clock.held_at(MORNING):
        first, second = cast.receive(text="停水了", contact=""), cast.receive(text="停水了", contact="")
    assert first.pk != second.pk


def test_the_same_words_with_secrecy_asked_are_another_request(cast: Cast) -> None:
    with clock.held_at(MORNING):
        open_one = cast.receive(text="车库里隔出三间出租")
        secret = cast.receive(text="车库里隔出三间出租", is_secret=True)
    assert open_one.pk != secret.pk and secret.is_secret


@pytest.mark.parametrize("by", ["asker", "desk"])
def test_once_the_answer_may_be_read_only_the_desk_withdraws(story: Story, by: str) -> None:
    case = story.checked()
    viewer = Viewer.asker() if by == "asker" else story.clerk
    if by == "asker":
        assert refused(story.walk, intake.withdraw, viewer=viewer, case=case, by=by) == ["withdraw_too_late"]
    else:
        assert story.walk(intake.withdraw, viewer=viewer, case=case, by=by).state == "withdrawn"


def test_from_two_windows_it_is_withdrawn_once(story: Story) -> None:
    case = story.handling()
    stale = Case.objects.select_related("office__desk", "office__place").get(pk=case.pk)
    story.walk(intake.withdraw, viewer=Viewer.asker(), case=case, by="asker")
    late = refused(story.walk, intake.withdraw, viewer=story.clerk, case=stale, by="desk")
    assert late == ["move_not_possible"]
    assert moves(case).count("withdraw") == 1
