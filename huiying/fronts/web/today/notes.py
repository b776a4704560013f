"""Messages of the outbox in words, for the person they are addressed to."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from huiying.fronts.web.wording import CLOCKS, due_words
from huiying.pure.lib import clock


def note_words(message: Any) -> str:
    """One message as a sentence."""
    data = message.data
    match message.template_code:
        case "case.warned":
            due = due_words(datetime.fromisoformat(data["due_at"]), clock.now())
            what = str(CLOCKS.get(data.get("clock"), "") or _("Next step"))
            return _("%(number)s, %(what)s: %(due)s.") % {"number": data["number"], "what": what, "due": due}
        case "case.overdue":
            return _(
                "%(number)s is late, and somebody waits. Please ring them first, then write the answer."
            ) % {"number": data["number"]}
        case "digest.late":
            owners = _(", ").join(f"{name} {count}" for name, count in data["owners"])
            return _("%(count)s cases are late: %(owners)s.") % {"count": data["count"], "owners": owners}
    return ""
