"""How much may be sent at once: whatever is larger is refused before it is read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from huiying.base.files.rules import LARGEST_BYTES
from huiying.fronts.web.access import View
from huiying.fronts.web.public.photos import MOST_PHOTOS

_MB = 1024 * 1024
WORDS_ONLY = _MB
WITH_PHOTOS = MOST_PHOTOS * LARGEST_BYTES + 5 * _MB
"""All the photos of one form, each as large as may be, and its words."""


def at_most(size: int) -> Callable[[View], View]:
    """A form of at most `size` bytes. It stands before everything that reads the form, also the check of its token."""

    def bounded(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
            if _sent_bytes(request) > size:
                return render(request, "public/too_large.html", {"most": MOST_PHOTOS}, status=413)
            return view(request, *args, **more)

        return checked

    return bounded


def _sent_bytes(request: HttpRequest) -> int:
    """What the browser says; without a word of it, nothing is read either."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
