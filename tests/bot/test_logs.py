from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot import logs


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the log goes, with the loggers put back afterwards."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    written = io.StringIO()
    logs.set_up("debug", written)
    yield written
    root.handlers[:] = before
    root.setLevel(level)


def test_an_event_is_one_line_of_fields(stream: io.StringIO) -> None:
    logs.event(logging.getLogger("bot.slack"), "answered", authority="trafford", took_ms=14.2345, kind="out of scope")
    line = stream.getvalue()
    assert 'level=info from=bot.slack event=answered authority=trafford took_ms=14.2 kind="out of scope"\n' in line
    assert line.count("\n") == 1


def test_a_value_with_line_breaks_stays_on_the_line(stream: io.StringIO) -> None:
    logs.event(logging.getLogger("bot"), "odd", where="a\nlevel=error")
    assert stream.getvalue().count("\n") == 1


def test_an_error_is_logged_by_kind_and_place_without_its_text(stream: io.StringIO) -> None:
    question = "may I ring the clerk at home"

    def fails() -> None:
        raise ValueError(question)

    try:
        fails()
    except ValueError:
        logging.getLogger("bot").exception("unexpected")
    assert "error=ValueError" in stream.getvalue()
    assert "fails:bot/test_logs.py:" in stream.getvalue()
    assert question not in stream.getvalue()


@pytest.mark.parametrize("token", ["xoxb-12-34-abcDEF", "xoxp-1-SECRET", "xapp-1-A1-2-abc", "xoxe.xoxb-1-secret"])
def test_a_token_is_struck_out_wherever_it_comes_from(stream: io.StringIO, token: str) -> None:
    logging.getLogger("aiohttp").error("refused for token %s.", token)
    logs.event(logging.getLogger("bot"), "refused", why=f"bad token {token}")
    assert token not in stream.getvalue()
    assert stream.getvalue().count("***") == 2


def test_payloads_in_warnings_of_slack_bolt_are_withheld(stream: io.StringIO) -> None:
    logging.getLogger("slack_bolt.AsyncApp").warning("Unhandled request ({'text': 'may I ring the clerk'})")
    assert "clerk" not in stream.getvalue()
    assert "level=warning from=slack_bolt.AsyncApp event=test_payloads" in stream.getvalue()


@pytest.mark.parametrize(
    "name", ["slack_bolt", "slack_sdk", "aiohttp", "httpx", "microsoft_teams", "uvicorn", "transformers"]
)
def test_what_others_say_below_a_warning_is_not_logged(stream: io.StringIO, name: str) -> None:
    logging.getLogger(f"{name}.inner").debug("the whole payload")
    logging.getLogger(f"{name}.inner").info("the whole payload")
    assert stream.getvalue() == ""


def test_a_library_that_sets_its_own_level_is_no_louder(stream: io.StringIO) -> None:
    logger = logging.getLogger("bm25s")
    logger.setLevel(logging.DEBUG)
    logger.debug("Building index from tokens")
    assert stream.getvalue() == ""


def test_the_level_holds_for_loggers_with_a_level_of_their_own(stream: io.StringIO) -> None:
    written = io.StringIO()
    logs.set_up("error", written)
    logging.getLogger("bot.own").setLevel(logging.DEBUG)
    logging.getLogger("bot.own").warning("not now")
    assert written.getvalue() == stream.getvalue() == ""
