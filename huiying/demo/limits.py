"""The limits of an invented office, each with the invented local measure that it comes from."""

from datetime import date

from huiying.registers.limits.models import Limit
from huiying.registers.places.models import Place

_REQUESTS = "{county}群众诉求办理办法（演示）"
_RATINGS = "{county}政务服务评价办法（演示）"
_LIMITS = (
    # 3, 5 and 7 working days: published for Zhoushan, the nearest model in the province
    ("case.answer.consultation", 3, "working_days", _REQUESTS + "第九条", False),
    ("case.answer.help", 5, "working_days", _REQUESTS + "第九条", False),
    ("case.answer.complaint", 7, "working_days", _REQUESTS + "第九条", False),
    ("case.answer.report", 7, "working_days", _REQUESTS + "第九条", False),
    ("case.answer.suggestion", 7, "working_days", _REQUESTS + "第九条", False),
    ("case.answer.at_once", 24, "hours", _REQUESTS + "第十条", True),
    ("case.accept.at_once", 30, "minutes", _REQUESTS + "第十条", True),
    ("case.accept.with_care", 1, "working_days", _REQUESTS + "第十一条", True),
    ("case.contact.at_once", 2, "hours", _REQUESTS + "第十条", True),
    ("case.contact.with_care", 1, "working_days", _REQUESTS + "第十一条", True),
    ("case.check", 1, "working_days", _REQUESTS + "第十四条", True),
    ("case.visit", 5, "working_days", _REQUESTS + "第十五条", True),
    ("case.visit.bad_rating", 5, "working_days", _RATINGS + "第六条", False),
    ("case.close", 1, "working_days", _REQUESTS + "第十五条", True),
    ("case.redo", 5, "working_days", _REQUESTS + "第十六条", True),
    ("case.extension", 20, "calendar_days", _REQUESTS + "第十二条", False),
    ("case.incomplete", 5, "working_days", _REQUESTS + "第十三条", True),
    ("case.promise", 180, "calendar_days", _REQUESTS + "第十七条", True),
    ("case.reopen", 15, "calendar_days", _REQUESTS + "第十八条", True),
)
"""Matter, amount, unit, document, and whether an office may adjust it because no published rule fixes it."""


def new_limits(place: Place, county: str, from_on: date) -> list[Limit]:
    """The table as it holds in an office's place."""
    return [
        Limit(
            matter=matter,
            place=place,
            from_on=from_on,
            amount=amount,
            unit=unit,
            document=document.format(county=county),
            is_adjustable=is_adjustable,
        )
        for matter, amount, unit, document, is_adjustable in _LIMITS
    ]
