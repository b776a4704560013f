"""Kinds of parties, and what makes a file, a tie or one of their numbers right."""

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from huiying.pure.lib.phones import normal_phone
from huiying.pure.lib.refusals import Fault

PARTY_KINDS = ("person", "household", "organisation", "team")
TEAM_KINDS = (
    "desk",
    "task_force",
    "secretaries_corps",
    "policy_speakers",
    "grid_team",
    "service_group",
    "circle",
    "organ",
)
ORGANISATION_KINDS = (
    "enterprise",
    "trade_union",
    "association",
    "bank",
    "law_firm",
    "hospital",
    "village_committee",
    "department",
)
AFFILIATION_ROLES = ("member", "legal_representative", "adviser", "official", "volunteer", "leader", "agent")
SPEAKS_FOR = ("legal_representative", "agent")
"""As what somebody asks for an organisation, and reads what was asked for it."""
PAIRING_KINDS = ("mentor", "official_talent", "association_village", "cadre_enterprise")
_BODIES = ("organisation", "team")
_PAIRED = {
    "mentor": (("person",), ("person",)),
    "official_talent": (("person",), ("person",)),
    "association_village": (_BODIES, _BODIES),
    "cadre_enterprise": (("person",), ("organisation",)),
}
"""Which parties stand on either side of a pairing."""
ACTING_ROLES = ("legal_representative", "official", "leader", "agent")
"""Who acts for an organisation, of whichever kind it is."""
WITHOUT_STAFF = ("trade_union", "association")
"""Organisations whose members are those they are for; elsewhere a member works there, and acts for it."""
SEXES = ("", "man", "woman")
RELATIONS = ("head", "spouse", "child", "parent", "grandchild", "other")
REVEALED_FIELDS = ("phone", "identity_number")
"""What a file masks until somebody gives a reason to see it in full."""
REVEAL_REASONS = ("call_back", "visit", "check_identity", "put_right", "danger")
CONTACT_WAYS = ("", "phone", "message", "visit")
TAGS = ("high_tech", "digital_core", "strategic_emerging", "above_scale", "new_employment")
"""Tags of organisations that figures count; an office may have further ones."""
SECTIONS = "ABCDEFGHIJKLMNOPQRST"
_LAST_DIVISIONS = (5, 12, 43, 46, 50, 52, 60, 62, 65, 69, 70, 72, 75, 79, 82, 83, 85, 90, 96, 97)
"""The last division of each section of GB/T 4754-2017."""
_IMPOSSIBLE_REGION = "99"
_FIRST_BIRTH = date(1890, 1, 1)


def normal_number(typed: str) -> str:
    """An identity number or credit code without blanks and dashes, in plain capital signs.

    >>> normal_number("1101 0519-4912 3100 2x"), normal_number("９１１")
    ('11010519491231002X', '911')
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in plain if not sign.isspace() and unicodedata.category(sign) != "Pd")


def normal_line(typed: str) -> str:
    """The telephone of a body: a number like anybody's, or a short one such as 12345; "" for what is neither.

    >>> normal_line("12345"), normal_line("0576 8771 2345"), normal_line("1")
    ('12345', '057687712345', '')
    """
    digits = normal_number(typed)
    return digits if digits.isdecimal() and 3 <= len(digits) <= 6 else normal_phone(typed)


def born_by(number: str) -> tuple[date | None, str]:
    """The birthday and the sex that an identity number says; neither where it says none.

    >>> born_by("11010519491231002X"), born_by("1101")
    ((datetime.date(1949, 12, 31), 'woman'), (None, ''))
    """
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
        return born, "man" if int(number[16]) % 2 else "woman"
    except (ValueError, IndexError):
        return None, ""


@dataclass(frozen=True, slots=True)
class Personal:
    """What of a file is checked."""

    name: str
    sex: str = ""
    birth_on: date | None = None
    phone: str = ""
    identity_number: str = ""


def faults_in_person(new: Personal, *, was: Personal | None, today: date, is_demo: bool) -> list[Fault]:
    """What is wrong with a file. What stood in it before (`was`) is not held against whoever changes the rest.

    >>> [fault.code for fault in faults_in_person(Personal(" "), was=None, today=date(2023, 12, 15), is_demo=True)]
    ['name_missing']
    """
    faults = [] if new.name.strip() else [Fault("name_missing", "name")]
    if new.birth_on and not _FIRST_BIRTH <= new.birth_on <= today:
        faults.append(Fault("birth_day", "birth_on"))
    if new.phone and (was is None or new.phone != was.phone) and not normal_phone(new.phone):
        faults.append(Fault("contact_wrong", "phone"))
    number = new.identity_number
    if number and (was is None or number != was.identity_number):
        faults += faults_in_identity_number(number, is_demo=is_demo)
    said = (new.sex, new.birth_on, number)
    if faults or not number or (was and said == (was.sex, was.birth_on, was.identity_number)):
        return faults
    born_on, sex = born_by(number)
    if new.birth_on and born_on and new.birth_on != born_on:
        faults.append(Fault("identity_number_birth", "birth_on", {"day": born_on.isoformat()}))
    if new.sex and sex and new.sex != sex:
        faults.append(Fault("identity_number_sex", "sex"))
    return faults


@dataclass(frozen=True, slots=True)
class Joining:
    """What of a file decides whether it can be joined to another."""

    key: int
    office: int
    identity_number: str
    is_joined: bool
    has_joined: bool
    logs_in: bool


def faults_in_merge(kept: Joining, joined: Joining) -> list[Fault]:
    """Why two files can't become one: they are two people's, or somebody works with the one that would go.

    >>> one, other = (Joining(key, 1, "", False, False, False) for key in (1, 2))
    >>> faults_in_merge(one, other), faults_in_merge(one, one)[0].code
    ([], 'files_same')
    """
    if kept.key == joined.key or kept.office != joined.office:
        return [Fault("files_same")]
    faults = []
    if kept.is_joined or joined.is_joined:
        faults.append(Fault("files_joined_before"))
    if joined.has_joined:
        faults.append(Fault("files_have_joined"))
    if joined.logs_in:
        faults.append(Fault("files_log_in"))
    numbers = {kept.identity_number, joined.identity_number} - {""}
    if len(numbers) > 1:
        faults.append(Fault("files_two_numbers"))
    return faults


def faults_in_days(
    from_on: date | None, until_on: date | None, *, today: date, not_before: date | None = None
) -> list[Fault]:
    """What is wrong with the days of a tie: what is noted has happened, and ends after it begins.

    >>> day = date(2023, 12, 15)
    >>> faults_in_days(day, day, today=day), faults_in_days(day, date(2023, 12, 1), today=day)[0].code
    ([], 'until_before_from')
    """
    faults = []
    if from_on and from_on > today:
        faults.append(Fault("day_in_the_future", "from_on"))
    if from_on and not_before and from_on < not_before:
        faults.append(Fault("day_too_early", "from_on", {"day": not_before.isoformat()}))
    if until_on and until_on > today:
        faults.append(Fault("day_in_the_future", "until_on"))
    if from_on and until_on and until_on < from_on:
        faults.append(Fault("until_before_from", "until_on", {"day": from_on.isoformat()}))
    return faults


def section_of(code: str) -> str:
    """The letter of the section of GB/T 4754 in which an industry lies; "" for a code that there is not.

    A code is that of a division, group or class, after its section's letter or without.

    >>> section_of("C2913"), section_of("29"), section_of("A2913"), section_of("98"), section_of("")
    ('C', 'C', '', '', '')
    """
    letter, digits = (code[:1], code[1:]) if code[:1].isalpha() else ("", code)
    if not (digits.isascii() and digits.isdecimal() and 2 <= len(digits) <= 4):
        return ""
    division = int(digits[:2])
    if not 1 <= division <= _LAST_DIVISIONS[-1]:
        return ""
    section = SECTIONS[bisect_left(_LAST_DIVISIONS, division)]
    return section if letter in ("", section) else ""


@dataclass(frozen=True, slots=True)
class Registered:
    """What of an organisation is checked."""

    name: str
    credit_code: str = ""
    industry: str = ""
    phone: str = ""


def faults_in_organisation(new: Registered, *, was: Registered | None) -> list[Fault]:
    """What is wrong with an organisation. What stood there before (`was`) is not held against whoever changes the rest.

    >>> [fault.code for fault in faults_in_organisation(Registered("甲厂", industry="X1"), was=None)]
    ['industry']
    """
    before = was or Registered("")
    faults = [] if new.name.strip() else [Fault("name_missing", "name")]
    if new.credit_code and new.credit_code != before.credit_code:
        faults += faults_in_credit_code(new.credit_code)
    if new.industry and new.industry != before.industry and not section_of(new.industry):
        faults.append(Fault("industry", "industry"))
    if new.phone and new.phone != before.phone and not normal_line(new.phone):
        faults.append(Fault("contact_wrong", "phone"))
    return faults


def faults_in_team(*, name: str, phone: str, was_phone: str = "") -> list[Fault]:
    """What is wrong with a team: it has no name, or a telephone that is none.

    >>> faults_in_team(name="专班", phone="12345"), faults_in_team(name="", phone="")[0].code
    ([], 'name_missing')
    """
    faults = [] if name.strip() else [Fault("name_missing", "name")]
    if phone.strip() and phone != was_phone and not normal_line(phone):
        faults.append(Fault("contact_wrong", "phone"))
    return faults


def faults_in_pairing(kind: str, first: tuple[int, str], second: tuple[int, str]) -> list[Fault]:
    """Why two don't make a pairing: they are one, or a kind asks for others; each is given by key and kind.

    >>> faults_in_pairing("mentor", (1, "person"), (2, "person"))
    []
    >>> faults_in_pairing("mentor", (1, "person"), (2, "team"))[0].field
    'second'
    """
    if first[0] == second[0]:
        return [Fault("paired_with_itself", "second")]
    sides = zip(("first", "second"), _PAIRED.get(kind, ((), ())), (first, second), strict=True)
    return [Fault("paired_kind", field) for field, kinds, (_key, given) in sides if given not in kinds]


def faults_in_identity_number(number: str, *, is_demo: bool) -> list[Fault]:
    """What is wrong with an identity number. The demo takes only impossible ones (region 99…), real
    installations only possible ones.

    >>> faults_in_identity_number("330106199001011239", is_demo=True)[0].code
    'identity_number_real'
    """
    is_impossible = number.startswith(_IMPOSSIBLE_REGION)
    if is_demo:
        if not is_impossible:
            return [Fault("identity_number_real", "identity_number")]
        right = len(number) == 18 and number[:17].isdigit() and ric.calc_check_digit(number) == number[-1]
        return [] if right else [Fault("identity_number", "identity_number")]
    try:
        ric.validate(number)
    except ValidationError:
        return [Fault("identity_number", "identity_number")]
    return []


def faults_in_reveal(field: str, reason: str) -> list[Fault]:
    """Why a masked field isn't shown: it is none, or no reason of the list is given.

    >>> faults_in_reveal("phone", "call_back"), faults_in_reveal("phone", "")[0].code
    ([], 'reveal_reason')
    """
    faults = [] if field in REVEALED_FIELDS else [Fault("reveal_field", "field")]
    return faults if reason in REVEAL_REASONS else [*faults, Fault("reveal_reason", "reason")]


def faults_in_credit_code(code: str) -> list[Fault]:
    """What is wrong with a unified social credit code: length, alphabet or check character.

    >>> faults_in_credit_code("91110000600037341L"), faults_in_credit_code("91110000600037341M")[0].code
    ([], 'credit_code')
    """
    try:
        right = len(code) == 18 and uscc.calc_check_digit(code[:-1]) == code[-1]
    except (ValidationError, ValueError):
        right = False
    return [] if right else [Fault("credit_code", "credit_code")]
