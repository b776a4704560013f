"""What anybody sees: the first page, asking, following up, the directory."""

from typing import Any, cast

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiying.base.storage.pages import keyset_page
from huiying.fronts.web.access import Request, access, public_form
from huiying.fronts.web.hours import hours_words
from huiying.fronts.web.public import tries
from huiying.fronts.web.public.doors import is_for_enterprises, office_of
from huiying.fronts.web.public.forms import AskForm, TrackForm
from huiying.fronts.web.public.opened import open_case, see, still_open
from huiying.fronts.web.public.photos import uploads
from huiying.fronts.web.public.sizes import WITH_PHOTOS, WORDS_ONLY, at_most
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.registers.listing import enterprise_groups, narrowed_by
from huiying.fronts.web.registers.wording import LIFE_STAGES
from huiying.fronts.web.wording import name_in_language, name_of
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.roles import OPEN
from huiying.registers.directory.selectors import (
    Narrowed,
    categories,
    duty_now,
    has_services_for_enterprises,
    public_offerings,
    stages_offered,
)
from huiying.work.cases.selectors.cases import case_of_asker
from huiying.work.cases.selectors.public import Figures, figures, own_photos
from huiying.work.cases.services.intake import NewCase, Receipt, add_photos, receive_cases

_A_MINUTE = 60
_LISTED = 30


def _cached(response: HttpResponse) -> HttpResponse:
    """The same page for everybody, for a minute; the language and print cookies tell its forms apart (Vary)."""
    patch_cache_control(response, public=True, max_age=_A_MINUTE)
    return response


@access(OPEN)
@require_GET
def home(request: Request) -> HttpResponse:
    """The box, following up, and what the office did lately."""
    office = office_of(request)
    values = {
        "ask_form": AskForm(),
        "track_form": TrackForm(auto_id="track_%s"),
        "said": name_in_language(office.texts.get("notice", ""), office.texts.get("notice_en", "")),
        "tiles": _tiles(office.pk),
        "nobody_on_duty": not duty_now(office.pk, clock.now()).by_path,
        "is_for_enterprises": is_for_enterprises(office),
    }
    return _cached(render(request, "public/home.html", values))


def _tiles(office_id: int) -> list[dict[str, Any]]:
    """The office's figures, counted once a minute. None has an address yet: the rows are not public."""
    kept = cache.get_or_set(f"figures:{office_id}", lambda: figures(office_id, clock.now()), _A_MINUTE)
    found = cast("Figures", kept)
    unit = _("cases")
    return [
        {"value": found.received_count, "unit": unit, "wording": _("came in this month")},
        {
            "value": found.in_time_count,
            "unit": unit,
            "wording": _("answered in time this month"),
            "change": _("of %(count)s answered; %(late)s wait beyond their day")
            % {"count": found.answered_count, "late": found.late_count},
        },
        {"value": found.solved_count, "unit": unit, "wording": _("solved and closed this year")},
    ]


# --- Asking ------------------------------------------------------------------------------------------------


@access(OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
@public_form
@at_most(WITH_PHOTOS)
def ask(request: Request) -> HttpResponse:
    """Two fields; the first page's box comes here with its text and is asked for the second."""
    office = office_of(request)
    if request.method != "POST":
        return _cached(_ask_page(request, AskForm()))
    if "on" in request.POST:
        return _ask_page(request, _begun(request))
    form = AskForm(request.POST, request.FILES)
    is_shut = form.is_valid() and tries.is_one_too_many(request)
    if is_shut:
        form.add_error(None, tries.too_many_words())
    if form.is_valid():
        photos = uploads(form.cleaned_data.pop("photos"))
        receipt = _received(office, form)
        if receipt is not None:
            response = see("public:receipt", receipt.case.number, after=_photos_kept(receipt, photos))
            return open_case(response, receipt.case)
    if request.FILES and "photos" not in form.errors:
        form.add_error(
            "photos", _("Only the photos have to be chosen once more; a browser doesn't keep them.")
        )
    return _ask_page(request, form, is_shut=is_shut)


def _received(office: Any, form: AskForm) -> Receipt | None:
    """The request as a case; None when the service refuses it, which the form then says."""
    given = form.cleaned_data
    channel = "page" if given["is_secret"] else ""
    try:
        [receipt] = receive_cases(
            viewer=Viewer.asker(), office=office, requests=[NewCase(**given, contact_channel=channel)]
        )
    except Refused as refused:
        add_faults(form, refused)
        return None
    return receipt


def _ask_page(request: Request, form: AskForm, *, is_shut: bool = False) -> HttpResponse:
    by_enterprise = is_for_enterprises(request.office)
    if by_enterprise:
        form.ask_of_enterprise()
    named = form["beneficiary_name"].value() or form["beneficiary_relation"].value()
    values = {
        "form": form,
        "is_for_enterprises": by_enterprise,
        "for_another": by_enterprise or bool(named) or request.POST.get("on") == "another",
        "is_shut": is_shut,
        "nobody_on_duty": not duty_now(request.office.pk, clock.now()).by_path,
    }
    return _with_what_was_typed(
        request, render(request, "public/ask.html", values, status=429 if is_shut else 200)
    )


def _with_what_was_typed(request: Request, response: HttpResponse) -> HttpResponse:
    """A page that shows what somebody typed is kept by no cache."""
    if request.method == "POST":
        add_never_cache_headers(response)
    return response


def _begun(request: Request) -> AskForm:
    """The form as the first page's box began it."""
    form = AskForm(initial={"text": request.POST.get("text", "").replace("\0", "")})
    form.fields["contact" if form.initial["text"].strip() else "text"].widget.attrs["autofocus"] = True
    return form


def _photos_kept(receipt: Receipt, photos: list[tuple[str, Any]]) -> str:
    """Keep the photos that came with a request. The request stands even when they can't be opened: then the
    receipt's address says so. A request sent twice brings its photos once."""
    if not photos or (not receipt.is_new and own_photos(receipt.case)):
        return ""
    try:
        add_photos(viewer=Viewer.asker(), case=receipt.case, uploads=photos, by="asker")
    except Refused:
        return "?photos=none"
    return ""


# --- Following up ------------------------------------------------------------------------------------------


@access(OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
@public_form
@at_most(WORDS_ONLY)
def track(request: Request) -> HttpResponse:
    """Number and code open a case on this device; wrong ones are answered alike, whichever was wrong."""
    office_of(request)
    form = TrackForm(request.POST or None)
    status = 200
    if form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        doors = tries.code_doors(request, number)
        shut = tries.WRONG_CODES.is_shut(doors)
        case = None if shut else case_of_asker(number, code)
        if case is not None:
            return open_case(see("public:track_case", case.number), case)
        if shut:
            status = 429
            form.add_error(None, _shut_words())
        else:
            tries.WRONG_CODES.note(doors)
            form.add_error(None, _wrong_words())
    values = {"form": form, "still_open": None if form.is_bound else still_open(request)}
    return _with_what_was_typed(request, render(request, "public/track.html", values, status=status))


def _wrong_words() -> str:
    return _(
        "Number and code don't belong together. Please look at the slip once more. If it is lost, the telephone "
        "number that you left opens your request: see below."
    )


def _shut_words() -> str:
    return _(
        "That was wrong too often, so this is shut for a quarter of an hour. Please try again then, or ring us."
    )


# --- The directory -----------------------------------------------------------------------------------------


@access(OPEN)
@require_GET
def service_list(request: Request) -> HttpResponse:
    """What is given: what, for whom, where, when, who."""
    office = office_of(request)
    groups = list(categories(office.pk).filter(parent=None))
    words = request.GET.get("q", "").replace("\0", "").strip()[:40]
    stages = stages_offered(office.pk)
    narrowed = narrowed_by(request, (group.code for group in groups))
    page = keyset_page(
        public_offerings(office.pk, words, narrowed),
        order=("name", "id"),
        size=_LISTED,
        after=request.GET.get("older", ""),
        before=request.GET.get("newer", ""),
    )
    options = [{"label": _("All"), "value": None}]
    options += [{"label": name_of(group), "value": group.code} for group in groups]
    values: dict[str, Any] = {
        "words": words,
        "category": narrowed.category,
        "narrowed": narrowed != Narrowed(),
        "rows": [{"offering": row, "hours": hours_words(_hours(row))} for row in page.rows],
        "newer": page.previous,
        "older": page.next,
        "groups": [{"label": _("Category"), "name": "category", "options": options}, *_stage_filter(stages)],
    }
    if has_services_for_enterprises(office.pk):
        values["groups"] += enterprise_groups()[1:]
    return _cached(render(request, "public/service_list.html", values))


def _stage_filter(stages: list[str]) -> list[dict[str, Any]]:
    """Where an enterprise stands in its life, if what is given depends on it."""
    options: list[dict[str, Any]] = [{"label": _("All"), "value": None}]
    options += [{"label": LIFE_STAGES[stage], "value": stage} for stage in stages]
    return [{"label": _("Your enterprise is"), "name": "stage", "options": options}] if stages else []


def _hours(offering: Any) -> Any:
    """When it is given: its own hours, else those of the venue."""
    return offering.hours or (offering.venue.hours if offering.venue else [])
