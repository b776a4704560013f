"""The invented side of the economic zone: one zone, three parks, their buildings, and the centre that serves them."""

from datetime import date

from huiying.demo.street import OFFICE_HOURS, hours
from huiying.registers.places.models import Place, Venue
from huiying.registers.places.services import NewPlace

COUNTY = "330327"
ZONE = "330327501000"
NAME = "苍南经济开发区"
FOUNDED_ON = date(2021, 3, 1)
"""The centre's first day; its cases are told from 2023 on, as those of the street."""
AREA_M2 = 20_070_000
PARKS = (
    ("江湾园", "Riverbend Park", ("一园", "江湾"), 18, 7_120_000),
    ("云台园", "Cloud Terrace Park", ("二园", "云台"), 18, 6_430_000),
    ("临港园", "Harbourside Park", ("三园", "临港"), 16, 6_520_000),
)
"""Each park: its name, what else it is called, so many plots that are built on, and its area."""
LANDMARKS = {"园区东门": "江湾园", "园区西门": "云台园", "东环": "云台园"}
CENTRE = "企业服务中心大楼"


def new_places() -> list[NewPlace]:
    """County, zone, parks, and the buildings of each park."""
    places = [
        NewPlace(COUNTY, "苍南县", "county", "", FOUNDED_ON, name_en="Cangnan County"),
        NewPlace(
            ZONE,
            NAME,
            "zone",
            COUNTY,
            FOUNDED_ON,
            ["经开区", "开发区"],
            "Cangnan Economic Development Zone",
            AREA_M2,
        ),
    ]
    for serial, (name, english, aliases, plots, area) in enumerate(PARKS, start=1):
        code = f"{ZONE[:9]}{100 + serial}"
        places.append(NewPlace(code, name, "park", ZONE, FOUNDED_ON, list(aliases), english, area))
        places += [
            NewPlace(
                f"{code}-{number}", f"{number}号地块", "building", code, FOUNDED_ON, [], f"Plot {number}"
            )
            for number in range(1, plots + 1)
        ]
    places.append(
        NewPlace(
            f"{ZONE[:9]}102-c",
            CENTRE,
            "building",
            f"{ZONE[:9]}102",
            FOUNDED_ON,
            ["企业服务中心", "服务中心"],
            "Enterprise Service Centre",
        )
    )
    return places


def new_venues(places: dict[str, Place]) -> list[Venue]:
    """Where the centre receives, and where policies are explained."""
    return [
        Venue(
            name="企业服务中心", name_en="Enterprise Service Centre", kind="service_centre", place=places[CENTRE],
            address="云台园纬三路6号", floor_area_m2=1850, hours=OFFICE_HOURS,
            functions=["政务服务", "银企对接", "政策咨询", "资源对接"], from_on=FOUNDED_ON,
        ),
        Venue(
            name="临港园便企站", name_en="Harbourside Station", kind="station", place=places["临港园"],
            address="临港园中路2号", floor_area_m2=120, hours=hours((0, 1, 2, 3, 4, 5), 8, 17),
            functions=["代收代办", "看书歇脚"], from_on=FOUNDED_ON,
        ),
    ]  # fmt: skip
