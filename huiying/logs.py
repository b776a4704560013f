"""Logs: one line a thing, as JSON, with names of routes and codes but no personal data."""

import logging
import logging.config
from typing import Any

import structlog

_KEPT = {
    "event",
    "level",
    "timestamp",
    "logger",
    "route",
    "method",
    "status",
    "milliseconds",
    "office",
    "job",
    "error",
}


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


def configure(*, as_json: bool) -> None:
    """Send everything that logs to standard error, one line a thing."""
    shared: list[Any] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "use_get_message": False,  # others' messages without what was put into them
                    "processors": [
                        _error_name,
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        without_personal_data,
                        renderer,
                    ],
                }
            },
            "handlers": {"line": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["line"], "level": "WARNING"},
            "loggers": {"huiying": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
        }
    )
