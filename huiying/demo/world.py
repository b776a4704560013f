"""All that a story needs to find of the built office: places, people, viewers, words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from random import Random
from types import ModuleType
from typing import Any

from huiying.demo.texts import Text
from huiying.pure.lib.viewer import Viewer
from huiying.pure.text.places import find_place
from huiying.registers.directory.models import Category
from huiying.registers.parties.models import Party
from huiying.registers.places.models import Office, Place
from huiying.work.cases.models import Meeting
from huiying.work.cases.services.understanding import Understanding

BUILDER = Viewer(id=0, name="demo", kind="system")
"""Who the trail names for what was there before the first case."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Who may ask: a registered person with a phone; a business, with the phone of whoever asks for it if it is known."""

    party: Party
    phone: str


@dataclass
class World:
    """The office as it stands, with who acts in it."""

    rng: Random
    office: Office
    places: dict[str, Place]
    categories: dict[str, Category]
    knows: Understanding
    clerks: list[Viewer]
    lead: Viewer
    viewers: dict[int, list[Viewer]]
    """Who may act for a provider, by the provider's party: a worker, or the workers of a team."""
    parties: dict[int, Party]
    """The providers by key."""
    on_duty: list[Party]
    neighbours: dict[int, list[Neighbour]]
    """Who may ask, by the key of the building they live in, and of any place once it was asked for."""
    businesses: list[Neighbour]
    leaves: dict[int, list[tuple[date, date]]]
    """First and last day of each leave, by the user's key."""
    landmarks: Mapping[str, str]
    """What everybody knows and has no house number, with the name of the place that looks after it."""
    phrases: ModuleType
    """The short notes of those who work here."""
    meeting_room: str
    sittings: list[Meeting] = field(default_factory=list)
    """The joint meetings that are called and still to be held."""
    goes_round: Party | None = None
    """The team whose task it is to go on visits; without it whoever is on duty goes."""
    known_share: float = 1.0
    """How many of the businesses that ask are found in the register."""
    everybody: list[Neighbour] = field(default_factory=list)
    piles: dict[tuple[Any, ...], list[Any]] = field(default_factory=dict)
    causes: dict[tuple[int, int], int] = field(default_factory=dict)
    """The case that names the cause about which neighbours ask on one day, by month and day."""

    def one_of[Phrase](self, phrases: tuple[Phrase, ...]) -> Phrase:
        """A short note: each is written once before any comes again."""
        pile: list[Phrase] = self.piles.setdefault(phrases, [])
        if not pile:
            pile += self.rng.sample(phrases, len(phrases))
        return pile.pop()

    def place_of(self, text: Text) -> Place | None:
        """The place that a text's place words mean: a known name, or who looks after a landmark."""
        if not text.place:
            return None
        found = find_place(text.place, self.knows.gazetteer)
        if found.key is not None:
            return self.places_by_key[found.key]
        for landmark, keeper in self.landmarks.items():
            if landmark in text.place:
                return self.places[keeper]
        return None

    @cached_property
    def places_by_key(self) -> dict[int, Place]:
        """The same places by their key."""
        return {place.pk: place for place in self.places.values()}

    def acting_for(self, provider: Party, day: date) -> Viewer:
        """Who takes a case of the provider on a day: the first of a team who is not on leave."""
        viewers = self.viewers[provider.pk]
        return next((viewer for viewer in viewers if not self.leave_of(viewer, day)), viewers[0])

    def leave_of(self, viewer: Viewer, day: date) -> date | None:
        """The last day of the leave that somebody has on a day."""
        leaves = self.leaves.get(viewer.id, ())
        return next((until_on for from_on, until_on in leaves if from_on <= day <= until_on), None)

    def asker_of(self, text: Text, place: Place | None) -> Neighbour:
        """Who asks by name, where the text is of one who asks all the time; else somebody at its place."""
        everybody = self.everybody if text.who else []
        named = (one for one in everybody if one.party.name == text.who)
        return next(named, None) or self.asker_at(place)

    def business_of(self, place: Place | None) -> Neighbour | None:
        """The business that asks, one of the place if it has any; None where the register doesn't know it."""
        if self.rng.random() >= self.known_share:
            return None
        near = [one for one in self.businesses if place is not None and _lies_in(one, place)]
        return self.rng.choice(near or self.businesses)

    def asker_at(self, place: Place | None) -> Neighbour:
        """Somebody who lives there, or anywhere in the street."""
        if place is not None and place.pk not in self.neighbours:
            self.neighbours[place.pk] = self._within(place)
        near = self.neighbours[place.pk] if place is not None else []
        return self.rng.choice(near or self.everybody)

    def _within(self, place: Place) -> list[Neighbour]:
        return [neighbour for neighbour in self.everybody if _lies_in(neighbour, place)]


def _lies_in(one: Neighbour, place: Place) -> bool:
    return one.party.place is not None and one.party.place.path.startswith(place.path)
