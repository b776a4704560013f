"""The application without its locks: what a race shows when nothing holds it back.

A move is decided by the case as the page had read it, before the transaction began, and no row is locked.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db.models import QuerySet

_read: ContextVar[Any] = ContextVar("read")


def application() -> Callable[..., Any]:
    """Make it; called by the server in a process of its own, so that nobody else loses a lock."""
    found = get_wsgi_application()
    from huiying.fronts.web.cases.moves import view  # noqa: PLC0415 (Django is set up by now)
    from huiying.work.cases.services import steps  # noqa: PLC0415

    case_for = view.case_for

    def remembering(*asked: Any) -> Any:
        _read.set(case_for(*asked))
        return _read.get()

    view.case_for = remembering
    steps.locked = lambda ids: {_read.get().pk: _read.get() for _id in ids}
    QuerySet.select_for_update = lambda query, **_how: query.all()  # type: ignore[method-assign]
    return found
