"""From tokens to drafts: what hangs from what, and which wording is which."""

from __future__ import annotations

import re

from knowledge.clause import Status
from knowledge.drafts import Draft, Form, Place
from knowledge.layout import Layout
from knowledge.lists import Lists
from knowledge.spans import quoted
from knowledge.tokens import MARKER, Sort, Token, Wording

TWICE = "printed twice"
_STOPPED = re.compile(r"[.!?:;][\"”’')\]]*$")
_ENTRIES = (Form.LETTERED, Form.BULLET, Form.INSERTED_LETTER)

Account = Draft | Place | str


class Contradiction(Exception):  # noqa: N818 - never leaves the parser
    """The document gives two different texts for what can have only one."""


class Outline:
    """Takes the tokens of the body one by one; `drafts` then holds the clauses, each in its place in the document."""

    _root: Draft | Place
    _host: Draft | Place
    _subject: Draft | Place
    _open: Draft | None
    _title_stem: Draft | None

    def __init__(self, source: str, layout: Layout) -> None:
        self.drafts: list[Draft] = []
        self._source = source
        self._layout = layout
        self._sections = 0
        self._place = Place()
        self._begin(self._place)
        self._last_line = 0

    def stems(self) -> set[Draft]:
        """The drafts that are the stem of another which has words."""
        return {stem for draft in self.drafts if draft.stretches for stem in draft.stems}

    def read(self, token: Token, following: Sort | None) -> Account:
        """Take in a heading, numbered clause, entry or paragraph and say what became of it.

        `following` is what the next line of that kind will be. Raises Contradiction.
        """
        account = self._account(token, following)
        self._last_line = token.line.number
        return account

    def _account(self, token: Token, following: Sort | None) -> Account:
        if token.wording is Wording.INSERTING:
            self._inserting, self._inserted, self._open = True, Lists(), None
            return MARKER
        if token.sort is Sort.HEADING:
            return self._heading(token)
        if token.sort is Sort.NUMBERED:
            return self._numbered(token)
        if token.wording is Wording.ANNOUNCED and not token.number:
            self._inserting, self._open = False, None
            return MARKER
        return self._entry(token) if token.sort is Sort.ENTRY else self._paragraph(token, following)

    def _begin(self, root: Draft | Place) -> None:
        """A heading or numbered clause begins.

        `root` counts the paragraphs, `host` carries the lists, `subject` is what an amendment is about, `open` is what
        a broken line goes on with, `title_stem` is the heading where it is the stem of the list under it.
        """
        self._root = self._host = self._subject = root
        self._lists, self._inserted = Lists(), Lists()
        self._inserting = self._retitling = False
        self._open = root if isinstance(root, Draft) else None
        self._title_stem = None

    # Headings

    def _heading(self, token: Token) -> Place:
        outer = self._enclosing(token.level)
        self._sections += outer is None
        title = token.number if token.wording is Wording.ANNOUNCED else token.text
        self._place = place = Place(token.number, token.level, title, outer, self._sections)
        self._begin(place)
        self._retitling = token.wording is Wording.ANNOUNCED
        if title.endswith(":"):
            self._title_stem = Draft(Form.TITLE, token.number, place, place, stretches=[(token.start, token.end)])
        return place

    def _enclosing(self, level: int) -> Place | None:
        place: Place | None = self._place if self._place.title else None
        while place and place.level >= level:
            place = place.outer
        return place

    def _retitle(self, token: Token, place: Place) -> Account:
        """One of the wordings under a heading that is itself to be amended."""
        title = f"{place.number} {token.text}"
        if token.wording is Wording.DELETING:
            place.deletion_proposed = True
            return self._add(Draft(Form.TITLE, place.number, place, place, status=Status.PROPOSED), token)
        if token.wording is Wording.EXISTING:
            place.title = title
        else:
            place.proposed_title = title
        return place

    # Numbered clauses

    def _numbered(self, token: Token) -> Account:
        lead = self._lead()
        self._leave_deeper_headings(token.number)
        draft = Draft(Form.NUMBERED, token.number, self._place, self._place, stem=lead)
        self._begin(draft)
        return draft if token.wording is Wording.ANNOUNCED else self._add(draft, token)

    def _lead(self) -> Draft | None:
        """The unnumbered paragraph that introduces the numbered clauses after it ("Members should not:")."""
        if isinstance(self._root, Draft):
            return self._root.stem
        host = self._host
        return host if isinstance(host, Draft) and self._words(host).endswith(":") else None

    def _leave_deeper_headings(self, number: str) -> None:
        """A clause 2.6 does not stand under the heading "2.5 Officers", but beside it."""
        while self._place.outer and self._place.number and self._place.number.count(".") >= number.count("."):
            self._place = self._place.outer

    # Paragraphs

    def _paragraph(self, token: Token, following: Sort | None) -> Account:
        if token.wording is not Wording.PLAIN:
            return self._worded(token)
        if self._open and self._continues(self._open, token):
            return self._extend(self._open, token)
        if self._inserting:
            return self._insert_paragraph(token)
        root = self._root
        leads = token.text.endswith(":") and following is Sort.NUMBERED
        if isinstance(root, Draft) and self._host is root and not self._lists.started and not leads:
            return self._beside_number(token, root)
        if leads:
            self._begin(self._place)
        return self._own_paragraph(token)

    def _continues(self, draft: Draft, token: Token) -> bool:
        """Whether the paragraph goes on with a sentence that a line or page break cut."""
        words = self._words(draft)
        if not words or token.line.number == self._last_line + 1 or token.text[:1].islower():
            return True
        return draft.form not in _ENTRIES and not _STOPPED.search(words)

    def _beside_number(self, token: Token, root: Draft) -> Draft:
        """An unnumbered paragraph right after a numbered clause: part of it, or an entry under it as the stem."""
        if root.mark not in self._layout.apart:
            return self._extend(self._open or root, token)
        count = sum(draft.parent is root for draft in self.drafts)
        return self._add(Draft(Form.PARAGRAPH, str(count + 1), root, self._place, stem=root), token)

    def _own_paragraph(self, token: Token) -> Draft:
        counter = self._root.counter if isinstance(self._root, Place) else self._root
        counter.paragraphs += 1
        parent = self._place if isinstance(self._root, Place) else self._root
        draft = Draft(Form.PARAGRAPH, str(counter.paragraphs), parent, self._place)
        self._host = self._subject = draft
        self._lists = Lists()
        return self._add(draft, token)

    # Lists

    def _entry(self, token: Token) -> Account:
        if self._inserting and token.wording is Wording.PLAIN:
            return self._insert_entry(token)
        if isinstance(self._host, Draft) and self._host.mark in self._layout.undivided:
            return self._extend(self._host, token)
        if token.wording in (Wording.PROPOSED, Wording.DELETING) and self._subject is self._lists.last:
            return self._worded(token)
        self._inserting = False
        above, mark = self._lists.place(token.number)
        form = Form.LETTERED if token.number else Form.BULLET
        stem = above or (self._host if isinstance(self._host, Draft) else self._title_stem)
        draft = Draft(form, mark, above or self._host, self._place, stem=stem)
        self._lists.put(draft)
        self._subject = draft
        if token.wording is Wording.ANNOUNCED:
            self._open = None
            return draft
        if token.wording is Wording.PROPOSED:
            draft.status = Status.PROPOSED
        return self._add(draft, token)

    # Amendments

    def _worded(self, token: Token) -> Account:
        self._inserting = False
        subject = self._subject
        if isinstance(subject, Place):
            return self._retitle(token, subject) if self._retitling else self._own_paragraph(token)
        if token.wording is Wording.EXISTING:
            return self._existing(token, subject)
        if subject.twin:
            raise Contradiction(f"a second proposed wording for {subject.base}")
        stem = subject.stem.proposal if subject.stem else None
        twin = Draft(subject.form, subject.mark, subject.parent, subject.place, stem, Status.PROPOSED, twin=subject)
        subject.twin = twin
        if token.wording is Wording.DELETING:
            subject.status = Status.PROPOSED_FOR_DELETION
        return self._add(twin, token)

    def _existing(self, token: Token, subject: Draft) -> Account:
        if not subject.stretches:
            return self._add(subject, token)
        if self._words(subject) == token.text:
            return TWICE
        raise Contradiction(f"a second, different existing wording for {subject.base}")

    def _insert_paragraph(self, token: Token) -> Draft:
        target = self._subject
        count = sum(draft.parent is target and draft.form is Form.INSERTED_PARAGRAPH for draft in self.drafts)
        stem = target.proposal.stem if isinstance(target, Draft) else None
        return self._insert(Form.INSERTED_PARAGRAPH, str(count + 1), target, stem, token)

    def _insert_entry(self, token: Token) -> Draft:
        if not token.number:
            return self._insert_paragraph(token)
        target = self._subject
        above, mark = self._inserted.place(token.number)
        stem = above
        if above is None and isinstance(target, Draft):
            stem = target.proposal if target is self._host else target.proposal.stem
        draft = self._insert(Form.INSERTED_LETTER, mark, above or target, stem, token)
        self._inserted.put(draft)
        return draft

    def _insert(self, form: Form, mark: str, parent: Draft | Place, stem: Draft | None, token: Token) -> Draft:
        return self._add(Draft(form, mark, parent, self._place, stem, Status.PROPOSED), token)

    # Words

    def _add(self, draft: Draft, token: Token) -> Draft:
        """Put a draft in its place in the document, with its first words if the line has any."""
        self._open = draft
        return self._extend(draft, token)

    def _extend(self, draft: Draft, token: Token) -> Draft:
        if not draft.stretches and draft not in self.drafts:
            self.drafts.append(draft)
        if any(map(str.isalnum, token.text)):
            draft.stretches.append((token.start, token.end))
        return draft

    def _words(self, draft: Draft) -> str:
        return " ".join(quoted(self._source, start, end) for start, end in draft.stretches)
