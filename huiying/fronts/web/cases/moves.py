"""One view for each move: a form, a right, a service."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiying.fronts.web.access import Request, View, access
from huiying.fronts.web.cases import forms
from huiying.fronts.web.cases.personal import text_for
from huiying.fronts.web.cases.proposals import why_not_anyone
from huiying.fronts.web.refusals import add_faults
from huiying.fronts.web.wording import due_words
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.selectors import leaves_of
from huiying.registers.parties.selectors import provider_by_id
from huiying.registers.places.selectors import current_places
from huiying.work.cases.rules.moves import MOVES
from huiying.work.cases.selectors.cases import actions_on, case_for, part_of, proposals_of
from huiying.work.cases.services import closing, dispatch, handling, intake, understanding

Take = Callable[[Viewer, Any, dict[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class MoveView:
    """A move as a page: its address's last word, the move of the table, right, form, words and service.

    `done` is said afterwards, with %(provider)s and %(due)s of the case as it stands then, or makes words of the case.
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

    @property
    def name(self) -> str:
        """The name of its address."""
        return f"cases:{self.code}"

    def fits(self, state: str) -> bool:
        """Whether a case in this state may be moved by it; an answer also begins what was only accepted."""
        return state in MOVES[self.move].from_states or (self.code == "answer" and state == "accepted")


def _category(case: Any, code: str) -> Any:
    return leaves_of(case.office_id).get(code=code)


def _triage(move: str, viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    place = current_places(Viewer.system(case.office_id)).filter(pk=data["place"] or 0).first()
    return understanding.triage_by_hand(
        viewer=viewer,
        case=case,
        category=_category(case, data["category"]),
        kind=data["kind"],
        lane=data["lane"],
        place=place,
        why=data.get("why", ""),
        move=move,
    )


def _dispatch(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    provider = provider_by_id(case.office_id, data["provider"])
    return dispatch.dispatch_case(viewer=viewer, case=case, provider=provider, why=data["why"])


def _on_the_spot(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    category = _category(case, data.pop("category"))
    return intake.answer_on_the_spot(viewer=viewer, case=case, category=category, **data)


def _thanks(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    return intake.file_thanks(viewer=viewer, case=case, category=_category(case, "other"), word=data["word"])


def _contact(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    by = "provider" if part_of(viewer, case) == "provider" else "desk"
    return handling.contact_asker(viewer=viewer, case=case, word=data["word"], by=by)


def _check(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    return closing.check_answer(viewer=viewer, case=case, word=data["word"], by=_desk_or_lead(viewer, case))


def _send_back(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    return closing.send_back(viewer=viewer, case=case, word=data["word"], by=_desk_or_lead(viewer, case))


def _asked_back_words(case: Any) -> Any:
    return _("%(provider)s does it again, %(due)s.") if case.state == "handling" else _("Noted.")


def _desk_or_lead(viewer: Viewer, case: Any) -> str:
    return "lead" if part_of(viewer, case) == "lead" else "desk"


VIEWS = (
    MoveView(
        "triage",
        "triage",
        "case.triage",
        forms.Triage,
        gettext_lazy("What is it, and how urgent?"),
        gettext_lazy("That's what it is"),
        partial(_triage, "triage"),
        gettext_lazy("Set. Now it looks for the right provider."),
    ),
    MoveView(
        "dispatch",
        "dispatch",
        "case.dispatch",
        forms.Dispatch,
        gettext_lazy("Who should do it?"),
        gettext_lazy("Dispatch"),
        _dispatch,
        gettext_lazy("Dispatched to %(provider)s, to be accepted %(due)s."),
    ),
    MoveView(
        "on_the_spot",
        "answer_on_the_spot",
        "case.answer_on_the_spot",
        forms.OnTheSpot,
        gettext_lazy("Answer on the spot"),
        gettext_lazy("Answer and close"),
        _on_the_spot,
        gettext_lazy("Answered; the asker can read it now."),
        gettext_lazy("The case is closed by it."),
    ),
    MoveView(
        "refuse",
        "refuse",
        "case.refuse",
        forms.Refuse,
        gettext_lazy("We can't take this"),
        gettext_lazy("Tell the asker, and where to go instead"),
        lambda viewer, case, data: intake.refuse(viewer=viewer, case=case, **data),
        gettext_lazy("Not accepted; the asker reads why, and where to go."),
        gettext_lazy("The case ends with it."),
    ),
    MoveView(
        "thanks",
        "file_thanks",
        "case.file_thanks",
        forms.Thanks,
        gettext_lazy("File as thanks"),
        gettext_lazy("File the thanks"),
        _thanks,
        gettext_lazy("Filed."),
    ),
    MoveView(
        "retriage",
        "retriage",
        "case.triage",
        forms.Triage,
        gettext_lazy("Put category, kind, lane or place right"),
        gettext_lazy("Put right"),
        partial(_triage, "retriage"),
        gettext_lazy("Put right."),
    ),
    MoveView(
        "accept",
        "accept",
        "case.accept",
        forms.Nothing,
        gettext_lazy("It was given to you"),
        gettext_lazy("I'll take it"),
        lambda viewer, case, data: handling.accept_case(viewer=viewer, case=case),
        gettext_lazy("It is yours now. Please ring the asker first."),
    ),
    MoveView(
        "contact",
        "contact",
        "case.contact",
        forms.Contact,
        gettext_lazy("Contact the asker"),
        gettext_lazy("Note the call"),
        _contact,
        gettext_lazy("Noted."),
    ),
    MoveView(
        "begin",
        "begin",
        "case.begin",
        forms.Nothing,
        gettext_lazy("Begin"),
        gettext_lazy("I'm there"),
        lambda viewer, case, data: handling.begin_case(viewer=viewer, case=case),
        gettext_lazy("Noted."),
    ),
    MoveView(
        "answer",
        "answer",
        "case.answer",
        forms.Answer,
        gettext_lazy("Write the answer"),
        gettext_lazy("Done, send the answer"),
        lambda viewer, case, data: handling.answer_case(viewer=viewer, case=case, **data),
        gettext_lazy("The answer is on its way."),
    ),
    MoveView(
        "check",
        "check",
        "case.check",
        forms.OptionalWord,
        gettext_lazy("Is the answer good enough?"),
        gettext_lazy("Good, let the asker read it"),
        _check,
        gettext_lazy("Checked; the asker can read it now."),
    ),
    MoveView(
        "send_back",
        "send_back",
        "case.check",
        forms.SendBack,
        gettext_lazy("Send the answer back"),
        gettext_lazy("Send back"),
        _send_back,
        gettext_lazy("Sent back. The asker's due time stays as it was."),
    ),
    MoveView(
        "ask_back",
        "ask_back",
        "case.ask_back",
        forms.AskBack,
        gettext_lazy("Ask back by phone"),
        gettext_lazy("Note it"),
        lambda viewer, case, data: closing.ask_back(viewer=viewer, case=case, **data),
        _asked_back_words,
    ),
    MoveView(
        "withdraw",
        "withdraw",
        "case.withdraw",
        forms.OptionalWord,
        gettext_lazy("The asker takes it back"),
        gettext_lazy("Withdraw"),
        lambda viewer, case, data: intake.withdraw(viewer=viewer, case=case, by="desk", word=data["word"]),
        gettext_lazy("Withdrawn."),
        gettext_lazy("The case ends with it; only the asker can ask for this."),
    ),
)
MOVE_VIEWS = {view.code: view for view in VIEWS}


def form_of(move: MoveView, case: Any, posted: Any = None) -> Any:
    """The form of a move as it was sent, else filled with what is known or proposed. The proposed place is on offer
    either way, be it as small as a building."""
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
        initial["word"] = (
            case.steps.filter(move="answer").order_by("-serial").values_list("word", flat=True)[0]
        )
    form = move.form(posted, case=case, initial=initial)
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
        form = form_of(move, case, request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                _refuse_late(move, case)
                move.take(request.viewer, case, dict(form.cleaned_data))
            except Refused as refused:
                add_faults(form, refused)
                status = 409 if any(fault.code == "move_not_possible" for fault in refused.faults) else 200
            else:
                readable = case_for(request.viewer, "case.read", number)
                messages.success(request, _done_words(move, readable))
                return redirect("cases:case_detail", number) if readable else redirect("desk:today")
        request.office = case.office
        text = text_for(case, actions_on(request.viewer, case))
        shown = {"case": case, "text": text, "move": move, "form": form, "why": _why(request, case, move)}
        return render(request, "cases/move.html", shown, status=status)

    return access(move.action)(require_http_methods(["GET", "POST"])(page))


def _done_words(move: MoveView, case: Any) -> str:
    """What came of a move: who has it now, and until when, where that is said."""
    if case is None:  # it is another's now, and no more to be read
        return _("Noted.")
    words = str(move.done(case) if callable(move.done) else move.done)
    due = case.provider_due_at or case.due_at
    provider = case.provider.name if case.provider else ""
    return words % {"provider": provider, "due": due_words(due, clock.now()) if due else ""}


def _refuse_late(move: MoveView, case: Any) -> None:
    """A page that stood open while the case moved on doesn't decide it anew: triage would pass as retriage."""
    if not move.fits(case.state):
        raise Refused(Fault("move_not_possible"))


def _why(request: Request, case: Any, move: MoveView) -> list[str]:
    """Why not somebody, when a clerk asks for a provider of their own choice."""
    asked = request.GET.get("provider", "") if move.code == "dispatch" else ""
    return why_not_anyone(case, int(asked)) if asked.isdecimal() and len(asked) < 19 else []
