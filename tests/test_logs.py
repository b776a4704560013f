"""What a log line holds, and what it must never hold."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest

from huiying import logs

type Last = Callable[[], dict[str, str]]


@pytest.fixture
def last_line() -> Iterator[Last]:
    """Configure the logs as an installation does; gives back what reads the last line that was written."""
    handlers, level = list(logging.root.handlers), logging.root.level
    logs.configure(as_json=True)
    written = io.StringIO()
    logging.root.handlers[0].setStream(written)  # type: ignore[attr-defined]
    yield lambda: json.loads(written.getvalue().splitlines()[-1])
    logging.root.handlers, logging.root.level = handlers, level


def test_an_error_is_logged_by_its_kind_and_place_without_its_message(last_line: Last) -> None:
    try:
        raise ValueError("13800001234 does not answer")
    except ValueError:
        logging.getLogger("django.request").exception("%s: %s", "Internal Server Error", "/desk/")
    written = last_line()
    assert "ValueError" in written["error"]
    assert "13800001234" not in json.dumps(written)


def test_fields_that_nobody_declared_harmless_are_left_out(last_line: Last) -> None:
    import structlog  # noqa: PLC0415 (configured by the fixture)

    structlog.get_logger("huiying").warning("case.late", error="NF", text="what somebody wrote")
    written = last_line()
    assert written["error"] == "NF"
    assert "text" not in written


def test_what_a_library_puts_into_its_message_is_left_out(last_line: Last) -> None:
    logging.getLogger("django.request").error("Internal Server Error: %s", "/track/13800001234/")
    written = last_line()
    assert written["event"] == "Internal Server Error: %s"
    assert "13800001234" not in json.dumps(written)
