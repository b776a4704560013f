"""The street's joint meetings: bodies sit together twice a week, with the cases that one of them can't solve alone."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from huiying.demo.office_time import CALENDAR, at_minute
from huiying.demo.phrases import SITTINGS
from huiying.demo.plans import MORNING
from huiying.demo.world import World
from huiying.work.cases.services.meetings import NewMeeting, call_meetings, close_meeting

_FIRST_ON = date(2023, 1, 3)
_WEEKDAYS = (1, 3)
_AT = 14 * 60


def days(share: float) -> list[date]:
    """Tuesdays and Thursdays of the year on which the office works, up to the last morning; a smaller demo has fewer."""
    span = (MORNING.date() - _FIRST_ON).days
    all_days = [_FIRST_ON + timedelta(days=number) for number in range(span)]
    found = [day for day in all_days if day.weekday() in _WEEKDAYS and CALENDAR.is_working(day)]
    return found[-max(1, round(len(found) * share)) :]


def sittings(world: World, share: float) -> list[Iterator[datetime]]:
    """Each of them as a story."""
    return [_sitting(world, serial, day) for serial, day in enumerate(days(share), start=1)]


def _sitting(world: World, serial: int, day: date) -> Iterator[datetime]:
    """Called the week before, held, and written down the same afternoon."""
    topic, minutes = world.one_of(SITTINGS)
    yield at_minute(max(_FIRST_ON, day - timedelta(days=7)), 9 * 60 + world.rng.randint(20, 80))
    held_at = at_minute(day, _AT)
    new = NewMeeting("joint", f"第{serial}次联席会议：{topic}", held_at, world.meeting_room)
    [meeting] = call_meetings(viewer=world.clerks[0], office=world.office, meetings=[new])
    world.sittings.append(meeting)
    yield at_minute(day, 16 * 60 + world.rng.randint(5, 40))
    world.sittings.remove(meeting)
    there = world.rng.sample(sorted(world.parties), 4)
    attended = [world.office.desk.party, *(world.parties[key] for key in there)]
    close_meeting(viewer=world.clerks[0], meeting=meeting, minutes=minutes, attended=attended)
