"""Reads of an office's categories."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Max, Q, QuerySet

from huiying.base.storage.prepared import Prepared
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access.selectors import reached
from huiying.registers.directory.models import (
    Category,
    CategoryVersion,
)


def categories(office_id: int) -> QuerySet[Category]:
    """The categories in force at an office, in the order of its tree. They are public."""
    return (
        Category.objects.filter(office=office_id, until_on=None)
        .select_related("parent")
        .order_by("order", "code")
    )


def leaves_of(office_id: int) -> QuerySet[Category]:
    """The categories that a case can have."""
    return categories(office_id).exclude(matter="")


_LEAF_NAMES = Prepared(
    lambda office: leaves_of(office).values_list(
        *("code", "name", "name_en", "parent__name", "parent__name_en")
    ),
    -1,
)


def leaf_names(office_id: int) -> list[tuple[str, str, str, str | None, str | None]]:
    """Of each category that a case can have: code, name, English name, and both names of its group."""
    return _LEAF_NAMES.rows(office_id)


def category_for(viewer: Viewer, action: str, key: int) -> Category | None:
    """One category, or group of them, of the offices in which the viewer may do that."""
    found = Category.objects.filter(reached(viewer, action, "office"), pk=key)
    return found.select_related("office__place", "parent").first()


def groups_of(office_id: int) -> QuerySet[Category]:
    """The groups in force of an office's tree."""
    return categories(office_id).filter(parent=None)


def category_versions(category: Category) -> QuerySet[CategoryVersion]:
    """How a category stood before, the last first."""
    return category.versions.select_related("parent").order_by("-until_on")


def category_on(category: Category, day: date) -> Category | CategoryVersion:
    """How a category stood on a day: by this a figure of that day is counted."""
    kept = category.versions.filter(until_on__gte=day).order_by("until_on").first()
    return kept or category


def tree_version(office_id: int, day: date) -> date | None:
    """The day since which an office's tree stood as it did on a day; None before anything changed.

    A figure by category names it.
    """
    changed_on = CategoryVersion.objects.filter(category__office=office_id, until_on__lt=day)
    last = changed_on.aggregate(last=Max("until_on"))["last"]
    rows = Category.objects.filter(office=office_id)
    begun = rows.filter(from_on__lte=day).aggregate(last=Max("from_on"))["last"]
    ended = rows.filter(until_on__lt=day).aggregate(last=Max("until_on"))["last"]
    days = [each + timedelta(days=1) for each in (last, ended) if each] + ([begun] if begun else [])
    return max(days, default=None)


def offering_counts(office_id: int) -> Counter[int]:
    """How many offerings in force an office's categories have, by the category's key."""
    rows = (
        Category.objects.filter(office=office_id, until_on=None)
        .annotate(count=Count("offerings", filter=Q(offerings__until_on=None)))
        .values_list("pk", "count")
    )
    return Counter(dict(rows))


def category_names(viewer: Viewer, keys: Iterable[int]) -> dict[int, Category]:
    """Those of some categories that the viewer may read, in force or ended, by key."""
    return Category.objects.filter(reached(viewer, "directory.read", "office")).in_bulk(list(keys))


def categories_by_code(viewer: Viewer, codes: Iterable[str]) -> dict[str, Category]:
    """Those of some codes whose category the viewer may read, in force or ended."""
    found = Category.objects.filter(reached(viewer, "directory.read", "office"), code__in=codes)
    return {category.code: category for category in found}
