"""How a move becomes a page: a form, a right, a service."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiying.fronts.web.access import Request, View, access
from huiying.fronts.web.cases import forms
from huiying.fronts.web.cases.personal import sees_numbers, text_for
from huiying.fronts.web.cases.proposals import why_not_anyone
from huiying.fronts.web.cases.standards import TAKING, taken
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.wording import due_words
from huiying.pure.lib import clock
from huiying.pure.lib.keys import row_key
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.places.selectors import current_places
from huiying.work.cases.rules.moves import MOVES, OF_A_MERGED_CASE
from huiying.work.cases.selectors.cases import actions_on, case_for, last_answer, proposals_of, steps_of
from huiying.work.cases.selectors.today import next_waiting

Take = Callable[[Viewer, Any, dict[str, Any]], Any]


def taking(service: Callable[..., Any], part: Callable[[Viewer, Any], str] | None = None) -> Take:
    """The service whose arguments are the form's fields, and as what the viewer acts where it asks for that."""

    def take(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
        by = {"by": part(viewer, case)} if part else {}
        return service(viewer=viewer, case=case, **data, **by)

    return take


def always(_case: Any) -> bool:
    """Whenever the state allows."""
    return True


@dataclass(frozen=True, slots=True)
class MoveView:
    """A move as a page: its address's last word, the move of the table, right, form, words and service.

    `done` is said afterwards, with %(provider)s and %(due)s of the case as it stands then, or makes words of the case.
    `when` says whether a case in the right state offers it; what `is_rare` stands behind the others.
    """

    code: str
    move: str
    action: str
    form: type[forms.MoveForm]
    title: Any
    button: Any
    take: Take
    done: Any = ""
    warning: Any = ""
    when: Callable[[Any], bool] = always
    is_rare: bool = False

    @property
    def name(self) -> str:
        """The name of its address."""
        return f"cases:{self.code}"

    @property
    def is_call(self) -> bool:
        """Whether the asker is rung for it."""
        return self.code in ("contact", "ask_more", "note_try", "ask_back")

    def fits(self, state: str) -> bool:
        """Whether a case in this state may be moved by it; an answer also begins what was only accepted."""
        return state in MOVES[self.move].from_states or (self.code == "answer" and state == "accepted")

    def is_offered(self, case: Any) -> bool:
        """Whether a case offers it now; one that is joined to another offers little."""
        is_merged = case.merged_into_id is not None and case.state in MOVES["merge"].from_states
        return (
            self.fits(case.state)
            and self.when(case)
            and not (is_merged and self.move not in OF_A_MERGED_CASE)
        )


def form_of(
    move: MoveView, case: Any, posted: Any = None, files: Any = None, given: Any = MappingProxyType({})
) -> Any:
    """The form of a move as it was sent, else filled with what is known or proposed, or with what its address gives:
    a standard answer, the case to join. The proposed place is on offer either way, be it as small as a building."""
    initial: dict[str, Any] = {}
    value: dict[str, Any] = {}
    if move.code in ("triage", "retriage", "on_the_spot"):
        triage = proposals_of(case).get("triage")
        value = triage.value if triage is not None else {}
        if value.get("place"):
            case.proposed_place = (
                current_places(Viewer.system(case.office_id))
                .select_related("parent")
                .filter(pk=value["place"])
                .first()
            )
        initial = {
            "category": case.category.code if case.category else value.get("category", ""),
            "kind": case.kind or value.get("kind", ""),
            "lane": case.lane or value.get("lane", ""),
            "place": str(case.place_id or value.get("place") or ""),
        }
    if move.code == "answer" and case.answered_at and case.state == "handling":
        initial["word"] = "".join(step.word for step in last_answer(steps_of(case)))
    if given.get("standard") and move.code in TAKING:
        initial |= taken(case, given["standard"])
    if move.code == "merge":
        initial["number"] = given.get("number", "").replace("\0", "")[:40]
    form = move.form(posted, files, case=case, initial=initial)
    if move.code == "triage" and not value:
        del form.fields["why"]
    return form


def view_of(move: MoveView) -> View:
    """The page of a move: the form, what went wrong beside its field, and back to the case when it is done."""

    def page(request: Request, number: str) -> HttpResponse:
        case = case_for(request.viewer, move.action, number)
        if case is None:
            raise Http404
        status = 200
        posted, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        before = case.state
        form = form_of(move, case, posted, files, request.GET)
        if form.is_valid():
            try:
                _refuse_late(move, case)
                move.take(request.viewer, case, dict(form.cleaned_data))
            except Refused as refused:
                add_faults(form, refused)
                status = 409 if any(fault.code == "move_not_possible" for fault in refused.faults) else 200
            else:
                readable = case_for(request.viewer, "case.read", number)
                messages.success(
                    request, _and_next(request.viewer, _done_words(move, readable), before, case)
                )
                return redirect("cases:case_detail", number) if readable else redirect("desk:today")
        request.office = case.office
        rights = actions_on(request.viewer, case)
        shown = {"case": case, "move": move, "form": form, "why": _why(request, case, move)}
        shown |= {"text": text_for(case, rights), "sees_numbers": sees_numbers(case, rights)}
        shown["answers"] = last_answer(steps_of(case)) if move.code in _JUDGING else []
        return render(request, "cases/move.html", {**shown, "today": clock.today()}, status=status)

    return access(move.action)(require_http_methods(["GET", "POST"])(page))


def _done_words(move: MoveView, case: Any) -> str:
    """What came of a move: who has it now, and until when, where that is said."""
    if case is None:  # it is another's now, and no more to be read
        return _("Noted.")
    words = str(move.done(case) if callable(move.done) else move.done)
    due = case.provider_due_at or case.due_at
    provider = case.provider.name if case.provider else ""
    return words % {"provider": provider, "due": due_words(due, clock.now()) if due else ""}


_JUDGING = ("check", "send_back", "ask_back")
"""Where the answer itself is asked about."""
_QUEUES = {
    "received": gettext_lazy("The next new one"),
    "triaged": gettext_lazy("The next to dispatch"),
    "answered": gettext_lazy("The next answer to check"),
    "checked": gettext_lazy("The next to ask back"),
}
"""What waits at the desk in a row, and is done one after the other."""


def _and_next(viewer: Viewer, words: str, before: str, case: Any) -> str:
    """What came of a move, and the way on to the next case that waited like this one."""
    following = next_waiting(viewer, before, case) if before in _QUEUES else None
    if following is None:
        return words
    address = reverse("cases:case_detail", args=(following.number,))
    return format_html('{} <a href="{}" data-key="x">{}</a> <kbd>x</kbd>', words, address, _QUEUES[before])


def _refuse_late(move: MoveView, case: Any) -> None:
    """A page that stood open while the case moved on doesn't decide it anew: triage would pass as retriage."""
    if not move.fits(case.state):
        raise Refused(Fault("move_not_possible"))


def _why(request: Request, case: Any, move: MoveView) -> list[str]:
    """Why not somebody, when a clerk asks for a provider of their own choice."""
    asked = request.GET.get("provider", "") if move.code == "dispatch" else ""
    provider = row_key(asked)
    return why_not_anyone(case, provider) if provider is not None else []
