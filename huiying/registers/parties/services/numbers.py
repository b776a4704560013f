"""Numbers that stand in one file only: who has one already, and the words for whoever comes second."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import batched
from typing import Any

from django.db import IntegrityError, transaction

from huiying.base.storage.fields import blind_index
from huiying.pure.lib.refusals import Fault, Refused
from huiying.registers.parties.models import Organisation, Person

_BATCH = 500


def taken_numbers(office_id: int, numbers: list[str], but: Person | None = None) -> list[Fault]:
    """The identity numbers that another file has, or that are given twice."""
    indexes = [index for number in numbers if (index := blind_index(Person, "identity_number", number))]
    found = Person.objects.exclude(pk=but.pk if but else None)
    return _taken(office_id, "identity_number", "identity_number_index", indexes, found)


def taken_codes(office_id: int, codes: list[str], but: Organisation | None = None) -> list[Fault]:
    """The credit codes that another organisation has, or that are given twice."""
    found = Organisation.objects.exclude(pk=but.pk if but else None)
    return _taken(office_id, "credit_code", "credit_code", [code for code in codes if code], found)


def _taken(office_id: int, field: str, column: str, values: list[str], found: Any) -> list[Fault]:
    """A namesake of the own office is named, so that one can look; of another office nothing is said."""
    if len(set(values)) < len(values):
        return [Fault(f"{field}_twice", field)]
    faults = []
    for batch in batched(values, _BATCH, strict=False):
        rows = found.filter(**{f"{column}__in": batch}).values_list("party__office", "party__name")
        faults += [
            Fault(f"{field}_taken", field, {"name": name})
            if office == office_id
            else Fault(f"{field}_elsewhere", field)
            for office, name in rows
        ]
    return faults


@contextmanager
def refused_once(field: str) -> Iterator[None]:
    """Whoever writes the same number at the same moment is told so in words, too."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if field not in str(error):
            raise
        raise Refused(Fault(f"{field}_twice", field)) from error
