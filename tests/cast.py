"""The small cast of the tests: two offices, and the five who try every page.

Friday 15 December 2023, nine o'clock, in `MORNING`; tests hold the clock there and walk on from it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.models import User
from huiying.registers.access.selectors import viewer_for
from huiying.registers.access.services import NewGrant, NewUser, register_users
from huiying.registers.directory.models import Category, Duty, Offering, WorkerFile
from huiying.registers.directory.services import (
    STANDARD,
    NewOffering,
    open_worker_files,
    register_offerings,
    set_duty,
    take_standard_categories,
)
from huiying.registers.limits.models import Limit
from huiying.registers.limits.services import register_limits
from huiying.registers.parties.models import Party, Person
from huiying.registers.parties.services import NewPerson, NewTeam, register_people, register_teams
from huiying.registers.places.models import Office, Place
from huiying.registers.places.services import NewPlace, open_office, register_places
from huiying.work.cases.models import Case
from huiying.work.cases.services.intake import NewCase, receive_cases
from tests.remembered import remembered

MORNING = datetime(2023, 12, 15, 9, tzinfo=clock.SHANGHAI)
SYSTEM = Viewer(id=0, name="system", kind="system")
PASSWORD = "walk-the-whole-way"
FROM = date(2023, 1, 1)
LIMITS = (
    ("case.answer.consultation", 3, "working_days"),
    ("case.answer.help", 5, "working_days"),
    ("case.answer.complaint", 7, "working_days"),
    ("case.answer.report", 7, "working_days"),
    ("case.answer.suggestion", 7, "working_days"),
    ("case.answer.at_once", 24, "hours"),
    ("case.accept.at_once", 30, "minutes"),
    ("case.accept.with_care", 1, "working_days"),
    ("case.contact.at_once", 2, "hours"),
    ("case.contact.with_care", 1, "working_days"),
    ("case.check", 1, "working_days"),
    ("case.visit", 5, "working_days"),
    ("case.visit.bad_rating", 5, "working_days"),
    ("case.close", 1, "working_days"),
    ("case.redo", 5, "working_days"),
    ("case.extension", 20, "calendar_days"),
    ("case.promise", 180, "calendar_days"),
    ("case.incomplete", 5, "working_days"),
    ("case.reopen", 15, "calendar_days"),
)


@dataclass(slots=True)
class Cast:
    """Everybody and everything that a test may name."""

    office: Office
    desk: Party
    compound: Place
    clerk: User
    lead: User
    worker: User
    worker_party: Party
    other_worker: User
    other_party: Party
    admin: User
    auditor: User
    resident: User
    resident_party: Party
    categories: dict[str, Category]
    elsewhere: "Cast | None" = None
    viewers: dict[int, Viewer] = field(default_factory=dict)

    def viewer(self, user: User) -> Viewer:
        """The viewer that a user is."""
        if user.pk not in self.viewers:
            self.viewers[user.pk] = viewer_for(user, clock.today())
        return self.viewers[user.pk]

    def receive(self, text: str = "楼道灯坏了", contact: str = "13800001234", **more: Any) -> Case:
        """A new case of this office."""
        [receipt] = receive_cases(
            viewer=Viewer.asker(), office=self.office, requests=[NewCase(text=text, contact=contact, **more)]
        )
        return receipt.case


def assemble() -> Cast:
    """Both offices, made or put back; call it with the clock held."""
    return remembered(_assemble)


def _assemble() -> Cast:
    root = NewPlace("331024", "仙居县", "county", "", FROM)
    register_places(viewer=SYSTEM, places=[root])
    cast = _office("NF", "南峰街道", "001", "柳岸", "nf")
    cast.elsewhere = _office("QB", "青北街道", "002", "青北", "qb")
    return cast


def _office(code: str, name: str, street: str, word: str, prefix: str) -> Cast:
    places = {place.code: place for place in _places(name, street, word)}
    base = f"331024{street}"
    office = open_office(
        viewer=SYSTEM,
        code=code,
        name=name,
        place=places[base],
        phone="057600000000",
        doors=["community"],
        triage_threshold="0.60",
    )
    _limits(places[base])
    users = _users(office, prefix)
    compound = places[f"{base}001-1"]
    people = register_people(
        viewer=SYSTEM,
        office=office,
        people=[
            NewPerson("接线甲", user=users["clerk"]),
            NewPerson("社工乙", user=users["worker"], skills=["助餐", "照明"]),
            NewPerson("社工丙", user=users["other"]),
            NewPerson("居民丁", user=users["resident"], home=compound, phone="13900005678"),
        ],
    )
    clerk, worker, other, resident = people
    [desk] = register_teams(
        viewer=SYSTEM,
        office=office,
        teams=[NewTeam(f"{name}服务台", "desk", places[base], [(clerk.party, "")], is_desk=True)],
        from_on=FROM,
    )
    made = _categories(office)
    _directory(office, places[base], [worker, other], made)
    return Cast(
        office=office,
        desk=desk.party,
        compound=compound,
        clerk=users["clerk"],
        lead=users["lead"],
        worker=users["worker"],
        worker_party=worker.party,
        other_worker=users["other"],
        other_party=other.party,
        admin=users["admin"],
        auditor=users["auditor"],
        resident=users["resident"],
        resident_party=resident.party,
        categories={category.code: category for category in made},
    )


def _categories(office: Office) -> list[Category]:
    doors = {door for row in json.loads(STANDARD.read_text(encoding="utf-8")) for door in row["doors"]}
    return take_standard_categories(viewer=SYSTEM, office=office, doors=tuple(sorted(doors)))


def _limits(place: Place) -> None:
    register_limits(
        viewer=SYSTEM,
        limits=[
            Limit(matter=matter, place=place, from_on=FROM, amount=amount, unit=unit, document="测试办法")
            for matter, amount, unit in LIMITS
        ],
    )


def _places(name: str, street: str, word: str) -> list[Place]:
    base = f"331024{street}"
    return register_places(
        viewer=SYSTEM,
        places=[
            NewPlace(base, name, "street", "331024", FROM),
            NewPlace(f"{base}001", f"{word}社区", "community", base, FROM),
            NewPlace(f"{base}001-1", f"{word}小区", "compound", f"{base}001", FROM),
            NewPlace(f"{base}001-1-1", "1幢", "building", f"{base}001-1", FROM),
        ],
    )


def _users(office: Office, prefix: str) -> dict[str, User]:
    roles = {
        "clerk": "desk",
        "lead": "lead",
        "worker": "worker",
        "other": "worker",
        "admin": "admin",
        "auditor": "auditor",
    }
    new = [
        NewUser(
            f"{prefix}-{name}", f"{prefix} {name}", (NewGrant(role, office=office, from_on=FROM),), PASSWORD
        )
        for name, role in roles.items()
    ]
    new.append(NewUser(f"{prefix}-resident", f"{prefix} resident", (), PASSWORD))
    made = register_users(viewer=SYSTEM, users=new)
    return dict(zip([*roles, "resident"], [user for user, _password in made], strict=True))


def _directory(office: Office, area: Place, workers: list[Person], categories: list[Category]) -> None:
    leaves = tuple(category.code for category in categories if category.matter)
    register_offerings(
        viewer=SYSTEM,
        office=office,
        offerings=[
            NewOffering(
                Offering(office=office, provider=worker.party, name="社区服务", area=area, from_on=FROM),
                leaves,
            )
            for worker in workers
        ],
    )
    open_worker_files(
        viewer=SYSTEM,
        office=office,
        files=[
            WorkerFile(person=worker, type="grid", area=area, confirmed_on=FROM, from_on=FROM, ceiling=50)
            for worker in workers
        ],
    )
    set_duty(
        viewer=SYSTEM,
        office=office,
        duties=[
            Duty(
                office=office,
                place=area,
                weekday=day,
                from_hour=0,
                until_hour=24,
                person=workers[0],
                stand_in=workers[1],
            )
            for day in range(7)
        ],
    )


@dataclass(slots=True)
class Walk:
    """A clock that walks on between moves: each move happens a little after the one before."""

    moment: datetime = MORNING

    def __call__[T](self, act: Callable[..., T], *, minutes: int = 10, **arguments: Any) -> T:
        """Do something `minutes` later."""
        self.moment += timedelta(minutes=minutes)
        with clock.held_at(self.moment):
            return act(**arguments)
