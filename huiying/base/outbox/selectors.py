"""Messages on the page."""

from django.db.models import QuerySet

from huiying.base.outbox.models import Message


def message_with(key: str) -> Message | None:
    """The message of one occasion."""
    return Message.objects.filter(key=key).first()


def messages_for(address: str) -> QuerySet[Message]:
    """The messages shown to an address, newest first; the caller knows whose address it is."""
    return Message.objects.filter(address=address, channel=Message.Channel.PAGE).order_by("-id")
