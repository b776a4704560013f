"""Two who keep up with each other are paired once, and what they did stays with its day."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from huiying.base.trail.models import Entry
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.registers.parties.models import Pairing
from huiying.registers.parties.selectors import contacts_of, pairing_for, pairings
from huiying.registers.parties.services.pairings import NewPairing, end_pairing, note_contact, pair
from tests.cast import FROM, MORNING, SYSTEM, Cast

TODAY = date(2023, 12, 15)


def _now(act: Any, **given: Any) -> Any:
    with clock.held_at(MORNING):
        return act(viewer=SYSTEM, **given)


def _mentor(cast: Cast, from_on: date = FROM) -> Pairing:
    new = NewPairing("mentor", cast.worker_party, cast.other_party, from_on)
    made: Pairing = _now(pair, office=cast.office, pairings=[new])[0]
    return made


def test_two_are_paired_once_of_a_kind_and_again_when_that_ended(cast: Cast) -> None:
    pairing, viewer = _mentor(cast), cast.viewer(cast.clerk)
    with pytest.raises(Refused, match="paired_already"):
        _mentor(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pairing.objects.bulk_create(
            [
                Pairing(
                    office=cast.office,
                    kind="mentor",
                    first=pairing.first,
                    second=pairing.second,
                    from_on=FROM,
                )
            ]
        )
    _now(end_pairing, pairing=pairing, until_on=TODAY)
    assert not pairings(viewer).exists()
    assert pairing_for(viewer, pairing.uuid) == pairing
    with pytest.raises(Refused, match="ended_before"):
        _now(end_pairing, pairing=pairing, until_on=TODAY)
    again = _mentor(cast, TODAY)
    assert list(pairings(viewer, "mentor")) == [again]
    assert not pairings(viewer, "cadre_enterprise").exists()


def test_what_they_did_is_noted_with_its_day_and_not_in_the_trail(cast: Cast) -> None:
    pairing = _mentor(cast)
    for day, words in ((date(2023, 6, 1), "走访三家"), (date(2023, 5, 1), "见面")):
        _now(note_contact, pairing=pairing, on=day, words=words)
    assert [each.words for each in contacts_of(pairing)] == ["走访三家", "见面"]
    assert [row.contact_count for row in pairings(cast.viewer(cast.clerk))] == [2]
    told = Entry.objects.filter(code="pairing.contacted")
    assert all(entry.data.keys() == {"contact", "on"} for entry in told)


@pytest.mark.parametrize(
    ("on", "words", "code"),
    [
        (date(2023, 12, 16), "见面", "day_in_the_future"),
        (date(2022, 12, 31), "见面", "day_too_early"),
        (TODAY, " ", "word_missing"),
    ],
)
def test_a_contact_that_can_not_be_is_refused(cast: Cast, on: date, words: str, code: str) -> None:
    pairing = _mentor(cast)
    with pytest.raises(Refused) as refused:
        _now(note_contact, pairing=pairing, on=on, words=words)
    [fault] = refused.value.faults
    assert (fault.code, fault.field) == (code, "words" if code == "word_missing" else "on")


def test_nothing_is_noted_after_the_end(cast: Cast) -> None:
    pairing = _mentor(cast)
    _now(end_pairing, pairing=pairing, until_on=date(2023, 6, 1))
    _now(note_contact, pairing=pairing, on=date(2023, 6, 1), words="最后一次")
    with pytest.raises(Refused, match="ended_before"):
        _now(note_contact, pairing=pairing, on=date(2023, 6, 2), words="又见")


def test_another_office_reads_no_pairing_of_ours(cast: Cast) -> None:
    pairing = _mentor(cast)
    assert cast.elsewhere
    theirs = cast.viewer(cast.elsewhere.clerk)
    assert pairing_for(theirs, pairing.uuid) is None
    assert not pairings(theirs).exists()
    assert pairing_for(cast.viewer(cast.lead), pairing.uuid, "party.edit") is None


def test_the_database_pairs_nobody_with_themselves_and_ends_nothing_early(cast: Cast) -> None:
    pairing = _mentor(cast)
    for wrong in ({"second": cast.worker_party}, {"until_on": date(2022, 1, 1)}, {"kind": "friends"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pairing.objects.filter(pk=pairing.pk).update(**wrong)
