"""The invented organisations of the street: shops, banks, law firms, hospitals, associations, bodies."""

from random import Random

from stdnum.cn import uscc

from huiying.registers.parties.services import NewOrganisation
from huiying.registers.places.models import Place

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

_SHOPS = (
    ("云朵奶茶铺", "H6226", "一楼"), ("阿婆豆腐圆", "H6291", "负一楼"), ("青果书房", "F5243", "三楼"), ("溪畔咖啡", "H6221", "一楼"),
    ("小满烘焙", "C1411", "一楼"), ("老樟木家具", "F5283", "四楼"), ("拾光照相馆", "O8060", "二楼"), ("跳跳童装", "F5232", "二楼"),
    ("大碗仙居面", "H6210", "负一楼"), ("巧手裁缝", "O8192", "二楼"), ("晨曦眼镜", "F5236", "一楼"), ("绿萝花店", "F5297", "一楼"),
    ("鱼跃健身", "R8930", "五楼"), ("飞鸟旅行社", "L7291", "三楼"), ("知味火锅", "H6210", "四楼"), ("小石头乐园", "R9020", "四楼"),
    ("银针养生馆", "O8053", "三楼"), ("速修手机", "O8122", "负一楼"), ("米粒文具", "F5241", "二楼"), ("一盏茶舍", "H6221", "三楼"),
    ("回声琴行", "F5247", "四楼"), ("北巷理发", "O8040", "二楼"), ("麦田超市", "F5212", "负一楼"), ("白塔药房", "F5251", "一楼"),
    ("橙子影城", "R8760", "五楼"), ("灯下皮具", "F5236", "二楼"), ("三味炒货", "F5229", "负一楼"), ("雨花洗衣", "O8030", "负一楼"),
)  # fmt: skip
_OTHERS = (
    ("南峰惠民银行", "bank", "J6622", ("金融服务",)), ("永安互助银行", "bank", "J6624", ("金融服务",)),
    ("溪北小额贷款公司", "bank", "J6632", ()), ("青峦律师事务所", "law_firm", "L7231", ("法律服务",)),
    ("明渠律师事务所", "law_firm", "L7231", ("法律服务",)), ("南峰康民医院", "hospital", "Q8411", ("医疗服务",)),
    ("永安社区卫生站", "hospital", "Q8421", ("医疗服务",)), ("街道商户协会", "association", "S9522", ()),
    ("杨梅产业协会", "association", "S9522", ()), ("物业行业协会", "association", "S9522", ()),
    ("家政服务协会", "association", "S9522", ()), ("乡贤联谊会", "association", "S9521", ()),
    ("志愿者协会", "association", "S9521", ()), ("悦汇商圈工会", "trade_union", "S9511", ()),
    ("外卖骑手工会", "trade_union", "S9511", ("新就业形态",)), ("寻岗人力资源公司", "enterprise", "L7263", ("人力资源",)),
    ("蓝桥职业介绍所", "enterprise", "L7262", ("人力资源",)), ("安居物业公司", "enterprise", "K7020", ("物业",)),
    ("青禾物业公司", "enterprise", "K7020", ("物业",)), ("众邻物业公司", "enterprise", "K7020", ("物业",)),
    ("仙峰针织厂", "enterprise", "C1761", ("规上",)), ("山泉阀门厂", "enterprise", "C3443", ("规上", "高新技术")),
    ("石井工艺品厂", "enterprise", "C2431", ()), ("木鱼山模具公司", "enterprise", "C3525", ("高新技术",)),
    ("云上软件公司", "enterprise", "I6513", ("数字核心",)), ("溪滨民宿", "enterprise", "H6130", ()),
    ("岩头驾校", "enterprise", "P8391", ()), ("金丰幼儿园", "enterprise", "P8310", ()),
    ("街道社会工作站", "department", "S9227", ()), ("街道司法所", "department", "S9231", ()),
    ("街道综合执法队", "department", "S9224", ()), ("县供水服务所", "department", "D4610", ()),
)  # fmt: skip
_PREFIX = {"enterprise": "91", "bank": "91", "law_firm": "31", "association": "51", "hospital": "12", "trade_union": "81",
           "department": "11"}  # fmt: skip


def credit_code(kind: str, rng: Random) -> str:
    """A code of the right form in a division that doesn't exist (99 …)."""
    body = f"{_PREFIX[kind]}991024" + "MA" * (kind == "enterprise")
    body += "".join(rng.choice(_ALPHABET) for _ in range(17 - len(body)))
    return body + str(uscc.calc_check_digit(body))


def new_organisations(rng: Random, places: dict[str, Place]) -> list[NewOrganisation]:
    """About sixty organisations; the shops stand in the plaza."""
    plaza = places["悦汇广场"]
    shops = [
        NewOrganisation(f"{name}(悦汇广场{floor})", "enterprise", plaza, credit_code("enterprise", rng), industry,
                        ["商圈"])
        for name, industry, floor in _SHOPS
    ]  # fmt: skip
    homes = [place for name, place in places.items() if place.level == "community"]
    return shops + [
        NewOrganisation(name, kind, rng.choice(homes), credit_code(kind, rng), industry, list(tags))
        for name, kind, industry, tags in _OTHERS
    ]
