"""The application without its locks: what a race shows when nothing holds it back.

A move is decided by what the page had read before the transaction began, and no row is locked.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db.models import QuerySet

_ruling: ContextVar[Any] = ContextVar("ruling")
_loads: ContextVar[Any] = ContextVar("loads")


def application() -> Callable[..., Any]:
    """Make it; called by the server in a process of its own, so that nobody else loses a lock."""
    found = get_wsgi_application()
    from huiying.work.cases.services import helping, joining, steps  # noqa: PLC0415 (Django is set up by now)

    def as_given(cases: Iterable[Any]) -> dict[int, Any]:
        return {case.pk: case for case in cases}

    steps.locked = joining.locked = helping.locked = as_given
    QuerySet.select_for_update = lambda query, **_how: query.all()  # type: ignore[method-assign]
    _rule_as_read()
    _count_as_read()
    return found


def _rule_as_read() -> None:
    """A ruling is what the page had read."""
    from huiying.fronts.web.cases import rulings as pages  # noqa: PLC0415
    from huiying.work.cases.services import rulings  # noqa: PLC0415

    last_ruling = pages.last_ruling

    def remembering(*asked: Any) -> Any:
        _ruling.set(last_ruling(*asked))
        return _ruling.get()

    pages.last_ruling = remembering
    read = SimpleNamespace(get=lambda **_key: _ruling.get())
    rulings.Ruling = SimpleNamespace(objects=read)  # type: ignore[assignment,misc]


def _count_as_read() -> None:
    """How many cases a provider has is what stood when the page was opened."""
    from huiying.fronts.web.cases.moves import view  # noqa: PLC0415
    from huiying.work.cases.selectors import providers  # noqa: PLC0415

    case_for, count = view.case_for, providers._loads

    def remembering(*asked: Any) -> Any:
        case = case_for(*asked)
        if case is not None:
            _loads.set(count(case.office_id))
        return case

    view.case_for = remembering
    providers._loads = lambda _office_id, **_narrowed: _loads.get()
