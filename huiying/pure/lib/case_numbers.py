"""The number of a case, its check character, and the query code of its asker."""

import hashlib
import hmac
from datetime import date

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # the 31 signs of the unified credit code: no I, O, S, V, Z

_LOOKS_LIKE = str.maketrans("OISZ", "0152")


def check_character(text: str) -> str:
    """The sign that follows `text`, so that one wrong digit or two digits swapped are noticed.

    The weights are powers of 3 modulo 31, all different over 30 places; the alphabet leaves out what is
    misread (I, O, S, V, Z). ISO 7064 would bring those letters back.

    >>> check_character("NF2311240187")
    '5'
    """
    total = 0
    for position, sign in enumerate(text.upper(), start=1):
        value = int(sign, 36)
        total += value * pow(3, position, 31)
    return _ALPHABET[total % 31]


def case_number(office: str, day: date, serial: int) -> str:
    """Office, day, serial of the day and check character.

    >>> case_number("NF", date(2023, 11, 24), 187)
    'NF23112401875'
    """
    body = f"{office}{day:%y%m%d}{serial:04d}"
    return body + check_character(body)


def normal_number(typed: str) -> str:
    """What somebody typed or read aloud, as a number is kept: no blanks or dashes, capitals.

    >>> normal_number(" nf231124-0187 5 ")
    'NF23112401875'
    """
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def read_as_meant(typed: str) -> str:
    """A number as it was copied from paper: the letters that none holds are the digits that they look like.

    >>> read_as_meant("nf 231124 O187s")
    'NF23112401875'
    """
    return normal_number(typed).translate(_LOOKS_LIKE)


def in_groups(number: str) -> tuple[str, str, str]:
    """The parts of a number by which it is copied by hand: office, day, serial with its check character.

    >>> in_groups("NF23112401875")
    ('NF', '231124', '01875')
    """
    rest = number.lstrip(_ALPHABET[10:])
    return number.removesuffix(rest), rest[:6], rest[6:]


def is_number(text: str) -> bool:
    """Whether the check character is right.

    >>> is_number("NF23112401875"), is_number("NF23112401785")
    (True, False)
    """
    body, check = text[:-1], text[-1:]
    return len(text) >= 12 and body.isascii() and body.isalnum() and check_character(body) == check


def query_code(secret: bytes, case_uuid: str, renewed: int) -> str:
    """The eight digits with which an asker opens the case, derived so that nothing kept in the database gives
    them away; `renewed` counts how often the counter gave a new one.

    >>> query_code(b"k", "u", 0) != query_code(b"k", "u", 1)
    True
    """
    digest = hmac.new(secret, f"query-code:{case_uuid}:{renewed}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 10**8:08d}"


def grouped(code: str) -> str:
    """Digits in groups of four, as they are read aloud.

    >>> grouped("48217730")
    '4821 7730'
    """
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))
