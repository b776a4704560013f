"""Twelve people who try every page, one who followed a case by number and code, and the records that they try."""

import io
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.test import Client
from PIL import Image

from huiying.base.imports.services import bring
from huiying.base.jobs.services import open_job, track
from huiying.pure.sheets.tables import read_tables
from huiying.registers.access.models import User
from huiying.registers.access.services import NewGrant, NewUser, register_users
from huiying.registers.directory.models import Duty, Offering
from huiying.registers.directory.services import (
    NewAnswer,
    end_offering,
    keep_apart,
    offer,
    register_answers,
    send_on_leave,
)
from huiying.registers.limits.models import Limit
from huiying.registers.limits.services import NewLimit, set_limit, set_own_days
from huiying.registers.parties.models import Party
from huiying.registers.parties.services import (
    NewHousehold,
    NewOrganisation,
    NewPerson,
    NewTeam,
    affiliate,
    register_households,
    register_organisations,
    register_people,
    register_teams,
)
from huiying.registers.parties.services.pairings import NewPairing, pair
from huiying.registers.places.services import add_places, close_venue, end_place, open_venue
from huiying.work.cases.models import Case
from huiying.work.cases.rules.hotline import FIELDS
from huiying.work.cases.services.given import NewGiven, log_services
from huiying.work.cases.services.intake import add_photos, code_of
from huiying.work.cases.services.meetings import NewMeeting, call_meetings, put_on_agenda
from tests.cast import FROM, MORNING, PASSWORD, SYSTEM, Cast, Walk, assemble
from tests.fronts.web.beside import Beside, beside_of
from tests.fronts.web.stages import WAY, brought_to, on_the_way
from tests.remembered import remembered
from tests.work.cases.partners import partner_of

ROLES = {
    "stranger": ("", ""),
    "asker": ("", ""),
    "resident": ("", ""),
    "worker": ("worker", ""),
    "worker without a part": ("worker", ""),
    "partner": ("partner", ""),
    "clerk": ("desk", ""),
    "lead": ("lead", ""),
    "auditor": ("auditor", ""),
    "admin": ("admin", ""),
    "security": ("security", ""),
    "clerk elsewhere": ("desk", ""),
    "clerk here, auditor there": ("desk", "auditor"),
}
"""Who tries, and the role of each in their own office and in the other one. The asker has no account, and has
opened a case by number and code."""
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, slots=True)
class Records:
    """What one office has: a case in each state, and one of each register."""

    cases: dict[str, Case]
    provider: int
    colleague: int
    beside: Beside
    photo: UUID
    person: UUID
    household: UUID
    organisation: UUID
    team: UUID
    squad: UUID
    namesake: UUID
    pairing: UUID
    ties: dict[str, int]
    user: int
    grant: int
    meeting: UUID
    meeting_key: int
    given: UUID
    answer: UUID
    desk: int
    file: UUID
    job: UUID
    job_to_come: UUID
    worker: UUID
    area: int
    compound: int
    offering: int
    duty: int
    leave: int
    tie: int
    limit: int
    coming_limit: int
    own_day: int
    category: int
    building: int
    venue: int
    ended_place: int
    closed_venue: int
    ended_offering: int


@dataclass(frozen=True, slots=True)
class Company:
    """The people and both offices' records."""

    cast: Cast
    users: dict[str, User]
    own: Records
    other: Records

    def client(self, who: str) -> Client:
        """The browser of one of them, logged in; the asker's has opened each case that it can."""
        client = Client()
        if who in self.users:
            client.force_login(self.users[who], backend=BACKEND)
        return client

    def records(self, who: str, whose: str) -> Records:
        """The records of somebody's own office, or of the other one."""
        is_here = who != "clerk elsewhere"
        return self.own if is_here == (whose == "own") else self.other


MARKS = ("return asked", "incomplete", "unanswered", "kept", "elsewhere", "promised", "rated badly", "merged")
PHONE = "13900005678"
"""That of the resident, in either office."""


def company() -> Company:
    """Everybody and everything, made or put back; call it with the clock held."""
    return remembered(_company)


def _company() -> Company:
    cast = assemble()
    assert cast.elsewhere is not None
    security = NewUser(
        "nf-security", "nf security", (NewGrant("security", office=cast.office, from_on=FROM),), PASSWORD
    )
    in_two = (
        NewGrant("desk", office=cast.office, from_on=FROM),
        NewGrant("auditor", office=cast.elsewhere.office, from_on=FROM),
    )
    both = NewUser("nf-both", "nf both", in_two, PASSWORD)
    [(guard, _password), (of_two, _password)] = register_users(viewer=SYSTEM, users=[security, both])
    users = {
        "resident": cast.resident,
        "worker": cast.worker,
        "worker without a part": cast.other_worker,
        "partner": partner_of(cast).user,
        "clerk": cast.clerk,
        "lead": cast.lead,
        "auditor": cast.auditor,
        "admin": cast.admin,
        "security": guard,
        "clerk elsewhere": cast.elsewhere.clerk,
        "clerk here, auditor there": of_two,
    }
    return Company(cast, users, _records(cast), _records(cast.elsewhere))


def _records(cast: Cast) -> Records:
    walk = Walk()
    cases = {state: brought_to(cast, state, text=f"柳岸小区1幢楼道灯坏了({state})") for state in WAY}
    with_photo = walk(cast.receive, text="楼道灯坏了,有照片")
    [photo] = walk(add_photos, viewer=SYSTEM, case=with_photo, uploads=[("灯.jpg", a_photo())], by="asker")
    with_photo.refresh_from_db()
    cases["with a photo"] = brought_to(cast, "dispatched", walk=walk, case=with_photo)
    cases["with a phone"] = walk(cast.receive, text="楼道灯坏了，请回电", contact=PHONE)
    cases |= {mark: on_the_way(cast, mark) for mark in MARKS}
    cases["on the agenda"] = brought_to(cast, "triaged", text="路灯归谁修")
    new = NewMeeting("joint", "路灯", MORNING)
    [meeting] = walk(call_meetings, viewer=SYSTEM, office=cast.office, meetings=[new])
    listed = {"meeting": meeting, "word": "三家都说不归自己", "by": "desk"}
    walk(put_on_agenda, viewer=SYSTEM, case=cases["on the agenda"], **listed)
    cases["refused"] = brought_to(cast, "refused", text="押金的官司")
    new_answer = NewAnswer("楼道灯坏了找谁", "报给网格员，三天内修好。", cast.desk, date(2024, 6, 1))
    [answer] = register_answers(viewer=SYSTEM, office=cast.office, answers=[new_answer])
    offering = Offering.objects.get(provider=cast.worker_party)
    services = [NewGiven(offering, cast.resident_party, case=cases["handling"])]
    [given] = log_services(viewer=cast.viewer(cast.worker), office=cast.office, services=services)
    registers = _registers(cast)
    return Records(
        cases=cases,
        provider=cast.worker_party.pk,
        colleague=cast.other_party.pk,
        beside=beside_of(cast, cases, a_photo()),
        photo=photo.file.uuid,
        person=cast.resident_party.uuid,
        team=cast.desk.uuid,
        **registers,
        meeting=meeting.uuid,
        meeting_key=meeting.pk,
        given=given.uuid,
        answer=answer.uuid,
        desk=cast.desk.pk,
        file=_file_of(cast),
        **_jobs_of(cast),
        **_of_the_office(cast, walk, Party.objects.get(uuid=registers["organisation"])),
    )


def _registers(cast: Cast) -> dict[str, Any]:
    """One of each of the parties, with somebody who belongs to it."""
    person, home = cast.resident_party.person, cast.compound
    [household] = register_households(
        viewer=SYSTEM, office=cast.office, households=[NewHousehold(home, [(person, "head")], FROM)]
    )
    [organisation] = register_organisations(
        viewer=SYSTEM, office=cast.office, organisations=[NewOrganisation("柳岸灯具店", "enterprise", home)]
    )
    [tie] = affiliate(
        viewer=SYSTEM, office=cast.office, pairs=[(person, organisation, "member")], from_on=FROM
    )
    [namesake] = register_people(viewer=SYSTEM, office=cast.office, people=[NewPerson("居民叮")])
    task = NewTeam("路灯专班", "task_force", members=[(cast.worker_party, "")])
    [squad] = register_teams(viewer=SYSTEM, office=cast.office, teams=[task], from_on=FROM)
    ties = {
        "household": household.members.get().pk,
        "organisation": tie.pk,
        "squad": squad.members.get().pk,
    }
    guest = NewUser(
        f"{cast.office.code.lower()}-guest", "访客", (NewGrant("auditor", office=cast.office, from_on=FROM),)
    )
    [(user, _password)] = register_users(viewer=SYSTEM, users=[guest])
    mentors = NewPairing("mentor", cast.worker_party, cast.resident_party, FROM)
    [pairing] = pair(viewer=SYSTEM, office=cast.office, pairings=[mentors])
    return {
        "pairing": pairing.uuid,
        "user": user.pk,
        "grant": user.grants.get().pk,
        "household": household.party.uuid,
        "organisation": organisation.party.uuid,
        "squad": squad.party.uuid,
        "namesake": namesake.party.uuid,
        "ties": ties,
    }


HEADS = ["工单编号", "诉求内容"]
ROWS = [HEADS, ["HX-1", "楼道灯坏了"], ["", "没有编号"]]


def _file_of(cast: Cast) -> UUID:
    """A hotline's file of two rows, one of them faulty, that was brought and waits to be looked through."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as kept:
        kept.write(a_table().read())
        kept.flush()
        path = Path(kept.name)
        brought = bring(
            viewer=cast.viewer(cast.clerk),
            office_id=cast.office.pk,
            kind="cases",
            name="十二月.csv",
            path=path,
            reading=read_tables(path, FIELDS, {}),
        )
    return brought.uuid


def _jobs_of(cast: Cast) -> dict[str, UUID]:
    """A job that failed, and one that waits for a worker."""
    viewer = cast.viewer(cast.admin)
    failed, waiting = (
        open_job(kind="cases.import", viewer=viewer, office_id=cast.office.pk) for _each in range(2)
    )
    with suppress(MemoryError), track(uuid=failed.uuid, total_count=40):
        raise MemoryError
    return {"job": failed.uuid, "job_to_come": waiting.uuid}


def a_table() -> io.BytesIO:
    """A hotline's file as a browser sends it."""
    content = io.BytesIO("\n".join(",".join(row) for row in ROWS).encode())
    content.name = "十二月.csv"
    return content


def _of_the_office(cast: Cast, walk: Walk, body: Party) -> dict[str, Any]:
    """What the pages of the directory and of the set-up open."""
    offering = Offering.objects.get(office=cast.office, provider=cast.worker_party)
    duty = Duty.objects.filter(office=cast.office).order_by("pk")[0]
    days = {"from_on": date(2024, 1, 2), "until_on": date(2024, 1, 5)}
    worker = cast.worker_party.person
    leave = walk(send_on_leave, viewer=SYSTEM, office=cast.office, person=worker, **days)
    tie = {"provider": cast.worker_party, "party": body}
    walk(keep_apart, viewer=SYSTEM, office=cast.office, **tie)
    limit = Limit.objects.get(place=cast.office.place, matter="case.answer.help")
    new = NewLimit("case.answer.complaint", date(2024, 3, 1), 6, "working_days", "测试办法")
    coming = walk(set_limit, viewer=SYSTEM, office=cast.office, new=new)
    own = {"days": [date(2024, 1, 10)], "is_working": False, "note": "停电", "document": ""}
    [day] = walk(set_own_days, viewer=SYSTEM, office=cast.office, **own)
    canteen = {"name": "便民食堂", "kind": "canteen", "place": cast.compound, "hours": [[0, 10, 13]]}
    venue = walk(open_venue, viewer=SYSTEM, values=canteen)
    [gone] = walk(add_places, viewer=SYSTEM, parent=cast.compound, level="building", names=["拆了的楼"])
    walk(end_place, viewer=SYSTEM, place=gone, last_on=gone.from_on)
    closed = walk(open_venue, viewer=SYSTEM, values={**canteen, "name": "老食堂"})
    walk(close_venue, viewer=SYSTEM, venue=closed)
    return {
        "worker": cast.worker_party.uuid,
        "area": cast.office.place_id,
        "compound": cast.compound.pk,
        "offering": offering.pk,
        "duty": duty.pk,
        "leave": leave.pk,
        "tie": body.pk,
        "limit": limit.pk,
        "coming_limit": coming.pk,
        "own_day": day.pk,
        "building": cast.compound.children.exclude(pk=gone.pk).get().pk,
        "venue": venue.pk,
        "ended_place": gone.pk,
        "closed_venue": closed.pk,
        "ended_offering": _ended_offering(cast, walk).pk,
        "category": cast.categories["elder.meals"].pk,
    }


def _ended_offering(cast: Cast, walk: Walk) -> Offering:
    """One that was given once and is given no more."""
    values = {"name": "修锁", "area": cast.compound}
    values |= {"life_stage": "", "service_kind": "", "is_value_added": False}
    given = {"values": values, "categories": ["estate.facilities"]}
    row = walk(offer, viewer=SYSTEM, office=cast.office, provider=cast.worker_party, **given)
    return walk(end_offering, viewer=SYSTEM, offering=row)


def a_photo() -> io.BytesIO:
    """A small photo as a phone sends it."""
    content = io.BytesIO()
    Image.new("RGB", (320, 240), "navy").save(content, "JPEG")
    content.seek(0)
    content.name = "灯.jpg"
    return content


def client_of(user: User, language: str = "en") -> Client:
    """The browser of somebody who logged in, and what it is shown in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    client.cookies["language"] = language
    return client


def opening(client: Client, case: Case) -> Any:
    """Open a case by number and code."""
    return client.post("/track/", {"number": case.number, "code": code_of(case)})
