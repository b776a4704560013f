"""The web server as a process of its own: `python -m huiying.fronts.cli.web_server HOST PORT PROCESSES`."""

import os
import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from huiying import logs
from huiying.fronts.cli import environment

THREADS = 4  # a process; each holds a connection, and PostgreSQL's pool holds four


def main(host: str, port: int, processes: int) -> None:
    """Answer pages until stopped."""
    Server(
        "huiying.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        workers_kill_timeout=5,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=logs.of_web_server(as_json=environment.logs_as_json(os.environ)),
        log_access=True,
        log_access_format="page",
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
