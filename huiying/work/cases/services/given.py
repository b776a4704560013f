"""Writing down what was given (记一笔), and striking out what was written by mistake."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.models import User
from huiying.registers.directory.models import Offering
from huiying.registers.parties.models import Party
from huiying.registers.places.models import Office
from huiying.work.cases.models import Case, ServiceGiven, ServiceStruck
from huiying.work.cases.rules.given import faults_in_given, unit_of


@dataclass(frozen=True, slots=True)
class NewGiven:
    """A service to be written down: to a party, or to a number of people who were counted.

    The offering's own provider gave it unless another is named; it happened now unless a moment is. Sent twice with
    one key, it is written down once.
    """

    offering: Offering
    party: Party | None = None
    count: int = 1
    minutes: int = 15
    result: str = "done"
    word: str = ""
    case: Case | None = None
    provider: Party | None = None
    happened_at: datetime | None = None
    key: UUID = field(default_factory=uuid4)


@transaction.atomic
def log_services(*, viewer: Viewer, office: Office, services: list[NewGiven]) -> list[ServiceGiven]:
    """Write down services of an office. Locks the user, so that what a thumb sent twice is seen."""
    now = clock.now()
    faults = [fault for new in services for fault in _faults(new, office, now)]
    if faults:
        raise Refused(*faults)
    list(User.objects.select_for_update().filter(pk=viewer.id).values_list("pk"))
    known = {
        given.uuid: given for given in ServiceGiven.objects.filter(uuid__in=[new.key for new in services])
    }
    if any(given.by_user != viewer.id or given.office_id != office.pk for given in known.values()):
        raise Refused(Fault("given_key_taken"))
    made = ServiceGiven.objects.bulk_create(
        (_row(viewer, office, new, now) for new in services if new.key not in known), batch_size=500
    )
    record(
        [
            NewEntry("given.logged", viewer, office.pk, "given", given.pk, {"count": given.count})
            for given in made
        ]
    )
    known |= {given.uuid: given for given in made}
    return [known[new.key] for new in services]


def _faults(new: NewGiven, office: Office, now: datetime) -> list[Fault]:
    """A secret asker's name stands on no service of their case, nor is another office's record named."""
    faults = faults_in_given(
        count=new.count,
        minutes=new.minutes,
        result=new.result,
        happened_at=new.happened_at or now,
        now=now,
    )
    if office.pk != new.offering.office_id:
        faults.append(Fault("offering_missing", "offering"))
    if new.party is not None and (office.pk != new.party.office_id or new.count != 1):
        faults.append(Fault("given_whom_missing", "who"))
    if new.case is not None and new.case.is_secret and new.party is not None:
        faults.append(Fault("given_secret", "who"))
    return faults


def _row(viewer: Viewer, office: Office, new: NewGiven, now: datetime) -> ServiceGiven:
    return ServiceGiven(
        uuid=new.key,
        office=office,
        offering=new.offering,
        provider_id=new.offering.provider_id if new.provider is None else new.provider.pk,
        party=new.party,
        unit=unit_of(new.party.kind if new.party is not None else ""),
        count=new.count,
        case=new.case,
        happened_at=new.happened_at or now,
        written_at=now,
        minutes=new.minutes,
        result=new.result,
        word=new.word.strip(),
        by_user=viewer.id,
        by_name=viewer.name,
    )


@transaction.atomic
def strike_out(*, viewer: Viewer, given: ServiceGiven, reason: str) -> ServiceStruck:
    """A service was written down by mistake: it stays to be read, with the reason, and counts nowhere."""
    if not reason.strip():
        raise Refused(Fault("strike_reason_missing", "reason"))
    ServiceGiven.objects.select_for_update().get(pk=given.pk)
    if ServiceStruck.objects.filter(given=given).exists():
        raise Refused(Fault("struck_before"))
    struck = ServiceStruck.objects.create(
        given=given,
        reason=reason.strip(),
        struck_at=clock.now(),
        by_user=viewer.id,
        by_name=viewer.name,
    )
    record([NewEntry("given.struck", viewer, given.office_id, "given", given.pk)])
    return struck
