"""Standard answers at the desk and with a provider: taken by a key or a link, counted once they are sent."""

from typing import Any
from uuid import UUID

from huiying.registers.directory.selectors import answer_in_force

TAKING = ("answer", "on_the_spot")
"""The moves whose words a standard answer may fill."""


def standard_of(case: Any, given: str) -> Any:
    """The standard answer of the case's office that a form or an address names, if it is in force; else None."""
    try:
        return answer_in_force(case.office_id, UUID(given))
    except ValueError:
        return None


def taken(case: Any, given: str) -> dict[str, Any]:
    """What a form is filled with by the standard answer that its address names."""
    answer = standard_of(case, given)
    if answer is None:
        return {}
    category = {"category": answer.category.code} if answer.category else {}
    return {"word": answer.text, "standard": str(answer.uuid), **category}
