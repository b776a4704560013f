"""What the desk and the lead do with a case."""

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.fronts.web.cases import forms
from huiying.fronts.web.cases.moves.view import MoveView, taking
from huiying.fronts.web.cases.standards import standard_of
from huiying.pure.lib.refusals import Fault, Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.directory.selectors import leaves_of
from huiying.registers.parties.selectors import provider_by_id
from huiying.registers.places.selectors import current_places
from huiying.work.cases.selectors.cases import case_for, part_of
from huiying.work.cases.selectors.meetings import meetings_to_come
from huiying.work.cases.services import (
    closing,
    dispatch,
    intake,
    joining,
    meetings,
    rulings,
    understanding,
    waiting,
)
from huiying.work.cases.services.answers import answer_with


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
    standard = standard_of(case, data.pop("standard"))
    answer = partial(intake.answer_on_the_spot, viewer=viewer, case=case, category=category, **data)
    return answer_with(viewer=viewer, standard=standard, answer=answer)


def _thanks(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    return intake.file_thanks(viewer=viewer, case=case, category=_category(case, "other"), word=data["word"])


def _asked_back_words(case: Any) -> Any:
    if case.state == "checked":
        return _(
            "Not reached; noted. Ring again at another hour. After three tries on two days it closes by itself."
        )
    return _("%(provider)s does it again, %(due)s.") if case.state == "handling" else _("Noted.")


def _desk_or_lead(viewer: Viewer, case: Any) -> str:
    return "lead" if part_of(viewer, case) == "lead" else "desk"


def _merge(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    into = case_for(viewer, "case.merge", data["number"])
    if into is None:
        raise Refused(Fault("merge_unknown", "number"))
    return joining.merge_case(viewer=viewer, case=case, into=into)


def _agenda(viewer: Viewer, case: Any, data: dict[str, Any]) -> Any:
    meeting = meetings_to_come(case.office_id).filter(pk=data["meeting"]).first()
    if meeting is None:
        raise Refused(Fault("meeting_is_over", "meeting"))
    by = _desk_or_lead(viewer, case)
    return meetings.put_on_agenda(viewer=viewer, case=case, meeting=meeting, word=data["word"], by=by)


FIRST = (
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
        taking(intake.refuse),
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
        gettext_lazy("The case ends with it: thanks are kept, and nobody need answer."),
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
        "split",
        "split",
        "case.split",
        forms.Split,
        gettext_lazy("It holds two matters"),
        gettext_lazy("Make two of it"),
        taking(joining.split_case),
        gettext_lazy("The second matter has a number of its own; the asker's receipt opens both."),
        gettext_lazy("The second matter gets a number of its own. Each is answered by itself."),
        is_rare=True,
    ),
    MoveView(
        "merge",
        "merge",
        "case.merge",
        forms.Merge,
        gettext_lazy("It is the same as another case"),
        gettext_lazy("Join them"),
        _merge,
        gettext_lazy("Joined. Its asker is told once, and reads the answer with the others."),
        gettext_lazy("This case then ends with the other one. Its asker is told once."),
        is_rare=True,
    ),
    MoveView(
        "unmerge",
        "unmerge",
        "case.merge",
        forms.Nothing,
        gettext_lazy("It is another matter after all"),
        gettext_lazy("Part them again"),
        taking(joining.unmerge_case),
        gettext_lazy("It goes its own way again; its due time never stopped."),
        gettext_lazy("This case is then answered by itself again. Its due time never stopped."),
        when=lambda case: case.merged_into_id is not None,
    ),
    MoveView(
        "take_back",
        "take_back",
        "case.take_back",
        forms.OptionalWord,
        gettext_lazy("Take it back and give it to another"),
        gettext_lazy("Take it back"),
        taking(dispatch.take_back),
        gettext_lazy("Taken back. Now choose another."),
        gettext_lazy(
            "It is no longer theirs, and they aren't proposed for it again. The asker's due time runs on."
        ),
    ),
)
"""Until somebody has accepted it."""

LAST = (
    MoveView(
        "agenda",
        "put_on_agenda",
        "case.agenda",
        forms.Agenda,
        gettext_lazy("One body can't solve it: put it before a meeting"),
        gettext_lazy("Put it on the agenda"),
        _agenda,
        gettext_lazy("On the agenda. Its due time runs on."),
        is_rare=True,
    ),
    MoveView(
        "keep",
        "keep_for_later",
        "case.keep",
        forms.ToldWord,
        gettext_lazy("No answer from the asker: keep it for later"),
        gettext_lazy("Keep it"),
        taking(waiting.keep_for_later),
        gettext_lazy("Kept. It goes on the day the asker adds what is missing."),
        gettext_lazy("Nobody works on it until the asker writes or comes."),
        when=lambda case: case.incomplete_at is not None,
    ),
    MoveView(
        "take_up",
        "take_up",
        "case.keep",
        forms.ToldWord,
        gettext_lazy("The asker brought what was missing"),
        gettext_lazy("Go on with it"),
        taking(waiting.take_up),
        gettext_lazy("It goes on with %(provider)s, %(due)s."),
        gettext_lazy("Whoever had it has it again, and its due time begins anew."),
    ),
    MoveView(
        "supervise",
        "supervise",
        "case.supervise",
        forms.Supervise,
        gettext_lazy("Supervise the case"),
        gettext_lazy("Send your word"),
        taking(rulings.supervise),
        gettext_lazy("Noted. Whoever has it reads your word today."),
        gettext_lazy("Whoever has it reads your word today."),
        when=lambda case: case.supervised_at is None,
    ),
    MoveView(
        "check",
        "check",
        "case.check",
        forms.OptionalWord,
        gettext_lazy("Is the answer good enough?"),
        gettext_lazy("Good, let the asker read it"),
        taking(closing.check_answer, _desk_or_lead),
        gettext_lazy("Checked; the asker can read it now."),
        gettext_lazy("The asker can read it from then on, and is asked back."),
    ),
    MoveView(
        "send_back",
        "send_back",
        "case.check",
        forms.SendBack,
        gettext_lazy("Send the answer back"),
        gettext_lazy("Send back"),
        taking(closing.send_back, _desk_or_lead),
        gettext_lazy("Sent back. The asker's due time stays as it was."),
        gettext_lazy(
            "Whoever wrote it reads your word and writes it anew. The asker's due time stays as it is."
        ),
    ),
    MoveView(
        "ask_back",
        "ask_back",
        "case.ask_back",
        forms.AskBack,
        gettext_lazy("Call the asker back"),
        gettext_lazy("Note it"),
        taking(closing.ask_back),
        _asked_back_words,
    ),
    MoveView(
        "withdraw",
        "withdraw",
        "case.withdraw",
        forms.OptionalWord,
        gettext_lazy("Note that the asker withdraws it"),
        gettext_lazy("Withdraw"),
        lambda viewer, case, data: intake.withdraw(viewer=viewer, case=case, by="desk", word=data["word"]),
        gettext_lazy("Withdrawn."),
        gettext_lazy("The case ends with it; only the asker can ask for this."),
    ),
)
"""While a provider has it, and after the answer."""
