"""What whoever handles a case does with it."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy

from huiying.fronts.web.cases import forms
from huiying.fronts.web.cases.moves.view import MoveView, taking
from huiying.fronts.web.cases.standards import standard_of
from huiying.fronts.web.public.photos import uploads
from huiying.pure.lib.viewer import Viewer
from huiying.registers.parties.selectors import provider_by_id
from huiying.work.cases.rules.states import BAD_GRADES
from huiying.work.cases.selectors.cases import has_open_promise, part_of
from huiying.work.cases.services import handling, helping, intake, promises, rulings, waiting
from huiying.work.cases.services.answers import answer_with
from huiying.work.cases.services.rulings import NewQuestion


def _provider_or_desk(viewer: Viewer, case: Any) -> str:
    return "provider" if part_of(viewer, case) == "provider" else "desk"


def _is_at_work(case: Any) -> bool:
    return case.state in ("accepted", "handling")


def _ask(kind: str, viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    return rulings.ask_lead(viewer=viewer, case=case, question=NewQuestion(kind, **data))


def _ask_end(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    question = NewQuestion("termination", data["word"])
    return rulings.ask_lead(viewer=viewer, case=case, question=question, by=_provider_or_desk(viewer, case))


def _answer(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    standard = standard_of(case, data.pop("standard"))
    answer = partial(handling.answer_case, viewer=viewer, case=case, **data)
    return answer_with(viewer=viewer, standard=standard, answer=answer)


def _add_photos(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    by = _provider_or_desk(viewer, case)
    return intake.add_photos(viewer=viewer, case=case, uploads=uploads(data["photos"]), by=by)


def _call_in(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    helper = provider_by_id(case.office_id, data["provider"])
    by = part_of(viewer, case)
    return helping.call_in(viewer=viewer, case=case, helper=helper, word=data["word"], by=by)


def _hand_over(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    to = provider_by_id(case.office_id, data["provider"])
    by = part_of(viewer, case)
    return helping.hand_over(viewer=viewer, cases=[case], to=to, word=data["word"], by=by)


def _end_promise(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    return promises.end_promise(
        viewer=viewer,
        case=case,
        is_kept=data["result"] == "kept",
        word=data["word"],
        by=_provider_or_desk(viewer, case),
    )


VIEWS = (
    MoveView(
        "accept",
        "accept",
        "case.accept",
        forms.Nothing,
        gettext_lazy("It was given to you"),
        gettext_lazy("I'll take it"),
        taking(handling.accept_case),
        gettext_lazy("It is yours now. Please ring the asker first."),
        gettext_lazy("It is yours from then on. The asker is to be contacted first."),
    ),
    MoveView(
        "contact",
        "contact",
        "case.contact",
        forms.Contact,
        gettext_lazy("Contact the asker"),
        gettext_lazy("Note the call"),
        taking(handling.contact_asker, _provider_or_desk),
        gettext_lazy("Noted."),
    ),
    MoveView(
        "add_photos",
        "add_photo",
        "case.tell",
        forms.AddPhotos,
        gettext_lazy("Add photos"),
        gettext_lazy("Add the photos"),
        _add_photos,
        gettext_lazy("The photos stand with the case."),
    ),
    MoveView(
        "begin",
        "begin",
        "case.begin",
        forms.Nothing,
        gettext_lazy("Begin the work"),
        gettext_lazy("I'm there"),
        taking(handling.begin_case),
        gettext_lazy("Noted."),
        gettext_lazy("Colleagues read that you have begun. No due time changes."),
    ),
    MoveView(
        "answer",
        "answer",
        "case.answer",
        forms.Answer,
        gettext_lazy("Write the answer"),
        gettext_lazy("Done, send the answer"),
        _answer,
        gettext_lazy("The answer is on its way."),
    ),
    MoveView(
        "ask_more",
        "ask_more",
        "case.ask_more",
        forms.AskMore,
        gettext_lazy("Something is missing"),
        gettext_lazy("Ask the asker for it"),
        taking(waiting.ask_more, _provider_or_desk),
        gettext_lazy("Asked. The asker's due time runs on."),
        when=lambda case: case.incomplete_at is None,
    ),
    MoveView(
        "note_try",
        "more_try",
        "case.ask_more",
        forms.OptionalWord,
        gettext_lazy("Note a reminder without an answer"),
        gettext_lazy("Note the reminder"),
        taking(waiting.note_try, _provider_or_desk),
        gettext_lazy("Noted."),
        when=lambda case: case.incomplete_at is not None,
    ),
    MoveView(
        "ask_return",
        "ask_return",
        "case.ask_lead",
        forms.AskReturn,
        gettext_lazy("Not my task: ask to give it back"),
        gettext_lazy("Ask for the return"),
        partial(_ask, "return"),
        gettext_lazy("Put to the lead, who settles whose it is."),
        gettext_lazy("You can ask once. The asker's due time runs on."),
        when=lambda case: not case.return_count,
    ),
    MoveView(
        "ask_extension",
        "ask_ruling",
        "case.ask_lead",
        forms.AskExtension,
        gettext_lazy("Ask for an extension"),
        gettext_lazy("Ask for the extension"),
        partial(_ask, "extension"),
        gettext_lazy("Put to the lead. Until then the due time stays."),
        when=lambda case: _is_at_work(case) and not case.extended_count,
        is_rare=True,
    ),
    MoveView(
        "ask_promise",
        "ask_ruling",
        "case.ask_lead",
        forms.AskPromise,
        gettext_lazy("Not possible now: promise a day"),
        gettext_lazy("Ask for approval"),
        partial(_ask, "promise"),
        gettext_lazy("Put to the lead. Once approved, it is the answer."),
        when=_is_at_work,
        is_rare=True,
    ),
    MoveView(
        "ask_end",
        "ask_ruling",
        "case.ask_end",
        forms.AskEnd,
        gettext_lazy("It can't go on: ask to end it"),
        gettext_lazy("Ask to end it"),
        _ask_end,
        gettext_lazy("Put to the lead."),
        is_rare=True,
    ),
    MoveView(
        "elsewhere",
        "go_elsewhere",
        "case.elsewhere",
        forms.Elsewhere,
        gettext_lazy("It is with an outside body"),
        gettext_lazy("Note it"),
        taking(waiting.go_elsewhere),
        gettext_lazy("Noted. It stands on your day when you are to ask after it."),
        is_rare=True,
    ),
    MoveView(
        "come_back",
        "come_back",
        "case.elsewhere",
        forms.ToldWord,
        gettext_lazy("The outside body has replied"),
        gettext_lazy("Note it"),
        taking(waiting.come_back),
        gettext_lazy("Noted."),
        when=lambda case: case.elsewhere_at is not None,
    ),
    MoveView(
        "call_in",
        "call_in",
        "case.call_in",
        forms.CallIn,
        gettext_lazy("Call in a helper"),
        gettext_lazy("Call in"),
        _call_in,
        gettext_lazy("Called in; they read the case from now on."),
        is_rare=True,
    ),
    MoveView(
        "hand_over",
        "hand_over",
        "case.hand_over",
        forms.HandOver,
        gettext_lazy("Hand it over to a colleague"),
        gettext_lazy("Hand over"),
        _hand_over,
        gettext_lazy("Handed over to %(provider)s; the asker reads the new name."),
        is_rare=True,
    ),
    MoveView(
        "tell",
        "tell",
        "case.tell",
        forms.ToldWord,
        gettext_lazy("Write to the asker"),
        gettext_lazy("Tell the asker"),
        taking(waiting.tell_asker, _provider_or_desk),
        gettext_lazy("The asker reads it with the case."),
        is_rare=True,
    ),
    MoveView(
        "end_promise",
        "end_promise",
        "case.end_promise",
        forms.EndPromise,
        gettext_lazy("What became of the promise?"),
        gettext_lazy("Tell the asker"),
        _end_promise,
        gettext_lazy("Noted; the asker reads it."),
        when=has_open_promise,
    ),
    MoveView(
        "appeal",
        "appeal_rating",
        "case.ask_lead",
        forms.Appeal,
        gettext_lazy("The rating is mistaken"),
        gettext_lazy("Appeal to the lead"),
        partial(_ask, "appeal"),
        gettext_lazy("Put to the lead. The rating stays to be read either way."),
        when=lambda case: case.rating in BAD_GRADES and not case.is_rating_struck,
        is_rare=True,
    ),
)
