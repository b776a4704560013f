"""What the city's hotline sent to the street on the last morning, as its export came: a few rows with faults."""

import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from huiying.base.imports.services import bring
from huiying.demo.plans import MORNING
from huiying.demo.world import World
from huiying.pure.sheets.tables import read_tables
from huiying.pure.sheets.writing import write_rows
from huiying.work.cases.rules.hotline import FIELDS
from huiying.work.cases.services.hotline import KIND, take_in

_AT = MORNING - timedelta(seconds=5)
"""When every other story has taken its last step."""
_HEADS = (
    "工单编号",
    "受理时间",
    "标题",
    "诉求内容",
    "诉求类型",
    "诉求人",
    "联系电话",
    "事发地址",
    "办理时限",
)
_ROWS = (
    ("RX231215-0107", "2023/12/15 6:52", "路面结冰", "菜场后门那段坡早上有水结了薄冰,骑车的摔了两个,能不能撒点盐", "求助", "周先生", "19900080107", "南门小区北门", "2个工作日"),
    ("RX231215-0112", "2023年12月15日 7时14分", "", "想问下老年卡年审今年还要不要本人去,我爸住院出不来", "咨询", " 何女士 ", "19900080112.0", "", "3个工作日"),
    ("RX231215-0118", "2023-12-15 07:30", "广告噪音", "楼下水果店喇叭从七点喊到晚上九点\n孩子写不了作业\n跟店家讲过不听", "投诉", "匿名", "", "望溪花园2幢", "5个工作日"),
    ("RX231215-0121", "", "路灯", "文昌苑东侧小路三盏灯亮一盏,晚自习的学生看不清", "投诉", "吴老师", "019900080121", "文昌苑", "5个工作日"),
    ("RX231215-0126", "2023-12-15 07:46", "下水", "一楼卫生间反水,物业说归街道,街道说归物业,到底谁来", "求助", "郑师傅", "1990008", "金丰小区6幢101", "2个工作日"),
    ("RX231215-0130", "2023-12-15 07:50", "建议", "", "意见建议", "钱先生", "19900080130", "", "5个工作日"),
    ("RX231215-0134", "20231215 0802", "建议", "小区里给快递车画两个临时停的位子吧,现在都停在消防通道上", "意见建议", "孙女士", "19900080134/8771", "北塘小区", "5个工作日"),
    ("RX231215-0118", "2023-12-15 07:30", "广告噪音", "楼下水果店喇叭从七点喊到晚上九点\n孩子写不了作业\n跟店家讲过不听", "投诉", "匿名", "", "望溪花园2幢", "5个工作日"),
    ("RX231215-0139", "昨天下午", "助餐", "食堂送来的菜有点凉了,八十几岁的人胃吃不消,有没有保温的盒子", "求助", "冯阿姨", "19900080139", "荷香苑", "3个工作日"),
    ("RX231215-0143", "2023.12.15 08:41", "感谢", "昨天半夜我妈走失,网格员陪我们找到一点多,谢谢他们", "表扬", "沈先生", "19900080143", "", ""),
)  # fmt: skip


def exports(world: World) -> list[Iterator[datetime]]:
    """The file, as a story."""
    return [_export(world)]


def _export(world: World) -> Iterator[datetime]:
    """Brought and taken in before the day begins."""
    yield _AT
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        with path.open("wb") as out:
            write_rows(out, [("工单", _HEADS, _ROWS)])
        file = bring(
            viewer=world.clerks[0],
            office_id=world.office.pk,
            kind=KIND,
            name="热线工单导出20231215.xlsx",
            path=path,
            reading=read_tables(path, FIELDS, {}),
        )
    take_in(viewer=world.clerks[0], file=file)
