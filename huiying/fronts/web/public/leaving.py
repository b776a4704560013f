"""Leaving: the case is closed on this device, or the page is left quickly for one that means nothing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huiying.fronts.web.access import access, public_form
from huiying.fronts.web.public.my_page import shut_my_page
from huiying.fronts.web.public.opened import see, shut_case
from huiying.registers.access.roles import ASKER, OPEN

NEUTRAL = "https://www.weather.com.cn/"
"""Where "Leave quickly" leads: a page that means nothing to whoever looks over a shoulder."""


@access(ASKER)
@require_POST
def close_case(_request: Any) -> HttpResponse:
    """Close on this device whichever case is open, also when that is another one by now."""
    return shut_case(see("public:track"))


@access(OPEN)
@require_POST
@public_form
@never_cache
def leave(request: Any) -> HttpResponse:
    """Close the case and the own page and go elsewhere, without a token that could have grown old.

    A page leads there and no redirect: the policy for forms (form-action) lets none lead away from the site.
    """
    return shut_my_page(shut_case(render(request, "public/leave.html", {"neutral": NEUTRAL})))
