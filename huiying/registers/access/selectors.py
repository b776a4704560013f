"""Who the viewer is, what they may do, and which offices that reaches."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, QuerySet, When

from huiying.base.storage.prepared import Prepared
from huiying.pure.lib import clock
from huiying.pure.lib.viewer import Reach, Viewer
from huiying.registers.access.models import Grant, User
from huiying.registers.access.roles import RIGHTS, Scope, roles_for
from huiying.registers.places.models import Office
from huiying.registers.places.rules import ancestor_paths
from huiying.registers.places.selectors import within


def _in_force(user: int, today: date) -> QuerySet[Grant, tuple[str, int | None, str | None]]:
    grants = Grant.objects.filter(Q(until_on=None) | Q(until_on__gte=today), user=user, from_on__lte=today)
    return grants.order_by("pk").values_list("role", "office_id", "place__path")


_IN_FORCE = Prepared(_in_force, -1, date.min)


def viewer_for(user: User, today: date) -> Viewer:
    """The viewer that a user is on a day: the grants in force. One query."""
    rows = _IN_FORCE.rows(user.pk, today)
    reach = tuple(Reach(role, office, path or "") for role, office, path in rows)
    return Viewer(id=user.pk, name=user.name, reach=reach)


def may(viewer: Viewer, action: str) -> bool:
    """Whether the viewer may do an action anywhere at all: the front end's door."""
    return viewer.has_role(*roles_for(action))


def rights_of(viewer: Viewer) -> frozenset[str]:
    """All actions that the viewer may do anywhere: what pages offer."""
    return frozenset(action for reach in viewer.reach for action in RIGHTS.get(reach.role, {}))


def reached(viewer: Viewer, action: str, scope: Scope, office: str = "office") -> Q:
    """The condition on rows of the offices in which the viewer may do an action at that scope.

    `office` is the path to the office of the model that is asked; "" for offices themselves. Matches nothing
    where no grant reaches.
    """
    roles = roles_for(action, scope)
    prefix = f"{office}__" if office else ""
    condition = Q(pk__in=[])
    ids = {reach.office for reach in viewer.reach if reach.role in roles and reach.office is not None}
    if ids:
        condition |= Q(**{f"{prefix}pk__in" if prefix else "pk__in": sorted(ids)})
    for path in {reach.place_path for reach in viewer.reach if reach.role in roles and reach.place_path}:
        condition |= within(path, f"{prefix}place__path")
    return condition


def rights_in(viewer: Viewer, office: Office) -> dict[str, Scope]:
    """What the viewer may do in one office, and how far at most: the same as asking `reached` for each action."""
    path = office.place.path
    found: dict[str, Scope] = {}
    for reach in viewer.reach:
        if reach.office == office.pk or (reach.place_path and path.startswith(reach.place_path)):
            wider: dict[str, Scope] = {
                action: scope for action, scope in RIGHTS[reach.role].items() if scope == "office"
            }
            found = RIGHTS[reach.role] | found | wider
    return found


def reached_offices(viewer: Viewer, action: str) -> QuerySet[Office]:
    """The offices in which the viewer may do an action, at any scope; the one at which they work first."""
    condition = reached(viewer, action, "office", "") | reached(viewer, action, "own", "")
    return _where_they_work_first(viewer, Office.objects.select_related("place").filter(condition))


def _where_they_work_first(viewer: Viewer, offices: QuerySet[Office]) -> QuerySet[Office]:
    if viewer.at is None:
        return offices.order_by("pk")
    return offices.order_by(Case(When(pk=viewer.at, then=0), default=1), "pk")


def home_office(viewer: Viewer) -> Office | None:
    """The office at whose desk the viewer sits: the one that they chose, else the first that they reach."""
    return offices_of(viewer).first()


def offices_of(viewer: Viewer) -> QuerySet[Office]:
    """The offices that any of the viewer's grants reaches."""
    condition = Q(pk__in=[reach.office for reach in viewer.reach if reach.office is not None])
    for path in {reach.place_path for reach in viewer.reach if reach.place_path}:
        condition |= within(path, "place__path")
    return _where_they_work_first(viewer, Office.objects.filter(condition))


def users(viewer: Viewer, words: str = "") -> QuerySet[User]:
    """The users whose grants reach the viewer's offices or lie in them, with their grants.

    `words` is part of a name or of the name to log in with.
    """
    over = Q(pk__in=[])
    for office in reached_offices(viewer, "access.read"):
        path = office.place.path
        over |= Q(grants__office=office) | within(path, "grants__place__path")
        over |= Q(grants__place__path__in=ancestor_paths(path))
    query = User.objects.filter(over)
    if words:
        query = query.filter(Q(name__contains=words) | Q(username__contains=words))
    return query.distinct().prefetch_related("grants__office", "grants__place").order_by("pk")


def user_for(viewer: Viewer, key: int) -> User | None:
    """One of the users whom the viewer may read about."""
    return users(viewer).filter(pk=key).first()


def managed_user(viewer: Viewer, key: int) -> User | None:
    """One of the users whom the viewer administers: those whose roles, as far as they last, all lie in the viewer's
    offices. Whoever works elsewhere too is another's to lock."""
    mine = set(reached_offices(viewer, "access.grant").values_list("pk", flat=True))
    user = user_for(viewer, key) if mine else None
    if user is None:
        return None
    lasting = [grant for grant in user.grants.all() if not grant.until_on or grant.until_on >= clock.today()]
    reach = [offices_reached(grant.office_id, grant.place.path if grant.place else "") for grant in lasting]
    return user if all(keys and keys <= mine for keys in reach) else None


def offices_reached(office_id: int | None, path: str) -> set[int]:
    """The offices that a grant over an office, or over a place, reaches."""
    if office_id is not None:
        return {office_id}
    return set(Office.objects.filter(within(path, "place__path")).values_list("pk", flat=True))


def managed_grant(viewer: Viewer, key: int, grant: int) -> Grant | None:
    """A grant of a user whom the viewer administers."""
    user = managed_user(viewer, key)
    return user.grants.select_related("office", "place").filter(pk=grant).first() if user else None


@dataclass(frozen=True, slots=True)
class Sight:
    """A user who may log in and whose grants in force reach an office, with these grants."""

    user: User
    grants: tuple[Grant, ...]
    viewer: Viewer


def sights(office: Office, today: date) -> list[Sight]:
    """Everybody whose grants reach an office on a day, by name. One query."""
    over = Q(office=office) | Q(place__path__in=ancestor_paths(office.place.path))
    in_force = Q(until_on=None) | Q(until_on__gte=today)
    grants = Grant.objects.filter(over, in_force, from_on__lte=today, user__is_active=True)
    found: dict[User, list[Grant]] = {}
    for grant in grants.select_related("user", "office", "place").order_by("user__name", "user_id", "pk"):
        found.setdefault(grant.user, []).append(grant)
    return [
        Sight(user, tuple(held), Viewer(id=user.pk, name=user.name, reach=tuple(map(_reach_of, held))))
        for user, held in found.items()
    ]


def _reach_of(grant: Grant) -> Reach:
    return Reach(grant.role, grant.office_id, grant.place.path if grant.place else "")


def who_sees(
    found: list[Sight], guard: Callable[[Viewer], bool], having_part: Collection[int] = ()
) -> list[Sight]:
    """Those whom the guard of a page lets in. `guard` is asked once for all of the same reach; `having_part` are the
    users who have a part in the record themselves, by which they may see what their colleagues don't."""
    answers: dict[object, bool] = {}
    let_in = []
    for sight in found:
        key = (frozenset(sight.viewer.reach), sight.user.pk in having_part)
        if key not in answers:
            answers[key] = guard(sight.viewer)
        if answers[key]:
            let_in.append(sight)
    return let_in


def trail_offices(viewer: Viewer) -> frozenset[int]:
    """The offices whose trail the viewer may read."""
    return frozenset(reached_offices(viewer, "trail.read").values_list("pk", flat=True))


def users_named(name: str) -> list[int]:
    """The keys of the users of a name; what they did is read in the trail of the reader's own offices only."""
    return list(User.objects.filter(name=name).values_list("pk", flat=True))


def user_by_name(username: str) -> User | None:
    """The user of a login name."""
    return User.objects.filter(username=username).first()
