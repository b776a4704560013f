"""Numbers in a text that belong to one person: telephones, identity numbers, bank cards, licence plates."""

import re
import unicodedata
from dataclasses import dataclass

from stdnum import luhn
from stdnum.cn import uscc

# The check digit isn't asked for.
_IDENTITY = r"[1-9]\d{5}[ ]?(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ ]?\d{3}[\dXx]"
_PHONE = r"1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?[2-9]\d{6,7}"
_BANK_CARD = r"[2-9]\d{3}(?:[- ]?\d{4}){3}(?:[- ]?\d{1,3})?|[2-9]\d{5}[- ]?\d{10,13}"
_PLATE = (
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z][·. ]?"
    r"(?:[DFdf][A-HJ-NP-Za-hj-np-z0-9]\d{4}|\d{5}[DFdf]|(?=[A-Za-z]{0,4}\d)[A-HJ-NP-Za-hj-np-z0-9]{4}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳])"
)
_ANY = re.compile(
    rf"(?:(?<![0-9A-Za-z])|(?<=\+86)|(?<=0086))(?:(?P<identity>{_IDENTITY})|(?P<bank_card>{_BANK_CARD})"
    rf"|(?P<phone>{_PHONE}))(?![0-9A-Za-z])"
    rf"|(?P<plate>{_PLATE})(?![0-9A-Za-z])"
)
_SHOWN = {"phone": (3, 4), "identity": (3, 2), "bank_card": (0, 4), "plate": (2, 2)}


@dataclass(frozen=True, slots=True)
class Found:
    """A personal number in a text: what it is, and from where until where it stands."""

    kind: str
    start: int
    end: int


def find_personal(text: str) -> tuple[Found, ...]:
    """The personal numbers in a text, in their order: phone, identity, bank_card, plate.

    An identity number counts with a wrong check digit too: a slip of one digit hides nobody.
    A bank card's check digit must be right, and an organisation's credit code is nobody's card.

    >>> find_personal("打13800001234找我")
    (Found(kind='phone', start=1, end=12),)
    """
    narrow = "".join(_narrow(character) for character in text)
    found: list[Found] = []
    position = 0
    while match := _ANY.search(narrow, position):
        kind = str(match.lastgroup)
        position = match.end()
        if kind == "bank_card" and not _is_bank_card(match.group()):
            position = match.start() + 1
        else:
            found.append(Found(kind, match.start(), match.end()))
    return tuple(found)


def mask(text: str) -> str:
    """The text as it may be shown to others: of each personal number only its ends are left.

    >>> mask("打13800001234找我,车牌浙J·A1234")
    '打138****1234找我,车牌浙J·***34'
    """
    parts: list[str] = []
    position = 0
    for found in find_personal(text):
        parts += [text[position : found.start], _stars(text[found.start : found.end], *_SHOWN[found.kind])]
        position = found.end
    return "".join([*parts, text[position:]])


def _stars(number: str, first: int, last: int) -> str:
    places = [i for i, character in enumerate(number) if character.isalnum()]
    hidden = set(places[first : len(places) - last])
    return "".join("*" if i in hidden else character for i, character in enumerate(number))


def _is_bank_card(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    return bool(luhn.is_valid(digits)) and not uscc.is_valid(digits)


def _narrow(character: str) -> str:
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 else character
