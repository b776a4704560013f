"""Users and grants at the desk, who can see this, and what this user can see."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from huiying.fronts.web.registers.rights import ACTIONS, AREAS
from huiying.registers.access.models import Grant, User
from huiying.registers.access.roles import ACTIONS as DECLARED
from huiying.registers.parties.models import Party, Person
from huiying.registers.parties.services import NewPerson, NewTeam, register_people, register_teams
from tests.cast import FROM, SYSTEM, Cast
from tests.fronts.web.company import BACKEND
from tests.fronts.web.registers.conftest import Open
from tests.fronts.web.stages import brought_to

ROLE = {"role": "desk", "over": "office-NF", "from_on": "2023-12-15"}
NEW = reverse("registers:user_new")


def _url(page: str, *keys: Any) -> str:
    return reverse(f"registers:{page}", args=keys)


def test_somebody_of_a_team_is_let_in_and_the_password_is_shown_once(cast: Cast, opened: Open) -> None:
    [person] = register_people(viewer=SYSTEM, office=cast.office, people=[NewPerson("帮办员")])
    team = NewTeam("帮办组", "service_group", members=[(person.party, "")])
    register_teams(viewer=SYSTEM, office=cast.office, teams=[team], from_on=FROM)
    assert "帮办员" in opened(cast.admin, NEW).content.decode()
    answer = opened(cast.admin, NEW, person=str(person.party.uuid), username="bang.ban", **ROLE)
    page = answer.content.decode()
    password = re.search(r"<code>(.+?)</code>", page)
    assert password
    assert "no-store" in answer["Cache-Control"]
    user = User.objects.get(username="bang.ban")
    assert user.check_password(password[1])
    assert (user.name, user.must_change_password) == ("帮办员", True)
    assert Person.objects.get(pk=person.pk).user == user
    assert password[1] not in opened(cast.admin, _url("user_detail", user.pk)).content.decode()
    assert "帮办员" not in opened(cast.admin, NEW).content.decode()


def test_what_is_wrong_with_a_new_login_stands_beside_its_field(cast: Cast, opened: Open) -> None:
    page = opened(cast.admin, NEW, name="王新", username="nf-clerk", **ROLE).content.decode()
    assert "nf-clerk is taken." in page
    assert "王新" in page
    page = opened(cast.admin, NEW, name="王新", username="王新", **ROLE).content.decode()
    assert "Please use small letters" in page
    page = opened(cast.admin, NEW, username="wang", **{**ROLE, "from_on": "2023-12-14"}).content.decode()
    assert 'id="id_name_error"' in page
    assert "A role begins today or later." in page
    assert not User.objects.filter(username="wang").exists()


def test_a_role_is_given_and_ended_on_the_users_page(cast: Cast, opened: Open) -> None:
    opened(cast.admin, _url("grant_new", cast.worker.pk), **{**ROLE, "role": "lead"})
    grant = Grant.objects.get(user=cast.worker, role="lead")
    page = opened(cast.admin, _url("user_detail", cast.worker.pk)).content.decode()
    assert _url("grant_end", cast.worker.pk, grant.pk) in page
    assert "nf admin gave nf worker the role: Lead" in page
    opened(cast.admin, _url("grant_end", cast.worker.pk, grant.pk), until_on="2023-12-31")
    page = opened(cast.admin, _url("user_detail", cast.worker.pk)).content.decode()
    assert "from today until 31 December" in page
    assert "nf admin ended a role of nf worker: Lead" in page


def test_a_role_is_taken_away_at_once_by_a_tick_unless_it_began_today(cast: Cast, opened: Open) -> None:
    grant = Grant.objects.get(user=cast.worker)
    Grant.objects.filter(pk=grant.pk).update(from_on=date(2023, 12, 1))
    path = _url("grant_end", cast.worker.pk, grant.pk)
    assert "Please give the last day." in opened(cast.admin, path, until_on="").content.decode()
    opened(cast.admin, path, until_on="gestern", is_at_once="on")
    grant.refresh_from_db()
    assert grant.until_on == date(2023, 12, 14)
    opened(cast.admin, _url("grant_new", cast.worker.pk), **{**ROLE, "role": "lead"})
    new = Grant.objects.get(user=cast.worker, role="lead")
    page = opened(cast.admin, _url("grant_end", cast.worker.pk, new.pk)).content.decode()
    assert "is_at_once" not in page
    assert "Its last day" in page
    Grant.objects.filter(pk=new.pk).update(from_on=date(2023, 12, 20))
    page = opened(cast.admin, _url("grant_end", cast.worker.pk, new.pk)).content.decode()
    assert 'value="2023-12-20"' in page
    assert "lock the user" in page


def test_the_last_administrator_and_oneself_are_told_in_words(cast: Cast, opened: Open) -> None:
    grant = Grant.objects.get(user=cast.admin)
    page = opened(cast.admin, _url("grant_end", cast.admin.pk, grant.pk), until_on="2023-12-15")
    assert "南峰街道 would have no administrator left." in page.content.decode()
    page = opened(cast.admin, _url("grant_new", cast.admin.pk), **ROLE).content.decode()
    assert "Nobody gives themselves a role." in page
    page = opened(cast.admin, _url("user_detail", cast.admin.pk)).content.decode()
    assert "This is you." in page


def test_a_locked_user_is_out_at_once_and_can_be_let_in_again(cast: Cast, opened: Open) -> None:
    clerk = Client()
    clerk.force_login(cast.clerk, backend=BACKEND)
    assert clerk.get("/desk/").status_code == 200
    opened(cast.admin, _url("user_lock", cast.clerk.pk), x="")
    assert clerk.get("/desk/").status_code == 302
    page = opened(cast.admin, _url("user_detail", cast.clerk.pk)).content.decode()
    assert "Locked: nobody logs in with this name." in page
    assert "The login is locked." in opened(cast.admin, _url("user_sight", cast.clerk.pk)).content.decode()
    opened(cast.admin, _url("user_unlock", cast.clerk.pk), x="")
    assert User.objects.get(pk=cast.clerk.pk).is_active


def test_a_new_password_ends_the_old_session(cast: Cast, opened: Open) -> None:
    clerk = Client()
    clerk.force_login(cast.clerk, backend=BACKEND)
    page = opened(cast.admin, _url("user_password", cast.clerk.pk), x="").content.decode()
    password = re.search(r"<code>(.+?)</code>", page)
    assert password and User.objects.get(pk=cast.clerk.pk).check_password(password[1])
    assert clerk.get("/desk/").status_code == 302


def test_whoever_only_reads_users_is_offered_no_change(cast: Cast, opened: Open) -> None:
    page = opened(cast.auditor, _url("user_detail", cast.clerk.pk)).content.decode()
    assert "Desk clerk" in page
    assert _url("user_lock", cast.clerk.pk) not in page
    assert _url("grant_new", cast.clerk.pk) not in page
    for address in (NEW, _url("grant_new", cast.clerk.pk)):
        assert opened(cast.auditor, address).status_code == 403
    assert cast.elsewhere
    theirs = cast.elsewhere.clerk.pk
    for page_name in ("user_detail", "user_sight", "grant_new"):
        assert opened(cast.admin, _url(page_name, theirs)).status_code == 404


def test_what_a_user_can_see_is_told_by_office_action_and_number(cast: Cast, opened: Open) -> None:
    brought_to(cast, "handling")
    page = opened(cast.admin, _url("user_sight", cast.worker.pk)).content.decode()
    for words in (
        "南峰街道",
        "Social worker",
        "of what was given to them: accept, begin work, answer",
        "Records open to them",
    ):
        assert words in page
    assert re.search(r"<dt>Cases</dt><dd>1</dd>", page)
    assert re.search(r"<dt>People</dt><dd>0</dd>", page)
    page = opened(cast.auditor, _url("user_sight", cast.clerk.pk)).content.decode()
    people = Person.objects.filter(party__office=cast.office).count()
    assert re.search(rf"<dt>People</dt><dd>{people}</dd>", page)
    assert "No role holds today." not in page


def test_who_can_see_a_case_is_told_by_role_or_by_having_a_part(cast: Cast, opened: Open) -> None:
    case = brought_to(cast, "handling")
    url = reverse("cases:case_seen", args=[case.number])
    page = opened(cast.clerk, url).content.decode()
    for words in ("nf clerk", "nf lead", "nf worker", "it was given to them, or they help"):
        assert words in page
    assert "nf other" not in page
    assert opened(cast.worker, url).status_code == 200
    assert opened(cast.other_worker, url).status_code == 404


def test_who_can_see_a_file_is_told_to_whoever_reads_it(cast: Cast, opened: Open, person: Person) -> None:
    url = _url("person_seen", person.party.uuid)
    page = opened(cast.auditor, url).content.decode()
    for words in ("nf clerk", "Desk clerk · 南峰街道", "from 1 January", _url("user_detail", cast.clerk.pk)):
        assert words in page
    assert "nf worker" not in page
    assert _url("user_detail", cast.clerk.pk) not in opened(cast.clerk, url).content.decode()


@pytest.mark.parametrize("kind", ["household", "team"])
def test_who_can_see_a_household_or_a_team_is_told_and_what_was_done_for_who_may_read_it(
    cast: Cast, opened: Open, person: Person, kind: str
) -> None:
    party = Party.objects.filter(kind=kind, office=cast.office).latest("pk")
    url = _url(f"{kind}_seen", party.uuid)
    assert url in opened(cast.clerk, _url(f"{kind}_detail", party.uuid)).content.decode()
    trail = f"{reverse('trail:entry_list')}?subject=party:{party.pk}"
    page = opened(cast.auditor, url).content.decode()
    assert "Desk clerk · 南峰街道" in page
    assert trail in page
    assert "What was done with it" in page
    assert trail not in opened(cast.clerk, url).content.decode()


def test_every_action_of_the_table_has_its_words() -> None:
    assert sorted(DECLARED - set(ACTIONS)) == []
    assert {action.partition(".")[0] for action in DECLARED} <= set(AREAS)
