"""A register with something in each list."""

from collections.abc import Callable
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from huiying.registers.access.models import User
from huiying.registers.parties.models import Person
from huiying.registers.parties.services import (
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
from huiying.registers.places.models import Place
from tests.cast import SYSTEM, Cast

FROM = date(2023, 1, 1)
PHONE = "13912345678"
NUMBER = "990101194001010008"

type Open = Callable[..., HttpResponse]


@pytest.fixture
def opened() -> Open:
    """Open a page as somebody, None for a stranger; English, so that words can be looked for."""

    def open_page(user: User | None, url: str, **data: str) -> HttpResponse:
        client = Client()
        client.cookies["language"] = "en"
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client.post(url, data) if data else client.get(url)

    return open_page


@pytest.fixture
def person(cast: Cast) -> Person:
    """Somebody with a whole file: home, household, organisation, team."""
    building = Place.objects.get(parent=cast.compound)
    [made] = register_people(
        viewer=SYSTEM,
        office=cast.office,
        people=[
            NewPerson(
                "张小红",
                home=building,
                sex="woman",
                birth_on=date(1940, 1, 1),
                phone=PHONE,
                identity_number=NUMBER,
                needs_two_visitors=True,
            )
        ],
    )
    register_households(
        viewer=SYSTEM, office=cast.office, households=[NewHousehold(building, [(made, "head")], FROM)]
    )
    [factory] = register_organisations(
        viewer=SYSTEM,
        office=cast.office,
        organisations=[NewOrganisation("甲橡胶厂", "enterprise", credit_code="91110000600037341L")],
    )
    affiliate(viewer=SYSTEM, office=cast.office, pairs=[(made, factory, "adviser")], from_on=FROM)
    [circle] = register_teams(
        viewer=SYSTEM, office=cast.office, teams=[NewTeam("暖心圈", "circle")], from_on=FROM
    )
    organ = NewTeam("便民食堂", "organ", members=[(made.party, "厨师")], parent=circle)
    register_teams(viewer=SYSTEM, office=cast.office, teams=[organ], from_on=FROM)
    return made
