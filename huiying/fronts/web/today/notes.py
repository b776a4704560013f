"""Messages of the outbox in words, for the person they are addressed to."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.fronts.web.wording import CLOCKS, due_words
from huiying.pure.lib import clock

_LATE = {
    "": gettext_lazy(
        "%(number)s is late, and somebody waits. Please ring them first, then write the answer."
    ),
    "accept": gettext_lazy("%(number)s was not accepted in time. Please see who can take it now."),
    "contact": gettext_lazy("%(number)s: the asker was not contacted in time. Please ring them now."),
    "answer": gettext_lazy(
        "%(number)s is late, and somebody waits. Please ring them first, then write the answer."
    ),
}
"""What is said of a clock that was missed: the asker's, or one of the provider's."""


def note_words(message: Any) -> str:
    """One message as a sentence."""
    data = message.data
    match message.template_code:
        case "case.warned":
            due = due_words(datetime.fromisoformat(data["due_at"]), clock.now())
            what = str(CLOCKS.get(data.get("clock"), "") or _("Next step"))
            return _("%(number)s, %(what)s: %(due)s.") % {"number": data["number"], "what": what, "due": due}
        case "case.overdue":
            return str(_LATE[data.get("clock", "")]) % {"number": data["number"]}
        case "case.supervised":
            return _("%(number)s: the lead presses it; their word stands on the case.") % {
                "number": data["number"]
            }
        case "promise.due":
            return _("%(number)s: what was promised is due. Please say whether it was kept.") % {
                "number": data["number"]
            }
        case "digest.late":
            owners = _(", ").join(f"{name} {count}" for name, count in data["owners"])
            return _("%(count)s cases are late: %(owners)s.") % {"count": data["count"], "owners": owners}
    return ""
