"""The asker's own pages: the receipt, how the case stands, and what can be said to it."""

from typing import Any

from django import forms as django_forms
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from huiying.base.files.rules import LONGEST_SIDE
from huiying.base.files.selectors import path_of
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.public import tries
from huiying.fronts.web.public.forms import (
    MOST_OF_A_CASE,
    LookAgainForm,
    PhotosForm,
    PutRightForm,
    RateForm,
    ReopenForm,
    WithdrawForm,
    WordForm,
)
from huiying.fronts.web.public.opened import opened, see
from huiying.fronts.web.public.photos import uploads
from huiying.fronts.web.public.sizes import WITH_PHOTOS, at_most
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.steps import ASKER as ASKER_WORDS
from huiying.fronts.web.steps import TimelineEntry, step_words
from huiying.pure.lib import clock
from huiying.pure.lib.case_numbers import grouped
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.roles import ASKER
from huiying.registers.directory.selectors import leaves_of
from huiying.registers.places.selectors import current_places
from huiying.work.cases.rules.states import BAD_GRADES
from huiying.work.cases.selectors.cases import promise_of, steps_of
from huiying.work.cases.selectors.public import (
    answer_of,
    asker_moves,
    is_late_for_asker,
    on_the_same_receipt,
    own_photo,
    own_photos,
    state_for_asker,
    told,
    understood,
    word_due_at,
)
from huiying.work.cases.services.again import look_again, reopen
from huiying.work.cases.services.closing import rate
from huiying.work.cases.services.intake import add_photos, code_of, put_right, withdraw
from huiying.work.cases.services.waiting import add_word

_SAID = {
    "word": gettext_lazy("Your word has come in. Whoever has your case reads it."),
    "photos": gettext_lazy("Your photos have come in. Whoever has your case sees them."),
    "grade": gettext_lazy("Your rating is noted. Thank you."),
}
"""What the page says first when something was sent from it."""
_PROMISE_KINDS = {None: "info", True: "done", False: "late"}
"""How a promise stands on the page: running, kept, broken."""
_LOOKS = 10
"""The receipt looks so often, every two seconds, whether the request has been read."""


# --- Pages -------------------------------------------------------------------------------------------------


@access(ASKER)
@require_GET
@opened
def receipt(request: Request, case: Any) -> HttpResponse:
    """The slip; below it what the system understood, once it has."""
    return _receipt_page(request, case)


def _receipt_page(request: Request, case: Any, faulty: django_forms.Form | None = None) -> HttpResponse:
    code = code_of(case)
    looks = request.GET.get("looks", "0")
    values: dict[str, Any] = {
        "case": case,
        "slip": {
            "number": case.number,
            "code": grouped(code),
            "due_at": case.answer_due_at,
            "holder": case.holder.name if case.holder else "",
            "is_given": case.provider_id is not None,
            "has_phone": bool(case.contact) and not case.is_secret,
            "office": case.office,
            "url": request.build_absolute_uri(reverse("public:track")) + f"#number={case.number}&code={code}",
        },
        "page": "receipt",
        "looks": int(looks) + 1 if looks.isdecimal() and len(looks) < 3 else _LOOKS,
        "is_looking": looks.isdecimal() and int(looks[:3]) < _LOOKS,
        "is_saved": "saved" in request.GET,
        "said": _SAID.get(request.GET.get("said", "")),
        "photos_failed": request.GET.get("photos") == "none",
        "faulty": faulty,
        **_understood(case, faulty),
    }
    if request.htmx:
        return render(request, "public/receipt.html#understood", values)
    return render(request, "public/receipt.html", values | _photos(case, faulty))


def _understood(case: Any, faulty: django_forms.Form | None) -> dict[str, Any]:
    found = understood(case)
    if found is None:
        return {"understood": None}
    case.proposed_place = found.place
    form = faulty if isinstance(faulty, PutRightForm) else PutRightForm(case=case, initial=_initial(found))
    return {"understood": found, "right_form": form if "put_right" in asker_moves(case) else None}


def _initial(found: Any) -> dict[str, str]:
    return {
        "place": str(found.place.pk) if found.place else "",
        "category": found.category.code if found.category else "",
    }


def _photos(case: Any, faulty: django_forms.Form | None) -> dict[str, Any]:
    form = faulty if isinstance(faulty, PhotosForm) else PhotosForm(auto_id="more_%s")
    photos = own_photos(case)
    has_room = len(photos) < MOST_OF_A_CASE or form is faulty
    return {
        "photos": photos,
        "photos_form": form if has_room and asker_moves(case) & {"add_photo", "take_up"} else None,
    }


@access(ASKER)
@require_GET
@opened
def track_case(request: Request, case: Any) -> HttpResponse:
    """How the case stands, in plain words."""
    return _case_page(request, case)


def _case_page(request: Request, case: Any, faulty: django_forms.Form | None = None) -> HttpResponse:
    now = clock.now()
    steps = steps_of(case)
    moves = asker_moves(case)
    answer = answer_of(steps)
    is_answered_by_it = case.outcome == "promised"
    promise = promise_of(case) if is_answered_by_it or case.redo_count or case.reopened_count else None
    is_late = is_late_for_asker(case, now)
    values = {
        "case": case,
        "page": "track_case",
        "state": state_for_asker(case, promise if is_answered_by_it else None),
        "who": case.provider.name if case.provider else "",
        "is_late": is_late,
        "word_due_at": word_due_at(case) if is_late else None,
        "is_wanted": case.incomplete_at is not None or case.state == "kept",
        "said": _SAID.get(request.GET.get("said", "")),
        "is_waiting": case.is_open and answer is None and (case.answer_due_at or now) > now,
        "is_dissatisfied": case.is_open and case.rating in BAD_GRADES,
        "answer": answer,
        "timeline": _timeline(case, steps, answer),
        "missing": next((step.word for step in reversed(steps) if step.move == "ask_more"), ""),
        "promise": promise,
        "promise_kind": _PROMISE_KINDS[promise.is_kept] if promise else "",
        "same_receipt": on_the_same_receipt(case),
        "rate_form": _form(RateForm, "rate", faulty) if "rate" in moves else None,
        "withdraw_form": _form(WithdrawForm, "withdraw", faulty)
        if "withdraw" in moves and answer is None
        else None,
        "word_form": _form(WordForm, "word", faulty) if moves & {"add_word", "take_up"} else None,
        "look_form": _form(LookAgainForm, "look", faulty) if "look_again" in moves else None,
        "reopen_form": _form(ReopenForm, "reopen", faulty) if "reopen" in moves else None,
        "faulty": faulty,
        "now": now,
        "today": clock.today(),
    }
    return render(request, "public/track_case.html", values | _photos(case, faulty))


def _form(form: type[django_forms.Form], name: str, faulty: django_forms.Form | None) -> django_forms.Form:
    """A form of the page, as it was sent if it is the one that was."""
    return faulty if isinstance(faulty, form) else form(auto_id=f"{name}_%s")


def _timeline(case: Any, steps: list[Any], answer: Any) -> list[TimelineEntry]:
    """What happened, the newest first, in words meant for the asker; the answer's own stand above it."""
    shown = (answer.move, answer.at) if answer else ()
    entries = [
        TimelineEntry(
            step.at, step_words(step, ASKER_WORDS), words="" if (step.move, step.at) == shown else step.word
        )
        for step in told(case, steps)
        if step.move in ASKER_WORDS
    ]
    return entries[::-1]


@access(ASKER)
@require_GET
@opened
def photo(_request: Request, case: Any, uuid: Any, size: Any) -> HttpResponseBase:
    """One of the asker's own photos."""
    found = own_photo(case, str(uuid))
    if found is None or size not in LONGEST_SIDE:
        raise Http404
    try:
        return FileResponse(path_of(found.file, size).open("rb"), content_type=found.file.content_type)
    except FileNotFoundError:
        raise Http404 from None


# --- What the asker says -----------------------------------------------------------------------------------

_PAGES = {"receipt": _receipt_page, "track_case": _case_page}


def _answered(
    request: Request,
    case: Any,
    form: django_forms.Form,
    take: Any,
    *,
    is_counted: bool = False,
    after: str = "",
) -> HttpResponse:
    """Take a move and show the page from which it was asked, with `after` behind its address; what a service
    refuses stands beside its field. What could be sent again and again is counted."""
    page = request.POST.get("page", "")
    page = page if page in _PAGES else "track_case"
    if is_counted and form.is_valid() and tries.is_one_too_many(request):
        form.add_error(None, tries.too_many_words())
        response = _PAGES[page](request, case, form)
        response.status_code = 429
        return response
    if form.is_valid():
        try:
            take(form.cleaned_data)
        except Refused as refused:
            add_faults(form, refused)
            case.refresh_from_db()
        else:
            return see(f"public:{page}", case.number, after=after)
    return _PAGES[page](request, case, form)


@access(ASKER)
@require_POST
@opened
def put_right_case(request: Request, case: Any) -> HttpResponse:
    """The asker says which place and category is meant."""

    def take(data: dict[str, Any]) -> None:
        place = current_places(Viewer.asker()).filter(pk=data["place"] or 0).first()
        category = leaves_of(case.office_id).filter(code=data.get("category", "")).first()
        put_right(viewer=Viewer.asker(), case=case, place=place, category=category)

    found = understood(case)
    case.proposed_place = found.place if found else None
    form = PutRightForm(request.POST, case=case)
    return _answered(request, case, form, take, is_counted=True, after="?saved=1#understood")


@access(ASKER)
@require_POST
@csrf_exempt
@at_most(WITH_PHOTOS)
@csrf_protect
@opened
def photos_add(request: Request, case: Any) -> HttpResponse:
    """The asker adds photos."""

    def take(data: dict[str, Any]) -> None:
        add_photos(viewer=Viewer.asker(), case=case, uploads=uploads(data["photos"]), by="asker")

    form = PhotosForm(request.POST, request.FILES, auto_id="more_%s", kept=len(own_photos(case)))
    return _answered(request, case, form, take, is_counted=True, after="?said=photos")


@access(ASKER)
@require_POST
@opened
def rate_case(request: Request, case: Any) -> HttpResponse:
    """The asker rates in five grades."""

    def take(data: dict[str, Any]) -> None:
        rate(viewer=Viewer.asker(), case=case, grade=data["grade"], word=data["word"])

    return _answered(request, case, RateForm(request.POST, auto_id="rate_%s"), take, after="?said=grade")


@access(ASKER)
@require_POST
@opened
def withdraw_case(request: Request, case: Any) -> HttpResponse:
    """The asker takes the request back."""

    def take(data: dict[str, Any]) -> None:
        withdraw(viewer=Viewer.asker(), case=case, by="asker", word=data["word"])

    return _answered(request, case, WithdrawForm(request.POST, auto_id="withdraw_%s"), take)


@access(ASKER)
@require_POST
@opened
def word_add(request: Request, case: Any) -> HttpResponse:
    """The asker adds a word; if something was missing, that is it."""

    def take(data: dict[str, Any]) -> None:
        add_word(viewer=Viewer.asker(), case=case, word=data["word"])

    form = WordForm(request.POST, auto_id="word_%s")
    return _answered(request, case, form, take, is_counted=True, after="?said=word")


@access(ASKER)
@require_POST
@opened
def look_again_case(request: Request, case: Any) -> HttpResponse:
    """Another is to look at a refusal."""

    def take(data: dict[str, Any]) -> None:
        look_again(viewer=Viewer.asker(), case=case, word=data["word"])

    return _answered(request, case, LookAgainForm(request.POST, auto_id="look_%s"), take)


@access(ASKER)
@require_POST
@opened
def reopen_case(request: Request, case: Any) -> HttpResponse:
    """A closed case is taken up again."""

    def take(data: dict[str, Any]) -> None:
        reopen(viewer=Viewer.asker(), case=case, word=data["word"])

    return _answered(request, case, ReopenForm(request.POST, auto_id="reopen_%s"), take)
