"""The demo tells a year that is over: whoever writes into it does so at its time, not at the world's."""

import os
from datetime import datetime, timedelta

from huiying.base.trail.selectors import entries
from huiying.pure.lib import clock
from huiying.registers.places.selectors import offices

DEMO_LASTS = timedelta(days=60)


def take() -> None:
    """Set the clock of this process, and of those that it starts, to the demo's if this is one."""
    if not clock.is_set() and (moment := demo_moment()):
        os.environ["HUIYING_CLOCK"] = moment.isoformat()
    if clock.is_set():
        os.environ.setdefault("HUIYING_CLOCK_STARTED", str(clock._process_started))


def demo_moment() -> datetime | None:
    """When the demo's clock starts: as its story ends, or where those who tried it before left off."""
    office = offices().first()
    if office is None:
        return None
    built = entries({office.pk}, code="demo.built").first()
    if built is None:
        return None
    latest = entries({office.pk}, period=(built.at, built.at + DEMO_LASTS)).first()
    return clock.local(latest.at if latest else built.at)
