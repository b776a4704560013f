"""Writes of standard answers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.models import Answer, Category
from huiying.registers.directory.rules import faults_in_answer
from huiying.registers.parties.models import Party
from huiying.registers.places.models import Office


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """A standard answer as it is to read from today on; `owner` looks through it before `valid_until`."""

    question: str
    text: str
    owner: Party
    valid_until: date
    category: Category | None = None
    document: str = ""


@transaction.atomic
def register_answers(*, viewer: Viewer, office: Office, answers: list[NewAnswer]) -> list[Answer]:
    """Keep standard answers to what is asked often."""
    _refuse_faulty(answers)
    made = Answer.objects.bulk_create(_version(office.pk, new, uuid4()) for new in answers)
    record([NewEntry("answer.registered", viewer, office.pk, "answer", row.pk) for row in made])
    return made


@transaction.atomic
def change_answer(*, viewer: Viewer, answer: Answer, new: NewAnswer) -> Answer:
    """A standard answer reads otherwise from today on; the version before it ends and stays to be read."""
    _refuse_faulty([new])
    before = _in_force(answer)
    before.until_on = clock.today()
    before.save(update_fields=["until_on"])
    [made] = Answer.objects.bulk_create([_version(before.office_id, new, before.line)])
    record([NewEntry("answer.changed", viewer, before.office_id, "answer", made.pk, {"before": before.pk})])
    return made


@transaction.atomic
def end_answer(*, viewer: Viewer, answer: Answer) -> Answer:
    """A standard answer is given no more; where it was given, it stays to be read."""
    answer = _in_force(answer)
    answer.until_on = clock.today()
    answer.save(update_fields=["until_on"])
    record([NewEntry("answer.ended", viewer, answer.office_id, "answer", answer.pk)])
    return answer


def _refuse_faulty(answers: list[NewAnswer]) -> None:
    today = clock.today()
    faults = [
        fault
        for new in answers
        for fault in faults_in_answer(
            question=new.question, text=new.text, valid_until=new.valid_until, today=today
        )
    ]
    if faults:
        raise Refused(*faults)


def _in_force(answer: Answer) -> Answer:
    """The version, locked; refused where another hand has changed or ended it."""
    found = Answer.objects.select_for_update().get(pk=answer.pk)
    if found.until_on is not None:
        raise Refused(Fault("answer_changed_before"))
    return found


def _version(office_id: int, new: NewAnswer, line: UUID) -> Answer:
    return Answer(
        office_id=office_id,
        line=line,
        category=new.category,
        question=new.question.strip(),
        text=new.text.strip(),
        document=new.document.strip(),
        owner=new.owner,
        valid_until=new.valid_until,
        from_on=clock.today(),
    )
