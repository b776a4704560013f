"""The trail only grows."""

from huiying.base.storage.guards import append_only
from huiying.base.trail.models import Entry, Seal

GUARDS = (*append_only(Entry), *append_only(Seal))
