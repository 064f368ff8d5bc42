"""Dialogues as data: what somebody says or presses, and what must come back, on whatever platform.

A dialogue is a TOML file:

    title = "Copying a colleague in"
    authority = "trafford"

    [[turn]]
    who = "member"          # the asker's role: "member", "officer", or left out where the desk does not know it
    surface = "mention"     # "mention", "dm" (the default), "slash" or "shortcut"; a terminal has but one
    says = "can I copy another ward councillor in?"
    [turn.expects]
    kind = "answer"         # "answer", "silent", "out_of_scope", "unclear", "section" or "notice"
    clause = "trafford/10.1"                    # the first clause quoted
    also = ["trafford/10.2"]                    # clauses quoted somewhere in it
    never = ["lydney/3.1"]                      # clauses that must not be quoted
    words = ["What Trafford Council"]           # parts of what the desk says in its own words
    buttons = ["Show the whole section"]        # labels that must be offered
    without = ["Share with channel"]            # labels that must not be offered (where there are any)

    [[turn]]
    presses = "Show the whole section"          # a button under what came back last
    [turn.expects]
    kind = "section"

Only what stands under `expects` is looked at. A player turns a turn into whatever its platform does and gives back a
`Heard`; `unmet` compares. Every quotation must in any case stand word for word in what the platform showed: a player
passes that on as `shown`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Protocol

from bot.ports import Answers
from handlers.messages import Notice, Outgoing, Question, Quote, Reply, Section
from knowledge.clause import Role

SURFACES = ("mention", "dm", "slash", "shortcut")


@dataclass(frozen=True, slots=True)
class Expected:
    """What must come back. Empty: not looked at."""

    kind: str = ""
    clause: str = ""
    also: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said or pressed."""

    expects: Expected
    says: str = ""
    presses: str = ""
    who: Role | None = None
    surface: str = "dm"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation of one person with the desk of one authority."""

    name: str
    title: str
    authority: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back: the desk's own reply, the words that the platform showed, and the labels that can be pressed."""

    outgoing: Outgoing
    shown: str
    buttons: tuple[str, ...]


class Player(Protocol):
    """A platform that a dialogue can be played on."""

    async def play(self, turn: Turn) -> Heard: ...


class Recorder:
    """`handlers.assistant.Assistant`, with all that it gave back in order: a platform shows less than that."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.given: list[Outgoing] = []

    def _keep(self, outgoing: Outgoing) -> Outgoing:
        self.given.append(outgoing)
        return outgoing

    def answer(self, question: Question) -> Outgoing:
        return self._keep(self._answers.answer(question))

    def section(self, clause: str) -> Outgoing:
        return self._keep(self._answers.section(clause))

    def others(self, authority: str, clauses: Sequence[str]) -> Outgoing:
        return self._keep(self._answers.others(authority, clauses))

    def repeat(self, authority: str, clauses: Sequence[str]) -> Outgoing:
        return self._keep(self._answers.repeat(authority, clauses))

    def person(self, authority: str) -> Notice:
        notice = self._answers.person(authority)
        self._keep(notice)
        return notice

    def help(self, authority: str) -> Notice:
        notice = self._answers.help(authority)
        self._keep(notice)
        return notice

    def prompts(self, authority: str) -> tuple[str, ...]:
        return self._answers.prompts(authority)


def read(path: Path) -> Dialogue:
    """A dialogue from its file. Raises ValueError with the file where it is not one."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
        turns = tuple(_turn(one) for one in found.pop("turn"))
        dialogue = Dialogue(path.stem, turns=turns, **found)
    except (TypeError, ValueError, KeyError) as error:
        raise ValueError(f"{path}: {error}") from error
    if not turns:
        raise ValueError(f"{path}: it has no turn")
    return dialogue


def read_all(folder: Path) -> list[Dialogue]:
    """The dialogues of a folder, by name."""
    return [read(path) for path in sorted(folder.glob("*.toml"))]


async def play(dialogue: Dialogue, player: Player) -> list[str]:
    """Play all turns; gives what was not as expected, one sentence each, and ends with the turn that went wrong."""
    for number, turn in enumerate(dialogue.turns, 1):
        wrong = list(unmet(turn.expects, await player.play(turn)))
        if wrong:
            return [f"{dialogue.name}, turn {number} ({turn.says or turn.presses!r}): {one}" for one in wrong]
    return []


def unmet(expected: Expected, heard: Heard) -> Iterator[str]:
    """What is not as expected."""
    quotes = quotes_of(heard.outgoing)
    clauses = [quote.clause for quote in quotes]
    if expected.kind and kind_of(heard.outgoing) != expected.kind:
        yield f"kind is {kind_of(heard.outgoing)}, not {expected.kind}"
    if expected.clause and clauses[:1] != [expected.clause]:
        yield f"the first clause is {clauses[:1]}, not {expected.clause}"
    yield from (f"{clause} is not quoted" for clause in expected.also if clause not in clauses)
    yield from (f"{clause} is quoted" for clause in expected.never if clause in clauses)
    yield from (f"{words!r} is not said in {heard.shown!r}" for words in expected.words if words not in heard.shown)
    yield from (f"no button {label!r} in {heard.buttons}" for label in expected.buttons if label not in heard.buttons)
    yield from (f"a button {label!r}" for label in expected.without if label in heard.buttons)
    yield from (f"{quote.clause} is not shown to the letter" for quote in quotes if quote.text not in heard.shown)


def kind_of(outgoing: Outgoing) -> str:
    """The kind of what came back, as dialogues name it."""
    return str(outgoing.kind) if isinstance(outgoing, Reply) else type(outgoing).__name__.lower()


def quotes_of(outgoing: Outgoing) -> tuple[Quote, ...]:
    """All quotations, in the order in which they stand."""
    match outgoing:
        case Reply():
            return (*outgoing.quotes, *outgoing.proposed)
        case Section():
            return outgoing.quotes
    return ()


def _turn(found: dict[str, Any]) -> Turn:
    expects = found.pop("expects", {})
    known = {field.name for field in fields(Expected)}
    if expects.keys() - known:
        raise ValueError(f"nothing can be expected of {', '.join(sorted(expects.keys() - known))}")
    who = found.pop("who", None)
    listed: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in expects.items()}
    turn = Turn(
        Expected(**listed),
        who=Role(who) if who else None,
        **found,
    )
    if ("says" in found) == ("presses" in found):
        raise ValueError("a turn either says or presses something")
    if turn.surface not in SURFACES:
        raise ValueError(f"surface is {turn.surface!r}, which is none of {', '.join(SURFACES)}")
    return turn
