"""Of two people who change one record, the second learns that somebody was quicker."""

import pytest

from huiying.base.storage.changes import changed, mark_of
from huiying.pure.lib.refusals import Refused
from tests.base.storage.sample import Holder


def test_only_what_differs_is_named_and_set() -> None:
    row = Holder(rank=1, phone="1")
    assert changed(row, {"rank": 2, "phone": "1"}) == ["rank"]
    assert (row.rank, row.phone) == (2, "1")


def test_who_saw_the_record_as_it_stands_may_change_it() -> None:
    row = Holder(rank=1)
    assert changed(row, {"rank": 2}, mark_of(row, ["rank"])) == ["rank"]


def test_who_saw_it_before_somebody_else_changed_it_is_refused_and_nothing_is_set() -> None:
    row = Holder(rank=1)
    seen = mark_of(row, ["rank"])
    row.rank = 5
    with pytest.raises(Refused, match="changed_meanwhile"):
        changed(row, {"rank": 2}, seen)
    assert row.rank == 5


def test_what_a_form_does_not_show_may_change_under_it() -> None:
    row = Holder(rank=1)
    seen = mark_of(row, ["rank"])
    row.phone = "2"
    assert changed(row, {"rank": 2}, seen) == ["rank"]


def test_what_belongs_to_the_record_beside_its_columns_counts_too() -> None:
    row = Holder(rank=1)
    seen = mark_of(row, ["rank"], ["a"])
    with pytest.raises(Refused, match="changed_meanwhile"):
        changed(row, {"rank": 2}, seen, ["a", "b"])
