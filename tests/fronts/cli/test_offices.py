"""`huiying offices add` sets a real office up from nothing."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from huiying.registers.places.models import Office

pytestmark = pytest.mark.django_db
PLACE = ("--within", "county", "331099", "开湾县", "--place", "street", "331099001", "开湾街道")
NAMES = ("--code", "KW", "--name", "开湾街道", "--phone", "057688880000")


def _run(*words: str) -> str:
    out = StringIO()
    call_command("offices", "add", *words, stdout=out)
    return out.getvalue()


def test_its_administrator_logs_in_with_the_password_that_was_printed() -> None:
    said = _run(*NAMES, *PLACE, "--admin", "wu", "吴管理", "--desk", "chen", "陈接线")
    password = said.partition("wu logs in with: ")[2].partition("\n")[0]
    request = RequestFactory().post("/")
    user = authenticate(request, username="wu", password=password)
    assert user is not None
    assert "/desk/registers/office/" in said
    assert Office.objects.get().doors == ["community"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*NAMES, *PLACE), "--admin LOGIN NAME"),
        (("--code", "K1", *NAMES[2:], *PLACE, "--admin", "wu", "吴"), "capital letters"),
        ((*NAMES, "--place", "planet", "3", "地球", "--admin", "wu", "吴"), "no level planet"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        _run(*words)
    assert not Office.objects.exists()
