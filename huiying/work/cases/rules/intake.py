"""What a request must have, and how a contact is read."""

import re

import phonenumbers

from huiying.pure.lib.refusals import Fault

LONGEST_TEXT = 10_000


_NEIGHBOURING = re.compile(r"[2-8]\d{6,7}")
"""A fixed line as the people of one county ring each other, without the area code."""


def faults_in_request(*, text: str, contact: str) -> list[Fault]:
    """What is missing or wrong; without a contact the asker is anonymous, which is allowed.

    >>> faults_in_request(text="灯坏了", contact="")
    []
    >>> [fault.code for fault in faults_in_request(text=" ", contact="138")]
    ['text_missing', 'contact_wrong']
    """
    faults = []
    if not text.strip():
        faults.append(Fault("text_missing", "text"))
    if len(text) > LONGEST_TEXT:
        faults.append(Fault("text_too_long", "text", {"most": str(LONGEST_TEXT)}))
    if contact.strip() and not normal_contact(contact):
        faults.append(Fault("contact_wrong", "contact"))
    return faults


def normal_contact(typed: str) -> str:
    """A telephone number in digits, or a mail address as it is; "" for what is neither.

    A number that nobody can have, such as one a digit short, is none. Without its area code a number of the
    neighbourhood stays as it is.

    >>> normal_contact("138 0000-1234"), normal_contact("0576 8771 2345"), normal_contact("8771 2345")
    ('13800001234', '057687712345', '87712345')
    >>> normal_contact("1380000123"), normal_contact("138000012345"), normal_contact("0576 888"), normal_contact("12")
    ('', '', '', '')
    >>> normal_contact("400 820 8820"), normal_contact("+852 2912 3456")
    ('4008208820', '+85229123456')
    """
    plain = typed.strip()
    if "@" in plain:
        name, _, host = plain.partition("@")
        return plain if name and "." in host and " " not in plain else ""
    try:
        parsed = phonenumbers.parse(plain, "CN")
    except phonenumbers.NumberParseException:
        return ""
    if parsed.country_code != 86:
        known = phonenumbers.is_valid_number(parsed)
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if known else ""
    digits = "".join(sign for sign in plain if sign.isdecimal())
    if _NEIGHBOURING.fullmatch(digits):
        return digits
    if not phonenumbers.is_valid_number(parsed):
        return ""
    national = str(parsed.national_number)
    return (
        f"0{national}"
        if phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.FIXED_LINE
        else national
    )
