"""The trail at the desk: every entry a sentence, the chain's head beside it."""

import ast
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

import huiying
from huiying.base.trail.models import Entry
from huiying.base.trail.services import NewEntry, record, seal_all
from huiying.fronts.web.registers.wording import REVEAL_REASONS, REVEALED_FIELDS
from huiying.fronts.web.trail.sentences import KINDS, SENTENCES, sentence
from huiying.registers.access.models import User
from huiying.registers.access.services import NewGrant, give_grants
from huiying.registers.parties import rules
from huiying.registers.parties.models import Person
from huiying.registers.parties.services import reveal
from huiying.work.cases.rules.moves import MOVES
from tests.cast import SYSTEM, Cast
from tests.fronts.web.stages import brought_to

URL = reverse("trail:entry_list")


def _page(user: User | None, query: str = "") -> str:
    client = Client()
    client.cookies["language"] = "en"
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(URL + query).content.decode()


WRITERS = {"NewEntry": 0, "_recorded": 2, "keep_changed": 2, "_tell_tie": 2, "_tell_end": 2, "_set_active": 3}
"""The functions that write an entry, and which of their arguments is its code."""


def _codes() -> set[str]:
    """The codes that the services write, and that of each move with a service."""
    found = {f"case.{move.code}" for move in MOVES.values() if move.has_service}
    for path in Path(huiying.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                at = WRITERS.get(node.func.id)
                code = node.args[at] if at is not None else None
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found.add(code.value)
    return found


def test_every_code_that_a_service_writes_has_its_sentence() -> None:
    codes = _codes()
    assert {"grant.given", "person.registered", "case.dispatch", "file.stored"} <= codes
    assert codes - set(SENTENCES) == set()


def test_the_kinds_of_records_are_those_that_services_write_of() -> None:
    kinds = set()
    for path in Path(huiying.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "NewEntry":
                kind = node.args[3]
                assert isinstance(kind, ast.Constant), ast.unparse(node)
                kinds.add(kind.value)
    assert kinds == KINDS


def test_no_sentence_is_kept_for_a_code_that_nothing_writes() -> None:
    assert set(SENTENCES) - _codes() == set()


def test_every_reason_and_field_has_its_words() -> None:
    assert set(REVEAL_REASONS) == set(rules.REVEAL_REASONS)
    assert set(REVEALED_FIELDS) == set(rules.REVEALED_FIELDS)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_sentence_can_be_said(language: str) -> None:
    data = {"role": "desk", "field": "phone", "reason": "visit"}
    with translation.override(language):
        for code in SENTENCES:
            entry = Entry(code=code, actor_id=1, actor_name="甲", subject_kind="case", data=data)
            said = sentence(entry, "NF1")
            assert said.startswith("甲")
            assert "%(" not in said


def test_an_unknown_code_is_shown_as_it_is(cast: Cast) -> None:
    record([NewEntry("moon.landed", cast.viewer(cast.clerk), cast.office.pk, "moon", 1)])
    assert "nf clerk: moon.landed" in _page(cast.lead)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("lead", True),
        ("auditor", True),
        ("clerk", False),
        ("worker", False),
        ("admin", False),
        ("resident", False),
    ],
)
def test_the_trail_opens_for_those_who_answer_for_the_office(cast: Cast, who: str, may: bool) -> None:
    client = Client()
    client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(URL).status_code == (200 if may else 403)
    assert Client().get(URL).status_code == 302


def test_an_entry_leads_to_its_case_where_the_reader_may_read_it(cast: Cast) -> None:
    case = brought_to(cast, "dispatched")
    words = _page(cast.auditor)
    assert f"nf clerk dispatched {case.number}" in words
    assert reverse("cases:case_detail", args=[case.number]) in words
    give_grants(viewer=SYSTEM, grants=[(cast.resident, NewGrant("security", office=cast.office))])
    words = _page(cast.resident)
    assert "nf clerk dispatched a case" in words
    assert case.number not in words


def test_another_offices_entries_are_not_shown(cast: Cast) -> None:
    case = brought_to(cast, "dispatched")
    assert cast.elsewhere
    words = _page(cast.elsewhere.lead)
    assert case.number not in words
    assert "nf clerk" not in words


def test_seeing_a_field_in_full_is_told_with_its_reason_and_without_the_field(cast: Cast) -> None:
    person = Person.objects.get(pk=cast.resident_party.pk)
    reveal(viewer=cast.viewer(cast.clerk), person=person, field="phone", reason="call_back")
    words = _page(cast.auditor, "?area=person.")
    assert "nf clerk saw a field of 居民丁 in full: Telephone. The reason: To ring the person" in words
    assert "13900005678" not in words


def test_each_filter_narrows_and_stands_in_the_address(cast: Cast) -> None:
    case = brought_to(cast, "dispatched")
    other = cast.receive(text="另一件")
    assert "registered the category" not in _page(cast.lead, "?area=case.")
    only_case = _page(cast.lead, f"?number={case.number}")
    assert case.number in only_case
    assert other.number not in only_case
    by_clerk = _page(cast.lead, f"?actor={cast.clerk.pk}")
    assert "Only what nf clerk did." in by_clerk
    assert "The asker registered" not in by_clerk
    by_subject = _page(cast.lead, f"?subject=case:{other.pk}")
    assert f"Only what was done to {other.number}." in by_subject
    assert "dispatched" not in by_subject
    assert "No entry fits." in _page(cast.lead, "?until_on=2023-12-14")
    assert case.number in _page(cast.lead, "?since_on=2023-12-15&until_on=2023-12-15")


@pytest.mark.parametrize(
    "query",
    [
        "?actor=x",
        "?subject=case",
        "?subject=:",
        "?subject=%00:1",
        "?subject=case%00:1",
        "?subject=moon:1",
        "?actor=%00",
        "?number=%00",
        "?since_on=0001-01-01",
        "?since_on=1999-12-31",
        "?until_on=9999-12-31",
        "?since_on=2000-01-01&until_on=2100-12-31",
        "?area=%00",
        "?older=x",
        "?since_on=2023-02-30",
        "?actor=9" * 9,
    ],
)
def test_an_address_made_by_hand_breaks_nothing(cast: Cast, query: str) -> None:
    assert "Proof that nothing was changed" in _page(cast.lead, query)


@pytest.mark.parametrize("day", ["since_on=0001-01-01", "until_on=9999-12-31", "until_on=2101-01-01"])
def test_a_day_that_no_trail_reaches_is_told_in_words(cast: Cast, day: str) -> None:
    assert "Please give a day between 2000 and 2100." in _page(cast.lead, f"?{day}")


def test_a_number_that_the_reader_may_not_read_is_as_if_there_were_none(cast: Cast) -> None:
    assert cast.elsewhere
    theirs = cast.elsewhere.receive(text="别处的")
    for number in (theirs.number, "NF0000000000X"):
        words = _page(cast.lead, f"?number={number}")
        assert "There is no such case that you may read." in words
        assert "No entry fits." in words


def test_the_head_of_the_chain_stands_with_what_is_not_sealed_yet(cast: Cast) -> None:
    seal_all()
    position = Entry.objects.count()
    words = _page(cast.auditor)
    assert f"<dd>{position}</dd>" in words
    assert re.search(r"<dd>[0-9a-f]{64}</dd>", words)
    assert "Entries not yet sealed" not in words
    cast.receive(text="还没封的")
    assert "Entries not yet sealed: 1" in _page(cast.auditor)
