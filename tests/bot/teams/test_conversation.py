"""A question that leans on the one before it is joined to it where one person, or one thread, goes on."""

from __future__ import annotations

import pytest

from handlers.assistant import Assistant
from handlers.wording import READ_TOGETHER
from knowledge.library import Library
from tests.fakes.search import ScriptedSearch, found
from tests.fakes.served_teams import served_teams
from tests.fakes.teams import FakeTeams
from tests.fakes.teams_payloads import Place, channel, group_chat

FIRST, LEANING = "who do I complain to about the clerk", "what if it's the chief executive himself?"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


async def joined(
    teams: FakeTeams, library: Library, first: tuple[str, Place | None], then: tuple[str, Place | None]
) -> bool:
    """Whether the second is read together with the first: by what is searched, and by what is said."""
    search = ScriptedSearch(found("trafford/15.1"))
    async with served_teams(teams, Assistant(library, search)):
        for number, (words, (user, place)) in enumerate(((FIRST, first), (LEANING, then)), 1):
            await teams.say(words, user, place)
            await teams.until(lambda number=number: len(teams.shown) == number)  # type: ignore[misc]
    asked = search.asked[-1][0]
    is_joined = FIRST in asked
    assert LEANING.rstrip("?") in asked
    assert (READ_TOGETHER in teams.shown[-1].summary) is is_joined
    return is_joined


async def test_one_person_goes_on_in_their_own_chat(teams: FakeTeams, library: Library) -> None:
    assert await joined(teams, library, ("U1", None), ("U1", None))


async def test_two_people_are_never_joined_in_their_own_chats(teams: FakeTeams, library: Library) -> None:
    assert not await joined(teams, library, ("U1", None), ("U2", None))


async def test_one_person_goes_on_in_a_group_chat(teams: FakeTeams, library: Library) -> None:
    assert await joined(teams, library, ("U1", group_chat()), ("U1", group_chat()))


async def test_two_people_of_a_group_chat_are_never_joined(teams: FakeTeams, library: Library) -> None:
    assert not await joined(teams, library, ("U1", group_chat()), ("U2", group_chat()))


@pytest.mark.parametrize("user", ["U1", "U2"])
async def test_a_thread_of_a_channel_is_one_conversation(teams: FakeTeams, library: Library, user: str) -> None:
    thread = channel(thread="1795000000000")
    assert await joined(teams, library, ("U1", thread), (user, thread))


async def test_threads_of_a_channel_are_never_joined(teams: FakeTeams, library: Library) -> None:
    assert not await joined(teams, library, ("U1", channel()), ("U1", channel()))


async def test_a_chat_and_a_group_chat_are_never_joined(teams: FakeTeams, library: Library) -> None:
    assert not await joined(teams, library, ("U1", None), ("U1", group_chat()))


async def test_a_channel_can_have_another_authority(teams: FakeTeams, library: Library) -> None:
    search = ScriptedSearch(found("lydney/3.1"))
    async with served_teams(teams, Assistant(library, search), channel_authorities={channel().id: "lydney"}):
        await teams.say("may I?", "U1", channel())
        await teams.say("may I?", "U1", group_chat())
        await teams.until(lambda: len(teams.shown) == 2)
    assert sorted(authority for _, authority, _ in search.asked) == ["lydney", "trafford"]
