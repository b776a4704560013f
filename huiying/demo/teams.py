"""The teams of the street: the desk, organs, circles, grid teams and service groups, and what they offer."""

from typing import NamedTuple

from huiying.demo.street import FOUNDED_ON, OFFICE_HOURS, hours
from huiying.registers.directory.models import Offering
from huiying.registers.directory.services import NewOffering
from huiying.registers.parties.models import Party, Team
from huiying.registers.parties.services import NewTeam
from huiying.registers.places.models import Office, Place, Venue

DESK = "街道服务台"
COMMITTEE = "街道社区工作委员会"
CENTRE = "街道服务中心工作组"
AID = "救助专窗"
CANTEEN = "柳岸便民食堂班组"
CARE = "永安照料中心班组"
CLASSES = "四点半课堂教师组"
ENTERPRISES = "悦汇企业服务组"
UNION = "街道职工服务站"
LAND = "征迁政策宣讲组"
GROUPS = {"policy": "政策服务团", "finance": "金融服务团", "law": "法律服务团", "talent": "人才服务团"}
CIRCLES = ("党建带头自治圈", "大家商量共治圈", "街社连心联动圈", "服务进门公益圈")


class Organ(NamedTuple):
    """An organ of the street, the place it sits in, the team above it, and its liaison workers' type."""

    name: str
    kind: str
    place: str
    above: str
    worker_type: str


ORGANS = (
    Organ(COMMITTEE, "organ", "南峰街道", "", "grid"),
    Organ(CENTRE, "organ", "街道服务中心", COMMITTEE, "family"),
    Organ(AID, "organ", "街道服务中心", CENTRE, "family"),
    Organ(CANTEEN, "organ", "柳岸便民食堂", CENTRE, "elderly"),
    Organ(CARE, "organ", "永安照料中心", CENTRE, "elderly"),
    Organ(CLASSES, "organ", "学前四点半课堂", CENTRE, "child"),
    Organ(ENTERPRISES, "organ", "悦汇服务站", CENTRE, "mediation"),
    Organ(UNION, "organ", "大桥头驿站", CENTRE, "grid"),
    Organ(LAND, "policy_speakers", "南峰街道", COMMITTEE, "mediation"),
)


def first_teams(
    clerks: list[Party], workers: dict[str, list[Party]], places: dict[str, Place]
) -> list[NewTeam]:
    """The desk, and the committee that the others stand under."""
    return [
        NewTeam(DESK, "desk", places["街道服务中心"], [(clerk, "接线") for clerk in clerks], is_desk=True),
        NewTeam(
            COMMITTEE, "organ", places["南峰街道"], [(party, "委员") for party in workers["grid"][::3]],
            phone="057600000001",
        ),
    ]  # fmt: skip


def organs(workers: dict[str, list[Party]], places: dict[str, Place], committee: Team) -> list[NewTeam]:
    """The organs of the service centre and the six community committees."""
    made = [
        NewTeam(
            organ.name,
            organ.kind,
            places[organ.place],
            [
                (party, "联络" if number == 0 else "成员")
                for number, party in enumerate(workers[organ.worker_type][:4])
            ],
            parent=committee,
        )
        for organ in ORGANS[1:]
    ]
    communities = [place for place in places.values() if place.level == "community"]
    made += [
        NewTeam(
            f"{community.name}居民委员会",
            "organ",
            community,
            [(party, "委员") for party in workers[community.name][:5]],
            parent=committee,
        )
        for community in communities
    ]
    return made


def grid_teams(
    workers: dict[str, list[Party]], places: dict[str, Place], committees: dict[str, Team]
) -> list[NewTeam]:
    """One team a grid: the community's grid workers take turns, others help."""
    made = []
    for grid in places.values():
        if grid.level != "grid":
            continue
        community = next(
            name for name in committees if places[name].path == grid.path[: len(places[name].path)]
        )
        members = workers[community]
        turn = int(grid.code.rsplit("-", 1)[1])
        team = [members[(turn * 2 + number) % len(members)] for number in range(4)]
        made.append(
            NewTeam(
                f"{grid.name}组",
                "grid_team",
                grid,
                [(party, "网格长" if number == 0 else "网格员") for number, party in enumerate(team)],
                parent=committees[community],
            )
        )
    return made


def service_groups(
    workers: dict[str, list[Party]], organisations: list[Party], places: dict[str, Place], parent: Team
) -> list[NewTeam]:
    """The four groups of the business district's centre: a liaison worker each, and bodies that send people."""
    kinds = {
        "policy": ("街道", "协会"),
        "finance": ("银行", "贷款"),
        "law": ("律师", "司法"),
        "talent": ("人力", "职业", "乡贤"),
    }
    made = []
    for serial, (key, name) in enumerate(GROUPS.items()):
        bodies = [party for party in organisations if any(word in party.name for word in kinds[key])]
        liaison = workers["金丰社区"][serial * 2 % len(workers["金丰社区"])]
        made.append(
            NewTeam(
                name,
                "service_group",
                places["悦汇服务站"],
                [(liaison, "联络社工"), *((body, "成员单位") for body in bodies)],
                parent=parent,
                phone=f"0576000001{serial + 1:02d}",
            )
        )
    return made


def circles(
    parts: dict[str, Team], organisations: list[Party], committee: Team, street: Place
) -> list[NewTeam]:
    """The four circles with the bodies that make each of them."""
    grids = [team.party for name, team in parts.items() if team.kind == "grid_team"]
    committees = [team.party for name, team in parts.items() if name.endswith("居民委员会")]
    groups = [team.party for team in parts.values() if team.kind == "service_group"]
    services = [parts[name].party for name in (CANTEEN, CARE, CLASSES, AID)]
    members = (
        [parts[COMMITTEE].party, *committees, *grids],
        [
            party
            for party in organisations
            if "协会" in party.name or "物业" in party.name or "联谊会" in party.name
        ],
        [parts[COMMITTEE].party, parts[CENTRE].party, *committees],
        [*services, *groups],
    )
    return [
        NewTeam(name, "circle", street, [(party, "") for party in parties], parent=committee)
        for name, parties in zip(CIRCLES, members, strict=True)
    ]


class Public(NamedTuple):
    """A line of the public directory."""

    team: str
    name: str
    english: str
    summary: str
    for_whom: str
    categories: tuple[str, ...]
    venue: str
    open_hours: list[list[int]]


_WEEK = (0, 1, 2, 3, 4, 5, 6)
_WORK = (0, 1, 2, 3, 4)
DIRECTORY = (
    Public(DESK, "有事先找服务台", "Ask the desk first", "不知道该找谁,就从这里说起,我们替您找人。", "所有人",
           ("other", "property.title", "land.homestead", "union.dating", "aid.listing"), "街道服务中心", OFFICE_HOURS),
    Public(CANTEEN, "午饭晚饭送上楼", "Lunch and dinner carried upstairs",
           "六十岁以上、下楼不方便的老人,头天下午四点前打个电话,第二天就送到家门口,能做软的、少盐的。",
           "六十岁以上老人", ("elder.meals",), "柳岸便民食堂", hours(_WEEK, 10, 18)),
    Public(CARE, "白天有人照看老人", "Day care for the elderly", "早上送来、傍晚接走,中间有饭、有床、有护理员;可以先试三天。",
           "白天家里没人的老人", ("elder.care",), "永安照料中心", hours(_WEEK, 7, 19)),
    Public(CARE, "扶您洗个澡", "Help with bathing", "有防滑的浴室和两个人搭手,每位四十分钟,要先约。", "自己洗澡不稳当的老人",
           ("elder.care",), "永安照料中心", hours((1, 3, 5), 9, 16)),
    Public(CLASSES, "放学到下班之间", "Between school and the end of work", "三处课堂,写作业、看书、下棋,五点半后也有老师等。",
           "小学生", ("child.afterclass",), "学前四点半课堂", hours(_WORK, 15, 19)),
    Public(CLASSES, "路上堵了,替您多看一会儿", "A little longer when you are late", "打课堂电话说一声,孩子有人陪到您来为止。",
           "孩子已经在课堂的家长", ("child.pickup",), "金丰四点半课堂", hours(_WORK, 15, 20)),
    Public(GROUPS["policy"], "开店的证怎么办", "Licences for your shop", "营业执照、食品证、门头招牌,一张单子列全,不让您跑第二趟。",
           "商户和准备开店的人", ("shop.licence", "policy.support", "policy.paid"), "悦汇服务站", hours(_WEEK, 9, 21)),
    Public(GROUPS["policy"], "税和社保缴费", "Taxes and contributions", "不会填、填错了、多缴了,带手机来就行。", "商户和小企业",
           ("shop.tax",), "悦汇服务站", hours(_WORK, 9, 17)),
    Public(GROUPS["finance"], "缺周转的钱,先来问问", "Short of working capital", "几家银行的人轮流坐班,先看流水,再说利息,不收介绍费。",
           "商户和小企业", ("finance.loan",), "悦汇服务站", hours((1, 3), 14, 20)),
    Public(GROUPS["law"], "值班律师", "A lawyer on duty", "离婚、工伤、租房、欠薪,先讲给律师听,不要钱;周二下午最空。", "所有人",
           ("law.aid",), "悦汇服务站", hours((1, 5), 13, 18)),
    Public(GROUPS["law"], "雇人和被雇的事", "Work contracts", "合同、加班、社保,老板和员工都可以来问,分开接待。", "雇主和员工",
           ("labour.employment", "labour.protection"), "悦汇服务站", hours((1, 5), 13, 18)),
    Public(GROUPS["talent"], "租房补贴和人才政策", "Housing allowance and talent policy", "毕业几年、社保几个月,当面算给您看能领多少。",
           "来工作的年轻人", ("talent.policy", "talent.project", "talent.scholarship"), "悦汇服务站", hours(_WEEK, 9, 21)),
    Public(GROUPS["talent"], "找活和招人", "Looking for work, looking for hands", "把想做的、能做的说清楚,三天里给您两个去处。",
           "找工作的人和招工的店", ("job.guidance", "enterprise.recruit"), "悦汇服务站", hours(_WORK, 9, 18)),
    Public(AID, "一时难住了", "When you are in straits", "生病、失火、丢了活,先来讲,能帮什么当场告诉您。", "遇到难处的家庭",
           ("aid.hardship", "aid.medical"), "街道服务中心", OFFICE_HOURS),
    Public(AID, "残疾人的证和补贴", "Disability papers and allowances", "出门不便的,我们上门拍照、填表、代办。", "残疾人和家属",
           ("aid.disability",), "街道服务中心", OFFICE_HOURS),
    Public(AID, "低保公示有话要说", "About the list of who gets help", "觉得谁不该在上面、谁该在上面,都可以讲,不问您是谁。", "所有人",
           ("aid.listing",), "街道服务中心", OFFICE_HOURS),
    Public(UNION, "给跑外卖、扫马路的歇脚处", "A rest stop for outdoor workers", "热饭、热水、充电、创可贴,进门不用登记。",
           "在外面干活的人", ("union.station",), "大桥头驿站", hours(_WEEK, 6, 22)),
    Public(UNION, "想建个工会", "Founding a union", "几个人能建、要写什么,带您走一遍。", "企业和员工", ("union.founding", "union.dating"),
           "大桥头驿站", OFFICE_HOURS),
    Public(ENTERPRISES, "厂里的难题", "Difficulties of a business", "用电、修路、招工、宣传,说给一个人听,由他去跑。", "企业",
           ("enterprise.publicity", "park.roads", "park.power"), "悦汇服务站", hours(_WORK, 9, 17)),
    Public(LAND, "征地和搬家的账", "Land and moving, line by line", "房子多少、树多少、搬家多少,一笔一笔讲给您听。", "涉及征迁的家庭",
           ("land.survey", "land.signing", "land.compensation", "land.interim"), "街道服务中心", OFFICE_HOURS),
)  # fmt: skip


def public_offerings(
    office: Office, parts: dict[str, Team], venues: dict[str, Venue], places: dict[str, Place]
) -> list[NewOffering]:
    """The directory as anybody may read it, and one line for each community's grids."""
    made = [
        NewOffering(
            Offering(
                office=office, provider=parts[row.team].party, name=row.name, name_en=row.english, summary=row.summary,
                for_whom=row.for_whom, area=office.place, venue=venues[row.venue], hours=row.open_hours,
                from_on=FOUNDED_ON,
            ),
            row.categories,
        )
        for row in DIRECTORY
    ]  # fmt: skip
    grid = ("estate.facilities", "estate.property", "estate.parking", "public.space", "public.sanitation")
    made += [
        NewOffering(
            Offering(
                office=office, provider=parts[f"{place.name}居民委员会"].party, name=f"{place.name}:小区里的事",
                name_en=f"{place.name_en}: matters of your estate", summary="灯、路、停车、垃圾、物业,网格员先到现场看,再给您回话。",
                for_whom=f"住在{place.name}的人", area=place, hours=OFFICE_HOURS, from_on=FOUNDED_ON,
            ),
            grid,
        )
        for place in places.values()
        if place.level == "community"
    ]  # fmt: skip
    return made
