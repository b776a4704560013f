"""Standard answers: the list, one with its versions, writing, changing and ending one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiying.fronts.web.access import Request, access
from huiying.fronts.web.answers.forms import AnswerForm
from huiying.fronts.web.cases.choices import category_choices
from huiying.fronts.web.refusals import add_faults, words_for
from huiying.fronts.web.registers.listing import Row, Table, listed, page_of, words_of
from huiying.fronts.web.wording import day_words, name_of
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Refused
from huiying.pure.text.personal import mask
from huiying.registers.access.selectors import reached_offices
from huiying.registers.directory.selectors import answer_for, answers, versions_of
from huiying.registers.directory.services import change_answer, end_answer, register_answers
from huiying.work.cases.rules.moves import ANSWERS
from huiying.work.cases.selectors.answers import use_counts
from huiying.work.cases.selectors.cases import case_for, steps_of

_LATELY = timedelta(days=90)


@access("answer.read")
@require_GET
def answer_list(request: Request) -> HttpResponse:
    """The standard answers in force, with how often each was taken lately and until when it holds."""
    viewer, today = request.viewer, clock.today()
    office = reached_offices(viewer, "answer.read").first()
    category = request.GET.get("category", "").replace("\0", "")[:40]
    query = answers(viewer, words_of(request), category)
    if request.GET.get("valid") == "expired":
        query = query.filter(valid_until__lt=today)
    page = page_of(request, query, "question", "id")
    counts = use_counts(viewer, (row.line for row in page.rows), clock.now() - _LATELY)
    rows = [
        Row(
            row.question,
            reverse("answers:answer_detail", args=(row.uuid,)),
            row.text[:80],
            (
                name_of(row.category) if row.category else "",
                _valid_words(row, today),
                row.owner.name,
                counts[row.line],
            ),
        )
        for row in page.rows
    ]
    columns = (
        _("Question"),
        _("Category"),
        _("Valid until"),
        _("Who looks through it"),
        _("Used in 90 days"),
    )
    request.office = office
    shown = {"table": Table(columns, rows, page), "groups": _groups(office), "words": words_of(request)}
    return listed(request, "answers/answer_list.html", shown)


def _groups(office: Any) -> list[dict[str, Any]]:
    options = ((None, _("All")), ("expired", _("Expired")))
    return [
        {
            "label": _("Valid"),
            "name": "valid",
            "options": [{"label": label, "value": value, "count": None} for value, label in options],
        },
        {
            "label": _("Category"),
            "name": "category",
            "choices": category_choices(office.pk, first=_("All")) if office else [],
        },
    ]


def _valid_words(answer: Any, today: Any) -> Any:
    """The last day; of an expired one, that it is."""
    day = day_words(answer.valid_until, today)
    return _("Expired %(day)s: please look through it") % {"day": day} if answer.valid_until < today else day


@access("answer.edit")
@require_http_methods(["GET", "POST"])
def answer_new(request: Request) -> HttpResponse:
    """A new one, drafted from a closed case where ?case=… names it."""
    office = reached_offices(request.viewer, "answer.edit").select_related("desk")[0]
    case = _drafted_from(request)
    initial = {} if case is None else _draft(case)
    form = AnswerForm(request.POST or None, office_id=office.pk, initial=initial)

    def keep() -> Any:
        [answer] = register_answers(viewer=request.viewer, office=office, answers=[form.new_answer()])
        return answer

    request.office = office
    return _written(request, form, keep, {"title": _("A new standard answer"), "case": case})


def _drafted_from(request: Request) -> Any:
    number = request.GET.get("case", "").replace("\0", "")[:40]
    return case_for(request.viewer, "case.read", number) if number else None


def _draft(case: Any) -> dict[str, Any]:
    """Question and answer of a case, without numbers of people; a secret asker's text stays with the case."""
    given = [step.word for step in steps_of(case) if step.move in ANSWERS]
    question = "" if case.is_secret else mask(case.text)[:200]
    code = case.category.code if case.category else ""
    return {"question": question, "text": given[-1] if given else "", "category": code}


@access("answer.read")
@require_GET
def answer_detail(request: Request, uuid: UUID) -> HttpResponse:
    """What it says, until when it holds, how it read before."""
    answer = _answer(request, "answer.read", uuid)
    today = clock.today()
    lately = use_counts(request.viewer, [answer.line], clock.now() - _LATELY)
    shown = {
        "answer": answer,
        "is_expired": answer.valid_until < today,
        "versions": [version for version in versions_of(answer) if version.pk != answer.pk],
        "lately": lately[answer.line],
    }
    return render(request, "answers/answer_detail.html", shown)


@access("answer.edit")
@require_http_methods(["GET", "POST"])
def answer_change(request: Request, uuid: UUID) -> HttpResponse:
    """It reads otherwise from today on."""
    answer = _answer(request, "answer.edit", uuid)
    initial = {
        "question": answer.question,
        "text": answer.text,
        "category": answer.category.code if answer.category else "",
        "document": answer.document,
        "owner": answer.owner_id,
    }
    form = AnswerForm(request.POST or None, office_id=answer.office_id, initial=initial)

    def keep() -> Any:
        return change_answer(viewer=request.viewer, answer=answer, new=form.new_answer())

    return _written(request, form, keep, {"title": _("Change the standard answer"), "answer": answer})


@access("answer.edit")
@require_POST
def answer_end(request: Request, uuid: UUID) -> HttpResponse:
    """It is given no more."""
    answer = _answer(request, "answer.edit", uuid)
    try:
        end_answer(viewer=request.viewer, answer=answer)
    except Refused as refused:
        messages.error(request, " ".join(words_for(fault) for fault in refused.faults))
        return redirect("answers:answer_detail", answer.uuid)
    messages.success(request, _("Ended. It is offered no more."))
    return redirect("answers:answer_list")


def _answer(request: Request, action: str, uuid: UUID) -> Any:
    answer = answer_for(request.viewer, action, uuid)
    if answer is None:
        raise Http404
    request.office = answer.office
    return answer


def _written(
    request: Request, form: AnswerForm, keep: Callable[[], Any], shown: dict[str, Any]
) -> HttpResponse:
    """The form, and once it is right the answer's page."""
    if request.method == "POST" and form.is_valid():
        try:
            answer = keep()
        except Refused as refused:
            add_faults(form, refused)
        else:
            messages.success(request, _("Kept. The desk is offered it from now on."))
            return redirect("answers:answer_detail", answer.uuid)
    return render(request, "answers/answer_form.html", {"form": form, **shown})
