"""The conversation of `protocol-desk request`: a question for each field, a check, and the receipt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

from rich.console import Console

from bot.cli.request_drawing import Drawable, draw_error, draw_faults, draw_field, draw_offers, draw_request
from handlers.messages import Notice
from handlers.requests import terminal_wording as said
from handlers.requests.desk import RequestDesk
from handlers.requests.messages import Checking, Form, FormField, RequestView, TypeOffer
from handlers.requests.request import Person
from knowledge.clause import Role
from knowledge.errors import DeskError
from knowledge.requests import FieldKind

Read = Callable[[str], str]
"""Shows a prompt and gives the line that was typed; raises EOFError at the end."""
_SEND = ""
_YES, _NO = frozenset({"y", "yes"}), frozenset({"n", "no", "quit", "/quit"})


@dataclass(slots=True)
class Requesting:
    """One person's request, from the choice of its type to the receipt. Nothing typed is lost but by their own wish."""

    desk: RequestDesk
    console: Console
    read: Read
    authority: str
    role: Role | None
    person: Person
    key: str = field(default_factory=lambda: uuid4().hex)

    async def start(self, words: str, type_id: str, given: Mapping[str, str], *, sure: bool) -> bool:
        """Ask for what is missing and send it; whether it was sent. `sure` leaves out the question whether to send.

        Raises EOFError where the input ends before that.
        """
        chosen = type_id or self._choose(words)
        form = self._form(chosen, given) if chosen else None
        if form is None:
            return False
        answers = {key: value for key, value in given.items() if key in {one.key for one in form.fields}}
        wrong = self._checked(chosen, answers)
        for one in form.fields:
            if one.key not in answers or (isinstance(wrong, Form) and wrong.errors.get(one.key)):
                self._ask(chosen, one.key, answers)
        return await self._send(chosen, answers, sure=sure)

    async def at_once(self, type_id: str, answers: Mapping[str, str]) -> bool:
        """Send what was given, and ask nothing; whether it was sent."""
        form = self.desk.form(self.authority, type_id, self.role)
        if isinstance(form, Notice):
            self._show(self._with_way_on(form, type_id))
            return False
        shown = await self.desk.submit(self.authority, type_id, self.role, answers, self.key, self.person)
        self._print(draw_faults(shown) if isinstance(shown, Form) else draw_request(shown))
        return isinstance(shown, RequestView)

    def _choose(self, words: str) -> str:
        """The id of a type, chosen from those that the words may mean, or from all; "" where there is none."""
        choice = self.desk.choices(self.authority, self.role)
        found = self.desk.find_type(self.authority, words, self.role) if words else []
        if len(found) == 1:
            return found[0]
        if found:
            offers = [one for one in choice.offers if one.type in found]
            self._show(Notice(said.several_fit(words), ()))
            self._print(draw_offers(offers))
        else:
            offers = sorted(choice.offers, key=lambda one: not one.fits)
            if words:
                self._show(Notice(said.none_fits(words), ()))
            self._show(choice)
        return self._number(offers) if offers else ""

    def _number(self, offers: Sequence[TypeOffer]) -> str:
        while True:
            typed = self.read(said.WHICH_TYPE).strip()
            if typed.isdecimal() and 1 <= int(typed) <= len(offers):
                return offers[int(typed) - 1].type
            self._show(Notice(said.NO_SUCH_NUMBER, ()))

    def _form(self, type_id: str, given: Mapping[str, str]) -> Form | None:
        """The form, shown; the side is asked for where either may start it."""
        form = self.desk.form(self.authority, type_id, self.role, given)
        if isinstance(form, Notice) and self.role is None and self._either(type_id):
            while self.role is None:
                typed = self.read(said.WHICH_SIDE).strip().casefold()
                self.role = next((role for role in Role if typed and role.value.startswith(typed)), None)
            form = self.desk.form(self.authority, type_id, self.role, given)
        self._show(form if isinstance(form, Form) else self._with_way_on(form, type_id))
        return form if isinstance(form, Form) else None

    def _with_way_on(self, notice: Notice, type_id: str) -> Notice:
        """What stands against a form, and what to type instead."""
        way_on = said.GIVE_ROLE if self._either(type_id) else said.how_to_choose(self.authority)
        return replace(notice, paragraphs=(*notice.paragraphs, way_on))

    def _either(self, type_id: str) -> bool:
        return any(isinstance(self.desk.form(self.authority, type_id, role), Form) for role in Role)

    def _ask(self, type_id: str, key: str, answers: dict[str, str]) -> None:
        """Ask for one field until it can be taken; the error stands beside it."""
        asked, error = self._field(type_id, key, answers)
        self._print(draw_field(asked))
        while True:
            answers[key] = self._typed(asked)
            asked, error = self._field(type_id, key, answers)
            if not error:
                return
            self.console.print(draw_error(error))

    def _field(self, type_id: str, key: str, answers: Mapping[str, str]) -> tuple[FormField, str]:
        """A field as the form has it now, and what is wrong with its answer."""
        checked = self._checked(type_id, answers)
        form = checked.form if isinstance(checked, Checking) else checked
        if isinstance(form, Notice):
            raise DeskError(f"{form.title} {' '.join(form.paragraphs)}")
        asked = next(one for one in form.fields if one.key == key)
        return replace(asked, error=asked.error if key in answers else ""), asked.error if key in answers else ""

    def _typed(self, asked: FormField) -> str:
        if asked.kind is FieldKind.LONG:
            lines: list[str] = []
            while line := self.read(said.ANSWER).rstrip():
                lines.append(line)
            return "\n".join(lines)
        typed = self.read(said.ANSWER).strip()
        if asked.options and typed.isdecimal() and 1 <= int(typed) <= len(asked.options):
            return asked.options[int(typed) - 1]
        return typed

    def _checked(self, type_id: str, answers: Mapping[str, str]) -> Checking | Form | Notice:
        return self.desk.check(self.authority, type_id, self.role, answers, self.key, self.person)

    async def _send(self, type_id: str, answers: dict[str, str], *, sure: bool) -> bool:
        """Check the answers, and send when told so. Where the database is away nothing typed is lost."""
        while True:
            checking = self._complete(type_id, answers)
            self._show(checking)
            if isinstance(checking, Notice):
                return False
            change = _SEND if sure else self._decision(checking)
            if change is None:
                self._show(Notice(said.NOTHING_SENT, ()))
                return False
            if change != _SEND:
                del answers[change]
                self._ask(type_id, change, answers)
                continue
            receipt = await self.desk.submit(self.authority, type_id, self.role, answers, self.key, self.person)
            if isinstance(receipt, Form):  # a day has become past, or an office has changed hands, meanwhile
                continue
            self._show(receipt)
            if isinstance(receipt, RequestView):
                return True
            if self.read(said.ONCE_MORE).strip().casefold() not in _YES:
                return False

    def _complete(self, type_id: str, answers: dict[str, str]) -> Checking | Notice:
        """The answers to look at, once each field with an error was asked for anew."""
        while isinstance(checking := self._checked(type_id, answers), Form):
            for key in checking.errors:
                self._ask(type_id, key, answers)
        return checking

    def _decision(self, checking: Checking) -> str | None:
        """_SEND, the key of the field to be changed first, or None where it is not to be sent."""
        keys = {one.label: one.key for one in checking.form.fields}
        numbered = {str(number): keys.get(label, "") for number, (label, _) in enumerate(checking.rows, 1)}
        while True:
            typed = self.read(said.SEND_IT).strip().casefold()
            if typed in _YES:
                return _SEND
            if typed in _NO:
                return None
            if numbered.get(typed):
                return numbered[typed]
            self._show(Notice(said.SAY_YES_OR_NO, ()))

    def _show(self, shown: Drawable) -> None:
        self._print(draw_request(shown))

    def _print(self, drawn: object) -> None:
        self.console.print()
        self.console.print(drawn)
        self.console.print()
