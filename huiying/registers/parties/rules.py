"""Kinds of parties, and what makes an identity number or a unified credit code right."""

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

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
SEXES = ("", "man", "woman")
RELATIONS = ("head", "spouse", "child", "parent", "grandchild", "other")
REVEALED_FIELDS = ("phone", "identity_number")
"""What a file masks until somebody gives a reason to see it in full."""
REVEAL_REASONS = ("call_back", "visit", "check_identity", "put_right", "danger")
_IMPOSSIBLE_REGION = "99"


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
