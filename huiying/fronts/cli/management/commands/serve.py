"""`huiying serve`: the pages and the work behind them, together, until stopped."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser

from huiying.fronts.cli import office_clock, readiness
from huiying.fronts.cli.explained import Explained

SECONDS_TO_START = 30
SECONDS_TO_STOP = 20


class Command(Explained):
    """Starts a web server and a worker; ends both on TERM, INT or HUP, and fails when one ends by itself."""

    help = "Show the pages and do the work behind them, until stopped (Ctrl-C)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (this machine alone)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
        parser.add_argument("--workers", type=int, default=2, help="processes that answer pages (2)")

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        """Start both, say where the pages are, and wait."""
        if _is_taken(host, port):
            raise CommandError(f"Something listens on {host}:{port} already: give another port with --port.")
        if missing := readiness.missing_in_database():
            raise CommandError("\n".join(missing))
        collect_static_files()
        office_clock.take()
        server = ["huiying.fronts.cli.web_server", host, str(port), str(workers)]
        self._run(server, (host, port))

    def _run(self, server: list[str], address: tuple[str, int]) -> None:
        """Start the parts; end all when one ends, or when asked to."""
        parts: dict[str, subprocess.Popen[bytes]] = {}
        asked_to_stop: list[int] = []

        def stop(number: int, _frame: object) -> None:
            asked_to_stop.append(number)
            for process in parts.values():
                process.terminate()

        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, stop)
        try:
            parts["web server"] = _start(*server)
            parts["worker"] = _start("huiying.fronts.cli.main", "worker")
            if _await_answer(*address, parts["web server"]):
                self.stdout.write(
                    "Huiying is served at http://{}:{}/ and stops with Ctrl-C.".format(*address)
                )
                self.stdout.flush()
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)  # until the first of them ends
            first = [name for name, process in parts.items() if process.poll() is not None]
        finally:
            _end(parts.values())
        if not asked_to_stop:
            raise CommandError(f"The {' and the '.join(first)} ended unasked, so everything was stopped.")


def collect_static_files() -> None:
    """Gather styles and scripts for the web server, unless those that lie there are these very ones."""
    seal = hashlib.sha256(settings.STATIC_URL.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = os.stat(storage.path(name))
            seal.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    kept = Path(settings.STATIC_ROOT) / ".collected"
    if not kept.exists() or kept.read_text() != seal.hexdigest():
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        kept.write_text(seal.hexdigest())


def _start(*module: str) -> subprocess.Popen[bytes]:
    """A part in a session of its own: Ctrl-C reaches it through us, once."""
    return subprocess.Popen([sys.executable, "-m", *module], start_new_session=True)


def _is_taken(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _await_answer(host: str, port: int, server: subprocess.Popen[bytes]) -> bool:
    """Wait until a page is answered, whatever it says."""
    for _ in range(SECONDS_TO_START * 10):
        try:
            asked = HTTPConnection(host, port, timeout=SECONDS_TO_START)
            asked.request("GET", "/")
            asked.getresponse().close()
        except (OSError, HTTPException):
            with suppress(subprocess.TimeoutExpired):
                server.wait(0.1)
                break
        else:
            return True
    return False


def _end(processes: Iterable[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop, and end what doesn't, with the processes that it left behind."""
    for process in processes:
        process.terminate()
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS_TO_STOP)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
