"""Writes of people, households, organisations and teams. What registers them takes a list."""

from huiying.registers.parties.services.registering import (
    NewHousehold,
    NewOrganisation,
    NewPerson,
    NewTeam,
    affiliate,
    register_households,
    register_organisations,
    register_people,
    register_teams,
)
from huiying.registers.parties.services.revealing import reveal

__all__ = [
    "NewHousehold",
    "NewOrganisation",
    "NewPerson",
    "NewTeam",
    "affiliate",
    "register_households",
    "register_organisations",
    "register_people",
    "register_teams",
    "reveal",
]
