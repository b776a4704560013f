"""Building the demo offices from nothing, by services only, in one transaction."""

from random import Random

from django.db import transaction

from huiying.base.storage.kept import reading_once
from huiying.base.storage.statistics import look_at_sizes
from huiying.base.trail.models import Entry
from huiying.base.trail.services import NewEntry, record, seal_all
from huiying.demo import (
    daily,
    hotline,
    logins,
    partners,
    plans,
    professional,
    sittings,
    street,
    zone,
    zone_office,
    zone_services,
    zone_visits,
)
from huiying.demo.office import Progress, set_up
from huiying.demo.rounds import on_visits, rounds
from huiying.demo.stories import Story, tell_all
from huiying.demo.world import BUILDER
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.registers.places.models import Office

SEED = 331024
_BEGINNING = clock.local_time(street.FOUNDED_ON, 6)


def is_built() -> bool:
    """Whether the demo offices stand, whole."""
    return Entry.objects.filter(code="demo.built").exists()


@transaction.atomic
def build(*, progress: Progress, share: float = 1.0, seed: int = SEED) -> str:
    """Build both offices and tell their year; all of it or nothing. Gives the password of every login.

    `share` makes a smaller one for tests; the same seed gives the same records.
    """
    if Office.objects.exists():
        raise Refused(Fault("demo_needs_an_empty_database"))
    rng = Random(seed)
    password = logins.a_password()
    zone_rng = Random(f"zone {seed}")
    with clock.held_at(_BEGINNING):
        street_world = set_up(rng, password, share, progress)
    with clock.held_at(clock.local_time(zone.FOUNDED_ON, 6)):
        zone_world = zone_office.set_up(zone_rng, password)
    look_at_sizes()
    stories = [Story(street_world, plan).told() for plan in on_visits(plans.plans(rng, share))]
    stories += [Story(zone_world, plan).told() for plan in plans.plans(zone_rng, share, plans.ZONE)]
    stories += sittings.sittings(street_world, share) + professional.sessions(street_world, share)
    stories += zone_services.services(zone_world, share) + zone_visits.visits(zone_world, share)
    stories += hotline.exports(street_world)
    stories += rounds(street_world, "street")
    stories += partners.stories(street_world) + daily.rounds(street_world, share, seed)
    with reading_once():
        tell_all(stories, lambda done, total: progress("cases", done, total))
    with clock.held_at(plans.MORNING):
        office = street_world.office.pk
        record([NewEntry("demo.built", BUILDER, office, "office", office, {"cases": len(stories)})])
        progress("seal", 0, 1)
        seal_all()
    logins.keep(password)
    progress("seal", 1, 1)
    return password
