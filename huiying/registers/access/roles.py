"""Role × action: the one table of who may do what, and how far.

`office` means any record of the offices that the grant reaches; `own` means records that were given to the
person, as provider or helper. Every page and every operation declares one of these actions.
"""

from typing import Literal

Scope = Literal["office", "own"]

OPEN = "open"
"""The action of pages that anybody may open, without an account."""
SIGNED_IN = "signed_in"
"""The action of pages for anybody who logged in, such as logging out."""
ASKER = "asker"
"""The action of pages that a case's number and code open."""

_READS_OFFICE: dict[str, Scope] = {
    "today.read": "office",
    "case.read": "office",
    "meeting.read": "office",
    "visit.read": "office",
    "problem.read": "office",
    "place.read": "office",
    "party.read": "office",
    "directory.read": "office",
    "limit.read": "office",
    "duty.read": "office",
    "given.read": "office",
    "answer.read": "office",
}

_OF_A_PROVIDER: dict[str, Scope] = {
    "case.accept": "own",
    "case.begin": "own",
    "case.answer": "own",
    "case.ask_lead": "own",
    "case.elsewhere": "own",
}
"""What only whoever was given a case does with it, be it a worker or the desk itself."""

RIGHTS: dict[str, dict[str, Scope]] = {
    "desk": _READS_OFFICE
    | {
        "case.intake": "office",
        "case.import": "office",
        "list.export": "office",
        "case.triage": "office",
        "case.dispatch": "office",
        "case.answer_on_the_spot": "office",
        "case.file_thanks": "office",
        "case.refuse": "office",
        "case.contact": "office",
        "case.check": "office",
        "case.ask_back": "office",
        "case.withdraw": "office",
        "case.renew_code": "office",
        "case.agenda": "office",
        "meeting.hold": "office",
        "visit.make": "office",
        "problem.work": "office",
        "problem.tell": "office",
        "case.take_back": "office",
        "case.split": "office",
        "case.merge": "office",
        "case.keep": "office",
        "case.ask_more": "office",
        "case.ask_end": "office",
        "case.call_in": "office",
        "case.hand_over": "office",
        "case.tell": "office",
        "case.end_promise": "office",
        "party.reveal": "office",
        "party.find": "office",
        "given.log": "office",
        "given.strike": "office",
        "answer.edit": "office",
        "party.edit": "office",
        "directory.edit": "office",
        "worker.edit": "office",
        "duty.edit": "office",
        "venue.count": "office",
    }
    | _OF_A_PROVIDER,
    "worker": _OF_A_PROVIDER
    | {
        "today.read": "own",
        "case.read": "own",
        "case.contact": "own",
        "case.ask_more": "own",
        "case.ask_end": "own",
        "case.call_in": "own",
        "case.hand_over": "own",
        "case.tell": "own",
        "case.end_promise": "own",
        "given.read": "own",
        "given.log": "own",
        "given.strike": "own",
        "party.find": "office",
        "answer.read": "office",
        "visit.read": "own",
        "visit.make": "own",
        "place.read": "office",
        "directory.read": "office",
        "duty.read": "office",
        "limit.read": "office",
    },
    "lead": _READS_OFFICE
    | {
        "case.check": "office",
        "case.contact": "office",
        "case.rule": "office",
        "case.supervise": "office",
        "list.export": "office",
        "case.agenda": "office",
        "meeting.hold": "office",
        "visit.make": "office",
        "problem.work": "office",
        "case.call_in": "office",
        "case.hand_over": "office",
        "party.reveal": "office",
        "party.find": "office",
        "given.log": "office",
        "given.strike": "office",
        "answer.edit": "office",
        "worker.edit": "office",
        "duty.edit": "office",
        "trail.read": "office",
    },
    "projects": {},
    "activities": {},
    "aid": {},
    "finance": {},
    "editor": {},
    "partner": _OF_A_PROVIDER
    | {
        "today.read": "own",
        "case.read": "own",
        "case.contact": "own",
        "case.ask_more": "own",
        "case.ask_end": "own",
        "case.tell": "own",
        "case.end_promise": "own",
        "given.read": "own",
        "given.log": "own",
        "given.strike": "own",
    },
    "auditor": _READS_OFFICE | {"trail.read": "office", "access.read": "office", "list.export": "office"},
    "security": {"today.read": "office", "access.read": "office", "trail.read": "office"},
    "admin": {
        "today.read": "office",
        "access.read": "office",
        "access.grant": "office",
        "place.read": "office",
        "directory.read": "office",
        "limit.read": "office",
        "duty.read": "office",
        "job.read": "office",
        "job.steer": "office",
        "directory.edit": "office",
        "limit.edit": "office",
        "category.edit": "office",
        "place.edit": "office",
        "venue.count": "office",
        "office.edit": "office",
    },
    "system": {
        "case.read": "office",
        "case.triage": "office",
        "case.close": "office",
    },
}

ROLES = tuple(role for role in RIGHTS if role != "system")
ACTIONS = frozenset(action for rights in RIGHTS.values() for action in rights)


def scope_of(role: str, action: str) -> Scope | None:
    """How far a role may do an action; None when it may not.

    >>> scope_of("worker", "case.answer"), scope_of("worker", "case.dispatch")
    ('own', None)
    """
    return RIGHTS.get(role, {}).get(action)


def roles_for(action: str, scope: Scope | None = None) -> tuple[str, ...]:
    """The roles that may do an action (at one scope).

    >>> roles_for("case.dispatch")
    ('desk',)
    """
    return tuple(
        role
        for role, rights in RIGHTS.items()
        if action in rights and (scope is None or rights[action] == scope)
    )
