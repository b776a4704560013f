"""The office's words for common problems."""

from typing import Any

from django.utils.translation import gettext_lazy as _

MEASURES = (
    ("article", _("Article")),
    ("training", _("Training")),
    ("talk", _("Talk")),
    ("repair", _("Repair")),
    ("other", _("Something else")),
)
MEASURE_WORDS: dict[str, Any] = dict(MEASURES)
