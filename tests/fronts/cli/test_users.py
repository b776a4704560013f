"""`huiying users` lets people log in when no page can."""

import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from huiying.registers.places.models import Office
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Office:
    """The office for which people are let in."""
    return cast.office


def _run(*words: str) -> str:
    """Run the command; gives the password that it printed."""
    out = StringIO()
    call_command("users", *words, stdout=out)
    found = re.search(r"logs in with: (\S+)", out.getvalue())
    assert found
    return found[1]


def _may_log_in(password: str) -> bool:
    return authenticate(RequestFactory().post("/"), username="zhou", password=password) is not None


def test_a_user_added_logs_in_with_the_password_printed_and_must_change_it(office: Office) -> None:
    password = _run("add", "zhou", "--name", "周敏", "--office", office.code, "--role", "lead")
    assert _may_log_in(password)
    assert not _may_log_in(password + "x")
    user = get_user_model().objects.get(username="zhou")
    assert user.must_change_password
    assert [(grant.role, grant.office) for grant in user.grants.all()] == [("lead", office)]


def test_a_new_password_ends_the_old_one(office: Office) -> None:
    first = _run("add", "zhou", "--name", "周敏", "--office", office.code, "--role", "lead")
    second = _run("password", "zhou")
    assert first != second
    assert (_may_log_in(first), _may_log_in(second)) == (False, True)


def test_what_does_not_exist_is_said(office: Office) -> None:
    with pytest.raises(CommandError, match="no office XX"):
        _run("add", "zhou", "--name", "周敏", "--office", "XX", "--role", "lead")
    with pytest.raises(CommandError, match="no user zhou"):
        _run("password", "zhou")


def test_a_name_is_given_once(office: Office) -> None:
    _run("add", "zhou", "--name", "周敏", "--office", office.code, "--role", "lead")
    with pytest.raises(CommandError, match="username_taken"):
        _run("add", "zhou", "--name", "周敏", "--office", office.code, "--role", "desk")
