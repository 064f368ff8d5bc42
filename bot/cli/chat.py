"""The conversation on the command line: what is typed, to what the desk says. No terminal in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from bot.cli.inbound import ROLES, role
from handlers import wording
from handlers.messages import Action, ActionKind, Notice, Outgoing, Question, Section
from knowledge.clause import Role


class Desk(Protocol):
    """What a conversation needs of `handlers.assistant.Assistant`."""

    def answer(self, question: Question) -> Outgoing: ...
    def section(self, clause: str) -> Outgoing: ...
    def others(self, authority: str, clauses: Sequence[str]) -> Outgoing: ...
    def person(self, authority: str) -> Notice: ...
    def help(self, authority: str) -> Notice: ...


class Conversation:
    """One person's conversation. It remembers the authority, the role and the choices last offered; nothing else.

    `names` are the installed authorities with their full names. An empty `authority` is asked for first.
    """

    def __init__(self, desk: Desk, names: Mapping[str, str], authority: str = "", asker: Role | None = None) -> None:
        self._desk, self._names = desk, names
        self.authority, self.role = authority, asker
        self.choices: tuple[Action, ...] = ()

    def open(self) -> Outgoing:
        """What stands on the screen before anything is typed."""
        return self._offer(self._help() if self.authority else self._which_authority())

    def say(self, typed: str) -> Outgoing | None:
        """The desk's reply to a line; None when the conversation is over."""
        text = typed.strip()
        if text in ("/quit", "/exit", "quit", "exit"):
            return None
        return self._offer(self._reply(text))

    def _reply(self, text: str) -> Outgoing:
        if text.isdecimal() and self.choices:
            number = int(text)
            if 1 <= number <= len(self.choices):
                return self._press(self.choices[number - 1])
            return Notice(wording.no_such_choice(len(self.choices)), (), self.choices)
        if text.startswith("/") or text.casefold() == "help":
            return self._command(*text.split(maxsplit=1))
        if not self.authority:
            return self._change_authority(text)
        return self._desk.answer(Question(text, self.authority, self.role, thread=f"chat:{self.authority}"))

    def _press(self, action: Action) -> Outgoing:
        match action.kind:
            case ActionKind.SECTION:
                return self._desk.section(action.clauses[0])
            case ActionKind.OTHERS:
                return self._desk.others(action.authority, action.clauses)
            case ActionKind.PERSON:
                return self._desk.person(action.authority)
            case ActionKind.ROLE:
                said = self._change_role(action.role or "")
                return self._reply(action.question) if action.question else said
            case ActionKind.REQUEST | ActionKind.NEUTRALITY:
                return _typed_elsewhere(action)
            case ActionKind.ASK | ActionKind.SHARE:
                return self._reply(action.question)

    def _command(self, command: str, argument: str = "") -> Outgoing:
        match command.casefold():
            case "/help" | "help":
                return self._help() if self.authority else self._which_authority()
            case "/role":
                return self._change_role(argument.lower())
            case "/authority":
                return self._change_authority(argument) if argument else self._which_authority()
            case _:
                return Notice(wording.no_such_command(_printable(command)), (wording.COMMANDS,))

    def _help(self) -> Notice:
        notice = self._desk.help(self.authority)
        return replace(notice, paragraphs=(*notice.paragraphs, wording.COMMANDS))

    def _which_authority(self, said: str = wording.WHICH_AUTHORITY) -> Notice:
        picks = (
            Action(ActionKind.ASK, name, authority, question=f"/authority {authority}")
            for authority, name in self._names.items()
        )
        return Notice(said, (wording.CHOOSE_AUTHORITY,), tuple(picks))

    def _change_authority(self, name: str) -> Notice:
        wanted = name.casefold()
        fitting = [key for key, full in self._names.items() if wanted in (key, full.casefold())]
        if not fitting:
            return self._which_authority(wording.no_such_authority(_printable(name)))
        (self.authority,) = fitting
        examples = self._desk.help(self.authority).actions
        return Notice(wording.now_answering_for(self._names[self.authority]), (wording.TYPE_A_NUMBER,), examples)

    def _change_role(self, name: str) -> Notice:
        if name not in ROLES:
            return Notice(wording.WHICH_ROLE, ())
        self.role = role(name)
        return Notice(wording.knowing_your_role(self.role) if self.role else wording.ANY_ROLE, ())

    def _offer(self, outgoing: Outgoing) -> Outgoing:
        """Remember the choices that can be made here; what offers none of its own leaves those before it open.

        A terminal has no channel to share with.
        """
        offered = () if isinstance(outgoing, Section) else outgoing.actions
        if offered:
            self.choices = tuple(action for action in offered if action.kind is not ActionKind.SHARE)
        return outgoing


def _typed_elsewhere(action: Action) -> Notice:
    """What has a command of its own."""
    if action.kind is ActionKind.REQUEST:
        return Notice(action.label, (wording.start_on_the_command_line(action.request),))
    return Notice(action.label, (wording.check_on_the_command_line(action.authority, action.meeting or ""),))


def _printable(text: str) -> str:
    """A user's word as it may be shown again: without what a terminal would obey."""
    return "".join(letter for letter in text if letter.isprintable())[:60]
