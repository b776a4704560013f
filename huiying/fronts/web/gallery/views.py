"""The gallery: each block of the design language in every state, on a public page or on the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiying.fronts.web import wording
from huiying.fronts.web.access import access
from huiying.fronts.web.gallery import samples


@access("open")
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """All blocks; `?frame=desk` shows them as the desk does."""
    frame = "desk" if request.GET.get("frame") == "desk" else "public"
    context = {
        "frame": frame,
        "frame_template": f"{frame}.html",
        "states": list(wording.STATES),
        "marks": list(wording.MARKS),
        "export_rights": ("list.export",),
        **samples.all_samples(),
    }
    return render(request, "gallery/gallery.html", context)
