"""Only `huiying.pure.lib.clock` reads the time, so that the demo and the tests can set it."""

import ast
import re

import pytest

from tests.conventions.source import PRODUCT, dotted, files, name, tree

READS = re.compile(
    r"(timezone\.(now|localtime|localdate)|datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime))$"
)
FIELDS = {"auto_now", "auto_now_add"}


def readings(code: ast.AST) -> list[str]:
    """Where code reads the time: calls by any name, Django's `Now()`, and fields that fill themselves."""
    found = []
    for node in ast.walk(code):
        if isinstance(node, ast.Attribute) and READS.search(dotted(node)):
            found.append(f"{node.lineno}: {dotted(node)}")
        if isinstance(node, ast.ImportFrom) and node.module in {"time", "django.db.models.functions"}:
            found += [
                f"{node.lineno}: {alias.name}"
                for alias in node.names
                if alias.name in {"time", "time_ns", "Now"}
            ]
        if isinstance(node, ast.keyword) and node.arg in FIELDS:
            found.append(f"{node.lineno}: {node.arg}")
    return found


def test_only_the_clock_reads_the_time() -> None:
    others = [path for path in files(PRODUCT, ".py") if name(path) != "huiying/pure/lib/clock.py"]
    assert [f"{name(path)}:{reading}" for path in others for reading in readings(tree(path))] == []


def test_no_template_reads_the_time() -> None:
    assert [
        name(path) for path in files(PRODUCT, ".html") if re.search(r"{%\s*now\b", path.read_text())
    ] == []


@pytest.mark.parametrize(
    "code",
    [
        "timezone.now()",
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "field(default=timezone.now)",
        "date.today()",
        "time.time()",
        "from django.db.models.functions import Now",
        "models.DateTimeField(auto_now_add=True)",
    ],
)
def test_a_reading_would_be_found(code: str) -> None:
    assert len(readings(ast.parse(code))) == 1


def test_the_clock_and_measuring_a_duration_are_allowed() -> None:
    assert readings(ast.parse("clock.now(); clock.today(); time.monotonic()")) == []
