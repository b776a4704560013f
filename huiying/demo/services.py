"""Building the demo office from nothing, by services only, in one transaction."""

from random import Random

from django.db import transaction

from huiying.base.storage.kept import reading_once
from huiying.base.storage.statistics import look_at_sizes
from huiying.base.trail.models import Entry
from huiying.base.trail.services import NewEntry, record, seal_all
from huiying.demo import logins, plans, street
from huiying.demo.office import Progress, set_up
from huiying.demo.stories import tell_all
from huiying.demo.world import BUILDER
from huiying.pure.lib import clock
from huiying.pure.lib.refusals import Fault, Refused
from huiying.registers.places.models import Office

SEED = 331024
_BEGINNING = clock.local_time(street.FOUNDED_ON, 6)


def is_built() -> bool:
    """Whether the demo office stands, whole."""
    return Entry.objects.filter(code="demo.built").exists()


@transaction.atomic
def build(*, progress: Progress, share: float = 1.0, seed: int = SEED) -> str:
    """Build the office and tell its year; all of it or nothing. Gives the password of every login.

    `share` makes a smaller one for tests; the same seed gives the same records.
    """
    if Office.objects.exists():
        raise Refused(Fault("demo_needs_an_empty_database"))
    rng = Random(seed)
    password = logins.a_password()
    with clock.held_at(_BEGINNING):
        world = set_up(rng, password, share, progress)
    look_at_sizes()
    stories = plans.plans(rng, share)
    with reading_once():
        tell_all(world, stories, lambda done, total: progress("cases", done, total))
    with clock.held_at(plans.MORNING):
        record(
            [
                NewEntry(
                    "demo.built", BUILDER, world.office.pk, "office", world.office.pk, {"cases": len(stories)}
                )
            ]
        )
        progress("seal", 0, 1)
        seal_all()
    logins.keep(password)
    progress("seal", 1, 1)
    return password
