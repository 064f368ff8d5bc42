"""A question that leans on the one before it is read together with it, within one conversation and for a while."""

from dataclasses import dataclass

import pytest

from handlers.follow_up import KEPT_SECONDS, MOST_CONVERSATIONS, Conversations, leans_on_another


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    "text",
    [
        "what if it's the chief exec himself?",
        "and if she says no?",
        "ok, and who tells the others",
        "what about junior staff",
        "Same for emails?",
        "who else",
        "but what if he is the clerk",
        "who do we ask first then",
        "what must the request say?",
        "who decides?",
        "what does the proposed version say",
    ],
)
def test_short_messages_that_begin_in_the_middle_lean(text: str) -> None:
    assert leans_on_another(text)


@pytest.mark.parametrize(
    "text",
    [
        "can I copy another councillor in",
        "who do I complain to about the clerk",
        "what does the protocol say about group meetings",
        "what if " + "a very long story of its own " * 5,
        "",
    ],
)
def test_a_whole_question_stands_alone(text: str) -> None:
    assert not leans_on_another(text)


def test_the_question_before_is_found_again_and_grows() -> None:
    kept = Conversations(Clock())
    assert kept.before("a", "who do I complain to about a planner") == ""
    assert kept.before("a", "what if it's the director") == "who do I complain to about a planner"
    assert kept.before("a", "and the chief exec?") == "what if it's the director who do I complain to about a planner"
    assert kept.before("a", "can I use the copier") == ""
    assert kept.before("a", "and at home?") == "can I use the copier"


@pytest.mark.parametrize("between", ["thanks, very helpful", "ok great", "???", "cheers"])
def test_thanks_do_not_end_the_matter(between: str) -> None:
    kept = Conversations(Clock())
    kept.before("a", "who do I complain to about a planner")
    assert kept.before("a", between) == ""
    assert kept.before("a", "what if it's the director") == "who do I complain to about a planner"


def test_what_is_forgotten_is_not_found_again() -> None:
    kept = Conversations(Clock())
    kept.before("a", "who do I complain to about a planner")
    kept.forget("a")
    assert kept.before("a", "what if it's the director") == ""


def test_nothing_passes_from_one_conversation_to_another() -> None:
    kept = Conversations(Clock())
    kept.before("a", "who do I complain to about a planner")
    assert kept.before("b", "what if it's the director") == ""


def test_a_message_without_a_conversation_is_never_joined() -> None:
    kept = Conversations(Clock())
    kept.before("", "who do I complain to about a planner")
    assert kept.before("", "what if it's the director") == ""


def test_after_a_while_it_is_forgotten() -> None:
    clock = Clock()
    kept = Conversations(clock)
    kept.before("a", "who do I complain to about a planner")
    clock.now = KEPT_SECONDS + 1
    assert kept.before("a", "what if it's the director") == ""


def test_only_so_many_are_kept() -> None:
    kept = Conversations(Clock())
    for number in range(MOST_CONVERSATIONS + 1):
        kept.before(str(number), "who do I complain to")
    assert kept.before("0", "what if it's the director") == ""
    assert kept.before("2", "what if it's the director") == "who do I complain to"
