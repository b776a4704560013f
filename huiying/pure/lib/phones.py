"""Telephone numbers as people write them, and as they are kept."""

import re

import phonenumbers

_NEIGHBOURING = re.compile(r"[2-8]\d{6,7}")
"""A fixed line as the people of one county ring each other, without the area code."""


def normal_phone(typed: str) -> str:
    """A telephone number in digits, "" for what is none.

    A number that nobody can have, such as one a digit short, is none. Without its area code a number of the
    neighbourhood stays as it is.

    >>> normal_phone("138 0000-1234"), normal_phone("0576 8771 2345"), normal_phone("8771 2345")
    ('13800001234', '057687712345', '87712345')
    >>> normal_phone("1380000123"), normal_phone("138000012345"), normal_phone("0576 888"), normal_phone("12")
    ('', '', '', '')
    >>> normal_phone("400 820 8820"), normal_phone("+852 2912 3456")
    ('4008208820', '+85229123456')
    """
    try:
        parsed = phonenumbers.parse(typed, "CN")
    except phonenumbers.NumberParseException:
        return ""
    if parsed.country_code != 86:
        known = phonenumbers.is_valid_number(parsed)
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if known else ""
    digits = "".join(sign for sign in typed if sign.isdecimal())
    if _NEIGHBOURING.fullmatch(digits):
        return digits
    if not phonenumbers.is_valid_number(parsed):
        return ""
    national = str(parsed.national_number)
    is_fixed = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.FIXED_LINE
    return f"0{national}" if is_fixed else national
