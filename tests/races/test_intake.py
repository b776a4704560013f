"""The same request sent by many at the same moment is one case with one receipt."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.work.cases.models import Case
from huiying.work.cases.services import intake
from huiying.work.cases.services.intake import NewCase, Receipt, receive_cases
from tests.cast import MORNING, Cast, assemble
from tests.sizes import n

CLIENTS = 8


@pytest.fixture
def cast(shared: None) -> Cast:
    with clock.held_at(MORNING):
        return assemble()


def at_once(send: Callable[[int], Receipt], clients: int = CLIENTS) -> list[Receipt]:
    """What each client got when all sent at the same moment, over a connection of its own."""
    start = Barrier(clients)

    def client(number: int) -> Receipt:
        try:
            start.wait(30)
            with clock.held_at(MORNING):
                return send(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(client, range(clients)))


def receive(cast: Cast, text: str) -> Receipt:
    [receipt] = receive_cases(
        viewer=Viewer.asker(), office=cast.office, requests=[NewCase(text, "13800001234")]
    )
    return receipt


@pytest.mark.prove
def test_eight_clients_with_the_same_text_get_one_receipt(cast: Cast) -> None:
    rounds = n(5, 100)
    for number in range(rounds):
        receipts = at_once(lambda _client, number=number: receive(cast, f"灯坏了 {number}"))
        assert len({(receipt.case.pk, receipt.code) for receipt in receipts}) == 1
        assert sum(receipt.is_new for receipt in receipts) == 1
    print(
        f"\n{connection.vendor}: rounds {rounds}, requests {rounds * CLIENTS}, cases {Case.objects.count()}"
    )
    assert Case.objects.count() == rounds


@pytest.mark.prove
def test_eight_clients_with_eight_texts_get_eight_numbers_without_a_gap(cast: Cast) -> None:
    rounds = n(3, 50)
    for number in range(rounds):
        at_once(lambda client, number=number: receive(cast, f"灯坏了 {number} {client}"))
    serials = sorted(int(case.number[8:12]) for case in Case.objects.all())
    assert serials == list(range(1, rounds * CLIENTS + 1))


@pytest.mark.prove
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite's transactions have one writer from their first word on"
)
def test_without_the_days_lock_before_the_look_up_every_client_gets_a_case_of_their_own(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    clients = 3  # the pool holds four connections, one of them ours
    all_have_looked, serials, look_up = Barrier(clients), count(1), intake._sent_before

    def looked(*asked: Any) -> dict[str, Receipt]:
        found = look_up(*asked)
        all_have_looked.wait(30)
        return found

    monkeypatch.setattr(intake, "next_serials", lambda **_asked: [next(serials)])
    monkeypatch.setattr(intake, "_sent_before", looked)
    receipts = at_once(lambda _client: receive(cast, "灯坏了"), clients)
    print(
        f"\ncontrol without the lock: {len({receipt.case.pk for receipt in receipts})} cases of one request"
    )
    assert len({receipt.case.pk for receipt in receipts}) == clients
