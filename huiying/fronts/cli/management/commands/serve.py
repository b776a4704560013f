"""`huiying serve`: the pages and the work behind them, together, until stopped."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from huiying.fronts.cli import readiness
from huiying.pure.lib import clock

SECONDS_TO_START = 30
SECONDS_TO_STOP = 20


class Command(BaseCommand):
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
        if _answers(host, port):
            raise CommandError(f"Something listens on {host}:{port} already: give another port with --port.")
        if missing := readiness.missing_in_database():
            raise CommandError("\n".join(missing))
        collect_static_files()
        os.environ.setdefault("HUIYING_CLOCK_STARTED", str(clock._process_started))
        parts: dict[str, subprocess.Popen[bytes]] = {}
        asked_to_stop: list[int] = []

        def stop(number: int, _frame: object) -> None:
            asked_to_stop.append(number)
            for process in parts.values():
                process.terminate()

        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, stop)
        parts["web server"] = _start(
            *("granian", "--interface", "wsgi", "--log-level", "warning", "--workers", str(workers)),
            *("--host", host, "--port", str(port), "huiying.wsgi:application"),
        )
        parts["worker"] = _start("huiying.fronts.cli.main", "worker")
        if _await_answer(host, port, parts["web server"]):
            self.stdout.write(f"Huiying is served at http://{host}:{port}/ and stops with Ctrl-C.")
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)  # until the first of them ends
        first = [name for name, process in parts.items() if process.poll() is not None]
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


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _await_answer(host: str, port: int, server: subprocess.Popen[bytes]) -> bool:
    for _ in range(SECONDS_TO_START * 10):
        if _answers(host, port):
            return True
        try:
            server.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    return False


def _end(processes: Iterable[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop, and end what doesn't."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
