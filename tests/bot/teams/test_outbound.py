"""What Teams shows: whole clauses, in order, within the limits, and the same in plain text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.cards import Card
from bot.teams.elements import Element, text
from bot.teams.escaping import inert
from bot.teams.outbound import Shown, answer_cards
from bot.teams.quotes import PIECE_LENGTH, quote_elements
from handlers import wording
from handlers.messages import Action, ActionKind, Banner, Escalation, Kind, Notice, Outgoing, Quote, Reply, Section
from handlers.quoting import protocol_note, quote
from knowledge.clause import Status
from knowledge.library import Library
from tests.fakes.answers import ESCALATION, NOTE, PROPOSED, QUOTE, STEP, TEXT, reply
from tests.fakes.teams_cards import faults
from tests.fakes.teams_view import actions_in, labels, words

PRIVATE, PUBLIC = Shown(private=True), Shown(private=False)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


def quotations(elements: list[Element]) -> list[Element]:
    """The paragraphs that quote, as they follow upon each other."""
    return [one["items"][-1] for one in elements if one.get("style") == "emphasis"]


def quoted(elements: list[Element]) -> str:
    """Their words, joined."""
    return "".join(run["text"] for one in quotations(elements) for run in one["inlines"])


def styled(elements: list[Element], **style: object) -> str:
    """Those of their words that have this style, joined."""
    runs = [run for one in quotations(elements) for run in one["inlines"]]
    return "".join(run["text"] for run in runs if all(run.get(name) == value for name, value in style.items()))


def body(made: list[Card]) -> list[Element]:
    """All elements, after a look at each card: Teams takes it, and says all that it quotes in plain text too."""
    for one in made:
        assert faults(one.content) == []
        for paragraph in quotations(one.content["body"]):
            said = "".join(run["text"] for run in paragraph["inlines"])
            assert said in one.content["fallbackText"]
            assert said in one.summary
    return [element for one in made for element in one.content["body"]]


def shown(outgoing: Outgoing, where: Shown = PRIVATE) -> list[Element]:
    return body(answer_cards(outgoing, where))


def test_every_section_of_every_protocol_is_shown_to_the_letter(library: Library) -> None:
    sections = 0
    for authority in library.authorities:
        protocol = library.protocol(authority)
        for first in {library.section(clause.id)[0].id for clause in protocol.clauses}:
            clauses = library.section(first)
            section = Section(clauses[0].section, protocol_note(protocol), tuple(map(quote, clauses)))
            assert quoted(shown(section)) == "".join(one.text for one in clauses)
            sections += 1
    assert len(library.authorities) == 5
    assert sections > 40


def test_a_reply_with_every_clause_of_a_protocol_is_shown_to_the_letter(library: Library) -> None:
    for authority in library.authorities:
        protocol = library.protocol(authority)
        whole = Reply(Kind.ANSWER, protocol_note(protocol), quotes=tuple(map(quote, protocol.clauses)))
        assert quoted(shown(whole)) == "".join(one.text for one in protocol.clauses)


SENTENCES = st.lists(st.text(st.characters(codec="utf-8"), max_size=80), max_size=30).map(". ".join)


@given(SENTENCES, st.data())
def test_any_clause_comes_through_whole_with_its_styles(words: str, data: st.DataObject) -> None:
    words = inert(words) or "x"
    words = words * data.draw(st.sampled_from([1, 1, 5]))
    stem = data.draw(st.integers(0, len(words)))
    edges = sorted(data.draw(st.lists(st.integers(0, len(words)), max_size=6, unique=True)))
    spans = tuple(zip(edges[::2], edges[1::2], strict=False))
    begins = data.draw(st.integers(0, len(words)))
    answers = (begins, data.draw(st.integers(begins, len(words))))
    one = replace(QUOTE, text=words, spans=(words,), emphasis=spans, stem_length=stem, answering=answers)
    elements = quote_elements(one)
    assert quoted(elements) == words
    assert styled(elements, weight="Bolder") == "".join(words[start:end] for start, end in spans)
    assert styled(elements, italic=True) == words[:stem]
    assert styled(elements, underline=True) == words[slice(*answers)]


def test_operating_words_are_bold_the_stem_is_italic_and_the_sentence_that_answers_underlined() -> None:
    elements = shown(Reply(Kind.ANSWER, NOTE, quotes=(replace(QUOTE, answering=(37, len(TEXT))),)))
    assert styled(elements, weight="Bolder") == "".join(TEXT[start:end] for start, end in QUOTE.emphasis)
    assert styled(elements, italic=True) == TEXT[: QUOTE.stem_length]
    assert styled(elements, underline=True) == TEXT[37:]


def long_quote(length: int, **others: object) -> Quote:
    said = ("A sentence of no great length. " * (length // 31)).strip()
    return replace(QUOTE, text=said, spans=(said,), emphasis=(), stem_length=0, **others)  # type: ignore[arg-type]


def test_a_long_clause_is_parted_at_the_ends_of_sentences_and_says_so() -> None:
    one = long_quote(3 * PIECE_LENGTH)
    elements = quote_elements(one)
    pieces = ["".join(run["text"] for run in paragraph["inlines"]) for paragraph in quotations(elements)]
    assert "".join(pieces) == one.text
    assert all(piece.endswith("length. ") for piece in pieces[:-1])
    assert wording.continued("10.1", 2, len(pieces)) in words(elements)


def test_many_words_become_several_messages_with_the_buttons_under_the_last() -> None:
    many = tuple(long_quote(9000, clause=f"trafford/{number}") for number in range(5))
    made = answer_cards(replace(reply("x", None), quotes=many), PRIVATE)
    assert len(made) > 2
    assert quoted(body(made)) == "".join(one.text for one in (*many, PROPOSED))
    assert [bool(labels(one.content)) for one in made] == [False] * (len(made) - 1) + [True]


def test_another_question_s_way_stands_apart_under_its_own_title() -> None:
    elements = shown(replace(reply("x", None), further=(ESCALATION,)))
    begins = [words([one]) for one in elements if one.get("separator")]
    assert [one.split("\n")[0] for one in begins] == [wording.WHO_DECIDES, wording.WHO_DECIDES_THE_OTHER]


def test_a_reply_stands_in_order() -> None:
    (made,) = answer_cards(reply("may I?", None), PRIVATE)
    said = words(made.content["body"]) + "\n".join(labels(made.content))
    order = [
        wording.what_it_says("Trafford Council"),
        QUOTE.text,
        wording.COMPANION,
        wording.COUNTED_LABEL,
        "See 10.1.",
        wording.PROPOSED_HEADING,
        wording.PROPOSED,
        PROPOSED.text,
        wording.WHO_DECIDES,
        STEP.office,
        wording.NO_VERDICT,
        f"{NOTE.name} · {NOTE.title} · {NOTE.version}",
        wording.I_AM_A_MEMBER,
        wording.SHOW_SECTION,
        wording.HELPFUL,
    ]
    places = [said.index(part) for part in order]
    assert places == sorted(places)
    assert made.content["fallbackText"] == made.summary
    assert all(part in made.summary for part in order[:12])


@pytest.mark.parametrize(
    ("status", "mark"),
    [(Status.PROPOSED, wording.PROPOSED), (Status.PROPOSED_FOR_DELETION, wording.PROPOSED_FOR_DELETION)],
)
def test_wording_that_does_not_bind_is_marked_before_it_is_read(status: Status, mark: str) -> None:
    (element,) = quote_elements(replace(QUOTE, status=status))
    assert words(element).startswith(mark)
    assert mark not in words(quote_elements(QUOTE))


def test_headings_that_stand_above_already_are_not_said_again() -> None:
    said = words(shown(reply("may I?", None)))
    assert said.count(QUOTE.heading[0]) == 1
    deeper = replace(QUOTE, heading=(*QUOTE.heading, "Copies"))
    said = words(shown(Section(QUOTE.heading[0], NOTE, (QUOTE, deeper))))
    assert said.count(QUOTE.heading[0]) == 1
    assert "10.1 · Copies" in said


def test_a_section_without_a_heading_has_a_title() -> None:
    said = words(shown(Section("", NOTE, (QUOTE,))))
    assert said.startswith(wording.WHOLE_SECTION_TITLE)
    assert said.endswith(f"{NOTE.name} · {NOTE.title} · {NOTE.version}")


def test_who_decides_is_said_whole_and_clauses_that_stand_above_are_not_quoted_twice() -> None:
    said = words(shown(replace(reply("may I?", None), escalation=ESCALATION)))
    for part in (
        "Direct discussion first",
        "in the case of a Head of Service",
        "Robin Instance, acting",
        "the reasons",
        "will be notified",
        "Feedback should be given",
        "Two clauses differ.",
        "Nobody is named.",
        "Not from the protocol.",
    ):
        assert part in said
    assert "words of 10.1 that stand above" not in said
    assert "left out: it stands above" not in said


def test_names_of_the_register_are_inert() -> None:
    robin = replace(ESCALATION.holders[0], name="{{DATE(2026-01-01T00:00:00Z,SHORT)}} **Robin**")
    shown(replace(reply("may I?", None), escalation=replace(ESCALATION, holders=(robin,))))


def test_offices_without_steps_are_named() -> None:
    alone = replace(reply("x", None), escalation=Escalation(("Chief Executive", "Town Clerk")))
    assert "Chief Executive, Town Clerk" in words(shown(alone))


def test_in_the_time_before_an_election_a_banner_stands_on_top_with_its_clause_once(library: Library) -> None:
    clause = quote(library.clause("trafford/2.4"))
    banner = Banner("This is a pre-election period.", date(2027, 3, 22), date(2027, 5, 7), False, (clause,))
    bare = Reply(Kind.ANSWER, NOTE, lead=("This is what it says:",), banner=banner)
    said = words(shown(bare))
    assert said.startswith(f"This is a pre-election period.\n2.4 · In force: {clause.text}\nThis is what it says:")
    said = words(shown(replace(bare, quotes=(clause,))))
    assert said.startswith("This is a pre-election period.\nThis is what it says:")
    assert said.count(clause.text) == 1


@pytest.mark.parametrize(
    ("kind", "rated"), [(Kind.ANSWER, True), (Kind.SILENT, True), (Kind.OUT_OF_SCOPE, True), (Kind.UNCLEAR, False)]
)
def test_every_kind_of_reply_is_shown_and_what_claims_something_can_be_rated(kind: Kind, rated: bool) -> None:
    made = answer_cards(Reply(kind, NOTE, ("words of the desk",), notes=("a note",)), PUBLIC)
    said = words(body(made))
    assert said == f"words of the desk\na note\n{NOTE.name} · {NOTE.title} · {NOTE.version}"
    assert (labels(made[0].content) == [wording.HELPFUL, wording.NOT_HELPFUL]) is rated
    assert all(one.action.get("mode") == "secondary" for one in actions_in(made[0].content))


def test_the_question_for_the_role_stands_directly_above_its_buttons() -> None:
    elements = shown(replace(reply("may I?", None), notes=(wording.ROLE_MATTERS, wording.NO_VERDICT)))
    at = elements.index(text(wording.ROLE_MATTERS))
    assert labels(elements[at + 1]) == [wording.I_AM_A_MEMBER, wording.I_AM_AN_OFFICER]
    assert words(elements).count(wording.ROLE_MATTERS) == 1


def test_an_answer_can_be_shared_from_the_chat_alone_only() -> None:
    private, public = (labels(answer_cards(reply("may I?", None), where)[0].content) for where in (PRIVATE, PUBLIC))
    assert wording.SHARE in private
    assert [one for one in private if one != wording.SHARE] == public


def test_forms_unfold_in_the_chat_alone_only() -> None:
    def form(action: Action) -> list[Element]:
        return [text("the form")] if action.kind is ActionKind.PERSON else []

    private, public = (answer_cards(reply("x", None), Shown(where, form))[0].content for where in (True, False))
    kinds = [{one.title: one.action["type"] for one in actions_in(made)} for made in (private, public)]
    assert [one[wording.ASK_A_PERSON] for one in kinds] == ["Action.ShowCard", "Action.Submit"]
    assert kinds[0][wording.SHOW_SECTION] == "Action.Submit"


def test_a_notice_has_a_title_its_paragraphs_and_its_choices() -> None:
    question = ("may a councillor " * 8).strip()
    action = Action(ActionKind.ASK, question, "trafford", question=question)
    made = answer_cards(Notice("Choose *one*", ("one", "two"), (action,)), PUBLIC)
    assert words(body(made)) == f"Choose *one*\none\ntwo\n› {question}"
    (prompt,) = actions_in(made[0].content)
    assert question in prompt.action["data"]["v"]
