"""Pages that change a record: one form, the fault beside its field, and nothing lost when two people edit at once."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiying.fronts.web.access import Request
from huiying.fronts.web.refusals import add_faults, words_for
from huiying.fronts.web.wording import WEEKDAYS
from huiying.pure.lib.refusals import Refused
from huiying.registers.directory.rules import spans_in

_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)
_DAYS = gettext_lazy("Please give a day between 1900 and 2100.")


def done(request: Request, act: Callable[[], Any], said: str, back: str) -> HttpResponse:
    """Do what a button alone asks for, and go back with a word that it is done, or why not."""
    try:
        act()
    except Refused as refused:
        messages.error(request, words_for(refused.faults[0]))
    else:
        messages.success(request, said)
    return redirect(back)


class EditForm(forms.Form):
    """A form that changes a record; `seen` is how the record stood when the page was opened."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, stands: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.stands = self.fields["seen"].initial = stands

    def show_anew(self) -> None:
        """After somebody was quicker: what was typed stays, and sending it again replaces what they wrote."""
        data: Any = self.data
        self.data = data = data.copy()
        data["seen"] = self.stands


class RehearsedForm(EditForm):
    """A form whose effect is shown before it is saved; `rehearsed` says for which of its values that was done."""

    rehearsed = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    @property
    def is_rehearsed(self) -> bool:
        """Whether the effect of just these values was shown."""
        return bool(self.data.get("rehearsed") == self.sign)

    @property
    def sign(self) -> str:
        """The values as a few signs."""
        names = [name for name in self.fields if name not in ("seen", "rehearsed")]
        return sign_of(self.data, names)

    def note_rehearsal(self) -> None:
        """The next time these values are sent they are saved."""
        data: Any = self.data
        sign = self.sign
        self.data = data = data.copy()
        data["rehearsed"] = sign


def sign_of(data: Any, names: Sequence[str]) -> str:
    """What was sent in some fields, of one box or of several, as a few signs."""
    boxes = re.compile(rf"({'|'.join(names)})(_\d)?")
    sent = sorted((key, data.getlist(key)) for key in data if boxes.fullmatch(key))
    return hashlib.sha256(repr(sent).encode("utf-8", "backslashreplace")).hexdigest()[:16]


class Words(forms.CharField):
    """Several words or names in one box, with commas or on lines of their own."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        more.setdefault("help_text", gettext_lazy("Several with commas."))
        super().__init__(max_length=more.pop("max_length", 2000), **more)

    def prepare_value(self, value: Any) -> Any:
        """A list as it is typed."""
        return _(", ").join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """What was typed as a list, each once."""
        parts = (part.strip() for part in re.split(r"[,，、;；\n]", super().to_python(value) or ""))
        return list(dict.fromkeys(part for part in parts if part))

    def run_validators(self, value: Any) -> None:
        """The whole text is measured, not the list."""
        super().run_validators("\n".join(value))


def _in_boxes(rows: Iterable[Sequence[int]]) -> list[str]:
    days: list[list[str]] = [[] for _day in WEEKDAYS]
    for day, start, end in rows:
        days[day].append(f"{start}-{end}")
    return [", ".join(spans) for spans in days]


class WeekWidget(forms.MultiWidget):
    template_name = "directory/week.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__([forms.TextInput(attrs={"maxlength": 60, "size": 20}) for _day in WEEKDAYS])

    def decompress(self, value: Any) -> list[str]:
        """The hours of each day as they are typed."""
        return _in_boxes(value or ())

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Each day's box with the day's name."""
        context = super().get_context(name, value, attrs)
        context["days"] = list(zip(WEEKDAYS, context["widget"]["subwidgets"], strict=True))
        return context


class WeekField(forms.MultiValueField):
    """The hours of a week, a box a day: rows of weekday, from hour, until hour."""

    widget = WeekWidget

    def __init__(self, **more: Any) -> None:
        boxes = [forms.CharField(required=False, max_length=60) for _day in WEEKDAYS]
        help_text = gettext_lazy("Whole hours, such as 8-12, 14-17. An empty day is closed.")
        super().__init__(fields=boxes, required=False, **({"help_text": help_text} | more))

    def prepare_value(self, value: Any) -> Any:
        """The boxes of what is kept; Django takes a list for boxes already, and what is kept is a list of rows."""
        is_rows = value and not isinstance(value[0], str)
        return _in_boxes(value) if is_rows else value

    def compress(self, data_list: Sequence[str]) -> list[list[int]]:
        """The rows; a day that can't be read is named."""
        rows, faults = [], []
        for day, text in enumerate(data_list or ()):
            try:
                rows += [[day, start, end] for start, end in spans_in(text)]
            except ValueError:
                words = _("%(day)s: please write hours such as 8-12, 14-17.")
                faults.append(words % {"day": WEEKDAYS[day]})
        if faults:
            raise forms.ValidationError(faults)
        return rows


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day of this century or the last."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        validators=[MinValueValidator(_FIRST, _DAYS), MaxValueValidator(_LAST, _DAYS)],
        widget=forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "min": str(_FIRST), "max": str(_LAST)}
        ),
    )


@dataclass(frozen=True, slots=True)
class Editing:
    """A page that changes something: what it is for, its button, the page before it, a quiet line, and what to know
    before; `onto` is where it leads from what was made, else back; a template of its own may show `more`."""

    title: Any
    button: Any
    back: str
    note: Any = ""
    warnings: Sequence[tuple[Any, Any]] = ()
    onto: Callable[[Any], str] | None = None
    template: str = "edit.html"
    more: dict[str, Any] = field(default_factory=dict)


def posted(request: Request) -> Any:
    """What was sent, even if it is nothing; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def edited(
    request: Request, form: Any, take: Callable[[dict[str, Any]], Any], page: Editing, done: Any
) -> HttpResponse:
    """The page of a form: once more with what is wrong, or taken, `done` said, and on."""
    status = 200
    if form.is_valid():
        try:
            made = take(dict(form.cleaned_data))
        except Refused as refused:
            add_faults(form, refused)
            if any(fault.code == "changed_meanwhile" for fault in refused.faults):
                form.show_anew()
                status = 409
        else:
            messages.success(request, done)
            return redirect(page.onto(made) if page.onto else page.back)
    return render(request, page.template, {"form": form, "page": page, **page.more}, status=status)


def rehearsed(
    request: Request,
    form: Any,
    take: Callable[[dict[str, Any]], Any],
    page: Editing,
    rehearse: Callable[[dict[str, Any]], dict[str, Any]],
) -> HttpResponse:
    """The page of a form whose effect is shown first: sent once it shows it, sent again unchanged it is saved."""
    if not form.is_valid() or form.is_rehearsed:
        return edited(request, form, take, page, _("Saved."))
    form.note_rehearsal()
    shown = {"form": form, "page": page, **page.more, **rehearse(form.cleaned_data)}
    return render(request, page.template, {**shown, "is_rehearsal": True})


def confirmed(request: Request, take: Callable[[], Any], page: Editing, done: Any) -> HttpResponse:
    """The page of a deed without a field: what will happen stands above its button."""
    return edited(request, forms.Form(posted(request)), lambda _data: take(), page, done)
