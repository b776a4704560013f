"""Requests from several clients to a server on this machine, for a few seconds."""

import http.client
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Target = tuple[str, str, bytes | None, dict[str, str]]
"""Method, path, body, headers."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a load showed: requests a second, milliseconds, and the server's CPU time a request."""

    per_second: float
    median_ms: float
    p95_ms: float
    cpu_ms: float
    count: int


def _client(
    port: int, targets: Iterator[Target], until: float, times: list[float], good: tuple[int, ...]
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.perf_counter() < until:
        method, path, body, headers = next(targets)
        began = time.perf_counter()
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        response.read()
        times.append(time.perf_counter() - began)
        if response.status not in good:
            raise AssertionError(f"{method} {path}: {response.status}")
    connection.close()


def fetch(port: int, path: str, headers: dict[str, str]) -> str:
    """One page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    if answer.status != 200:
        raise AssertionError(f"GET {path}: {answer.status}")
    return page


def load(
    port: int,
    server: int,
    targets: Callable[[int], Iterator[Target]],
    *,
    clients: int = 8,
    seconds: float = 4.0,
    good: tuple[int, ...] = (200,),
) -> Load:
    """The middle one of three rounds, so that a moment in which the machine was away counts for nothing."""
    shares = [targets(number) for number in range(clients)]
    _round(port, server, shares, 0.3, good)  # the first requests of a process load its code
    rounds = [_round(port, server, shares, seconds / 3, good) for _again in range(3)]
    return sorted(rounds, key=lambda one: one.per_second)[1]


def _round(
    port: int, server: int, targets: list[Iterator[Target]], seconds: float, good: tuple[int, ...]
) -> Load:
    """Let each client take its targets one after the other. An answer that isn't good ends the run."""
    clients = len(targets)
    times: list[list[float]] = [[] for _ in range(clients)]
    faults: list[BaseException] = []
    until = time.perf_counter() + seconds

    def run(number: int) -> None:
        try:
            _client(port, targets[number], until, times[number], good)
        except BaseException as fault:
            faults.append(fault)

    cpu = cpu_seconds(server)
    began = time.perf_counter()
    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    if faults:
        raise faults[0]
    flat = sorted(taken for of_client in times for taken in of_client)
    return Load(
        per_second=len(flat) / took,
        median_ms=1000 * statistics.median(flat),
        p95_ms=1000 * flat[int(len(flat) * 0.95)],
        cpu_ms=1000 * (cpu_seconds(server) - cpu) / len(flat),
        count=len(flat),
    )


def _family(pid: int) -> list[int]:
    """A process and all that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def cpu_seconds(pid: int) -> float:
    """The CPU time of a process and its children so far."""
    total = 0
    for one in _family(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float:
    """The largest resident memory among a process and its children, in megabytes."""
    sizes = []
    for one in _family(pid):
        status = Path(f"/proc/{one}/status").read_text()
        sizes.append(int(status.split("VmRSS:")[1].split()[0]) / 1024)
    return max(sizes)
