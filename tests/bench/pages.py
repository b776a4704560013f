"""The pages under load: submission, lists, record page, search."""

import itertools
import random
import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from tests.bench.fill import texts
from tests.bench.load import Load, Target, fetch, load, resident_mb
from tests.bench.report import Report

FILTERS = {
    "all": "",
    "open": "?state=open",
    "open by due time": "?state=open&sort=due",
    "closed": "?state=closed",
    "answered": "?state=answered",
    "at once": "?lane=at_once",
    "late": "?state=open&due=late",
    "category": "?category=estate.facilities",
    "category and lane": "?category=safety.fire&lane=at_once",
    "state, lane and category": "?state=closed&lane=with_care&category=elder.meals",
    "mine": "?mine=1",
}
ROWS = 50
"""What a page of a list shows at most."""


def _gets(path: str, cookie: str = "") -> Iterator[Target]:
    return itertools.repeat(("GET", path, None, {"Cookie": cookie} if cookie else {}))


def _posts(client: int) -> Iterator[Target]:
    """Requests of people: each another text and another telephone."""
    chance = random.Random(client)
    rows = texts()
    for number in itertools.count():
        text = chance.choice(rows)["text"] + chance.choice(rows)["text"][:20]
        contact = f"138{client}{number:07d}"
        body = urlencode({"text": text, "contact": contact}).encode()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": _address(client, number),
        }
        yield "POST", "/ask/", body, headers


def _address(client: int, number: int) -> str:
    """Another address for every few requests: one may send thirty an hour."""
    return f"10.{client}.{number // 20 // 250}.{number // 20 % 250 + 1}"


def measure_public(report: Report, port: int, server: int) -> Load:
    """The empty page, and a request acknowledged."""
    empty = load(port, server, lambda _client: _gets("/empty/"))
    report.say(f"  empty page: {empty.per_second:.0f}/s, {empty.cpu_ms:.2f} CPU ms")
    form = load(port, server, lambda _client: _gets("/ask/"))
    report.figure("request form (GET /ask/)", form.per_second, 150, "/s")
    sent = load(port, server, _posts, good=(302, 303))
    report.figure("request acknowledged (POST /ask/)", sent.per_second, 150, "/s")
    report.say(_beside("POST /ask/", sent, empty))
    return empty


def measure_desk(
    report: Report, port: int, server: int, empty: Load, cookie: str, numbers: list[str]
) -> dict[str, float]:
    """Lists by each filter, record pages; gives the median milliseconds for one client of each list of 50 rows."""
    medians = {}
    worst, slowest = "", float("inf")
    for name, query in FILTERS.items():
        alone = load(
            port, server, lambda _c, q=query: _gets(f"/desk/cases/{q}", cookie), clients=1, seconds=1.0
        )
        rows = _row_count(fetch(port, f"/desk/cases/{query}", {"Cookie": cookie}))
        if rows == ROWS:
            medians[name] = alone.median_ms
        shown = load(port, server, lambda _c, q=query: _gets(f"/desk/cases/{q}", cookie), seconds=2.0)
        report.say(
            f"  list, {name}: {rows} rows, {shown.per_second:.0f}/s, median alone {alone.median_ms:.1f} ms"
        )
        if shown.per_second < slowest:
            worst, slowest, slow = name, shown.per_second, shown
    report.figure(f"list of 50 rows, worst: {worst}", slowest, 120, "/s")
    report.say(_beside(f"list, {worst}", slow, empty))

    def records(client: int) -> Iterator[Target]:
        chance = random.Random(client)
        while True:
            yield "GET", f"/desk/cases/{chance.choice(numbers)}/", None, {"Cookie": cookie}

    record = load(port, server, records)
    report.figure("record page", record.per_second, 150, "/s")
    report.say(_beside("record page", record, empty))
    return medians


def measure_search(report: Report, port: int, server: int, cookie: str, words: list[str]) -> None:
    """Two-character words, one client after the other."""

    def searches(_client: int) -> Iterator[Target]:
        for word in itertools.cycle(words):
            yield "GET", f"/desk/cases/?q={quote(word)}", None, {"Cookie": cookie}

    found = load(port, server, searches, clients=1, seconds=3.0)
    report.figure("search for two characters, 95 %", found.p95_ms, 150, "ms", at_most=True)


def measure_rest(report: Report, server: int) -> None:
    """The memory of a web process that has answered all this."""
    report.figure("a web process after the load", resident_mb(server), 150, "MB", at_most=True)


def _row_count(page: str) -> int:
    """How many cases a list links."""
    return len(set(re.findall(r'href="/desk/cases/([A-Z]{2}\d+\w)/"', page)))


def _beside(name: str, shown: Load, empty: Load) -> str:
    ratio = shown.cpu_ms / empty.cpu_ms if empty.cpu_ms else 0
    return (
        f"  {name}: {shown.cpu_ms:.2f} CPU ms, {ratio:.1f} × the empty page; median {shown.median_ms:.1f} ms"
    )
