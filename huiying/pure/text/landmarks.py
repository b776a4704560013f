"""How people say where something is without its name: house numbers, gates, floors, the shop downstairs."""

import re

_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_ROOM = r"\d{3,4}(?!\d)(?:室|号房)?"
_BUILDING = rf"{_NUMBER}\s?(?:幢|栋|号楼|座|#)"
_BLOCKS = (
    "商场|超市|菜场|菜市场|农贸市场|学校|小学|中学|幼儿园|医院|卫生院|银行|公园|广场|园区|工业园|工业区|开发区|厂区|厂房|"
    "仓库|车间|车库|地下室|车棚|凉亭|亭子|驿站|食堂|便利店|小卖部|小店|药店|饭店|理发店|快递柜|公交站|车站|文化礼堂|祠堂|"
    "老樟树|樟树|桥头|桥|河|溪|江|水库|池塘|村委|村委会|社区|居委会|小区|工地|停车场|篮球场|垃圾房|路口|红绿灯|楼道"
)
_SIDES = (
    r"门口|大门口|大门|口子|口|边上|旁边|旁|边|对面|隔壁|楼上|楼下|后面|前面|后门|前门|正门|侧门|[东南西北]门|门卫|拐角|转角|"
    rf"负?{_NUMBER}[楼层]"
)
_HOUSE = (
    rf"(?:{_BUILDING}|\d{{1,2}}[-—]\d{{1,2}}[-—]\d{{3,4}}|{_NUMBER}号(?=[\s,,。;;家门房院屋]|$))?"
    rf"(?:\s?{_NUMBER}\s?单元)?(?:\s?负?{_NUMBER}\s?[楼层](?!的?住户))?(?:\s?{_ROOM})?"
)
_THAT = r"(?:那个|这个|那边的?|这边的?|的)?"

AFTER_NAME = re.compile(rf"\s?{_HOUSE}(?:{_THAT}(?:{_SIDES})*(?:{_BLOCKS})?(?:{_SIDES})*)")
HOUSE = re.compile(
    rf"{_BUILDING}(?:\s?{_NUMBER}\s?单元)?(?:\s?{_NUMBER}\s?[楼层])?(?:\s?{_ROOM})?(?:{_BLOCKS})?(?:{_SIDES})*"
)
# From the surest to the vaguest; the first that is found is taken.
UNNAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_BLOCKS}){_THAT}(?:{_SIDES})+(?:{_THAT}(?:{_BLOCKS}))?",
        rf"(?:楼上|楼下|隔壁|对面|门口)(?:的)?(?:{_BLOCKS})(?!家)",
        r"(?:我们|我家|咱们|咱|自家)的?(?:仓库|厂房|厂区|车间|小区|村|楼道|院子)(?!里的人|民)",
        r"隔壁村|楼道|楼上|楼下|对门|隔壁(?!家|厂|店)|老家",
    )
)
_BUILDING_NUMBER = re.compile(rf"({_NUMBER})\s?(?:幢|栋|号楼|座|#)|(\d{{1,2}})[-—]\d{{1,2}}[-—]\d{{3,4}}")
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}


def building_number(words: str) -> int | None:
    """The number of the building that the words name, however it is written; None if they name none.

    >>> [building_number(words) for words in ("7幢4楼", "十二栋", "3号楼", "四楼")]
    [7, 12, 3, None]
    """
    match = _BUILDING_NUMBER.search(words)
    return _value(match.group(1) or match.group(2)) if match else None


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
