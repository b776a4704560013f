"""Logging in, being locked out, the first password, logging out."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from huiying.pure.lib import clock
from huiying.registers.access.models import User
from huiying.registers.access.services import NewGrant, NewUser, register_users, set_password
from tests.cast import FROM, MORNING, PASSWORD, SYSTEM, Cast
from tests.fronts.web.company import BACKEND

WRONG = "not-the-right-one"
NEW = "a-long-walk-home-9"


def _log_in(client: Client, user: User, password: str = PASSWORD, **more: str) -> int:
    return client.post("/login/", {"username": user.username, "password": password, **more}).status_code


def _change(client: Client, new: str, old: str = PASSWORD) -> int:
    body = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post("/password/", body).status_code


def _newcomer(cast: Cast) -> tuple[User, str]:
    grant = NewGrant("desk", office=cast.office, from_on=FROM)
    [(user, password)] = register_users(viewer=SYSTEM, users=[NewUser("nf-new", "新来的", (grant,))])
    return user, password


@pytest.mark.parametrize("who", ["clerk", "worker", "lead", "auditor", "admin"])
def test_who_logs_in_is_shown_their_day(cast: Cast, who: str) -> None:
    client = Client()
    user = getattr(cast, who)
    answer = client.post("/login/", {"username": user.username, "password": PASSWORD}, follow=True)
    assert (answer.status_code, answer.resolver_match.view_name) == (200, "desk:today")
    assert user.name in answer.content.decode()


def test_a_wrong_password_and_a_wrong_name_are_answered_alike(cast: Cast) -> None:
    pages = []
    for username in (cast.clerk.username, "nobody-at-all"):
        answer = Client().post("/login/", {"username": username, "password": WRONG})
        assert answer.status_code == 200
        assert "_auth_user_id" not in answer.wsgi_request.session
        pages.append(answer.context["form"].errors)
    assert pages[0] == pages[1]


def test_somebody_whose_account_was_closed_cannot_log_in(cast: Cast) -> None:
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    assert _log_in(Client(), cast.clerk) == 200


def test_an_account_that_is_closed_is_out_at_once(cast: Cast) -> None:
    client = Client()
    _log_in(client, cast.clerk)
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    assert client.get("/desk/").status_code == 302


def test_a_grant_that_has_run_out_opens_nothing_the_next_day(cast: Cast) -> None:
    client = Client()
    _log_in(client, cast.clerk)
    cast.clerk.grants.update(until_on=MORNING.date())
    assert client.get("/desk/").status_code == 200
    with clock.held_at(MORNING + timedelta(days=1)):
        assert client.get("/desk/").status_code == 403


def test_after_five_wrong_passwords_even_the_right_one_is_refused_for_a_quarter_of_an_hour(
    cast: Cast,
) -> None:
    with time_machine.travel(MORNING, tick=False) as traveller:
        for _guess in range(settings.AXES_FAILURE_LIMIT - 1):
            assert _log_in(Client(), cast.clerk, WRONG) == 200
        assert _log_in(Client(), cast.clerk, WRONG) == 429
        assert _log_in(Client(), cast.clerk) == 429
        traveller.shift(timedelta(minutes=15, seconds=1))
        assert _log_in(Client(), cast.clerk) == 302


def test_the_page_of_somebody_locked_out_says_for_how_long(cast: Cast) -> None:
    for _guess in range(settings.AXES_FAILURE_LIMIT):
        answer = Client(headers={"Cookie": "language=en"}).post(
            "/login/", {"username": cast.clerk.username, "password": WRONG}
        )
    assert "in a quarter of an hour" in answer.content.decode()


def test_an_office_behind_one_address_is_not_locked_out_with_one_of_its_people(cast: Cast) -> None:
    for _guess in range(settings.AXES_FAILURE_LIMIT + 1):
        _log_in(Client(), cast.clerk, WRONG)
    assert _log_in(Client(), cast.clerk) == 429
    assert _log_in(Client(), cast.worker) == 302


def test_nobody_can_lock_a_colleague_out_from_another_address(cast: Cast) -> None:
    for _guess in range(settings.AXES_FAILURE_LIMIT + 1):
        _log_in(Client(REMOTE_ADDR="10.0.0.66"), cast.clerk, WRONG)
    assert _log_in(Client(REMOTE_ADDR="10.0.0.7"), cast.clerk) == 302


def test_a_right_password_starts_the_count_of_wrong_ones_anew(cast: Cast) -> None:
    for _round in range(2):
        for _guess in range(settings.AXES_FAILURE_LIMIT - 1):
            assert _log_in(Client(), cast.clerk, WRONG) == 200
        assert _log_in(Client(), cast.clerk) == 302


def test_a_first_password_opens_only_the_page_on_which_it_is_changed(cast: Cast) -> None:
    user, first = _newcomer(cast)
    client = Client()
    assert _log_in(client, user, first) == 302
    for path in ("/desk/", "/desk/cases/", "/desk/cases/new/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, "/password/")
    assert client.get("/password/").status_code == 200
    answer = client.post("/password/", {"new_password1": NEW, "new_password2": NEW}, follow=True)
    assert answer.resolver_match.view_name == "desk:today"
    assert client.get("/desk/cases/").status_code == 200
    assert _log_in(Client(), user, first) == 200
    assert _log_in(Client(), user, NEW) == 302


@pytest.mark.parametrize("weak", ["short", "password123", "nf-new", "88888888"])
def test_a_weak_password_is_refused_with_the_reason_beside_its_field(cast: Cast, weak: str) -> None:
    user, first = _newcomer(cast)
    client = Client()
    _log_in(client, user, first)
    answer = client.post("/password/", {"new_password1": weak, "new_password2": weak})
    assert answer.status_code == 200
    assert 'id="id_new_password2_error"' in answer.content.decode()
    assert _log_in(Client(), user, weak) == 200


def test_a_sentence_of_64_characters_is_a_good_password(cast: Cast) -> None:
    client = Client()
    _log_in(client, cast.clerk)
    long = "坐着公交去看海 " * 8
    assert _change(client, long) == 302
    assert _log_in(Client(), cast.clerk, long) == 302


def test_a_changed_password_ends_what_is_open_elsewhere_and_not_here(cast: Cast) -> None:
    here, elsewhere = Client(), Client()
    _log_in(here, cast.clerk)
    _log_in(elsewhere, cast.clerk)
    assert _change(here, NEW) == 302
    assert here.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").status_code == 302


def test_whoever_finds_a_desk_left_open_cannot_change_its_password(cast: Cast) -> None:
    client = Client()
    _log_in(client, cast.clerk)
    for guess in ("", WRONG):
        assert _change(client, NEW, guess) == 200
    assert _log_in(Client(), cast.clerk) == 302


def test_a_password_that_the_office_sets_anew_ends_what_is_open(cast: Cast) -> None:
    client = Client()
    _log_in(client, cast.clerk)
    set_password(viewer=SYSTEM, user=cast.clerk)
    assert client.get("/desk/").status_code == 302


def test_logging_out_kills_the_session_for_whoever_kept_its_cookie(cast: Cast) -> None:
    client = Client()
    _log_in(client, cast.clerk)
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.post("/logout/")["Location"] == "/"
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert thief.get("/desk/").status_code == 302
    assert not Session.objects.filter(session_key=kept).exists()


def test_logging_in_makes_a_new_session(cast: Cast) -> None:
    client = Client()
    planted = client.session
    planted["planted"] = True
    planted.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key
    _log_in(client, cast.clerk)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted.session_key


def test_a_session_ends_after_twelve_hours(cast: Cast) -> None:
    client = Client()
    with time_machine.travel(MORNING, tick=False) as traveller:
        _log_in(client, cast.clerk)
        traveller.shift(timedelta(hours=11, minutes=59))
        assert client.get("/desk/").status_code == 200
        traveller.shift(timedelta(minutes=2))
        client.cookies[settings.SESSION_COOKIE_NAME]["expires"] = ""
        assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("target", ["/desk/cases/?state=open", "/desk/cases/new/"])
def test_after_logging_in_one_is_where_one_wanted_to_be(cast: Cast, target: str) -> None:
    client = Client()
    asked = client.get(target)
    answer = client.post(asked["Location"], {"username": cast.clerk.username, "password": PASSWORD})
    assert answer["Location"] == target


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "\t//evil.example",
    ],
)
def test_logging_in_leads_nowhere_else_but_here(cast: Cast, target: str) -> None:
    client = Client()
    body = {"username": cast.clerk.username, "password": PASSWORD, "next": target}
    assert client.post("/login/", body)["Location"] == "/desk/"


def test_what_was_sent_after_the_session_had_ended_leads_back_to_the_page_of_its_form(cast: Cast) -> None:
    answer = Client().post("/desk/notes-read/", headers={"Referer": "http://testserver/desk/"})
    assert answer["Location"] == "/login/?unsent=1&next=http%3A//testserver/desk/"
    for elsewhere in ("", "https://evil.example/desk/"):
        answer = Client().post("/desk/notes-read/", headers={"Referer": elsewhere})
        assert answer["Location"] == "/login/"


def test_after_the_session_had_ended_one_is_told_that_nothing_was_sent(cast: Cast) -> None:
    client = Client()
    client.cookies["language"] = "en"
    sent = client.post("/desk/notes-read/", headers={"Referer": "http://testserver/desk/"})
    body = {"username": cast.clerk.username, "password": PASSWORD}
    assert "data-unsent" in client.post(sent["Location"], body, follow=True).content.decode()
    assert "data-unsent" not in client.get("/desk/").content.decode()
    client.logout()
    asked = client.get("/desk/")
    assert "data-unsent" not in client.post(asked["Location"], body, follow=True).content.decode()


def test_a_file_of_the_session_holds_nothing_but_its_keys(cast: Cast) -> None:
    client = Client()
    _log_in(client, cast.clerk)
    [session] = Session.objects.all()
    assert set(session.get_decoded()) == {"_auth_user_id", "_auth_user_backend", "_auth_user_hash"}
    assert session.get_decoded()["_auth_user_backend"] == BACKEND
