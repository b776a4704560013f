"""What a request must have, and how a contact is read."""

from huiying.pure.lib.phones import normal_phone
from huiying.pure.lib.refusals import Fault

LONGEST_TEXT = 10_000


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

    >>> normal_contact("138 0000-1234"), normal_contact("wang@example.com"), normal_contact("12")
    ('13800001234', 'wang@example.com', '')
    """
    plain = typed.strip()
    if "@" in plain:
        name, _, host = plain.partition("@")
        return plain if name and "." in host and " " not in plain else ""
    return normal_phone(plain)
