"""Whom a request came from: what a visitor writes into a header makes them nobody else."""

from typing import Any

import pytest
from django.test import RequestFactory

from huiying.fronts.web.access import client_address

VISITOR, PROXY, HERE = "203.0.113.9", "10.0.0.2", "127.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, HERE),
        (0, VISITOR, HERE),
        (1, VISITOR, VISITOR),
        (1, f"1.2.3.4, {VISITOR}", VISITOR),
        (1, f"nonsense,,{VISITOR} ", VISITOR),
        (1, None, HERE),
        (1, "", HERE),
        (2, f"{VISITOR}, {PROXY}", VISITOR),
        (2, f"1.2.3.4, {VISITOR}, {PROXY}", VISITOR),
        (2, PROXY, HERE),
    ],
)
def test_what_a_visitor_writes_counts_for_nothing(
    settings: Any, proxies: int, forwarded: str | None, address: str
) -> None:
    settings.PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    assert client_address(RequestFactory().get("/", headers=headers)) == address
