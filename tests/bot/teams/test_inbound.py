"""What Teams sends, read: who, where, in which words, and what was pressed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.commands import command_of
from bot.teams.inbound import person_key, place_of, turn_of, words_of
from tests.fakes import teams_payloads as payloads
from tests.fakes.teams_payloads import BOT, TENANT, channel, group_chat, person, personal

SERVICE = "https://smba.example/teams/"
JANE = {"id": "29:jane", "name": "Jane Roe"}


def mention(of: dict[str, Any], text: str) -> dict[str, Any]:
    return {"type": "mention", "mentioned": of, "text": text}


def said(text: str, *entities: Any, **others: Any) -> payloads.Payload:
    made = payloads.activity("message", person(), group_chat(), SERVICE, text=text, textFormat="plain")
    return made | {"entities": list(entities)} | others


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<at>Protocol Desk</at> may I?\n", "may I?"),
        ("may I, <at>Protocol Desk</at>?", "may I,  ?"),
        ("<at>Protocol Desk</at><at>Protocol Desk</at>&nbsp;may I?", "may I?"),
        ("<at>Protocol Desk</at>\xa0may\xa0I?", "may I?"),
        ("<at>Protocol Desk</at> fish &amp; chips &lt;b&gt; &quot;x&quot;", 'fish & chips <b> "x"'),
        ("<at>Protocol Desk</at>", ""),
        ("<at>Protocol Desk</at> /role officer", "/role officer"),
    ],
)
def test_the_mention_of_the_desk_is_no_part_of_the_question(text: str, words: str) -> None:
    assert words_of(said(text, mention(BOT, "<at>Protocol Desk</at>"))) == words


def test_others_who_are_mentioned_keep_their_names() -> None:
    text = '<at>Protocol Desk</at> may <at>Jane Roe</at> copy <at id="2">Ann &amp; Bob</at> in?'
    desk, jane = mention(BOT, "<at>Protocol Desk</at>"), mention(JANE, "<at>Jane Roe</at>")
    assert words_of(said(text, desk, jane)) == "may Jane Roe copy Ann & Bob in?"


def test_somebody_who_is_called_as_the_desk_keeps_the_name() -> None:
    called = mention({"id": "29:other"}, "<at>Protocol Desk</at>")
    assert (
        words_of(said("is <at>Protocol Desk</at> a person?", called, textFormat="xml")) == "is Protocol Desk a person?"
    )


@pytest.mark.parametrize("text", ["", None])
def test_a_mention_that_does_not_say_how_it_stands_in_the_text_changes_nothing(text: str | None) -> None:
    assert words_of(said("may I?", mention(BOT, text))) == "may I?"  # type: ignore[arg-type]


@given(st.text())
def test_in_the_chat_alone_nothing_but_blanks_around_the_words_is_dropped(text: str) -> None:
    made = payloads.message(text, person(), personal(person()), SERVICE)
    assert words_of(made) == text.replace("\xa0", " ").strip()


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("/role", ("role", "")),
        ("Role  forget", ("role", "forget")),
        ("request   TRA-2026-0007 ", ("request", "TRA-2026-0007")),
        ("//role", ("/role", "")),
        ("", ("", "")),
        ("role\nofficer", ("role", "officer")),
    ],
)
def test_a_command_is_read_with_or_without_a_slash(words: str, command: tuple[str, str]) -> None:
    assert command_of(words) == command


def test_people_are_known_by_tenant_and_object_id_in_small_letters() -> None:
    made = said("may I?")
    plain = place_of(made)
    made["conversation"]["tenantId"] = TENANT.upper()
    made["from"]["aadObjectId"] = person().object_id.upper()
    assert place_of(made).person == plain.person == person_key(TENANT, person().object_id)


def test_who_has_no_object_id_is_known_by_the_id_that_teams_gives() -> None:
    made = said("may I?")
    del made["from"]["aadObjectId"]
    assert place_of(made).user == person().id


def test_a_place_is_private_in_the_chat_alone() -> None:
    places = [personal(person()), group_chat(), channel()]
    private = [place_of(payloads.message("x", person(), place, SERVICE)).private for place in places]
    assert private == [True, False, False]


def test_what_is_pressed_carries_its_button_its_value_and_what_was_typed() -> None:
    data = {"desk": "answer_ask", "v": "{}", "words": "typed", "number": 7}
    place = personal(person())
    submitted = turn_of(payloads.submit(data, "1", person(), place, SERVICE))
    executed = turn_of(payloads.execute({"data": data}, "1", person(), place, SERVICE))
    for turn in (submitted, executed):
        assert (turn.button, turn.value, turn.typed) == ("answer_ask", "{}", {"words": "typed"})
        assert turn.place.message == "1"
    assert (submitted.in_place, executed.in_place) == (False, True)


def test_words_beside_a_value_are_a_question() -> None:
    turn = turn_of(said("may I?", value={"desk": "answer_ask"}))
    assert (turn.words, turn.button) == ("may I?", "")
