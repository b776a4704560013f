"""The tree of categories: a new one, changed after a rehearsal, ended; a group of them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiying.base.storage.changes import mark_of
from huiying.fronts.web.access import Request, access
from huiying.fronts.web.directory.forms import CategoryForm, GroupForm
from huiying.fronts.web.editing import Editing, confirmed, edited, posted, rehearsed
from huiying.fronts.web.registers.listing import Row, Table
from huiying.fronts.web.registers.wording import matter_words
from huiying.fronts.web.setup.rehearsals import clock_rows, name_rows
from huiying.fronts.web.wording import LANES, exact_words, name_of
from huiying.registers.access.selectors import reached_offices
from huiying.registers.directory.selectors import category_for, category_versions
from huiying.registers.directory.services import (
    add_category,
    add_category_group,
    change_category,
    end_category,
)
from huiying.work.cases.selectors.rehearsal import rehearse_category, rehearse_words

FIELDS = (
    *("name", "name_en", "words", "parent", "kind", "lane"),
    *("matter", "provider_kind", "door", "order"),
)
GROUP_FIELDS = ("name", "name_en", "door", "order")


def _back() -> str:
    return reverse("registers:category_list")


def _category(request: Request, key: int) -> Any:
    category = category_for(request.viewer, "category.edit", key)
    if category is None:
        raise Http404
    request.office = category.office
    return category


def _history(category: Any) -> Table:
    rows = [
        Row(
            name_of(version),
            note=_("until %(day)s") % {"day": exact_words(version.until_on)},
            cells=(
                name_of(version.parent) if version.parent else "",
                LANES.get(version.lane, ""),
                matter_words(version.matter),
            ),
        )
        for version in category_versions(category)
    ]
    return Table((_("How it stood"), _("Group"), _("Lane"), _("By which limit")), rows)


@access("category.edit")
@require_http_methods(["GET", "POST"])
def category_change(request: Request, key: int) -> HttpResponse:
    """Change a category, or a group of them; a category's change is played on last month's requests first."""
    category = _category(request, key)
    if category.matter == "":
        return _group_change(request, category)
    initial = {name: getattr(category, name) for name in FIELDS}
    form = CategoryForm(
        posted(request), office=category.office, initial=initial, stands=mark_of(category, FIELDS)
    )

    def take(data: dict[str, Any]) -> Any:
        values = {name: data[name] for name in FIELDS}
        return change_category(viewer=request.viewer, category=category, values=values, seen=data["seen"])

    def rehearse(data: dict[str, Any]) -> dict[str, Any]:
        times = rehearse_category(category, lane=data["lane"], matter=data["matter"])
        read = rehearse_words(category, data["words"])
        return {
            "rehearsal": clock_rows(request.viewer, times),
            "reading": name_rows(request.viewer, read, _("Read until now as")),
        }

    end = reverse("directory:category_end", args=[category.pk])
    more = {"table": _history(category), "end": end}
    page = Editing(
        _("Change the category"),
        _("Save"),
        _back(),
        name_of(category),
        template="directory/category_change.html",
        more=more,
    )
    return rehearsed(request, form, take, page, rehearse)


def _group_change(request: Request, group: Any) -> HttpResponse:
    initial = {name: getattr(group, name) for name in GROUP_FIELDS}
    form = GroupForm(
        posted(request), office=group.office, initial=initial, stands=mark_of(group, GROUP_FIELDS)
    )

    def take(data: dict[str, Any]) -> Any:
        values = {name: data[name] for name in GROUP_FIELDS}
        return change_category(viewer=request.viewer, category=group, values=values, seen=data["seen"])

    page = Editing(_("Change the group"), _("Save"), _back(), name_of(group))
    return edited(request, form, take, page, _("Saved."))


@access("category.edit")
@require_http_methods(["GET", "POST"])
def category_new(request: Request, key: int) -> HttpResponse:
    """A new category in the group that was opened, or in that of the category that was."""
    opened = _category(request, key)
    group = opened.parent or opened
    initial = {"parent": group, "door": group.door, "kind": "help", "lane": "with_care", "order": 100}
    form = CategoryForm(posted(request), office=group.office, initial=initial)

    def take(data: dict[str, Any]) -> Any:
        values = {name: data[name] for name in FIELDS if name != "parent"}
        return add_category(viewer=request.viewer, parent=data["parent"], values=values)

    note = _("Requests get it from today. Offerings have to name it, or nobody is proposed.")
    page = Editing(_("A new category"), _("Add it to the categories"), _back(), note)
    return edited(request, form, take, page, _("It is among the categories now."))


@access("category.edit")
@require_http_methods(["GET", "POST"])
def category_group_new(request: Request) -> HttpResponse:
    """A new group."""
    office = request.office = reached_offices(request.viewer, "category.edit")[0]
    form = GroupForm(posted(request), office=office, initial={"order": 100})

    def take(data: dict[str, Any]) -> Any:
        values = {name: data[name] for name in GROUP_FIELDS}
        return add_category_group(viewer=request.viewer, office=office, **values)

    def first_of(group: Any) -> str:
        return reverse("directory:category_new", args=[group.pk])

    note = _("A group holds categories; requests are given to those.")
    page = Editing(_("A new group"), _("Add it to the categories"), _back(), note, onto=first_of)
    return edited(request, form, take, page, _("The group is there. Now its first category."))


@access("category.edit")
@require_http_methods(["GET", "POST"])
def category_end(request: Request, key: int) -> HttpResponse:
    """A category that no new request gets."""
    category = _category(request, key)
    what = _("No new request gets it. Open cases keep it, and figures of the past still count by it.")
    warnings = [(_("What happens"), what)]
    page = Editing(_("End the category"), _("End it today"), _back(), name_of(category), warnings)
    return confirmed(
        request, lambda: end_category(viewer=request.viewer, category=category), page, _("Ended.")
    )
