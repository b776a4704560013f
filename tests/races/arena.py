"""A production server before the tests' database, and sixteen processes that send to it at the same moment."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from huiying.registers.access.models import User
from huiying.work.cases.models import Step
from tests.work.cases.taking_out import taken_out

CONTENDERS = 16
TOKEN = "a" * 32
GUARDED = ("huiying.wsgi:application",)
UNGUARDED = ("--factory", "tests.races.unguarded:application")
CLOCK = "2023-12-15T10:00+08:00"


class Answer(NamedTuple):
    """What the server said to one contender."""

    status: int
    location: str
    text: str


def environment() -> dict[str, str]:
    """The tests' own installation, its database the one that this test writes to."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "huiying.settings",
        "HUIYING_DATABASE_NAME": str(connection.settings_dict["NAME"]),
        "HUIYING_CLOCK": CLOCK,
        "HUIYING_LOGS": "json",
    }


@contextmanager
def without_serials() -> Iterator[None]:
    """The database lets two steps of a case have one serial; all steps are gone afterwards, so that the rule fits
    again."""
    with taken_out("step_serial_once"):
        yield
        on_table = " ON cases_step" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER cases_step_no_delete{on_table}")
        Step.objects.all().delete()


@contextmanager
def serving(application: tuple[str, ...]) -> Iterator[int]:
    """Granian with four processes of four threads on a free port of this machine."""
    collect = [sys.executable, "-m", "django", "collectstatic", "--noinput"]
    subprocess.run(collect, env=environment(), capture_output=True, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--log-level",
        "critical",
        "--workers",
        "4",
    ]
    command += ["--blocking-threads", "4", "--host", "127.0.0.1", "--port", str(port), *application]
    if setpriv := shutil.which("setpriv"):  # the server ends even where the run is killed outright
        command = [setpriv, "--pdeathsig", "TERM", *command]
    server = subprocess.Popen(
        command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _await(port, server)
        yield port
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(15)
        server.kill()
        server.wait()


def _await(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < until:
        with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=10)) as asked:
            asked.request("GET", "/health/")
            if asked.getresponse().status < 500:
                return
        with suppress(subprocess.TimeoutExpired):
            server.wait(0.1)
    raise RuntimeError("the server did not start")


def signed_in(user: User) -> str:
    """The cookies of a user who has just logged in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"


@contextmanager
def contenders(port: int, cookies: list[str]) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that wait for what to send, one for each login."""
    command = [sys.executable, "-m", "tests.races.contender", str(port), TOKEN]
    processes = [
        subprocess.Popen(
            [*command, login], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        for login in cookies
    ]
    try:
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def race(processes: list[subprocess.Popen[str]], sent: list[tuple[str, dict[str, object]]]) -> list[Answer]:
    """All send their form to their address at the same moment."""
    for process, (path, form) in zip(processes, sent, strict=True):
        process.stdin.write(f"{json.dumps([path, urlencode(form)])}\n")
        process.stdin.flush()
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [Answer(*json.loads(process.stdout.readline())) for process in processes]
