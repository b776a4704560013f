"""What the centre and its partners have given to the enterprises of the zone since 2021."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from huiying.demo.office_time import CALENDAR, office_moment_on
from huiying.demo.plans import MORNING
from huiying.demo.world import World
from huiying.demo.zone import FOUNDED_ON
from huiying.demo.zone_enterprises import PARTNER
from huiying.demo.zone_phrases import SERVICES
from huiying.pure.lib import clock
from huiying.registers.directory.models import Offering
from huiying.registers.parties.models import Organisation, Party
from huiying.work.cases.services.given import NewGiven, log_services

COUNT = 118
SERVED = 46
"""So many services, to so many of the enterprises; the others have not needed one yet."""
_BY_PARTNERS = {
    "贷款找人谈": ("苍南农信银行龙港支行", "海西商业银行经开区支行"),
    "转贷和续贷": ("瓯江融资担保公司", "苍南农信银行龙港支行"),
    "律师坐班": ("明达律师事务所",),
    "招工与订单班": ("百川人力资源公司", "苍南职业技术学院"),
    "会写东西的人": ("印刷包装商会",),
    "外贸与物流拼单": ("塑料制品行业协会",),
    "专利、人才、技改": ("智衡知识产权代理公司", "浙南质量检测中心"),
    "开票退税问这里": ("四方会计师事务所",),
    "消防与安全上门看": ("浙南质量检测中心",),
    "招工、工伤、社保": ("园区联合工会",),
}
"""Which partners give a service together with the centre: every second time one of them does it."""


def services(world: World, share: float) -> list[Iterator[datetime]]:
    """Each service as a story, spread from the centre's first weeks to the last morning."""
    count = max(4, round(COUNT * share))
    served = world.rng.sample(world.businesses, max(3, round(SERVED * share)))
    offerings = list(
        Offering.objects.filter(office=world.office, is_public=True).select_related("provider").order_by("pk")
    )
    world.rng.shuffle(offerings)
    partners = {
        organisation.party.name: organisation.party
        for organisation in Organisation.objects.filter(party__office=world.office).select_related("party")
        if PARTNER in organisation.tags
    }
    days = (MORNING.date() - FOUNDED_ON).days - 30
    made = []
    for serial in range(count):
        offering = offerings[serial % len(offerings)]
        names = _BY_PARTNERS.get(offering.name, ())
        partner = (
            partners[names[serial % len(names)]] if names and serial // len(offerings) % 2 == 0 else None
        )
        day = CALENDAR.after(FOUNDED_ON + timedelta(days=20 + serial * days // count), 1)
        made.append(_service(world, (offering, partner), served[serial % len(served)].party, day))
    return made


def _service(world: World, by: tuple[Offering, Party | None], to: Party, day: date) -> Iterator[datetime]:
    """Whoever of the team was there writes it down at once."""
    offering, partner = by
    yield office_moment_on(world.rng, day)
    new = NewGiven(
        offering,
        party=to,
        provider=partner,
        minutes=world.rng.choice((20, 30, 45, 60, 90, 120)),
        result=world.rng.choices(("done", "explained", "goes_on"), (6, 3, 1))[0],
        word=world.one_of(SERVICES),
    )
    viewer = world.acting_for(offering.provider, clock.today())
    log_services(viewer=viewer, office=world.office, services=[new])
