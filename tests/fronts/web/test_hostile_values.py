"""Every form meets what nobody should send, and answers in words, never with a fault of ours."""

import pickle
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction

from huiying.pure.lib import clock
from huiying.registers.access.roles import ASKER
from tests.cast import MORNING
from tests.fronts.web.addresses import POSTS, READERS, case_of, pages
from tests.fronts.web.company import Company, opening
from tests.fronts.web.test_mass_assignment import DECLARED

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


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_form_answers_a_hostile_value_with_a_fault_of_ours(everybody: Company, kind: str) -> None:
    """Each field of each form in turn holds it, and then all of them; the others hold what is right."""
    by_name = {page.name: page for page in pages()}
    wrong: list[str] = []
    with clock.held_at(MORNING + timedelta(hours=3)):
        for name in POSTS.keys() - NOT_A_FORM:
            right = POSTS[name].body(everybody, everybody.own)
            fields = DECLARED[name] - {"photos"}
            tried = [{field: HOSTILE[kind]} for field in sorted(fields)]
            tried += [dict.fromkeys(fields, HOSTILE[kind])] if len(fields) > 1 else []
            cache.clear()
            client = everybody.client(READERS.get(name, "clerk"))
            if by_name[name].action == ASKER:
                opening(client, case_of(name, everybody.own))
            cookies = pickle.dumps(client.cookies)
            for sent in tried:
                cache.clear()
                client.cookies = pickle.loads(cookies)
                with transaction.atomic():
                    answer = client.post(by_name[name].path(everybody.own), {**right, **sent})
                    said = b"" if answer.streaming else answer.content
                    if answer.status_code >= 500 or b"<script>alert(1)</script>" in said:
                        wrong.append(f"{name} {sorted(sent)}: {answer.status_code}")
                    transaction.set_rollback(True)
    assert wrong == []
