"""Logs as JSON lines, one happening each, for all of the service and what it is made of.

Nothing about a person gets in: our own lines hold names of things and counts; of other libraries' lines only the
pattern is kept, not what was filled in; of an exception its type and where it was raised, not its words.
"""

import json
import logging
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, Final, TextIO, cast

import structlog
from structlog.contextvars import get_contextvars, merge_contextvars

MOST_FRAMES: Final = 12
"""Of an exception, the innermost: enough to find the place."""

_CHATTY: Final = ("httpx", "httpcore", "opentelemetry", "asyncio", "weasyprint", "fontTools")
"""Libraries that tell of each step at a level where we tell of happenings."""

_ON_THEIR_OWN: Final = ("django", "django.server")
"""Loggers that Django gives places of their own to write to, a mail with the whole request among them."""


def configure_logs(*, level: str, stream: TextIO | None = None) -> None:
    """Send every line of the process to one stream (standard error), from this level on."""
    out = stream or cast("TextIO", _StandardError())
    structlog.configure(
        processors=[
            merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            _describe_failure,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(file=out),
        cache_logger_on_first_use=False,
    )
    lines = logging.StreamHandler(out)
    lines.setLevel(level)
    lines.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [lines]
    root.setLevel(level)
    for name in _ON_THEIR_OWN:
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


class _StandardError:
    """Standard error as it is when a line is written, not as it was when the logs were set up."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


class JsonLines(logging.Formatter):
    """Writes the lines of other libraries: their pattern, never what is filled in."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line: dict[str, Any] = {
            **get_contextvars(),
            "at": datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg),
        }
        status = getattr(record, "status_code", None)
        if isinstance(status, int):
            line["status"] = status
        if record.exc_info and record.exc_info[1] is not None:
            line["failure"] = describe(record.exc_info[1])
        return json.dumps(line, sort_keys=True, default=str)


def describe(error: BaseException) -> Mapping[str, Any]:
    """Return an exception's type and where it was raised. Its words may quote a row or a message, so they are not."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    cause = error.__cause__
    return {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "frames": [f"{'/'.join(PurePath(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}" for frame in frames],
    } | ({} if cause is None else {"cause": f"{type(cause).__module__}.{type(cause).__qualname__}"})


def _describe_failure(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event["failure"] = describe(error)
    return event
