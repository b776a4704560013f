"""What goes on behind the pages: understanding new cases, ranking providers.

Run as `python -m tests.bench.work` inside an installation; prints JSON.
"""

import json
import random
import statistics
import sys
import time
from datetime import timedelta
from typing import Any

import django


def drain() -> dict[str, float]:
    """Understand all new cases, as the worker does: how many a second."""
    from huiying.work.cases.jobs import understand_new_cases  # noqa: PLC0415 (after django.setup)

    began = time.perf_counter()
    count = understand_new_cases.func()
    return {"cases": count, "per_second": count / (time.perf_counter() - began)}


def rank_many(providers: int = 2000) -> dict[str, float]:
    """Rank one need among many providers: median milliseconds. A third can take it, as in a mixed office."""
    from huiying.pure.lib.clock import local  # noqa: PLC0415
    from huiying.pure.matching.rank import Need, Provider, Ratings, Weights, rank  # noqa: PLC0415
    from tests.cast import MORNING  # noqa: PLC0415

    chance = random.Random(1)
    categories = ("estate.facilities", "elder.meals", "neighbour.noise")
    everybody = [
        Provider(
            key=key,
            name=str(key),
            categories=frozenset({categories[key % 3]}),
            skills=("照明", "助餐", "调解")[key % 3 : key % 3 + 1],
            languages=frozenset(),
            area_paths=(f"33/331024/{key % 20}/",),
            home_path=f"33/331024/{key % 20}/{key % 7}/",
            weekday_hours=(),
            leave=(),
            ceiling=8,
            load=chance.randint(0, 8),
            ratings=Ratings(10, chance.randint(3, 10)),
            served=frozenset(),
            recused=frozenset(),
            declined_recently=0,
            on_duty=False,
            kind="worker.grid",
        )
        for key in range(1, providers + 1)
    ]
    at = local(MORNING + timedelta(hours=1))
    need = Need(
        "estate.facilities",
        "楼道照明坏了",
        "33/331024/3/",
        "with_care",
        at,
        at.date(),
        "",
        None,
        frozenset(),
        False,
    )
    times = []
    for _ in range(60):
        began = time.perf_counter()
        rank(need, everybody, Weights())
        times.append(1000 * (time.perf_counter() - began))
    return {"median_ms": statistics.median(times)}


def session() -> dict[str, Any]:
    """A clerk's session, numbers of cases to open, and words to search."""
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from huiying.registers.access.models import User  # noqa: PLC0415
    from huiying.work.cases.models import Case  # noqa: PLC0415

    clerk = User.objects.get(username="nf-clerk")
    store = SessionStore()
    store[SESSION_KEY] = str(clerk.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = clerk.get_session_auth_hash()
    store.create()
    numbers = list(Case.objects.order_by("?").values_list("number", flat=True)[:500])
    chance = random.Random(2)
    some = [
        text for text in Case.objects.order_by("?").values_list("text", flat=True)[:400] if len(text) > 12
    ]
    words = [text[at : at + 2] for text in some if (at := chance.randint(0, len(text) - 3)) >= 0]
    words = [word for word in words if all("一" <= sign <= "鿿" for sign in word)][:60]
    cookie = f"{settings.SESSION_COOKIE_NAME}={store.session_key}"
    return {"cookie": cookie, "numbers": numbers, "words": words}


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"drain": drain, "rank": rank_many, "session": session}[sys.argv[1]]()))
