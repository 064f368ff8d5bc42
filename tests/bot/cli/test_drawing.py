from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.cli.drawing import WIDEST, draw, draw_choices, screen
from handlers import wording
from handlers.messages import Action, ActionKind, Kind, Notice, Outgoing, Quote, Reply, Section
from knowledge.clause import Status
from tests.fakes.answers import ESCALATION
from tests.fakes.desk import ANSWER, FIRST, LIST_ITEM, PROTOCOL, WORDS


def drawn(outgoing: Outgoing, width: int = 80, *, colour: bool = False) -> str:
    console = Console(
        file=io.StringIO(), width=width, force_terminal=colour, color_system="standard" if colour else None
    )
    console.print(draw(outgoing))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def words_of(picture: str) -> str:
    """The words without bars and line breaks."""
    return re.sub(r"\s+", " ", picture.replace("┃", " "))


@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_a_quotation_stands_whole_and_to_the_letter_at_every_width(width: int) -> None:
    picture = drawn(ANSWER, width)
    assert WORDS in words_of(picture)
    assert max(map(len, picture.splitlines())) <= width


def test_each_line_of_a_quotation_has_its_bar() -> None:
    lines = drawn(Section("Heading", PROTOCOL, (FIRST,)), 60).splitlines()
    quoted = [line for line in lines if line.startswith("  ┃ ")]
    assert " ".join(line.removeprefix("  ┃ ") for line in quoted) == WORDS


def test_a_citation_has_label_heading_and_status() -> None:
    assert "10.1 · 10.0 CORRESPONDENCE BETWEEN MEMBERS AND OFFICERS · In force" in drawn(ANSWER)


def test_a_companion_is_marked_and_a_counted_label_is_owned_up_to() -> None:
    told = words_of(drawn(ANSWER))
    assert f"{wording.COMPANION} 3.1(e) ({wording.COUNTED_LABEL}) · 3.0 ROLES · Members" in told
    assert wording.PROPOSED_FOR_DELETION in told


def test_what_is_only_proposed_stands_under_a_heading_that_says_so() -> None:
    told = words_of(drawn(ANSWER))
    assert told.index(wording.PROPOSED_HEADING) < told.index("Copies may be sent.")
    assert wording.PROPOSED in told


def test_an_item_begins_its_own_line_after_its_stem() -> None:
    assert "  ┃ Members should not:\n  ┃ provide references.\n" in drawn(ANSWER)


def test_the_words_that_operate_are_bold() -> None:
    assert "\x1b[1mshould not\x1b[0m" in drawn(Section("H", PROTOCOL, (FIRST,)), 200, colour=True)


def test_the_sentence_that_answers_is_underlined() -> None:
    quote = replace(FIRST, text="No. You may. Ask.", emphasis=((8, 11),), answering=(4, 12))
    picture = drawn(Section("H", PROTOCOL, (quote,)), 200, colour=True)
    assert "\x1b[4mYou \x1b[0m\x1b[1;4mmay\x1b[0m\x1b[4m.\x1b[0m" in picture


def test_where_the_protocol_is_silent_it_says_whom_to_ask() -> None:
    told = words_of(drawn(Reply(Kind.SILENT, PROTOCOL, ("It is silent.",), escalation=ESCALATION)))
    assert wording.WHO_DECIDES not in told
    assert told.index("It is silent.") < told.index(wording.WHOM_TO_ASK) < told.index("You can ask us.")


def test_the_way_to_escalate_names_office_action_and_clause() -> None:
    told = words_of(drawn(ANSWER))
    assert f"{wording.WHO_DECIDES} 1 Chief Executive raise it · 3.2 may raise it" in told


def test_the_whole_of_an_escalation_is_drawn() -> None:
    told = words_of(drawn(replace(ANSWER, escalation=ESCALATION)))
    assert (
        f"{wording.WHO_DECIDES}"
        " 1 Direct discussion first · 10.1"
        " 2 Monitoring Officer (Robin Instance, acting, robin@council.example) decides · 15.1"
        " in the case of a Head of Service"
        f" {wording.WHAT_TO_STATE} - see above · 10.1 - “the reasons” · 4.6 · {wording.PROPOSED}"
        f" {wording.WHO_IS_TOLD} - Group Leader, ward Members · 4.7 will be notified … are told"
        f" {wording.WHAT_FOLLOWS} - “Feedback should be given” · 2.11"
        f" {wording.PLEASE_NOTE} - Two clauses differ. - Nobody is named."
        f" {wording.WHOM_TO_ASK} - You can ask us. Not from the protocol."
    ) in told


def test_another_question_s_way_stands_below_under_its_own_title() -> None:
    told = words_of(drawn(replace(ANSWER, further=(ESCALATION,))))
    assert told.index(f"{wording.WHO_DECIDES} 1 Chief") < told.index(f"{wording.WHO_DECIDES_THE_OTHER} 1 Direct")


def test_each_reply_names_its_protocol_and_version() -> None:
    assert drawn(ANSWER).endswith("Trafford Council · Protocol on Member/Officer Relations · March 2021\n")
    assert drawn(Reply(Kind.SILENT, PROTOCOL, ("It is silent.",))).endswith("March 2021\n")


def test_no_line_ends_in_spaces() -> None:
    picture = drawn(Section("H", PROTOCOL, (FIRST, LIST_ITEM)), 60)
    assert not [line for line in picture.splitlines() if line != line.rstrip()]


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1))
def test_nothing_is_read_as_markup(text: str) -> None:
    quote = Quote("x/1", "1", True, (), text, (text,), Status.IN_FORCE)
    flat = "".join(line.removeprefix("  ┃ ") for line in drawn(Section("H", PROTOCOL, (quote,))).splitlines())
    assert text in flat


def test_choices_are_numbered_from_one() -> None:
    console = Console(file=io.StringIO(), width=40)
    console.print(draw_choices([Action(ActionKind.PERSON, label, "x") for label in ("Yes", "[bold]No", "z " * 30)]))
    assert isinstance(console.file, io.StringIO)
    first, second, third, *wrapped = console.file.getvalue().splitlines()
    assert (first, second) == ("  1  Yes", "  2  [bold]No")
    assert third.startswith("  3  z")
    assert all(line.startswith("     z") for line in wrapped)


def test_a_terminal_without_unicode_gets_a_plain_bar_and_names_what_it_cannot_show(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding="ascii", write_through=True))
    screen().print(draw(Reply(Kind.ANSWER, PROTOCOL, ("Trafford’s protocol:",), (FIRST,))))
    assert b"  | Correspondence" in written.getvalue()
    assert b"Trafford\\u2019s protocol:" in written.getvalue()


def test_a_notice_is_its_title_and_paragraphs() -> None:
    assert drawn(Notice("Title", ("One.", "Two."))) == "Title\n\nOne.\n\nTwo.\n"


def test_lines_never_grow_too_long_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    assert screen().width == WIDEST


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_is_taken_away_where_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch, variable: dict[str, str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    for name, value in variable.items():
        monkeypatch.setenv(name, value)
    console = screen()
    with console.capture() as captured:
        console.print(draw(ANSWER))
    assert not re.search(r"\x1b\[(?:\d+;)*3[0-7]m", captured.get())
