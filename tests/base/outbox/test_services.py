"""A message is sent once, with the change that caused it, and delivered once, whatever breaks."""

import json
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection, transaction

from huiying.base.outbox import jobs, services
from huiying.base.outbox.models import Message
from huiying.base.outbox.services import NewMessage
from huiying.pure.lib import clock

EVENING = datetime(2023, 11, 24, 15, 59, tzinfo=UTC)
MIDNIGHT = datetime(2023, 11, 24, 16, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def root(settings, tmp_path) -> Path:
    settings.OUTBOX_ROOT = tmp_path / "outbox"
    return tmp_path / "outbox"


def message(key: str, channel: str = "file", **changes) -> NewMessage:
    return NewMessage(key, channel, **{"address": "case:34", "template_code": "case.answered", **changes})


def lines(root: Path) -> list[tuple[str, str]]:
    written = [(path.name, path.read_text().splitlines()) for path in sorted(root.glob("*"))]
    return [(name, json.loads(line)["key"]) for name, texts in written for line in texts]


@pytest.mark.django_db
def test_a_message_with_a_known_key_is_sent_once():
    services.send([message("a"), message("b")])
    services.send([message("b", template_code="other"), message("c")])
    assert list(Message.objects.order_by("key").values_list("key", "template_code")) == [
        ("a", "case.answered"), ("b", "case.answered"), ("c", "case.answered"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_an_unknown_channel_is_an_error():
    with pytest.raises(ValueError, match="pigeon"):
        services.send([message("a", "pigeon")])


def test_a_message_is_sent_in_the_transaction_of_its_change(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        services.send([message("a")])
    with pytest.raises(KeyError), transaction.atomic():
        services.send([message("a")])
        raise KeyError
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_messages_of_the_file_channel_are_written_to_the_file_of_their_day(root):
    for moment, key in ((EVENING, "a"), (MIDNIGHT, "b")):
        with clock.held_at(moment):
            services.send(
                [message(key, data={"number": "NF2311240187W"}, office_id=3), message(f"page {key}", "page")]
            )
    with clock.held_at(MIDNIGHT):
        jobs.deliver.call()
    assert lines(root) == [("2023-11-24.jsonl", "a"), ("2023-11-25.jsonl", "b")]
    assert json.loads((root / "2023-11-24.jsonl").read_text()) == {
        "key": "a",
        "address": "case:34",
        "template": "case.answered",
        "data": {"number": "NF2311240187W"},
        "office": 3,
        "created_at": "2023-11-24T15:59:00+00:00",
    }
    assert set(Message.objects.filter(sent_at=MIDNIGHT).values_list("key", flat=True)) == {"a", "b"}
    jobs.deliver.call()
    assert len(lines(root)) == 2


@pytest.mark.django_db
def test_a_crash_after_writing_and_before_the_commit_writes_nothing_twice(root):
    services.send([message("a"), message("b")])
    with transaction.atomic():
        services.deliver()
        transaction.set_rollback(True)
    assert Message.objects.filter(sent_at=None).count() == 2
    services.send([message("c")])
    services.deliver()
    assert sorted(key for _day, key in lines(root)) == ["a", "b", "c"]
    assert not Message.objects.filter(sent_at=None).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("cut", [1, 5, 60])
def test_a_line_that_a_crash_tore_is_written_anew(root, cut):
    services.send([message("a"), message("b")])
    with transaction.atomic():
        services.deliver()
        transaction.set_rollback(True)
    [path] = root.glob("*")
    path.write_bytes(path.read_bytes()[:-cut])
    services.deliver()
    assert [key for _day, key in lines(root)] == ["a", "b"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_while_one_carrier_writes_another_waits(transactional_db):
    def other() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '50ms'")
                services.deliver()
        except OperationalError as error:
            waited.append(error)
        finally:
            connection.close()

    waited: list[OperationalError] = []
    with transaction.atomic():
        services.send([message("a")])
        services.deliver()
        thread = Thread(target=other)
        thread.start()
        thread.join()
    assert len(waited) == 1


def test_two_carriers_at_once_write_each_message_once(shared, root):
    for round_ in range(3):
        with transaction.atomic():
            services.send([message(f"{round_}:{i}") for i in range(20)])
        start, errors = Barrier(3), []

        def work(start=start, errors=errors) -> None:
            try:
                connection.ensure_connection()
                start.wait(30)
                jobs.deliver.call()
            except Exception as error:
                errors.append(error)
            finally:
                connection.close()

        threads = [Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
    assert len(lines(root)) == len(set(lines(root))) == 60


@pytest.mark.django_db
def test_reading_is_noted_once_and_only_by_the_address_itself():
    with clock.held_at(EVENING):
        services.send([message("a", "page"), message("b", "page", address="case:35")])
        ids = list(Message.objects.values_list("id", flat=True))
        assert services.mark_read(address="case:34", ids=ids) == 1
    with clock.held_at(MIDNIGHT):
        assert services.mark_read(address="case:34", ids=ids) == 0
    assert Message.objects.get(key="a").read_at == EVENING
    assert Message.objects.get(key="b").read_at is None
