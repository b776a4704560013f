"""The invented street: communities, grids, compounds, buildings, landmarks and the places that serve."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from huiying.registers.places.models import Place, Venue
from huiying.registers.places.services import NewPlace

COUNTY = "331024"
STREET = "331024001000"
FOUNDED_ON = date(2023, 1, 1)
HOUSEHOLDS = 7946


class Compound(NamedTuple):
    """A housing compound: its grid within the community, buildings, their usual word, and its share of homes."""

    name: str
    english: str
    grid: int
    buildings: int
    word: str
    weight: int
    aliases: tuple[str, ...] = ()


class Community(NamedTuple):
    """A community with its compounds and with the buildings that everybody knows."""

    name: str
    english: str
    compounds: tuple[Compound, ...]
    landmarks: tuple[tuple[str, str, tuple[str, ...]], ...]


COMMUNITIES = (
    Community(
        "柳岸社区",
        "Willow Bank",
        (
            Compound("柳岸小区", "Willow Bank Estate", 1, 12, "幢", 13, ("柳岸老区",)),
            Compound("柳岸东苑", "Willow Bank East", 1, 9, "幢", 9, ("东苑",)),
            Compound("望溪花园", "Brook View Garden", 2, 10, "幢", 11),
            Compound("水渡新村", "Ferry New Village", 3, 9, "幢", 10),
            Compound("塔后家园", "Pagoda Homes", 3, 11, "幢", 10),
        ),
        (("柳岸便民食堂", "Willow Bank Canteen", ("便民食堂",)),),
    ),
    Community(
        "溪北社区",
        "Brook North",
        (
            Compound("溪北新村", "Brook North Village", 1, 12, "幢", 13),
            Compound("映月湾", "Moon Bay", 2, 11, "幢", 12),
            Compound("北塘小区", "North Pond Estate", 2, 9, "幢", 9, ("北塘",)),
            Compound("荷香苑", "Lotus Court", 3, 12, "幢", 12),
            Compound("桥头公寓", "Bridgehead Apartments", 3, 5, "幢", 6),
        ),
        (
            ("溪北四点半课堂", "Brook North Half-Past-Four Class", ()),
            ("大桥头驿站", "Bridgehead Station", ("桥头驿站",)),
        ),
    ),
    Community(
        "南门社区",
        "South Gate",
        (
            Compound("南门小区", "South Gate Estate", 1, 10, "幢", 11),
            Compound("学前花园", "Schoolfront Garden", 2, 9, "幢", 9),
            Compound("文昌苑", "Wenchang Court", 2, 10, "幢", 10),
            Compound("老粮站宿舍", "Old Granary Quarters", 3, 2, "幢", 2, ("粮站宿舍",)),
            Compound("县后小区", "Rear Street Estate", 3, 10, "幢", 9),
        ),
        (
            ("南门菜市场", "South Gate Market", ("南门菜场",)),
            ("学前小学", "Schoolfront Primary School", ()),
            ("学前四点半课堂", "Schoolfront Half-Past-Four Class", ()),
        ),
    ),
    Community(
        "金丰社区",
        "Golden Harvest",
        (
            Compound("金丰小区", "Golden Harvest Estate", 1, 11, "幢", 12),
            Compound("星河名邸", "Galaxy Residence", 2, 8, "号楼", 13),
            Compound("商苑华庭", "Merchants' Court", 2, 12, "幢", 13),
            Compound("锦绣天成", "Brocade Heights", 3, 10, "号楼", 14),
        ),
        (
            ("悦汇广场", "Yuehui Plaza", ("悦汇商场", "悦汇")),
            ("悦汇服务站", "Yuehui Service Station", ()),
            ("金丰四点半课堂", "Golden Harvest Half-Past-Four Class", ()),
        ),
    ),
    Community(
        "岩头社区",
        "Rockhead",
        (
            Compound("岩头新村", "Rockhead Village", 1, 8, "幢", 9),
            Compound("枇杷园", "Loquat Garden", 2, 11, "幢", 10),
            Compound("山水人家", "Hillside Homes", 2, 8, "幢", 9),
            Compound("石井小区", "Stone Well Estate", 3, 9, "幢", 9),
        ),
        (),
    ),
    Community(
        "永安社区",
        "Lasting Peace",
        (
            Compound("永安小区", "Lasting Peace Estate", 1, 11, "幢", 11),
            Compound("永安里", "Lasting Peace Lane", 1, 7, "幢", 6),
            Compound("松风苑", "Pine Wind Court", 2, 8, "幢", 9),
            Compound("新安家园", "New Peace Homes", 3, 6, "幢", 8),
        ),
        (
            ("永安照料中心", "Lasting Peace Care Centre", ("照料中心",)),
            ("街道服务中心", "Street Service Centre", ("便民大厅", "便民服务中心")),
        ),
    ),
)

LANDMARKS = {
    "学前街": "南门社区",
    "金丰路": "金丰社区",
    "溪滨路": "溪北社区",
    "水渡弄": "柳岸社区",
    "岩头坡": "岩头社区",
    "老樟树": "岩头社区",
    "永安公园": "永安社区",
    "北塘桥": "溪北社区",
    "溪边凉亭": "溪北社区",
}
"""What everybody knows and has no house number, with the community that looks after it."""


def new_places() -> list[NewPlace]:
    """The whole tree: county, street, communities, grids, compounds, buildings."""
    places = [
        NewPlace(COUNTY, "仙居县", "county", "", FOUNDED_ON, name_en="Xianju County"),
        NewPlace(
            STREET, "南峰街道", "street", COUNTY, FOUNDED_ON, aliases=["南峰"], name_en="Nanfeng Street"
        ),
    ]
    for serial, community in enumerate(COMMUNITIES, start=1):
        places += _community(f"{STREET[:9]}{serial:03d}", community)
    return places


def _community(code: str, community: Community) -> list[NewPlace]:
    places = [
        NewPlace(
            code, community.name, "community", STREET, FOUNDED_ON, name_en=f"{community.english} Community"
        )
    ]
    grids = sorted({compound.grid for compound in community.compounds})
    short = community.name.removesuffix("社区")
    places += [
        NewPlace(
            f"{code}-{grid}",
            f"{short}第{'一二三四'[grid - 1]}网格",
            "grid",
            code,
            FOUNDED_ON,
            name_en=f"{community.english} Grid {grid}",
        )
        for grid in grids
    ]
    for serial, compound in enumerate(community.compounds, start=1):
        grid_code = f"{code}-{compound.grid}"
        own = f"{grid_code}-{serial}"
        places.append(
            NewPlace(
                own,
                compound.name,
                "compound",
                grid_code,
                FOUNDED_ON,
                list(compound.aliases),
                compound.english,
            )
        )
        places += [
            NewPlace(
                f"{own}-{number}",
                f"{number}{compound.word}",
                "building",
                own,
                FOUNDED_ON,
                [],
                f"No. {number}",
            )
            for number in range(1, compound.buildings + 1)
        ]
    places += [
        NewPlace(f"{code}-1-b{serial}", name, "building", f"{code}-1", FOUNDED_ON, list(aliases), english)
        for serial, (name, english, aliases) in enumerate(community.landmarks, start=1)
    ]
    return places


_WEEKDAYS = (0, 1, 2, 3, 4)
_WHOLE_WEEK = (0, 1, 2, 3, 4, 5, 6)


def hours(days: Sequence[int], start: int, end: int) -> list[list[int]]:
    """Opening hours as rows of weekday, from hour, until hour."""
    return [[day, start, end] for day in days]


OFFICE_HOURS = hours(_WEEKDAYS, 8, 17)
DAILY_HOURS = hours(_WHOLE_WEEK, 8, 17)


def new_venues(places: dict[str, Place]) -> list[Venue]:
    """The places that serve, each at the building or in the community that it stands in."""
    rows: tuple[tuple[str, str, str, str, str, int, list[list[int]], list[str]], ...] = (
        ("街道服务中心", "Street Service Centre", "service_centre", "街道服务中心", "永安路18号一楼", 1600,
         OFFICE_HOURS, ["登记诉求", "社保", "救助", "退役军人", "残疾人服务"]),
        ("悦汇服务站", "Yuehui Service Station", "service_centre", "悦汇服务站", "悦汇广场三楼东区", 500,
         hours(_WHOLE_WEEK, 9, 21), ["政策问答", "金融对接", "法律咨询", "人才服务", "看书歇脚", "亲子角"]),
        ("柳岸便民食堂", "Willow Bank Canteen", "canteen", "柳岸便民食堂", "水渡弄6号", 320,
         hours(_WHOLE_WEEK, 10, 18), ["堂食", "送餐上门", "软食"]),
        ("永安照料中心", "Lasting Peace Care Centre", "care_centre", "永安照料中心", "永安里对面", 860,
         hours(_WHOLE_WEEK, 7, 19), ["日间照料", "助浴", "康复", "老年用餐"]),
        ("学前四点半课堂", "Schoolfront Half-Past-Four Class", "classroom", "学前四点半课堂", "学前街41号二楼",
         180, hours(_WEEKDAYS, 15, 19), ["写作业", "阅读", "晚接"]),
        ("金丰四点半课堂", "Golden Harvest Half-Past-Four Class", "classroom", "金丰四点半课堂",
         "金丰小区北门", 150, hours(_WEEKDAYS, 15, 19), ["写作业", "棋类", "晚接"]),
        ("溪北四点半课堂", "Brook North Half-Past-Four Class", "classroom", "溪北四点半课堂", "溪北新村活动室",
         140, hours(_WEEKDAYS, 15, 19), ["写作业", "手工", "晚接"]),
        ("大桥头驿站", "Bridgehead Station", "outdoor_worker_station", "大桥头驿站", "大桥头东侧", 60,
         hours(_WHOLE_WEEK, 6, 22), ["热饭", "喝水", "充电", "歇脚"]),
        ("悦汇母婴室", "Yuehui Nursing Room", "nursing_room", "悦汇广场", "悦汇广场二楼", 18,
         hours(_WHOLE_WEEK, 10, 22), ["哺乳", "换尿布"]),
        ("永安阅览室", "Lasting Peace Reading Room", "reading_room", "永安社区", "永安公园北侧", 120,
         hours(_WHOLE_WEEK, 9, 20), ["报刊", "儿童绘本", "大字书"]),
    )  # fmt: skip
    return [
        Venue(
            name=name, name_en=english, kind=kind, place=places[at], address=address,
            floor_area_m2=area, hours=open_hours, functions=functions, from_on=FOUNDED_ON,
        )
        for name, english, kind, at, address, area, open_hours, functions in rows
    ]  # fmt: skip
