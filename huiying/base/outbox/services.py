"""Sending messages once, and handing on those that leave the platform."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from huiying.base.outbox.models import Message
from huiying.pure.lib import clock

_CARRIER = 0x6F757462  # the advisory lock of whoever writes the file
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What is to be sent; a second message with the same key is never sent."""

    key: str
    channel: str
    address: str
    template_code: str
    data: Mapping[str, Any] = field(default_factory=dict)
    office_id: int | None = None


def send(messages: Sequence[NewMessage]) -> None:
    """Keep messages in the transaction of the change that causes them; a known key is left out."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a message is sent in the transaction of the change")
    now = clock.now()
    rows = [
        Message(
            key=message.key,
            channel=Message.Channel(message.channel),
            address=message.address,
            template_code=message.template_code,
            data=dict(message.data),
            office_id=message.office_id,
            created_at=now,
        )
        for message in messages
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def mark_read(*, address: str, ids: Iterable[int]) -> int:
    """Note that the messages of an address were read; how many were new."""
    unread = Message.objects.filter(address=address, pk__in=ids, read_at=None)
    return unread.update(read_at=clock.now())


@transaction.atomic
def deliver() -> int:
    """Append waiting messages of the channel "file" to the file of the day they were made; how many.

    Exactly once, though a process may die between the writing and the commit: one carrier at a time, and a
    message that already stands in its day's file is not written again.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CARRIER])
    waiting = list(Message.objects.filter(channel="file", sent_at=None).order_by("created_at", "id")[:_BATCH])
    for day, messages in groupby(waiting, key=lambda message: clock.local(message.created_at).date()):
        _append(Path(settings.OUTBOX_ROOT) / f"{day}.jsonl", list(messages))
    Message.objects.filter(pk__in=[message.pk for message in waiting]).update(sent_at=clock.now())
    return len(waiting)


def _append(path: Path, messages: Sequence[Message]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as out:
        out.seek(0)
        whole, _newline, _torn = out.read().rpartition(b"\n")
        out.truncate(len(whole) + len(_newline))
        written = {json.loads(line)["key"] for line in whole.splitlines()}
        for message in messages:
            if message.key not in written:
                out.write(json.dumps(_line(message), ensure_ascii=False).encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())


def _line(message: Message) -> dict[str, Any]:
    return {
        "key": message.key,
        "address": message.address,
        "template": message.template_code,
        "data": message.data,
        "office": message.office_id,
        "created_at": message.created_at.isoformat(),
    }
