"""The office's words for hazards."""

from typing import Any

from django.utils.translation import gettext_lazy as _

GRADES = (("general", _("Ordinary hazard")), ("major", _("Major hazard")))
GRADE_WORDS: dict[str, Any] = dict(GRADES)
