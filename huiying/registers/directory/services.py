"""Writes of categories, offerings, workers' files, leave, duty and standard answers."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.models import Answer, Category, Duty, Leave, Offering, Recusal, WorkerFile
from huiying.registers.directory.rules import faults_in_answer
from huiying.registers.parties.models import Party
from huiying.registers.places.models import Office

STANDARD = Path(__file__).with_name("standard_categories.json")


@dataclass(frozen=True, slots=True)
class NewOffering:
    """An offering with the codes of its categories."""

    offering: Offering
    categories: tuple[str, ...]


@transaction.atomic
def take_standard_categories(*, viewer: Viewer, office: Office, doors: tuple[str, ...]) -> list[Category]:
    """Give an office the product's standard categories of some doors, to change as it likes."""
    rows = json.loads(STANDARD.read_text(encoding="utf-8"))
    group_codes = {row["parent"] for row in rows}
    leaves = [row for row in rows if row["code"] not in group_codes and set(row["doors"]) & set(doors)]
    used = {row["parent"] for row in leaves}
    groups = [row for row in rows if row["code"] in used]
    made_groups = {
        row["code"]: Category(
            office=office, code=row["code"], name=row["zh"], name_en=row["en"], door=doors[0], order=order
        )
        for order, row in enumerate(groups)
    }
    Category.objects.bulk_create(made_groups.values())
    made = Category.objects.bulk_create(
        Category(
            office=office,
            code=row["code"],
            parent=made_groups.get(row["parent"]),
            name=row["zh"],
            name_en=row["en"],
            words=row["words"],
            kind=row["kind"],
            lane=row["lane"],
            matter=row["matter"],
            provider_kind=row["provider_kind"],
            door=next((door for door in row["doors"] if door in doors), doors[0]),
            order=order,
        )
        for order, row in enumerate(leaves)
    )
    everything = [*made_groups.values(), *made]
    record([NewEntry("category.registered", viewer, office.pk, "category", row.pk) for row in everything])
    return everything


@transaction.atomic
def register_offerings(*, viewer: Viewer, office: Office, offerings: list[NewOffering]) -> list[Offering]:
    """Register what providers give."""
    ids = dict(Category.objects.filter(office=office, until_on=None).values_list("code", "pk"))
    made = Offering.objects.bulk_create(new.offering for new in offerings)
    through = Offering.categories.through
    through.objects.bulk_create(
        through(offering_id=row.pk, category_id=ids[code])
        for row, new in zip(made, offerings, strict=True)
        for code in new.categories
    )
    record([NewEntry("offering.registered", viewer, office.pk, "offering", row.pk) for row in made])
    return made


@transaction.atomic
def open_worker_files(*, viewer: Viewer, office: Office, files: list[WorkerFile]) -> list[WorkerFile]:
    """Open social workers' files."""
    made = WorkerFile.objects.bulk_create(files)
    record([NewEntry("worker.file_opened", viewer, office.pk, "party", row.person_id) for row in made])
    return made


@transaction.atomic
def note_leave(*, viewer: Viewer, office: Office, leaves: list[Leave]) -> list[Leave]:
    """Note days on which people are away."""
    made = Leave.objects.bulk_create(leaves)
    record([NewEntry("worker.leave_noted", viewer, office.pk, "party", row.person_id) for row in made])
    return made


@transaction.atomic
def recuse(*, viewer: Viewer, office: Office, recusals: list[Recusal]) -> list[Recusal]:
    """Note that a provider takes no case of a party."""
    made = Recusal.objects.bulk_create(recusals)
    record([NewEntry("worker.recused", viewer, office.pk, "party", row.provider_id) for row in made])
    return made


@transaction.atomic
def set_duty(*, viewer: Viewer, office: Office, duties: list[Duty]) -> list[Duty]:
    """Put hours on the duty roster."""
    made = Duty.objects.bulk_create(duties)
    record([NewEntry("duty.set", viewer, office.pk, "duty", row.pk) for row in made])
    return made


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
