"""`huiying serve` starts pages and worker, ends both together, and fails when one ends unasked."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

PROGRAM = [sys.executable, "-m", "huiying.fronts.cli.main"]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of an installation of its own, in a path with a space, migrated."""
    var = tmp_path_factory.mktemp("an installation")
    sqlite = {name: value for name, value in os.environ.items() if not name.startswith("HUIYING_DATABASE")}
    environment = {**sqlite, "HUIYING_VAR": str(var)}
    subprocess.run([*PROGRAM, "migrate", "-v0"], env=environment, check=True)
    return environment


@pytest.fixture
def server(installation: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*PROGRAM, "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, env=installation, stdout=-1, stderr=-1, text=True) as process:
        assert process.stdout
        try:
            assert "is served at" in process.stdout.readline()
            yield process, f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def _children(process: subprocess.Popen[str]) -> list[int]:
    return [
        int(child) for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    ]


def _status(address: str) -> int:
    try:
        with urlopen(address, timeout=10) as answer:
            return answer.status
    except HTTPError as error:
        with error:
            return error.code


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_serves_pages_and_ends_everything_when_asked(
    server: tuple[subprocess.Popen[str], str], asked: signal.Signals
) -> None:
    process, address = server
    assert _status(address) < 500
    children = _children(process)
    assert len(children) == 2
    process.send_signal(asked)
    assert process.wait(20) == 0
    assert [child for child in children if Path(f"/proc/{child}").exists()] == []


@pytest.mark.parametrize(("which", "name"), [(0, "web server"), (1, "worker")])
def test_it_fails_when_a_part_ends_unasked(
    server: tuple[subprocess.Popen[str], str], which: int, name: str
) -> None:
    process, _address = server
    os.kill(_children(process)[which], signal.SIGKILL)
    _out, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert f"The {name} ended unasked" in said


def test_a_taken_port_is_said_in_words(
    server: tuple[subprocess.Popen[str], str], installation: dict[str, str]
) -> None:
    port = server[1].rsplit(":", 1)[1].strip("/")
    second = [*PROGRAM, "serve", "--port", port]
    done = subprocess.run(second, env=installation, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "listens on" in done.stderr


def test_an_installation_without_database_is_told_to_make_one(
    installation: dict[str, str], tmp_path: Path
) -> None:
    command = [*PROGRAM, "serve", "--port", "1"]
    environment = {**installation, "HUIYING_VAR": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "huiying migrate" in done.stderr


def test_each_request_is_one_line_without_what_was_typed(
    server: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = server
    for asked in (
        "track/13800001234/",
        "nothing/13800001234",
        "login/?next=13800001234",
        "static/13800001234",
    ):
        _status(address + asked)
    process.terminate()
    _out, written = process.communicate(timeout=30)
    lines = [json.loads(line) for line in written.splitlines()]
    pages = [(line["route"], line["method"]) for line in lines if line["event"] == "page"]
    assert pages[-4:] == [
        ("/track/<str:number>/", "GET"),
        ("/track/", "GET"),
        ("unknown", "GET"),
        ("/login/", "GET"),
    ]
    assert all(
        line["status"] < 500 and line["milliseconds"] >= 0 for line in lines if line["event"] == "page"
    )
    assert "13800001234" not in written
