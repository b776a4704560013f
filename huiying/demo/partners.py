"""The partner that logs in: a lawyer of a firm outside, who sees only what was given to the firm."""

from collections.abc import Iterator
from datetime import date, datetime

from huiying.demo.logins import PARTNER
from huiying.demo.office_time import at_minute
from huiying.demo.street import FOUNDED_ON, OFFICE_HOURS
from huiying.demo.world import BUILDER, World
from huiying.pure.lib import clock
from huiying.registers.access.selectors import viewer_for
from huiying.registers.access.services import NewGrant, NewUser, register_users
from huiying.registers.directory.models import Offering
from huiying.registers.directory.services import NewOffering, register_offerings
from huiying.registers.parties.models import Organisation
from huiying.registers.parties.services import NewPerson, affiliate, register_people
from huiying.registers.places.models import Office
from huiying.work.cases.services.dispatch import dispatch_case
from huiying.work.cases.services.given import NewGiven, log_services
from huiying.work.cases.services.handling import accept_case, contact_asker
from huiying.work.cases.services.intake import NewCase, receive_cases
from huiying.work.cases.services.understanding import triage_by_hand, understand

FIRM = "明渠律师事务所"
_OFFERING = "律师上门讲法"
CASES = (
    (
        date(2023, 12, 12),
        9 * 60 + 12,
        "离婚协议里写了孩子抚养费，他半年没给，我一个人带两个孩子，想问问怎么去要，要不要先找律师写函",
        "电话里讲了，先备好协议和转账记录，周四下午带来看",
    ),
    (
        date(2023, 12, 14),
        15 * 60 + 5,
        "租的店面房东要提前收回，合同还有一年，押金也不肯退，我该怎么跟他谈",
        "",
    ),
)
"""On which day, at which minute, what is asked, and what was agreed on the phone; the last is not accepted yet."""
_TALKS = (
    (date(2023, 2, 16), 24, 90, "讲租房合同要看哪几条"),
    (date(2023, 4, 20), 31, 90, "讲欠薪怎么留证据"),
    (date(2023, 6, 15), 18, 60, "讲遗嘱怎么写才作数"),
    (date(2023, 9, 21), 27, 90, "讲网上买东西上当怎么办"),
    (date(2023, 11, 16), 22, 60, "讲邻里相邻权"),
)


def register(office: Office, password: str) -> None:
    """The lawyer's login, the tie to the firm, and what the firm gives."""
    login, name, role, _what = PARTNER
    grant = NewGrant(role, office=office, from_on=FOUNDED_ON)
    [(user, _)] = register_users(viewer=BUILDER, users=[NewUser(login, name, (grant,), password)])
    [person] = register_people(viewer=BUILDER, office=office, people=[NewPerson(name, user=user)])
    firm = Organisation.objects.get(party__office=office, party__name=FIRM)
    affiliate(viewer=BUILDER, office=office, pairs=[(person, firm, "member")], from_on=FOUNDED_ON)
    row = Offering(
        office=office, provider=firm.party, name=_OFFERING, name_en="A lawyer comes and explains", area=office.place,
        for_whom="居民和商户", hours=OFFICE_HOURS, is_public=False, from_on=FOUNDED_ON,
    )  # fmt: skip
    register_offerings(viewer=BUILDER, office=office, offerings=[NewOffering(row, ("law.aid",))])


def join(world: World) -> None:
    """The firm may be given cases like any provider."""
    firm = (
        Organisation.objects.select_related("party").get(party__office=world.office, party__name=FIRM).party
    )
    lawyer = firm.organisation.affiliations.get(person__user__username=PARTNER[0]).person
    if lawyer.user is not None:
        world.viewers[firm.pk] = [viewer_for(lawyer.user, clock.today())]
        world.parties[firm.pk] = firm


def stories(world: World) -> list[Iterator[datetime]]:
    """Two cases that were given to the firm, and its talks."""
    return [*(_case(world, *row) for row in CASES), *(_talk(world, *row) for row in _TALKS)]


def _firm(world: World) -> Offering:
    return Offering.objects.select_related("provider").get(office=world.office, name=_OFFERING)


def _case(world: World, day: date, minute: int, text: str, agreed: str) -> Iterator[datetime]:
    clerk, category = world.clerks[0], world.categories["law.aid"]
    yield at_minute(day, minute)
    new = NewCase(text=text, contact=f"1990000{7000 + minute}", by="desk", source="phone")
    [receipt] = receive_cases(viewer=clerk, office=world.office, requests=[new])
    [case] = understand(cases=[receipt.case], knows=world.knows)
    yield at_minute(day, minute + 6)
    case = triage_by_hand(
        viewer=clerk, case=case, category=category, kind="help", lane="with_care", place=None
    )
    yield at_minute(day, minute + 11)
    firm = _firm(world).provider
    case = dispatch_case(viewer=clerk, case=case, provider=firm, why="对方指名要律师")
    if agreed:
        lawyer = world.viewers[firm.pk][0]
        yield at_minute(day, minute + 50)
        case = accept_case(viewer=lawyer, case=case)
        yield at_minute(day, minute + 70)
        contact_asker(viewer=lawyer, case=case, word=agreed)


def _talk(world: World, day: date, people: int, minutes: int, word: str) -> Iterator[datetime]:
    yield at_minute(day, 16 * 60 + 10)
    offering = _firm(world)
    new = NewGiven(offering, count=people, minutes=minutes, result="explained", word=word)
    log_services(viewer=world.viewers[offering.provider_id][0], office=world.office, services=[new])
