"""Every address, tried by everybody, with their own office's record, another office's, and none that there is.

What should happen is told by an oracle that knows the role table and nothing of the product's own doors; what
happens is also kept in access_matrix.json, which is read by a person when it changes (`HUIYING_RECORD=1` writes it).
"""

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from huiying.pure.lib import clock
from huiying.registers.access.roles import ASKER, OPEN, RIGHTS, SIGNED_IN
from tests.cast import MORNING
from tests.fronts.web.addresses import POSTS, Page, answer_in_short, case_of, pages
from tests.fronts.web.company import ROLES, Company, company, opening

RECORDED = Path(__file__).with_name("access_matrix.json")
WHOSE = ("own", "other", "absent")
OPEN_PAGES = {
    "account:health",
    "account:language",
    "account:large_print",
    "account:login",
    "gallery",
    "public:ask",
    "public:home",
    "public:leave",
    "public:my",
    "public:service_list",
    "public:track",
}
"""The pages that anybody may open, each by name: a new one is added here on purpose."""
ASKER_PAGES = {
    "public:close_case",
    "public:photo",
    "public:photos_add",
    "public:put_right_case",
    "public:rate_case",
    "public:receipt",
    "public:track_case",
    "public:withdraw_case",
    "public:word_add",
    "public:look_again_case",
    "public:reopen_case",
}
"""The pages that a case's number and code open."""
SIGNED_IN_PAGES = {"account:logout", "account:password"}
WITHOUT_TOKEN = {
    "account:language",
    "account:large_print",
    "public:ask",
    "public:leave",
    "public:my",
    "public:track",
}
"""The forms that stand on cached pages: they carry no token and are checked by where they come from."""
OTHERWISE = {
    # the case is a colleague's now, and no more to be read
    ("cases:hand_over", "POST", "worker"): "302 desk:today",
    # a worker hands over their own, and this is another's
    ("cases:handover", "POST", "worker without a part"): "200",
    # a worker writes down their own offerings' services, and this is another's
    ("given:given_new", "POST", "worker without a part"): "200",
    ("given:given_new", "POST", "partner"): "200",
}
"""What somebody gets whose right has a further bound."""
_SHORT_KEY = 6
"""A row's key may stand in a page's other words too, so it is only taken out with its path."""
Cell = tuple[str, str, str, str]
"""Page, method, who, whose record ("" where there is none)."""


# --- What should happen ------------------------------------------------------------------------------------


def declared(page: Page, method: str, who: str, whose: str) -> str:
    """The answer that the role table asks for."""
    roles = ROLES[who]
    is_signed_in = who not in ("stranger", "asker")
    if page.action not in (OPEN, ASKER):
        if not is_signed_in:
            return "302 account:login"
        if page.action != SIGNED_IN and not any(page.action in RIGHTS.get(role, {}) for role in roles):
            return "403"
    post = POSTS.get(page.name)
    if (method == "POST" and post is None) or (method == "GET" and post is not None and not post.is_form):
        return "405"
    if page.action == ASKER and (who, whose) != ("asker", "own"):
        return "303 public:track"
    if page.is_of_a_record and page.action != ASKER and not _reaches(page.action, who, whose):
        return "404"
    if (page.name, method, who) in OTHERWISE:
        return OTHERWISE[page.name, method, who]
    if page.name == "account:login" and is_signed_in:
        return "302 desk:today"
    return post.done if post is not None and method == "POST" else "200"


def _reaches(action: str, who: str, whose: str) -> bool:
    """Whether somebody reaches a record: by their role in its office, and theirs where the right says so."""
    role = dict(zip(WHOSE, ROLES[who], strict=False)).get(whose, "")
    is_given = who == "worker"
    scope = RIGHTS.get(role, {}).get(action)
    return scope == "office" or (scope == "own" and is_given)


# --- What happens ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Tried:
    """Every cell's answer, what its page said, and what GET wrote."""

    answers: dict[Cell, str] = field(default_factory=dict)
    bodies: dict[tuple[str, str, str], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    written: list[tuple[Cell, str]] = field(default_factory=list)
    counts: list[dict[str, int]] = field(default_factory=list)


def _try_everything() -> Tried:
    """All cells, tried on one database; whatever a cell changes is taken back before the next."""
    found = Tried()
    cache.clear()
    with clock.held_at(MORNING):
        everybody = company()
    with clock.held_at(MORNING + timedelta(hours=3)):
        found.counts.append(_row_counts())
        for who in ROLES:
            _try_all(found, everybody, who, "GET")
        found.counts.append(_row_counts())
        for who in ROLES:
            _try_all(found, everybody, who, "POST")
    return found


def _row_counts() -> dict[str, int]:
    """How many rows each table has, but for the sessions that the tests open."""
    models = [model for model in apps.get_models() if model._meta.label != "sessions.Session"]
    return {model._meta.db_table: model._default_manager.count() for model in models}


def _try_all(found: Tried, everybody: Company, who: str, method: str) -> None:
    cache.clear()
    with undone():
        client = everybody.client(who)
        for page in pages():
            for whose in WHOSE if page.is_of_a_record else ("",):
                with undone(), _written() as statements:
                    response = _try(client, everybody, page, method, who, whose)
                cell = (page.name, method, who, whose)
                found.answers[cell] = answer_in_short(response)
                if method == "GET":
                    found.written += [(cell, statement) for statement in statements]
                if whose:
                    given = page.path(everybody.records(who, whose) if whose != "absent" else None)
                    found.bodies[cell[:3]][whose] = _without_what_was_typed(response, given)


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _written() -> Iterator[list[str]]:
    statements: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "REPLACE")):
            statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield statements


def _try(client: Client, everybody: Company, page: Page, method: str, who: str, whose: str) -> Any:
    own = everybody.records(who, "own")
    records = None if whose == "absent" else everybody.records(who, whose or "own")
    if who == "asker":
        cache.clear()
        opening(client, case_of(page.name, own))
    path = page.path(records)
    if method == "GET":
        return client.get(path)
    post = POSTS.get(page.name)
    session, cookies = client.session.session_key, client.cookies.copy()
    response = client.post(path, post.body(everybody, records or own) if post else {})
    client.cookies = cookies
    assert session == client.session.session_key
    return response


def _without_what_was_typed(response: Any, path: str) -> str:
    """The page's text, without the key in its address and what differs in every answer."""
    if response.streaming:
        response.close()
        return "a file"
    text = f"{response.get('Location', '')}\n{response.content.decode()}"
    text = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", text)
    text = text.replace(path, "…")
    for key in path.split("/"):
        if len(key) > _SHORT_KEY and any(sign.isdigit() for sign in key):
            text = text.replace(key, "…")
    return text


# --- The rules ---------------------------------------------------------------------------------------------


def _cells() -> dict[Cell, str]:
    return {
        (page.name, method, who, whose): declared(page, method, who, whose)
        for page in pages()
        for method in ("GET", "POST")
        for who in ROLES
        for whose in (WHOSE if page.is_of_a_record else ("",))
    }


def test_everybody_gets_on_every_page_what_the_role_table_declares(
    db: None, subtests: pytest.Subtests
) -> None:
    tried = _try_everything()
    with subtests.test("executed is what is declared"):
        _assert_executed_is_declared(tried)
    with subtests.test("executed is what was recorded and read"):
        _assert_executed_is_recorded(tried)
    with subtests.test("a record of another office is answered like one that there is not"):
        actions = {page.name: page.action for page in pages()}
        foreign = [key for key in tried.bodies if not _reaches(actions[key[0]], key[2], "other")]
        assert len(foreign) < len(tried.bodies)
        assert [key for key in foreign if tried.bodies[key]["other"] != tried.bodies[key]["absent"]] == []
    with subtests.test("a record that somebody has no part in is answered like one that there is not"):
        hidden = {cell[:3] for cell, answer in tried.answers.items() if cell[3] == "own" and answer == "404"}
        assert ("cases:case_detail", "GET", "worker without a part") in hidden
        assert [key for key in hidden if tried.bodies[key]["own"] != tried.bodies[key]["absent"]] == []
    with subtests.test("reading changes nothing"):
        assert tried.written == []
        assert tried.counts[0] == tried.counts[1]


def _assert_executed_is_declared(tried: Tried) -> None:
    cells = _cells()
    differences = {
        cell: f"declared {answer}, executed {tried.answers.get(cell)}"
        for cell, answer in cells.items()
        if tried.answers.get(cell) != answer
    }
    print(f"\ncells declared {len(cells)}, executed {len(tried.answers)}, differences {len(differences)}")
    assert not differences, "\n".join(f"{' · '.join(cell)}: {words}" for cell, words in differences.items())
    assert tried.answers.keys() == cells.keys()


def _assert_executed_is_recorded(tried: Tried) -> None:
    actions = {page.name: page.action for page in pages()}
    found: dict[str, dict[str, list[str]]] = {}
    for (name, method, who, _whose), answer in tried.answers.items():
        found.setdefault(f"{name} {method} ({actions[name]})", {}).setdefault(who, []).append(answer)
    table = {
        key: {
            who: " | ".join(answers if len(set(answers)) > 1 else answers[:1]) for who, answers in row.items()
        }
        for key, row in sorted(found.items())
    }
    if os.environ.get("HUIYING_RECORD") == "1":
        lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(row)}" for key, row in table.items())
        RECORDED.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    assert table == json.loads(RECORDED.read_text(encoding="utf-8"))


def test_the_pages_that_need_no_login_are_these_and_no_others() -> None:
    by_action: dict[str, set[str]] = defaultdict(set)
    for page in pages():
        by_action[page.action].add(page.name)
    assert by_action[OPEN] == OPEN_PAGES
    assert by_action[ASKER] == ASKER_PAGES
    assert by_action[SIGNED_IN] == SIGNED_IN_PAGES


def test_what_a_cookie_authorises_is_refused_without_a_token(db: None) -> None:
    with clock.held_at(MORNING):
        everybody = company()
        cache.clear()
        let_through = set()
        for page in pages():
            if page.name not in POSTS or page.name in WITHOUT_TOKEN:
                continue
            client = Client(enforce_csrf_checks=True)
            client.force_login(everybody.users["clerk"], backend="django.contrib.auth.backends.ModelBackend")
            opening(client, case_of(page.name, everybody.own))
            body = POSTS[page.name].body(everybody, everybody.own)
            if client.post(page.path(everybody.own), body).status_code != 403:
                let_through.add(page.name)
    assert let_through == set()
