"""Cases as a table, for who takes the list away as a file."""

from typing import Any

from django.utils.translation import gettext as _

from huiying.base.storage.pages import Page
from huiying.fronts.web.registers.listing import Row, Table
from huiying.fronts.web.templatetags.case_rows import in_whose_hands, shortened
from huiying.fronts.web.wording import LANES, STATES, exact_words, name_in_language


def case_table(page: Page[Any]) -> Table:
    """What the list says of each case, in more columns."""
    columns = (
        *(_("Number"), _("Matter"), _("State"), _("Lane"), _("Category"), _("Place")),
        *(_("Due"), _("Ended"), _("In whose hands")),
    )
    return Table(columns, [_row(case) for case in page.rows], page)


def _row(case: Any) -> Row:
    return Row(
        case.number,
        cells=(
            shortened(case.text),
            str(STATES[case.state].staff) % {"count": case.redo_count},
            LANES.get(case.lane, ""),
            name_in_language(case.category__name, case.category__name_en) or "",
            name_in_language(case.place__name, case.place__name_en) or "",
            exact_words(case.due_at) if case.due_at else "",
            exact_words(case.ended_at) if case.ended_at else "",
            in_whose_hands(case),
        ),
    )
