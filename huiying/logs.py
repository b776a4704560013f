"""Logs: one line a thing, as JSON, with names of routes and codes but no personal data."""

import logging
import logging.config
import sys
from typing import Any

import structlog

_PAGE = ("route", "method", "status", "milliseconds")
_KEPT = {"event", "level", "timestamp", "logger", "error", *_PAGE}


def without_personal_data(_logger: Any, _name: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Keep only fields that are known to be harmless: paths, texts and arguments stay out."""
    return {key: value for key, value in entry.items() if key in _KEPT}


def _error_name(_logger: Any, _name: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Say which kind of error it was, and where; never its message, which may quote what somebody typed."""
    info = entry.pop("exc_info", None)
    if isinstance(info, tuple) and info[0] is not None:
        trace = info[2]
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f" at {trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace is not None else ""
        entry["error"] = info[0].__name__ + place
    return entry


class Pages(logging.Filter):
    """Turns the web server's record of a request into a route, a method, a status and a duration.

    The address itself isn't kept: somebody may have typed a name or number into it. Styles, scripts and
    pictures of the pages are left out.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the request is to be logged."""
        asked = record.args if isinstance(record.args, dict) else {}
        path = str(asked.get("path", ""))
        if path.startswith("/static/"):
            return False
        record.page = dict(
            zip(
                _PAGE,
                (_route(path), asked.get("method"), asked.get("status"), round(asked.get("dt_ms", 0))),
                strict=True,
            )
        )
        return True


def _route(path: str) -> str:
    """The pattern of an address, without what was put into it; "unknown" where no page lies."""
    from django.urls import Resolver404, resolve  # noqa: PLC0415 (the settings import this file)

    try:
        return "/" + resolve(path).route
    except Resolver404:
        return "unknown"


def _page(_logger: Any, _name: str, entry: dict[str, Any]) -> dict[str, Any]:
    return entry | getattr(entry["_record"], "page", {})


def _shared() -> list[Any]:
    return [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def formatter(*, as_json: bool) -> logging.Formatter:
    """What makes a line of a record, ours or a library's."""
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    of_libraries: list[Any] = [*_shared(), _page]
    of_all: list[Any] = [
        _error_name,
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        without_personal_data,
        renderer,
    ]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=of_libraries,
        processors=of_all,
        use_get_message=False,  # others' messages without what was put into them
    )


def _to_standard_error(as_json: bool) -> dict[str, Any]:
    """The parts of a configuration that both share: the handler `line` and its formatter."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter, "as_json": as_json}},
        "filters": {"pages": {"()": Pages}},
        "handlers": {
            "line": {"class": "logging.StreamHandler", "formatter": "line"},
            "page": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["pages"]},
        },
    }


def configure(*, as_json: bool) -> None:
    """Send everything that logs to standard error, one line a thing."""
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    logging.config.dictConfig(
        _to_standard_error(as_json)
        | {
            "root": {"handlers": ["line"], "level": "WARNING"},
            "loggers": {
                "huiying": {"level": "INFO"},
                "django.request": {"level": "ERROR"},
                "django.security.DisallowedHost": {
                    "level": "CRITICAL"
                },  # quotes it; the page's line says 400
            },
        }
    )


def of_web_server(*, as_json: bool) -> dict[str, Any]:
    """The configuration for the web server: its own lines, and one for each request."""
    return _to_standard_error(as_json) | {
        "loggers": {
            "_granian": {"handlers": ["line"], "level": "WARNING", "propagate": False},
            "granian.access": {"handlers": ["page"], "level": "INFO", "propagate": False},
        }
    }
