"""Logs hold names of things, never what somebody typed."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable

import pytest
import structlog

from huiying import logs

SECRET = "13800001234"


@pytest.fixture
def logged(capsys: pytest.CaptureFixture[str]) -> Callable[[], dict[str, str]]:
    """Logging as in production; gives the one line that was written."""
    logs.configure(as_json=True)

    def line() -> dict[str, str]:
        written: dict[str, str] = json.loads(capsys.readouterr().err)
        return written

    return line


def test_a_field_that_nobody_named_is_left_out(logged: Callable[[], dict[str, str]]) -> None:
    structlog.get_logger("huiying.test").info("job done", job="seal", phone=SECRET)
    line = logged()
    assert (line["event"], line["job"], line["level"]) == ("job done", "seal", "info")
    assert SECRET not in str(line)


def test_what_a_library_puts_into_its_message_is_left_out(logged: Callable[[], dict[str, str]]) -> None:
    logging.getLogger("django.request").error("Internal Server Error: %s", f"/track/{SECRET}/")
    line = logged()
    assert line["event"] == "Internal Server Error: %s"
    assert SECRET not in str(line)


def test_an_error_is_named_with_its_place_but_not_with_its_words(
    logged: Callable[[], dict[str, str]],
) -> None:
    try:
        int(SECRET + "x")
    except ValueError:
        logging.getLogger("huiying.test").exception("failed")
    line = logged()
    assert line["error"].startswith("ValueError at test_an_error_is_named")
    assert SECRET not in str(line)


def test_logs_go_to_standard_error_alone() -> None:
    code = "import logging; from huiying import logs; logs.configure(as_json=True); logging.warning('x')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, json.loads(done.stderr)["event"]) == ("", "x")
