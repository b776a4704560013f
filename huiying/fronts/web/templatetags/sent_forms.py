"""What each form carries along that is sent: that it is ours, and for which office it was opened."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

OFFICE = "at_office"
"""The field that names the office for which a form was opened."""


class _SentForm(CsrfTokenNode):
    def render(self, context: template.Context) -> SafeString:
        """Django's token; and the office at which somebody works who works at several, for a form that stayed open
        while they went to another is still meant for the one it was opened for."""
        token = SafeString(super().render(context))
        desks: Sequence[Any] = context.get("desks") or ()
        if len(desks) < 2:
            return token
        return token + format_html('<input type="hidden" name="{}" value="{}">', OFFICE, desks[0].pk)


@register.tag
def csrf_token(_parser: Any, _token: Any) -> _SentForm:
    """In the place of Django's own tag: no form can do without it, so none can forget its office."""
    return _SentForm()
