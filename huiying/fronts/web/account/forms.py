"""The form by which staff log in, in the office's words."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class LogIn(AuthenticationForm):
    """User name and password."""

    error_messages = {
        "invalid_login": _("User name or password isn't right. Capital and small letters differ."),
        "inactive": _("This account was closed. The office's administrator can open it again."),
    }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["username"].label = _("User name")
