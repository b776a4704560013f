"""The teams of the street: the desk, organs, circles, grid teams and service groups, and what they offer."""

from typing import NamedTuple

from huiying.demo.lines import lines
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


_OF_THE_COMMUNITY = (
    "estate.facilities",
    "estate.property",
    "estate.parking",
    "public.space",
    "public.sanitation",
)


def public_offerings(
    office: Office, parts: dict[str, Team], venues: dict[str, Venue], places: dict[str, Place]
) -> list[NewOffering]:
    """The directory as anybody may read it, and a line for each community."""
    made = [
        NewOffering(
            Offering(
                office=office,
                provider=parts[row["team"]].party,
                name=row["name"],
                name_en=row["english"],
                summary=row["summary"],
                for_whom=row["for_whom"],
                area=office.place,
                venue=venues[row["venue"]],
                hours=hours(row["days"], row["opens"], row["closes"]),
                from_on=FOUNDED_ON,
            ),
            tuple(row["categories"]),
        )
        for row in lines("records/offerings.jsonl")
    ]
    return made + [
        _of_the_community(office, parts[f"{place.name}居民委员会"], place)
        for place in places.values()
        if place.level == "community"
    ]


def _of_the_community(office: Office, committee: Team, place: Place) -> NewOffering:
    return NewOffering(
        Offering(
            office=office,
            provider=committee.party,
            name=f"{place.name}：小区里的事",
            name_en=f"{place.name_en}: matters of your estate",
            summary="灯、路、停车、垃圾、物业，网格员先到现场看，再给您回话。",
            for_whom=f"住在{place.name}的人",
            area=place,
            hours=OFFICE_HOURS,
            from_on=FOUNDED_ON,
        ),
        _OF_THE_COMMUNITY,
    )
