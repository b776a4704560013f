"""What the settings promise to whoever looks after an installation."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from tests.conventions.source import PRODUCT, ROOT, files

BEHIND_A_WEB_SERVER = override_settings(ALLOWED_HOSTS=["huiying.example.cn"], SECURE_SSL_REDIRECT=True)


@pytest.mark.django_db
@BEHIND_A_WEB_SERVER
def test_the_health_page_answers_on_the_machine_itself_and_the_others_lead_to_https() -> None:
    here = {"Host": "huiying.example.cn"}
    assert Client(headers=here).get("/healthz").status_code == 200
    assert Client().get("/healthz").status_code == 400
    for address in ("/", "/login/", "/desk/healthz", "/healthz/more"):
        answer = Client(headers=here).get(address)
        assert (answer.status_code, answer.headers["Location"]) == (
            301,
            f"https://huiying.example.cn{address}",
        )


@pytest.mark.django_db
def test_what_was_acknowledged_outlives_a_power_cut() -> None:
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (2,)  # FULL


def test_every_variable_is_in_the_guide() -> None:
    guide = (ROOT / "docs" / "start.md").read_text()
    read = {
        name for path in files(PRODUCT, ".py") for name in re.findall(r"HUIYING_[A-Z_]+", path.read_text())
    }
    read.discard("HUIYING_CLOCK_STARTED")  # between our own processes
    short = {name: name.replace("HUIYING_DATABASE_", "`_") for name in read}
    assert sorted(name for name in read if name not in guide and short[name] not in guide) == []
