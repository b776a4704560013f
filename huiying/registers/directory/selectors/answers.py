"""Reads of standard answers."""

from uuid import UUID

from django.db.models import Q, QuerySet

from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import reached
from huiying.registers.directory.models import (
    Answer,
)
from huiying.registers.directory.rules import answers_that_fit


def answers(viewer: Viewer, words: str = "", category: str = "") -> QuerySet[Answer]:
    """The standard answers in force at the viewer's offices; `category` is a leaf's code or a group's."""
    query = Answer.objects.filter(reached(viewer, "answer.read", "office"), until_on=None)
    if category:
        query = query.filter(Q(category__code=category) | Q(category__parent__code=category))
    if words:
        query = query.filter(Q(question__contains=words) | Q(text__contains=words))
    return query.select_related("category", "owner")


def answer_for(viewer: Viewer, action: str, uuid: UUID) -> Answer | None:
    """One version of a standard answer with which the viewer may do an action."""
    found = Answer.objects.filter(reached(viewer, action, "office"), uuid=uuid)
    return found.select_related("office", "category", "owner").first()


def versions_of(answer: Answer) -> QuerySet[Answer]:
    """All versions of a standard answer, the newest first."""
    return Answer.objects.filter(line=answer.line).select_related("owner").order_by("-pk")


def fitting_answers(office_id: int, category: str, text: str) -> list[Answer]:
    """The standard answers to offer for a request, the likeliest first; expired ones too, for whoever looks again."""
    kept = Answer.objects.filter(office=office_id, until_on=None).select_related("category").order_by("pk")
    by_key = {answer.pk: answer for answer in kept}
    rows = [
        (answer.pk, answer.category.code if answer.category else "", answer.question)
        for answer in by_key.values()
    ]
    return [by_key[key] for key in answers_that_fit(category, text, rows)]


def answer_in_force(office_id: int, uuid: UUID) -> Answer | None:
    """The standard answer that somebody takes, if it is still in force."""
    return (
        Answer.objects.filter(office=office_id, uuid=uuid, until_on=None).select_related("category").first()
    )
