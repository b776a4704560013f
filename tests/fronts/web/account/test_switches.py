"""Chinese or English, large print or not, and the page for the machine that watches."""

import pytest
from django.db import connection
from django.test import Client

from huiying.base.storage import guards
from huiying.registers.access.models import User
from tests.cast import PASSWORD, Cast
from tests.fronts.web.company import BACKEND

HERE = ("/", "/ask/", "/track/?x=1", "/desk/cases/?state=open&q=灯")
NOT_HERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "http:///evil.example",
)
SWITCHES = ("/language/", "/large-print/")


def test_the_language_is_chinese_until_somebody_chooses_english(cast: Cast) -> None:
    client = Client(headers={"Accept-Language": "en"})
    first = client.get("/")
    assert (first["Content-Language"], 'lang="zh-hans"' in first.content.decode()) == ("zh-hans", True)
    client.post("/language/", {"language": "en", "next": "/"})
    then = client.get("/")
    assert (then["Content-Language"], 'lang="en"' in then.content.decode()) == ("en", True)
    client.post("/language/", {"language": "zh-hans", "next": "/"})
    assert client.get("/")["Content-Language"] == "zh-hans"


@pytest.mark.parametrize("language", ["de", "", "../../etc", "en" * 100])
def test_a_language_that_there_is_not_changes_nothing(cast: Cast, language: str) -> None:
    client = Client()
    assert client.post("/language/", {"language": language, "next": "/"}).status_code == 302
    assert client.get("/")["Content-Language"] == "zh-hans"
    client.cookies["language"] = language
    assert client.get("/")["Content-Language"] == "zh-hans"


def test_a_users_language_is_kept_with_the_user(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.clerk, backend=BACKEND)
    client.post("/language/", {"language": "en", "next": "/desk/"})
    assert User.objects.get(pk=cast.clerk.pk).language == "en"


@pytest.mark.parametrize(("chosen", "then"), [("", "en"), ("zh-hans", "zh-hans")])
def test_a_device_on_which_no_language_was_chosen_takes_the_users(cast: Cast, chosen: str, then: str) -> None:
    User.objects.filter(pk=cast.clerk.pk).update(language="en")
    client = Client()
    if chosen:
        client.post("/language/", {"language": chosen})
    client.post("/login/", {"username": cast.clerk.username, "password": PASSWORD})
    assert client.get("/desk/")["Content-Language"] == then


def test_large_print_is_switched_on_and_off(cast: Cast) -> None:
    client = Client()
    assert 'data-print="large"' not in client.get("/").content.decode()
    client.post("/large-print/", {"next": "/"})
    assert 'data-print="large"' in client.get("/").content.decode()
    client.post("/large-print/", {"next": "/"})
    assert 'data-print="large"' not in client.get("/").content.decode()


@pytest.mark.parametrize("switch", SWITCHES)
@pytest.mark.parametrize("target", HERE)
def test_a_switch_leads_back_to_the_page_on_which_it_stood(cast: Cast, switch: str, target: str) -> None:
    answer = Client().post(switch, {"language": "en", "next": target})
    assert answer.headers["Location"].partition("?")[0] == target.partition("?")[0]


@pytest.mark.parametrize("switch", SWITCHES)
@pytest.mark.parametrize("target", NOT_HERE)
def test_a_switch_leads_nowhere_else_but_here(cast: Cast, switch: str, target: str) -> None:
    assert Client().post(switch, {"language": "en", "next": target})["Location"] == "/"


@pytest.mark.parametrize("switch", SWITCHES)
def test_another_sites_page_may_not_switch_for_somebody(cast: Cast, switch: str) -> None:
    answer = Client().post(switch, {"language": "en"}, headers={"Origin": "https://evil.example"})
    assert (answer.status_code, len(answer.cookies)) == (403, 0)


@pytest.mark.django_db
def test_the_health_page_says_that_all_is_well() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "guards_missing": []})


@pytest.mark.django_db
def test_the_health_page_names_a_guard_that_was_lost() -> None:
    with guards.lifted(connection):
        answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["guards_missing"]


def test_the_health_page_says_when_the_database_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError  # noqa: PLC0415

    def gone(_connection: object) -> list[str]:
        raise OperationalError

    monkeypatch.setattr("huiying.fronts.web.account.views.missing", gone)
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"ok": False, "database": "unreachable"})
