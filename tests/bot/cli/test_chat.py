from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.chat import Conversation
from handlers import wording
from handlers.messages import Action, ActionKind, Notice, Section
from knowledge.clause import Role
from knowledge.neutrality import Meeting
from tests.fakes.desk import ANSWER, FakeDesk

NAMES = {"trafford": "Trafford Council", "lydney": "Lydney Town Council"}


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def conversation(desk: FakeDesk) -> Conversation:
    return Conversation(desk, NAMES, "trafford")


def notice(outgoing: object) -> Notice:
    assert isinstance(outgoing, Notice)
    return outgoing


def test_it_opens_with_help_the_commands_and_questions_to_choose(conversation: Conversation) -> None:
    opened = notice(conversation.open())
    assert opened.title == "Help for trafford"
    assert wording.COMMANDS in opened.paragraphs
    assert [choice.label for choice in conversation.choices] == ["may I copy this?", "who decides?"]


def test_a_question_is_asked_of_the_authority_for_the_role(desk: FakeDesk) -> None:
    conversation = Conversation(desk, NAMES, "lydney", Role.OFFICER)
    assert conversation.say("  may I copy this?\n") is ANSWER
    (asked,) = desk.questions
    assert (asked.text, asked.authority, asked.role) == ("may I copy this?", "lydney", Role.OFFICER)


def test_a_number_presses_the_choice_beside_it(conversation: Conversation, desk: FakeDesk) -> None:
    conversation.open()
    assert conversation.say("1") is ANSWER
    assert desk.questions[0].text == "may I copy this?"
    assert isinstance(conversation.say("1"), Section)


def test_each_kind_of_choice_does_what_it_says(conversation: Conversation, desk: FakeDesk) -> None:
    def after_an_answer(number: str) -> object:
        conversation.say("a question")
        return conversation.say(number)

    assert notice(after_an_answer("2")).paragraphs == ("trafford", "trafford/3.1(e)")
    assert notice(after_an_answer("3")).title == wording.person_title("Trafford Council")
    assert after_an_answer("4") is ANSWER
    assert conversation.role is Role.MEMBER
    assert (desk.questions[-1].text, desk.questions[-1].role) == ("may I copy this?", Role.MEMBER)


def test_sharing_with_a_channel_is_not_offered_in_a_terminal(conversation: Conversation) -> None:
    conversation.say("a question")
    assert [choice.label for choice in conversation.choices] == [
        "Whole section",
        "Not what I meant",
        "Ask a person",
        "I am a councillor",
    ]


def test_a_number_beside_no_choice_keeps_the_choices(conversation: Conversation) -> None:
    conversation.say("a question")
    assert notice(conversation.say("9")).title == wording.no_such_choice(4)
    assert isinstance(conversation.say("1"), Section)


def test_what_offers_no_choices_leaves_those_before_it_open(conversation: Conversation) -> None:
    conversation.say("a question")
    conversation.say("1")
    assert notice(conversation.say("2")).title == "Others"


def test_a_number_is_a_question_where_nothing_can_be_chosen(conversation: Conversation, desk: FakeDesk) -> None:
    conversation.say("10")
    assert desk.questions[0].text == "10"


def test_without_an_authority_it_asks_for_one_first(desk: FakeDesk) -> None:
    conversation = Conversation(desk, NAMES)
    assert notice(conversation.open()).title == wording.WHICH_AUTHORITY
    assert notice(conversation.say("2")).title == wording.now_answering_for("Lydney Town Council")
    assert conversation.authority == "lydney"
    assert conversation.say("a question") is ANSWER


@pytest.mark.parametrize("typed", ["trafford", "Trafford", "TRAFFORD COUNCIL", "/authority trafford", "1"])
def test_an_authority_is_chosen_by_number_or_name(desk: FakeDesk, typed: str) -> None:
    conversation = Conversation(desk, NAMES)
    conversation.open()
    conversation.say(typed)
    assert conversation.authority == "trafford"


def test_an_unknown_authority_gets_the_list_and_changes_nothing(conversation: Conversation) -> None:
    said = notice(conversation.say("/authority leeds\x1b[2J"))
    assert said.title == wording.no_such_authority("leeds[2J")
    assert [choice.label for choice in conversation.choices] == list(NAMES.values())
    assert conversation.authority == "trafford"


def test_the_role_can_be_said_changed_and_forgotten(conversation: Conversation) -> None:
    assert notice(conversation.say("/role Officer")).title == wording.knowing_your_role("officer")
    assert conversation.role is Role.OFFICER
    assert notice(conversation.say("/role any")).title == wording.ANY_ROLE
    assert conversation.role is None
    assert notice(conversation.say("/role mayor")).title == wording.WHICH_ROLE
    assert notice(conversation.say("/role")).title == wording.WHICH_ROLE


@pytest.mark.parametrize("typed", ["/quit", "/exit", "quit", "exit"])
def test_it_can_be_left(conversation: Conversation, typed: str) -> None:
    assert conversation.say(typed) is None


def test_an_unknown_command_gets_the_commands(conversation: Conversation, desk: FakeDesk) -> None:
    assert notice(conversation.say("/dance now")).title == wording.no_such_command("/dance")
    assert desk.questions == []


@given(st.lists(st.text(max_size=20) | st.sampled_from(["1", "2", "/role member", "/authority", "٣", "/", "²"])))
def test_whatever_is_typed_gets_a_reply(lines: list[str]) -> None:
    conversation = Conversation(FakeDesk(), NAMES)
    conversation.open()
    for line in lines:
        assert (conversation.say(line) is None) == (line.strip() in ("/quit", "/exit", "quit", "exit"))


def test_the_check_before_a_meeting_is_typed_as_a_command(desk: FakeDesk) -> None:
    action = Action(ActionKind.NEUTRALITY, "Check before the meeting", "trafford", meeting=Meeting.GROUP)
    conversation = Conversation(desk, NAMES, "trafford")
    conversation.choices = (action,)
    said = notice(conversation.say("1"))
    assert said.title == "Check before the meeting"
    assert "protocol-desk neutrality --authority trafford --meeting party-group" in said.paragraphs[0]
