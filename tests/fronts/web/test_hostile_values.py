"""Every form meets what nobody should send, and answers in words, never with a fault of ours."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction

from huiying.pure.lib import clock
from tests.cast import MORNING
from tests.fronts.web.addresses import POSTS, READERS, case_of, pages
from tests.fronts.web.company import Company, opening
from tests.fronts.web.test_mass_assignment import DECLARED
from tests.sizes import n

HOSTILE = {
    "empty": "",
    "blank": " \t\n\u3000",
    "huge": "长" * 20_000,
    "nul": "灯\0坏",
    "markup": "<script>alert(1)</script>{{ 7*7 }}{% now %}",
    "sql": "'; DROP TABLE cases_case; --",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "no day": "2023-02-30",
    "number": "99999999999999999999",
    "minus": "-1",
    "surrogate": "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace") + "😀\u202e",
}
NOT_A_FORM = {"account:login", "account:logout"}


@pytest.mark.prove
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_form_answers_a_hostile_value_with_a_fault_of_ours(everybody: Company, kind: str) -> None:
    """All fields of each form hold it, and then one in turn, while the others hold what is right. The long proofs try
    each field with each kind; here a field meets three of the twelve.
    """
    by_name = {page.name: page for page in pages()}
    wrong: list[str] = []
    with clock.held_at(MORNING + timedelta(hours=3)):
        for name in POSTS.keys() - NOT_A_FORM:
            right = POSTS[name].body(everybody, everybody.own)
            fields = DECLARED[name] - {"photos"}
            turn = list(HOSTILE).index(kind)
            tried = [
                {field: HOSTILE[kind]} for at, field in enumerate(sorted(fields), turn) if at % n(4, 1) == 0
            ]
            tried += [dict.fromkeys(fields, HOSTILE[kind])] if len(fields) > 1 else []
            for sent in tried:
                cache.clear()
                with transaction.atomic():
                    client = everybody.client(READERS.get(name, "clerk"))
                    opening(client, case_of(name, everybody.own))
                    answer = client.post(by_name[name].path(everybody.own), {**right, **sent})
                    said = b"" if answer.streaming else answer.content
                    if answer.status_code >= 500 or b"<script>alert(1)</script>" in said:
                        wrong.append(f"{name} {sorted(sent)}: {answer.status_code}")
                    transaction.set_rollback(True)
    assert wrong == []
