"""The eight professional services that hospitals, firms and associations give at the business district's centre.

The page of the county names three of them (finding work, legal aid, medical help); the other five are invented.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from huiying.demo.lines import lines
from huiying.demo.office_time import CALENDAR, at_minute
from huiying.demo.plans import MORNING
from huiying.demo.street import FOUNDED_ON, OFFICE_HOURS
from huiying.demo.world import World
from huiying.registers.directory.models import Offering
from huiying.registers.directory.services import NewOffering
from huiying.registers.parties.models import Organisation
from huiying.registers.places.models import Office, Venue
from huiying.work.cases.services.given import NewGiven, log_services

SESSIONS = 98
_IN_THE_MIDDLE = 13
"""So many people come to a session; one more here is one fewer there."""


def new_offerings(office: Office, made: list[Organisation], venue: Venue) -> list[NewOffering]:
    """What each body gives, by its name."""
    by_name = {organisation.party.name: organisation.party for organisation in made}
    return [
        NewOffering(
            Offering(
                office=office,
                provider=by_name[row["by"]],
                name=row["name"],
                name_en=row["english"],
                summary=row["summary"],
                for_whom="商户和周边居民",
                area=office.place,
                venue=venue,
                hours=OFFICE_HOURS,
                from_on=FOUNDED_ON,
            ),
            tuple(row["categories"]),
        )
        for row in lines("records/professional.jsonl")
    ]


def sessions(world: World, share: float) -> list[Iterator[datetime]]:
    """The year's sessions, an even number of them."""
    names = [row["name"] for row in lines("records/professional.jsonl")]
    offerings = list(Offering.objects.filter(office=world.office, name__in=names).order_by("pk"))
    count = max(1, round(SESSIONS * share / 2)) * 2
    made = []
    for serial in range(count):
        spread = serial // 2 % 7
        people = _IN_THE_MIDDLE + (spread if serial % 2 else -spread)
        day = CALENDAR.after(date(2023, 1, 8) + timedelta(days=serial * 336 // count), 1)
        made.append(_session(world, offerings[serial % len(offerings)], min(day, MORNING.date()), people))
    return made


def _session(world: World, offering: Offering, day: date, people: int) -> Iterator[datetime]:
    """The clerk writes down how many came, the same afternoon."""
    yield at_minute(day, 14 * 60 + world.rng.randint(0, 150))
    words = next(row["words"] for row in lines("records/professional.jsonl") if row["name"] == offering.name)
    new = NewGiven(
        offering, count=people, minutes=world.rng.choice((60, 90, 120)), word=world.one_of(tuple(words))
    )
    log_services(viewer=world.clerks[1], office=world.office, services=[new])
