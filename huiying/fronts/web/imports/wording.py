"""What a page of imports says: fields, reasons, how a file stands."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from huiying.base.jobs.rules import TRIED_AGAIN_WHEN
from huiying.base.jobs.rules import stands as stood
from huiying.fronts.web.refusals import words_for
from huiying.pure.lib import clock
from huiying.pure.sheets.tables import CellFault
from huiying.work.cases.rules.hotline import NAMES

FIELD_NAMES = {code: gettext_lazy(name) for code, name in NAMES.items()}
STANDS = {
    "brought": ("waiting", _("To be looked through")),
    "begun": ("running", _("Being taken in")),
    "ended": ("done", _("Taken in")),
}


def stands(file: Any) -> str:
    """How a file stands, by its dates."""
    return "ended" if file.ended_at else "begun" if file.begun_at else "brought"


def stands_still(file: Any) -> bool:
    """Whether a file that was begun is taken in by nobody now."""
    job = file.job
    return job is None or stood(job.state, job.heard_at, clock.now()) in TRIED_AGAIN_WHEN


def counts_words(report: Any) -> str:
    """New, changed, the same, faulty."""
    return gettext("%(new)d new, %(changed)d changed, %(same)d the same, %(faulty)d faulty") % {
        "new": report.new,
        "changed": report.changed,
        "same": report.same,
        "faulty": report.faulty,
    }


def fault_row(found: CellFault) -> dict[str, str]:
    """A fault as a list says it."""
    return {"sheet": found.sheet, "cell": found.cell, "value": found.value, "reason": words_for(found.fault)}
