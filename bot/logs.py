"""The log: one line of `name=value` fields for each event, on standard error.

Neither the words of a question nor a secret ever stands in it: events carry only the fields they are given, tokens are
struck out wherever they come from, and an error is logged by its kind and place, without its text.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from typing import TextIO

Value = str | int | float | bool | None

# Their debug lines hold whole payloads, and so the words of questions; those of httpx the ids of people.
_TALKATIVE = {
    "aiohttp",
    "alembic",
    "asyncio",
    "bm25s",
    "httpcore",
    "httpx",
    "microsoft_teams",
    "msal",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "sentence_transformers",
    "transformers",
    "uvicorn",
}
# Their warnings do too ("Unhandled request ({body})"): of these only the place is logged.
_PAYLOAD_BEARERS = ("slack_bolt",)
_TOKEN = re.compile(r"\b(xox[a-z]|xapp)-[\w-]+", re.IGNORECASE)
_BARE = re.compile(r"[\w.:/,@+-]+")


def set_up(level: str, stream: TextIO | None = None) -> None:
    """Send the log of the whole process to `stream` (default: standard error), from `level` upwards."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Formatter())
    handler.setLevel(level.upper())
    handler.addFilter(_quiet_enough)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())


def _quiet_enough(record: logging.LogRecord) -> bool:
    """Asked of each record, because some libraries set the level of their own logger when they are imported."""
    return record.levelno >= logging.WARNING or record.name.split(".")[0] not in _TALKATIVE


def event(logger: logging.Logger, name: str, level: int = logging.INFO, **fields: Value) -> None:
    """Log what happened: `event(log, "answered", authority="trafford", took_ms=14.2)`."""
    logger.log(level, name, extra={"fields": fields})


def without_secrets(text: str) -> str:
    """Strike out whatever looks like a token of Slack."""
    return _TOKEN.sub(r"\1-***", text)


class Formatter(logging.Formatter):
    """Turns a record into `time=... level=... event=... name=value ...` on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, whatever the record holds."""
        fields: dict[str, Value] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": _told(record),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            fields["error"], fields["at"] = _error(record.exc_info[1])
        return " ".join(f"{name}={_written(value)}" for name, value in fields.items())


def _told(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] in _PAYLOAD_BEARERS:
        return f"{record.funcName}:{_short(record.pathname)}:{record.lineno}"
    return record.getMessage()


def _error(error: BaseException) -> tuple[str, str]:
    """The kind of error and the innermost places it came through; its text may quote a question and is left out."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return type(error).__name__, ",".join(f"{frame.name}:{_short(frame.filename)}:{frame.lineno}" for frame in frames)


def _short(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-2:])


def _written(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.1f}"
    text = without_secrets(str(value))
    return text if _BARE.fullmatch(text) else json.dumps(text, ensure_ascii=False)
