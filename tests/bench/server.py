"""An installation to be measured: its own folder and database, filled, and the production server before it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests import postgres

_BIN = Path(sys.prefix) / "bin"


@contextmanager
def installation(database: str) -> Iterator[dict[str, str]]:
    """The environment of an empty installation on one of the two databases."""
    with ExitStack() as ending:
        var = ending.enter_context(tempfile.TemporaryDirectory(prefix="huiying-bench-"))
        environment = {name: value for name, value in os.environ.items() if not name.startswith("HUIYING_")}
        environment |= {
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "HUIYING_VAR": var,
            "HUIYING_DEMO": "1",
            "HUIYING_PROXIES": "1",  # requests come from many addresses, as a proxy would say
            "HUIYING_CLOCK": "2023-12-15T09:00+08:00",
            "HUIYING_DATA_KEY": "00112233445566778899aabbccddeeff" * 2,
            "HUIYING_SECRET_KEY": "the bench's own secret key",
        }
        if database == "postgresql":
            environment |= ending.enter_context(postgres.private_cluster())
        run(environment, str(_BIN / "huiying"), "migrate")
        run(environment, sys.executable, "-m", "django", "collectstatic", "--noinput")
        yield environment


def run(environment: dict[str, str], *command: str) -> str:
    """Run a command of the installation; what it printed."""
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def serving(environment: dict[str, str], workers: int = 2) -> Iterator[tuple[int, int]]:
    """The production server on a free port of this machine; its port and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(_BIN / "granian"),
        "--interface",
        "wsgi",
        "--log-level",
        "error",
        "--blocking-threads",
        "4",
    ]
    command += [
        "--workers",
        str(workers),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "huiying.wsgi:application",
    ]
    server = subprocess.Popen(command, env=environment)
    try:
        _await(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def _await(port: int) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/empty/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
