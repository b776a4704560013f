"""Who lives in the invented street: names, ages, homes, households."""

from datetime import date
from random import Random
from typing import NamedTuple

from stdnum.cn import ric

from huiying.demo.street import COMMUNITIES, FOUNDED_ON, HOUSEHOLDS
from huiying.registers.parties.services import NewPerson
from huiying.registers.places.models import Place

_SURNAMES = (
    "王王王王陈陈陈陈李李李张张张朱朱吴吴应应郑郑徐徐周周泮蒋蒋林林杨杨赵黄黄叶叶沈金金方方何胡许俞郭"
    "郭潘潘卢卢顾柯柯项项陶崔崔季戴蔡蔡余娄娄包尹冯彭罗汪谢范董于贾夏侯单管翁毛祝阮葛严裘毕尤田石孟"
)
_GIVEN = {
    # born before 1955, until 1975, until 1995, after it
    "man": (
        ("根法 阿土 仁德 宝林 福根 友生 水金 正法 金火 炳南 荣昌 大有 银土 兆丰 宗海 学文 茂林 春生 岳定 长庚 樟根 "
         "寿康 明德 仙土 定奎 关荣 志远 松年 小毛 加土"),
        ("建军 国强 卫东 永兴 志刚 伟民 建平 海滨 文斌 晓东 立新 红星 庆华 跃进 振华 柏林 青松 国良 建明 先锋 军 "
         "勇 斌 新法 世杰 朝晖 永康 益民 江涛 培德"),
        ("伟 磊 鹏 峰 凯 超 俊杰 志鹏 晓峰 文杰 建波 海波 佳 锋 宇 彬彬 永健 启航 立群 邵华 亮亮 剑锋 旭东 浩 "
         "力 晨 帅 天一 一鸣 伟杰"),
        ("浩然 子轩 宇航 梓豪 俊熙 一诺 博文 睿 昊天 奕辰 铭泽 嘉树 乐天 思远 予安 景行 沐阳 明哲 知行 若谷"),
    ),
    "woman": (
        ("彩娥 小妹 香莲 菊仙 玉凤 桂花 阿娟 秀珍 银妹 荷花 金仙 杏珠 素贞 月娥 冬梅 翠莲 雅琴 福妹 兰香 梅芬 "
         "仙花 美玉 凤英 巧云 根妹 春娥"),
        ("丽华 爱萍 红 敏 秋菊 美芳 亚琴 燕 慧 玲玲 建英 素芬 晓红 雪梅 芬 卫红 彩萍 海燕 文娟 小飞 锦绣 群 "
         "伟英 洁 淑君 云仙 美华 琴 三妹 国芳"),
        ("婷婷 静 莉 丹 晓燕 佳佳 蕾 倩 媛媛 露 雪 琳琳 娜 盈盈 欢 璐 佩佩 思思 洁琼 若男 优优 微微 雅静 梦婷 "
         "青青 颖 楚楚 巧巧 依 小满"),
        ("欣怡 梓涵 诗涵 雨桐 可欣 奕菲 依诺 思琪 语汐 若曦 一一 慕晴 知夏 佳音 予希 米乐 安宁 采薇 书瑶 清和"),
    ),
}  # fmt: skip
_FIRST = "明文志建国永金海春晓立德承家正新宏启兆仲益学光少宝君维克其世"
_LAST = {
    "man": "平华林涛明辉军峰良波斌强民龙海生才清伟亮宁安荣康庆忠松达杰立",
    "woman": "芳英娟萍琴丽红霞燕玲敏梅珍君洁云秀兰芬婷静雅莹慧蓉月菊怡青蕾",
}
_ERAS = (1955, 1975, 1995)
_TAGS = (("低保", 2), ("残疾人家庭", 3), ("军属", 3), ("租住", 12))
"""Tags that any home may have, in percent; who lives alone and who has children is read from the members."""
_ADULT = 18
REGULAR = ("金福根", "石井小区3", date(1949, 3, 8))
"""One who asks again and again, his building, and when he was born."""
PHONES = 5200
"""So many heads of household have left a number; all are of the impossible kind 199 0000 …."""


def a_name(rng: Random, sex: str, birth_year: int) -> str:
    """A name as people of that sex and age have."""
    surname = rng.choice(_SURNAMES)
    era = sum(birth_year >= year for year in _ERAS)
    if rng.random() < 0.45:
        return surname + rng.choice(_GIVEN[sex][era].split())
    if rng.random() < 0.1:
        return surname + rng.choice(_LAST[sex])
    return surname + rng.choice(_FIRST) + rng.choice(_LAST[sex])


def identity_number(birth_on: date, serial: int, sex: str) -> str:
    """An impossible identity number with a right check character: no region begins with 99."""
    order = (serial * 2 + (sex == "man")) % 1000
    body = f"991{serial // 500 % 1000:03d}{birth_on:%Y%m%d}{order:03d}"
    return body + str(ric.calc_check_digit(f"{body}0"))


class Resident(NamedTuple):
    """A person of a household to be registered, with the relation to its head."""

    person: NewPerson
    relation: str


def homes(places: dict[str, Place], count: int) -> list[Place]:
    """The building of each household, all compounds taken by their size."""
    weights = [(compound, compound.weight) for community in COMMUNITIES for compound in community.compounds]
    total = sum(weight for _, weight in weights)
    found: list[Place] = []
    for serial, (compound, _weight) in enumerate(weights, start=1):
        sofar = round(count * sum(w for _, w in weights[:serial]) / total)
        found += [
            places[f"{compound.name}{number % compound.buildings + 1}"]
            for number in range(sofar - len(found))
        ]
    return found


def households(
    rng: Random, places: dict[str, Place], share: float
) -> list[tuple[Place, list[Resident], list[str]]]:
    """Homes with those who live there, the head first."""
    made = []
    count = max(60, round(HOUSEHOLDS * share))
    with_phone = set(rng.sample(range(count), round(count * PHONES / HOUSEHOLDS)))
    all_homes = homes(places, count)
    of_regular = all_homes.index(places[REGULAR[1]]) if places[REGULAR[1]] in all_homes else -1
    with_phone.add(of_regular)
    for serial, home in enumerate(all_homes):
        head = _person(rng, home, rng.choices((30, 45, 60, 75), (26, 34, 24, 16))[0] + rng.randint(-6, 9))
        if serial == of_regular:
            head = NewPerson(REGULAR[0], home, sex="man", birth_on=REGULAR[2])
        phone = f"1990000{serial:04d}" if serial in with_phone else ""
        number = (
            identity_number(head.birth_on, serial, head.sex) if head.birth_on and rng.random() < 0.12 else ""
        )
        residents = [Resident(_with(head, phone, number), "head"), *_family(rng, head)]
        made.append((home, residents, _tags(rng, residents)))
    return made


def _person(rng: Random, home: Place, age: int, sex: str = "") -> NewPerson:
    born = date(FOUNDED_ON.year - max(1, age), rng.randint(1, 12), rng.randint(1, 28))
    sex = sex or rng.choice(("man", "woman"))
    return NewPerson(a_name(rng, sex, born.year), home, sex=sex, birth_on=born)


def _with(person: NewPerson, phone: str, number: str) -> NewPerson:
    return NewPerson(
        person.name,
        person.home,
        sex=person.sex,
        birth_on=person.birth_on,
        phone=phone,
        identity_number=number,
    )


def _age(person: NewPerson) -> int:
    return FOUNDED_ON.year - (person.birth_on.year if person.birth_on else FOUNDED_ON.year)


def _family(rng: Random, head: NewPerson) -> list[Resident]:
    """Who lives with the head: in two homes of three somebody does."""
    age = _age(head)
    chance = 0.72 if 28 <= age < 66 else 0.5
    if head.home is None or rng.random() > chance:
        return []
    is_couple = rng.random() < 0.9
    family = [_spouse(rng, head)] if is_couple else []
    if not is_couple or rng.random() < (0.75 if age < 66 else 0.12):
        family += _children(rng, head, family)
    if is_couple and 35 <= age <= 60 and rng.random() < 0.12:
        family.append(Resident(_person(rng, head.home, age + rng.randint(22, 30)), "parent"))
    return family


def _spouse(rng: Random, head: NewPerson) -> Resident:
    other = "woman" if head.sex == "man" else "man"
    assert head.home is not None
    return Resident(_person(rng, head.home, max(22, _age(head) + rng.randint(-4, 3)), other), "spouse")


def _children(rng: Random, head: NewPerson, others: list[Resident]) -> list[Resident]:
    """One child, or two or three, who bear the father's name or that of the one who brings them up."""
    parents = [head, *(other.person for other in others)]
    father = next((parent for parent in parents if parent.sex == "man"), head)
    age = min(_age(parent) for parent in parents) - rng.randint(22, 33)
    children = []
    for _ in range(rng.choices((1, 2, 3), (72, 25, 3))[0]):
        if age >= 1 and head.home is not None:
            child = _person(rng, head.home, age)
            children.append(Resident(_renamed(child, father.name[0]), "child"))
        age -= rng.randint(2, 6)
    return children


def _renamed(person: NewPerson, surname: str) -> NewPerson:
    return NewPerson(surname + person.name[1:], person.home, sex=person.sex, birth_on=person.birth_on)


def _tags(rng: Random, residents: list[Resident]) -> list[str]:
    tags = [tag for tag, percent in _TAGS if rng.random() * 100 < percent]
    is_alone = len(residents) == 1
    if is_alone and _age(residents[0].person) >= 68 and rng.random() < 0.75:
        tags.append("独居老人")
    if sum(one.relation == "child" and _age(one.person) < _ADULT for one in residents) >= 2:
        tags.append("多孩家庭")
    return tags
