"""What the gallery shows: invented, with times that stand around the present."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.pure.lib import clock

Sample = dict[str, Any]


@dataclass(frozen=True)
class SampleOffice:
    """What a slip and a page's foot say of an office."""

    name: str
    phone: str
    phone_hours: str
    texts: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


class AskForm(forms.Form):
    """The two fields of a request."""

    prefix = "ask"
    text = forms.CharField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("Write as you speak; it needn't be complete."),
        widget=forms.Textarea(attrs={"class": "big"}),
    )
    contact = forms.CharField(
        label=gettext_lazy("How do we reach you?"),
        help_text=gettext_lazy("A telephone number. Leave it empty to stay anonymous."),
        required=False,
    )


class LogForm(forms.Form):
    """Every kind of field."""

    prefix = "log"
    number = forms.CharField(label=gettext_lazy("Number"))
    category = forms.ChoiceField(
        label=gettext_lazy("Category"),
        choices=[("", gettext_lazy("Choose one")), ("meals", gettext_lazy("Meals brought home"))],
    )
    lane = forms.ChoiceField(
        label=gettext_lazy("Lane"),
        help_text=gettext_lazy("At once: danger, the helpless, what is lost by tonight."),
        choices=[("at_once", gettext_lazy("At once")), ("with_care", gettext_lazy("With care"))],
        widget=forms.RadioSelect,
    )
    visit_on = forms.DateField(
        label=gettext_lazy("Day of the visit"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    photo = forms.FileField(label=gettext_lazy("Photo"), required=False)
    is_secret = forms.BooleanField(
        label=gettext_lazy("Keep secret who asked"),
        help_text=gettext_lazy("The body that it is about won't learn it."),
        required=False,
    )


def _case(number: str, text: str, due_at: datetime, **more: Any) -> Sample:
    return {
        "number": number,
        "text": text,
        "due_at": due_at,
        "lane": "with_care",
        "place": "",
        "holder": "",
        **more,
    }


def _cases(now: datetime) -> list[Sample]:
    return [
        _case(
            "NF2312150012W",
            _(
                "The old lady across the landing hasn't opened for two days, knocking and ringing "
                "are of no use"
            ),
            now + timedelta(minutes=50),
            lane="at_once",
            place=_("Willow Bank, building 12"),
            state="dispatched",
            holder=_("Elder care worker A"),
        ),
        _case(
            "NF2312110187K",
            _("The light in the stairwell of building 3 is broken, it is pitch dark"),
            now - timedelta(hours=16),
            place=_("Spring Garden, building 3"),
            state="handling",
            holder=_("Grid worker B"),
            mark="supervised",
        ),
        _case(
            "NF2312140044P",
            _(
                "Our new workshop passed its inspection last week. The bank releases the second part of the "
                "loan only against the title deed, and the rest for the machines is due at the end of the "
                "month. Which papers do we need, how many counters do we have to visit, and how many days "
                "does it take?"
            ),
            now + timedelta(days=1, hours=3),
            place=_("Second park"),
            state="triaged",
            holder=_("Service desk"),
            mark="extended",
        ),
        _case(
            "NF2312130091B",
            _("Are there places left in the four o'clock class?"),
            now + timedelta(days=5),
            state="answered",
            holder=_("Child worker C"),
        ),
    ]


def _timeline(now: datetime) -> list[Sample]:
    return [
        {
            "at": now - timedelta(minutes=25),
            "what": _("The worker rang, nobody answered; she tries again this afternoon"),
            "by": _("Elder care worker A"),
            "is_now": True,
        },
        {
            "at": now - timedelta(hours=16),
            "what": _("The answer was due and wasn't given; the head of the centre sees to it now"),
            "by": _("Service desk"),
            "is_late": True,
        },
        {
            "at": now - timedelta(days=1),
            "what": _("Taken up"),
            "by": _("Elder care worker A"),
            "words": _("I'll go over before lunch and look at the kitchen too."),
        },
        {"at": now - timedelta(days=4), "what": _("We have it"), "by": _("Service desk")},
    ]


def _match() -> Sample:
    return {
        "provider": _("Elder care worker A"),
        "reasons": [
            _("She does nothing but meals for the elderly."),
            _("She is in the same grid, five minutes on foot."),
            _("She has 3 cases in hand; 8 are the most."),
            _("She went last time, and the old man was content."),
        ],
        "others": [
            {
                "provider": _("Elder care worker D"),
                "value": "17",
                "why_not": [_("On leave today."), _("Has 8 cases in hand already; free from tomorrow.")],
            },
            {
                "provider": _("The canteen"),
                "value": "21",
                "why_not": [_("Doesn't deliver above the third floor.")],
            },
            {
                "provider": _("Grid worker B"),
                "value": None,
                "why_not": [_("Is named in the report, so is left out.")],
            },
        ],
    }


def _tiles() -> list[Sample]:
    return [
        {
            "value": "786",
            "unit": _("cases"),
            "wording": _("solved this year"),
            "change": _("of 823 due"),
            "url": "#tiles",
        },
        {
            "value": "95.5",
            "unit": "%",
            "wording": _("solved of those reached"),
            "change": _("1.2 points up on last year"),
        },
        {"value": "1", "unit": _("cases"), "wording": _("due at once"), "url": "#tiles", "kind": "at-once"},
        {
            "value": "3",
            "unit": _("cases"),
            "wording": _("late"),
            "change": _("2 fewer than yesterday"),
            "kind": "late",
        },
        {"value": "0", "unit": _("cases"), "wording": _("waiting for me")},
    ]


def _filters() -> list[Sample]:
    return [
        {
            "label": _("State"),
            "name": "state",
            "options": [
                {"label": _("All open"), "value": None, "count": 128},
                {"label": _("To be triaged"), "value": "received", "count": 7},
                {"label": _("To be checked"), "value": "answered", "count": 12},
                {"label": _("Late"), "value": "late", "count": 3},
            ],
        },
        {
            "label": _("Lane"),
            "name": "lane",
            "options": [
                {"label": _("Both"), "value": None},
                {"label": _("At once"), "value": "at_once"},
                {"label": _("With care"), "value": "with_care"},
            ],
        },
    ]


def _receipt(now: datetime, office: SampleOffice) -> Sample:
    return {
        "number": "NF2312150187K",
        "code": "4821 7730",
        "due_at": now + timedelta(days=4),
        "holder": _("the service desk of the street"),
        "office": office,
        "url": "https://example.org/track/#number=NF2312150187K&code=48217730",
    }


def _facts(now: datetime) -> list[tuple[str, object]]:
    return [
        (_("Number"), "NF2312110187K"),
        (_("Category"), _("Meals brought home")),
        (_("Place"), _("Willow Bank, building 7, fourth floor")),
        (_("Asker"), _("a resident, by telephone")),
        (_("Telephone"), ""),
    ]


def _messages() -> list[Message]:
    return [
        Message(constants.INFO, _("Nothing was changed.")),
        Message(constants.SUCCESS, _("Dispatched to Elder care worker A.")),
    ]


def all_samples() -> Sample:
    """Everything that the gallery's template names."""
    now = clock.now()
    office = SampleOffice(_("Service centre of the street"), "057188887777", _("Monday to Friday 8:30–17:30"))
    faulty = {"ask-text": "", "ask-contact": "1381234"}
    ask_with_faults = AskForm(faulty)
    ask_with_faults.add_error("contact", _("This telephone number has 7 digits; a mobile number has 11."))
    return {
        "sample_office": office,
        "moments": {
            "late": now - timedelta(days=2, hours=3),
            "at_once": now + timedelta(minutes=50),
            "today": now.replace(second=0) + timedelta(hours=1),
            "tomorrow": now + timedelta(days=1),
            "soon": now + timedelta(days=3),
            "far": now + timedelta(days=40),
            "earlier": now - timedelta(hours=2),
            "yesterday": now - timedelta(days=1),
            "long_ago": now - timedelta(days=400),
        },
        "cases": _cases(now),
        "entries": _timeline(now),
        "match": _match(),
        "lonely_match": {
            "provider": _("The canteen"),
            "reasons": [_("It is the only one open at this hour.")],
        },
        "tiles": _tiles(),
        "groups": _filters(),
        "middle_page": SimpleNamespace(previous="n", next="o"),
        "receipt": _receipt(now, office),
        "fact_rows": _facts(now),
        "messages": _messages(),
        "ask_form": AskForm(),
        "ask_with_faults": ask_with_faults,
        "log_form": LogForm({"log-number": "NF23"}),
        "parts": [
            {"label": _("Case"), "url": "?", "is_current": True, "count": None},
            {"label": _("Timeline"), "url": "?", "is_current": False, "count": 12},
            {"label": _("Photos"), "url": "?", "is_current": False, "count": 0},
        ],
    }
