"""The blocks of the design language that make up a form; `ui` has the others."""

from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.forms.boundfield import BoundWidget

register = template.Library()


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm | None, focus: bool = True) -> dict[str, Any]:
    """What is wrong with a form, each line a link to its field; nothing when all is well.

    The page opens at it, unless `focus` is off. A single fault is said by itself.
    """
    return {
        "form": form,
        "focus": focus,
        "is_one": form is not None and sum(map(len, form.errors.values())) == 1,
    }


@register.inclusion_tag("components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One field: label, hint, the fault beside it, the input; many choices stand in their groups."""
    return {"field": bound, "groups": _in_groups(bound) if bound.use_fieldset else []}


@register.inclusion_tag("components/form_fields.html")
def form_fields(form: BaseForm, focus: bool = True) -> dict[str, Any]:
    """All of a form: error summary, hidden fields, fields."""
    return {"form": form, "focus": focus}


@register.inclusion_tag("components/draft_line.html")
def draft_line() -> dict[str, Any]:
    """Says that a draft lies in this phone; stands inside `<form data-draft=name>`."""
    return {}


@register.inclusion_tag("components/draft_button.html")
def draft_button() -> dict[str, Any]:
    """Keeps what was typed in this phone; shown where a script can do it."""
    return {}


def _in_groups(bound: BoundField) -> list[tuple[str, list[BoundWidget]]]:
    """The buttons or boxes of a field under the titles of its groups, those outside of any under none."""
    offered = getattr(bound.field.widget, "choices", ())
    titles = [label if isinstance(members, list | tuple) else "" for label, members in offered]
    groups: list[tuple[str, list[BoundWidget]]] = []
    for choice in bound.subwidgets:
        title = titles[int(choice.data["index"].partition("_")[0])] if titles else ""
        if not groups or groups[-1][0] != title:
            groups.append((title, []))
        groups[-1][1].append(choice)
    return groups
