"""What every answer says in its headers, whoever asks."""

import subprocess
import sys

import pytest
from django.core.cache import cache
from django.test import Client

from huiying.registers.access.roles import OPEN
from tests.cast import Cast
from tests.fronts.web.addresses import POSTS, case_of, pages
from tests.fronts.web.company import Company, opening

CSP = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
WHO = ("stranger", "asker", "worker", "clerk", "security")


def _answers(everybody: Company, who: str, *, of: str = "") -> list[tuple[str, str, object]]:
    """Each page, or each with one declared action, as one of them gets it: name, action, answer."""
    found = []
    for page in pages():
        if of and page.action != of:
            continue
        client = everybody.client(who)
        if who == "asker":
            cache.clear()
            opening(client, case_of(page.name, everybody.own))
        answer = client.get(page.path(everybody.own))
        answer.close()
        found.append((page.name, page.action, answer))
    return found


@pytest.mark.parametrize("who", WHO)
def test_every_answer_is_kept_to_ourselves_and_what_is_not_open_by_no_cache(
    everybody: Company, who: str
) -> None:
    for name, action, answer in _answers(everybody, who):
        policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
        assert policy == {**CSP, "img-src": "'self' data: blob:"}, name
        assert answer["X-Content-Type-Options"] == "nosniff", name
        assert answer["Referrer-Policy"] == "same-origin", name
        assert answer["X-Frame-Options"] == "DENY", name
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert "Cookie" in answer["Vary"], name
        if action != OPEN:
            assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", ")), name
        elif "public" in answer.get("Cache-Control", ""):
            assert not answer.cookies, name
            assert "csrfmiddlewaretoken" not in answer.content.decode(), name


def test_a_page_that_is_kept_by_caches_is_the_same_for_everybody(everybody: Company) -> None:
    by_name: dict[str, set[str]] = {}
    for who in WHO:
        for name, _action, answer in _answers(everybody, who, of=OPEN):
            if "public" in answer.get("Cache-Control", ""):
                by_name.setdefault(name, set()).add(answer.content.decode())
    assert set(by_name) == {"public:home", "public:ask", "public:service_list"}
    assert {name: len(texts) for name, texts in by_name.items() if len(texts) > 1} == {}


@pytest.mark.parametrize("who", WHO)
def test_no_cookie_can_be_read_by_a_script_or_sent_along_by_another_site(
    everybody: Company, who: str
) -> None:
    seen = set()
    for page in pages():
        cache.clear()
        client = everybody.client(who)
        opening(client, case_of(page.name, everybody.own))
        for method in ("get", "post"):
            post = POSTS.get(page.name)
            body = post.body(everybody, everybody.own) if method == "post" and post else {}
            answer = getattr(client, method)(page.path(everybody.own), body)
            answer.close()
            given = {name: cookie for name, cookie in answer.cookies.items() if cookie["max-age"] != 0}
            for name, cookie in given.items():
                seen.add(name)
                assert cookie["samesite"] == "Lax", (page.name, name)
                assert cookie["httponly"] or name in ("language", "print"), (page.name, name)
                assert not cookie["domain"], (page.name, name)
    assert {"language", "print", "case"} <= seen


def test_an_error_page_says_the_same_in_its_headers(cast: Cast) -> None:
    answer = Client().get("/there-is-no-such-page/")
    assert answer.status_code == 404
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


HTTPS = """
import os, django
from django.test import Client
django.setup()
from django.conf import settings
from huiying.fronts.web.public.opened import COOKIE
assert settings.SESSION_COOKIE_NAME.startswith("__Host-"), settings.SESSION_COOKIE_NAME
assert settings.CSRF_COOKIE_NAME.startswith("__Host-"), settings.CSRF_COOKIE_NAME
assert COOKIE.startswith("__Secure-"), COOKIE
plain = Client().get("/login/")
assert (plain.status_code, plain["Location"]) == (301, "https://testserver/login/"), plain
safe = Client().get("/login/", secure=True)
cookies = safe.cookies
assert safe.status_code == 200 and cookies, safe
for name, cookie in cookies.items():
    assert name.startswith("__Host-") and cookie["secure"] and cookie["path"] == "/", cookie
assert int(safe["Strict-Transport-Security"].removeprefix("max-age=").split(";")[0]) >= 365 * 24 * 3600
large = Client().post("/large-print/", secure=True)
assert all(cookie["secure"] for cookie in large.cookies.values()) and large.cookies, large.cookies
print("all well")
"""


def test_over_https_cookies_are_secure_and_plain_http_is_left(tmp_path: object) -> None:
    environment = {
        "DJANGO_SETTINGS_MODULE": "huiying.settings",
        "HUIYING_VAR": str(tmp_path),
        "HUIYING_HTTPS": "1",
        "HUIYING_HOSTS": "testserver",
        "HUIYING_DEMO": "1",
        "HUIYING_LOGS": "text",
    }
    migrate = "import django; django.setup(); from django.core.management import call_command; "
    migrate += "call_command('migrate', verbosity=0); call_command('collectstatic', verbosity=0)\n"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", migrate + HTTPS],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.strip().endswith("all well"), done.stdout + done.stderr
