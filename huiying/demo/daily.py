"""What the social workers write down day by day (记一笔): a thousand services over the year, with and without a case."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from huiying.demo.office_time import CALENDAR, at_minute
from huiying.demo.plans import MORNING
from huiying.demo.world import World
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.models import Offering
from huiying.registers.parties.models import Party
from huiying.work.cases.models import Case
from huiying.work.cases.services.given import NewGiven, log_services, strike_out

ROUNDS, EACH = 250, 4
"""A worker's round of a day, and what is written down after it."""
_REGULARS = 14
"""Whom a worker sees again and again."""
_FIRST, _LAST = date(2023, 1, 4), MORNING.date() - timedelta(days=1)
_STRUCK, _LATE = 62, 40
"""Every so many rounds one service is struck out again, or is written down more than a week later."""


class Kind(NamedTuple):
    """How one type of social worker serves: minutes, how often a group, and what is noted."""

    minutes: tuple[int, ...]
    group_share: float
    group: tuple[int, int]
    words: tuple[str, ...]


KINDS = {
    "elderly": Kind(
        (15, 20, 30, 45), 0.1, (6, 15),
        (
            "量血压，低压偏高，记在床头本子上", "陪去卫生院配药，来回走了一趟", "教会用手机挂号", "送饭时坐了会儿，精神好",
            "剪指甲、洗头", "换了床头的灯泡", "核对高龄津贴，材料齐了", "助听器换电池", "水龙头滴水，垫圈换了",
            "摔过一跤，膝盖青，劝她下楼扶栏杆", "帮着给外地儿子打了视频", "药盒按一周分好了", "陪着晒太阳，说说话",
        ),
    ),
    "child": Kind(
        (30, 60, 90), 0.55, (7, 18),
        (
            "四点半课堂，作业都写完才走", "绘本课，轮着讲故事", "家长堵在路上，等到六点", "跳绳和呼啦圈", "作文不会开头，一起列了提纲",
            "和班主任通了电话", "暑期课堂报名登记", "看牙，陪着排队", "手工课做灯笼", "数学补了分数那一章",
        ),
    ),
    "family": Kind(
        (30, 45, 60), 0.12, (8, 20),
        (
            "上门看望，孩子功课跟上了", "陪着交医疗救助材料", "夫妻俩坐下来谈了一回，约下周再谈", "残疾证换新，照片拍好了", "父子和好，一起吃了饭",
            "家庭教育小课", "临时救助的章盖齐了", "轮椅借出，登记三个月", "帮着列了每月开销", "心理热线的号码给了她",
        ),
    ),
    "grid": Kind(
        (10, 15, 20, 30), 0.15, (10, 30),
        (
            "楼道堆的纸箱当场搬走", "电瓶车劝出楼道", "租客登记，合同看过", "消防栓水压正常", "井盖松了，围起来等人修", "入户看燃气软管，两年没换，劝换",
            "垃圾分类讲了一遍", "台风前收花盆", "门禁不灵，报给物业", "楼道灯不亮，记下报修", "路面结冰，撒了盐",
        ),
    ),
    "mediation": Kind(
        (30, 45, 60, 90), 0.05, (6, 12),
        (
            "楼上楼下坐下来，约定十点后不拖凳子", "漏水的账分清，各出一半", "两家店为门口摆摊谈妥，画了线", "停车位轮着用，写在纸上", "欠的工钱先给一半，月底结清",
            "空调外机挪半米", "老树枝修掉，邻居都在", "装电梯，一楼还没松口，再谈", "猫狗扰民，约定拴绳",
        ),
    ),
}  # fmt: skip


def rounds(world: World, share: float, seed: int) -> list[Iterator[datetime]]:
    """Every round as a story of its own."""
    rng = Random(f"daily {seed}")  # of its own, so that the cases' stories stay as they are
    offerings = (
        Offering.objects.filter(office=world.office, provider__person__worker_file__isnull=False)
        .exclude(name="值班接应")
        .select_related("provider__person__worker_file__area")
        .order_by("pk")
    )
    givers = [Giver(world, rng, offering) for offering in offerings]
    count = max(len(KINDS), round(ROUNDS * share))
    made = []
    for serial in range(count):
        giver = givers[serial % len(givers)] if serial < len(givers) else rng.choice(givers)
        day = CALENDAR.after(_FIRST + timedelta(days=serial * 342 // count), 1)
        made.append(giver.round(min(day, _LAST), serial))
    return made


class Giver:
    """A social worker with what they offer, and whom they see again and again."""

    def __init__(self, world: World, rng: Random, offering: Offering) -> None:
        self.world, self.rng, self.offering = world, rng, offering
        file = offering.provider.person.worker_file
        self.kind = KINDS[file.type]
        self.shops = world.businesses if file.type == "mediation" else []
        self.viewer: Viewer = world.viewers[offering.provider_id][0]
        near = [
            one.party
            for one in world.everybody
            if one.party.place is not None and one.party.place.path.startswith(file.area.path)
        ] or [one.party for one in world.everybody]
        self.regulars: list[Party] = rng.sample(near, min(_REGULARS, len(near)))

    def round(self, day: date, serial: int) -> Iterator[datetime]:
        """Written down at the end of the round; now and then one comes late, or is struck out again."""
        if (until_on := self.world.leave_of(self.viewer, day)) is not None:
            day = min(CALENDAR.after(until_on, 1), _LAST)
        ends = at_minute(day, 16 * 60 + self.rng.randint(0, 45))
        yield ends
        at = ends - timedelta(minutes=self.rng.randint(5, 15))
        services = []
        for number in range(EACH):
            services.append(self._service(at, self._case() if number == 0 else None))
            at -= timedelta(minutes=services[-1].minutes + self.rng.randint(4, 15))
        if serial % _LATE == _LATE - 1:
            services.append(self._service(ends - timedelta(days=9)))
        made = log_services(viewer=self.viewer, office=self.world.office, services=services)
        if serial % _STRUCK == _STRUCK - 1:
            yield ends + timedelta(minutes=3)
            strike_out(viewer=self.viewer, given=made[0], reason="点错了人，另记了一笔")

    def _case(self) -> Case | None:
        """What the worker has in hand then."""
        found = Case.objects.filter(provider=self.offering.provider_id, state="handling", is_secret=False)
        return found.select_related("asker").order_by("pk").first()

    def _service(self, at: datetime, case: Case | None = None) -> NewGiven:
        """To who asked, to somebody whom the worker sees often, to a shop, or to a group that was counted."""
        rng, kind = self.rng, self.kind
        minutes, word = rng.choice(kind.minutes), self.world.one_of(kind.words)
        if case is None and rng.random() < kind.group_share:
            people = rng.randint(*kind.group)
            return NewGiven(self.offering, count=people, minutes=minutes, word=word, happened_at=at)
        party = case.asker if case is not None else rng.choice(self.regulars)
        if case is None and self.shops and rng.random() < 0.25:
            party = rng.choice(self.shops).party
        result = rng.choices(("done", "explained", "goes_on", "passed_on"), (70, 14, 12, 4))[0]
        return NewGiven(
            self.offering, party, minutes=minutes, result=result, word=word, case=case, happened_at=at
        )
