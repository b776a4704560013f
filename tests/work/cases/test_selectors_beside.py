"""What stands beside a case: which others may say the same."""

from huiying.work.cases.models import Case
from huiying.work.cases.selectors.beside import likely_same
from tests.cast import Cast
from tests.fronts.web.stages import brought_to

PHONE = "13600003333"


def test_a_case_of_the_same_phone_may_say_the_same_the_newest_first(cast: Cast) -> None:
    case, earlier, later = (cast.receive(text, contact=PHONE) for text in ("灯坏了", "灯又坏了", "灯还没修"))
    cast.receive("别人的事", contact="13600004444")
    assert likely_same(case) == [later, earlier]


def test_a_case_of_the_same_category_at_the_same_place_may_say_the_same(cast: Cast) -> None:
    case, other = (brought_to(cast, "triaged", text=text, contact="") for text in ("灯坏了", "楼道黑"))
    assert likely_same(case) == [other]


def test_who_asked_secretly_is_not_found_by_their_phone(cast: Cast) -> None:
    case = cast.receive("灯坏了", contact=PHONE)
    secret = cast.receive("他打人", contact=PHONE, is_secret=True)
    assert likely_same(case) == []
    assert likely_same(secret) == []


def test_what_is_answered_or_joined_already_is_joined_by_nobody(cast: Cast) -> None:
    case = cast.receive("灯坏了", contact=PHONE)
    brought_to(cast, "answered", contact=PHONE)
    assert likely_same(case) == []


def test_what_is_answered_by_itself_may_be_the_same_as_none(cast: Cast) -> None:
    case, other = (brought_to(cast, "triaged", text=text, contact="") for text in ("灯坏了", "楼道黑"))
    Case.objects.filter(pk=other.pk).update(is_secret=True)
    assert likely_same(case) == []
    assert likely_same(Case.objects.get(pk=other.pk)) == []
    Case.objects.filter(pk=other.pk).update(is_secret=False, kind="report")
    assert likely_same(case) == []
    assert likely_same(Case.objects.get(pk=other.pk)) == []
