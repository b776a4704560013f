"""One file a person: changed, joined to another, parted again."""

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db import transaction

from huiying.base.trail.services import NewEntry, record
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.models import User
from huiying.registers.access.services import NewUser, faults_in_role, register_users
from huiying.registers.parties.models import Party, Person
from huiying.registers.parties.rules import Joining, Personal, faults_in_merge, faults_in_person
from huiying.registers.parties.services.changing import keep_changed, locked, locked_at, moved, written
from huiying.registers.parties.services.numbers import refused_once, taken_numbers
from huiying.registers.parties.services.registering import NewPerson, personal, pinyin_of, plain

_FIELDS = (
    *("sex", "birth_on", "phone", "identity_number", "schooling", "jobs", "skills", "languages"),
    *("contact_preference", "needs_two_visitors"),
)


@transaction.atomic
def change_person(
    *, viewer: Viewer, person: Person, version: int, new: NewPerson, home_from: date | None = None
) -> list[str]:
    """Change a file that was read at `version`; the names of the fields that are others now. `home_from` is the day
    from which a new home holds, today if none is given."""
    party = locked_at(person.party, version)
    person = Person.objects.get(pk=party.pk)
    new = plain(new)
    today = clock.today()
    was = Personal(party.name, person.sex, person.birth_on, person.phone, person.identity_number)
    faults = faults_in_person(personal(new), was=was, today=today, is_demo=settings.IS_DEMO)
    if not faults and new.identity_number != was.identity_number:
        faults = taken_numbers(party.office_id, [new.identity_number], but=person)
    if faults:
        raise Refused(*faults)
    changed = written(party, {"name": new.name})
    if changed:
        [person.pinyin] = pinyin_of([new.name])
    if moved(party, new.home, home_from, today=today):
        changed.append("home")
    changed += written(person, {name: getattr(new, name) for name in _FIELDS})
    if not changed:
        return []
    with refused_once("identity_number"):
        person.save()  # whole: an index follows its encrypted field only where both are written
    keep_changed(viewer, party, "person.changed", changed)
    return changed


def _joining(person: Person, party: Party) -> Joining:
    return Joining(
        key=party.pk,
        office=party.office_id,
        identity_number=person.identity_number,
        is_joined=party.merged_into_id is not None,
        has_joined=party.joined.exists(),
        logs_in=person.user_id is not None,
    )


@transaction.atomic
def merge_people(*, viewer: Viewer, person: Person, joined: Person) -> None:
    """Two files are one person's: `joined` leads to `person` from now on. Both keep what was written in them."""
    parties = {party.pk: party for party in _both_locked(person, joined)}
    keeps, goes = parties[person.pk], parties[joined.pk]
    if faults := faults_in_merge(_joining(person, keeps), _joining(joined, goes)):
        raise Refused(*faults)
    goes.merged_into, goes.merged_at = keeps, clock.now()
    goes.version += 1
    goes.save()
    record([NewEntry("person.merged", viewer, keeps.office_id, "party", keeps.pk, {"file": goes.pk})])


@transaction.atomic
def part_people(*, viewer: Viewer, person: Person, joined: Person) -> None:
    """They are two people after all: the joined file stands by itself again."""
    goes = locked(joined.party)
    if goes.merged_into_id != person.pk:
        raise Refused(Fault("files_not_joined"))
    goes.merged_into, goes.merged_at = None, None
    goes.version += 1
    goes.save()
    record([NewEntry("person.parted", viewer, goes.office_id, "party", person.pk, {"file": goes.pk})])


def _both_locked(*people: Person) -> list[Party]:
    """Locked in the order of their keys, so that two who join the same files never wait for each other."""
    keys = [person.pk for person in people]
    return list(Party.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


@transaction.atomic
def register_login(*, viewer: Viewer, person: Person | None, new: NewUser) -> tuple[User, str]:
    """Let somebody log in, as the person of a file where there is one; gives the first password, to be shown once."""
    name = person.party.name if person else new.name.strip()
    faults = [] if name else [Fault("name_missing", "name")]
    if person is not None and Person.objects.filter(pk=person.pk, user__isnull=False).exists():
        faults.append(Fault("person_logs_in", "person"))
    faults += [fault for grant in new.grants for fault in faults_in_role(viewer, grant)]
    if faults:
        raise Refused(*faults)
    [(user, password)] = register_users(viewer=viewer, users=[replace(new, name=name[:60])])
    if person is not None and not Person.objects.filter(pk=person.pk, user=None).update(user=user):
        raise Refused(Fault("person_logs_in", "person"))
    return user, password
