"""The states of a case, and the coded answers that go with them."""

OPEN_STATES = (
    "received",
    "answered_on_the_spot",
    "triaged",
    "dispatched",
    "return_asked",
    "accepted",
    "handling",
    "answered",
    "checked",
    "asked_back",
)
ENDED_STATES = ("refused", "kept", "withdrawn", "terminated", "closed")
STATES = OPEN_STATES + ENDED_STATES

BEFORE_ANSWER = ("received", "triaged", "dispatched", "return_asked", "accepted", "handling")
"""States in which the asker has no answer yet."""
UNREAD = (*BEFORE_ANSWER, "answered_on_the_spot", "answered")
"""States in which the asker has not read an answer yet."""
TELLABLE = (*OPEN_STATES, "kept", "closed")
"""States in which an asker still hears from us; who withdrew or was refused is not written to."""
WITH_PROVIDER = ("dispatched", "return_asked", "accepted", "handling")
"""States in which a provider has the case, or is about to."""

SOURCES = ("page", "phone", "counter", "visit", "hotline", "milestone", "own_initiative", "api")
OUTCOMES = ("solved", "explained", "promised")
REFUSAL_CODES = ("court", "petition", "secret", "settled")
VISIT_RESULTS = ("yes", "no", "not_reached")
GRADES = (5, 4, 3, 2, 1)
"""Very satisfied to very dissatisfied (五级好差评)."""
BAD_GRADES = (2, 1)
CONTACT_CHANNELS = ("phone", "message", "page", "none")
PROVIDER_CLOCKS = ("accept", "contact", "answer")


def is_solved(state: str, outcome: str, solved_at_visit: str) -> bool:
    """A solved case: closed, the last answer is *solved*, and the return visit, if made, did not say no.

    >>> is_solved("closed", "solved", ""), is_solved("closed", "solved", "no"), is_solved("checked", "solved", "")
    (True, False, False)
    """
    return state == "closed" and outcome == "solved" and solved_at_visit != "no"
