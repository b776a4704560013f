"""An address sees the messages of the page that were sent to it."""

import pytest

from huiying.base.outbox import selectors, services
from huiying.base.outbox.services import NewMessage


@pytest.mark.django_db
def test_an_address_sees_its_own_messages_of_the_page_newest_first():
    services.send(
        [
            NewMessage("a", "page", "user:1", "case.dispatched"),
            NewMessage("b", "page", "user:12", "case.dispatched"),
            NewMessage("c", "file", "user:1", "case.dispatched"),
            NewMessage("d", "page", "user:1", "case.redone"),
        ]
    )
    assert [message.key for message in selectors.messages_for("user:1")] == ["d", "a"]
