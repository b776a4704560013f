"""How many queries each page asks, on one fixed set of records; `HUIYING_RECORD=1` writes query_counts.json anew.

Every list has several rows, so that a query for each of them shows.
"""

import json
import os
from datetime import timedelta
from pathlib import Path

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.roles import ASKER, OPEN
from huiying.registers.parties.services import (
    NewHousehold,
    NewOrganisation,
    NewPerson,
    register_households,
    register_organisations,
    register_people,
)
from huiying.work.cases.services.intake import NewCase, receive_cases
from huiying.work.cases.services.understanding import Understanding, understand
from tests.cast import FROM, MORNING, SYSTEM, Cast
from tests.fronts.web.addresses import POSTS, READERS, Page, case_of, pages
from tests.fronts.web.company import Company, company, opening

RECORDED = Path(__file__).with_name("query_counts.json")
MOST_OF_A_LIST = 8
MOST_OF_A_RECORD = 12
WITH_MORE = {
    "cases:case_seen": 13,  # asks once for each kind of reach that somebody has, a partner's too
    "given:given_list": 9,
    "desk:today": 17,  # twelve short lists on one page
    "registers:category_list": 9,
    "setup:checklist": 20,  # a line for each thing an office needs
    "registers:limit_list": 9,
    "registers:offering_list": 10,
    "registers:person_detail": 13,  # all that stands in one file
    "registers:place_list": 10,
    "registers:worker_list": 18,  # how much each has in hand, as the matching counts it
    "registers:user_detail": 15,  # the rights of one user, and what was done with them
    "registers:user_sight": 15,
    "trail:entry_list": 12,  # the names of each kind of record that its entries tell of
}
"""Pages that show more than one thing, each with its own measure; nothing on them grows with the rows."""
ROWS = 20


def _fill(cast: Cast) -> None:
    """Enough rows for every list."""
    office, home = cast.office, cast.compound
    people = register_people(
        viewer=SYSTEM,
        office=office,
        people=[
            NewPerson(f"居民{number}", home=home, phone=f"1390000{number:04d}") for number in range(ROWS)
        ],
    )
    register_households(
        viewer=SYSTEM,
        office=office,
        households=[NewHousehold(home, [(person, "head")], FROM) for person in people],
    )
    register_organisations(
        viewer=SYSTEM,
        office=office,
        organisations=[NewOrganisation(f"商店{number}", "enterprise", home) for number in range(ROWS)],
    )
    requests = [
        NewCase(text=f"柳岸小区{number}幢楼道灯坏了", contact="13800001234") for number in range(ROWS)
    ]
    receipts = receive_cases(viewer=Viewer.asker(), office=office, requests=requests)
    office.refresh_from_db()
    understand(cases=[receipt.case for receipt in receipts], knows=Understanding(office))


def _counts(everybody: Company) -> dict[str, int]:
    found = {}
    for page in pages():
        if page.name in POSTS and not POSTS[page.name].is_form:
            continue
        client = _client(everybody, page)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page.path(everybody.own))
        answer.close()
        assert answer.status_code == 200, page.name
        found[page.name] = len(queries)
    return found


def _client(everybody: Company, page: Page) -> Client:
    if page.action == ASKER:
        client = everybody.client("stranger")
        opening(client, case_of(page.name, everybody.own))
        return client
    if page.action == OPEN:
        return everybody.client("stranger")
    return everybody.client(READERS.get(page.name, "clerk"))


def test_every_page_asks_the_database_as_often_as_recorded(db: None) -> None:
    with clock.held_at(MORNING):
        everybody = company()
        _fill(everybody.cast)
    with clock.held_at(MORNING + timedelta(hours=3)):
        found = _counts(everybody)
    if os.environ.get("HUIYING_RECORD") == "1":
        RECORDED.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert found == json.loads(RECORDED.read_text(encoding="utf-8"))


def test_no_page_asks_more_often_than_its_kind_may() -> None:
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    most = {
        page.name: WITH_MORE.get(page.name, MOST_OF_A_RECORD if page.is_of_a_record else MOST_OF_A_LIST)
        for page in pages()
        if page.name in recorded
    }
    assert {name: count for name, count in recorded.items() if count > most[name]} == {}
