"""What Slack shows: whole clauses, within the limits, in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quoting import split
from bot.slack import limits
from bot.slack.blocks import section
from bot.slack.outbound import FALLBACK_AIM, Message, messages, say
from bot.slack.quotes import PIECE_LENGTH, quote_blocks
from handlers import wording
from handlers.messages import Action, ActionKind, Banner, Escalation, Kind, Notice, Quote, Reply, Section
from handlers.quoting import protocol_note, quote
from knowledge.clause import Status
from knowledge.library import Library
from tests.fakes.answers import NOTE, PROPOSED, QUOTE, STEP, TEXT, reply
from tests.fakes.slack_api import labels, words


def quoted(blocks: list[dict[str, Any]]) -> str:
    """The words within the quotations of a message, joined."""
    parts = [part for block in blocks if block["type"] == "rich_text" for part in block["elements"]]
    return "".join(run["text"] for part in parts if part["type"] == "rich_text_quote" for run in part["elements"])


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


def test_every_clause_of_every_protocol_is_shown_to_the_letter(library: Library) -> None:
    shown = 0
    for authority in library.authorities:
        for clause in library.protocol(authority).clauses:
            assert quoted(quote_blocks(quote(clause))) == clause.text
            shown += 1
    assert shown > 300


def test_every_section_of_every_protocol_fits(library: Library) -> None:
    for authority in library.authorities:
        protocol = library.protocol(authority)
        for clause in protocol.clauses:
            clauses = library.section(clause.id)
            section = Section(clauses[0].section, protocol_note(protocol), tuple(map(quote, clauses)))
            made = messages(section, private=True)
            assert "".join(quoted(list(one.blocks)) for one in made) == "".join(one.text for one in clauses)


SENTENCES = st.lists(st.text(st.characters(codec="utf-8"), max_size=80), max_size=30).map(". ".join)


@given(SENTENCES, st.integers(1, 200))
def test_the_pieces_of_a_text_cover_it(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(0 < end - start <= limit for start, end in pieces)


@given(SENTENCES, st.data())
def test_any_clause_comes_through_whole(text: str, data: st.DataObject) -> None:
    text = text or "x"
    stem = data.draw(st.integers(0, len(text)))
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    spans = tuple(zip(edges[::2], edges[1::2], strict=False))
    shown = replace(QUOTE, text=text, spans=(text,), emphasis=spans, stem_length=stem)
    blocks = quote_blocks(shown)
    assert quoted(blocks) == text
    bold = "".join(
        run["text"] for block in blocks for run in block["elements"][-1]["elements"] if run.get("style", {}).get("bold")
    )
    assert bold == "".join(text[start:end] for start, end in spans)


def test_a_long_clause_is_parted_at_the_ends_of_sentences() -> None:
    sentence = "Members must not do this without asking first. "
    text = (sentence * 200).strip()
    blocks = quote_blocks(replace(QUOTE, text=text, spans=(text,), emphasis=(), stem_length=0))
    pieces = [block["elements"][-1]["elements"][0]["text"] for block in blocks]
    assert len(pieces) == -(-len(text) // PIECE_LENGTH)
    assert all(piece.endswith("first. ") for piece in pieces[:-1])
    assert wording.continued("10.1", 2, len(pieces)) in words(blocks)


def test_a_reply_stands_in_order() -> None:
    (message,) = messages(reply("may I?", None), private=True)
    text = words(list(message.blocks))
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
        f"{STEP.office} {STEP.action} · 15.1",
        STEP.words,
        wording.NO_VERDICT,
        f"{NOTE.name} · {NOTE.title} · {NOTE.version}",
        wording.I_AM_A_MEMBER,
        wording.SHOW_SECTION,
        wording.HELPFUL,
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_the_clauses_are_set_apart_from_the_steps_and_the_small_print_is_small() -> None:
    (message,) = messages(reply("may I?", None), private=True)
    kinds = [block["type"] for block in message.blocks]
    assert kinds.count("divider") == 1
    assert kinds.index("divider") == kinds.index("context") - 2
    (small,) = [block for block in message.blocks if block["type"] == "context"]
    assert small["elements"][0]["text"].split("\n")[0] == wording.NO_VERDICT


def test_the_question_for_the_role_stands_above_its_buttons() -> None:
    asking = replace(reply("may I?", None), notes=(wording.ROLE_MATTERS, wording.NO_VERDICT))
    (message,) = messages(asking, private=True)
    at = [block["type"] for block in message.blocks].index("actions")
    assert message.blocks[at - 1] == section(wording.ROLE_MATTERS)


def test_headings_that_stand_above_already_are_not_said_again() -> None:
    text = messages(reply("may I?", None), private=True)[0].text
    assert text.count(QUOTE.heading[0]) == 1
    assert f"{wording.COMPANION} 10.2" in text


def test_the_sentence_that_answers_is_underlined_and_its_operative_words_stay_bold() -> None:
    (block,) = quote_blocks(replace(QUOTE, answering=(37, len(TEXT))))
    runs = block["elements"][-1]["elements"]
    assert "".join(run["text"] for run in runs) == TEXT
    assert "".join(run["text"] for run in runs if run.get("style", {}).get("underline")) == TEXT[37:]
    assert {"text": "must not", "type": "text", "style": {"bold": True, "underline": True}} in runs


def test_a_section_says_its_heading_once() -> None:
    (message,) = messages(
        Section(QUOTE.heading[0], NOTE, (QUOTE, replace(QUOTE, heading=(*QUOTE.heading, "Copies")))), private=False
    )
    text = words(list(message.blocks))
    assert text.count(QUOTE.heading[0]) == 1
    assert "10.1  Copies" in text


def test_a_wording_that_is_to_go_is_marked() -> None:
    blocks = quote_blocks(replace(QUOTE, status=Status.PROPOSED_FOR_DELETION))
    assert words(blocks).startswith(wording.PROPOSED_FOR_DELETION)


def test_offices_without_steps_are_named() -> None:
    shown = replace(reply("x", None), escalation=Escalation(("Chief Executive", "Town Clerk")))
    (message,) = messages(shown, private=False)
    assert "Chief Executive, Town Clerk" in words(list(message.blocks))


@pytest.mark.parametrize(
    ("kind", "rated"), [(Kind.ANSWER, 1), (Kind.SILENT, 1), (Kind.OUT_OF_SCOPE, 1), (Kind.UNCLEAR, 0)]
)
def test_what_claims_something_can_be_rated(kind: Kind, rated: int) -> None:
    (message,) = messages(Reply(kind, NOTE, ("words",)), private=False)
    assert [block["type"] for block in message.blocks].count("context_actions") == rated


def test_a_long_label_of_a_choice_is_shortened_but_not_what_it_asks() -> None:
    question = "may a councillor " * 8
    action = Action(ActionKind.ASK, question, "trafford", question=question)
    (message,) = messages(Notice("Choose", ("one",), (action,)), private=False)
    (label,) = labels(list(message.blocks))
    assert len(label) <= 75
    assert question in message.blocks[-1]["elements"][0]["value"]


def big_quote(length: int) -> Quote:
    text = ("A sentence of no great length. " * (length // 31)).strip()
    return replace(QUOTE, text=text, spans=(text,), emphasis=(), stem_length=0)


def test_many_words_become_several_messages_with_the_buttons_under_the_last() -> None:
    shown = replace(reply("x", None), quotes=(big_quote(6000), big_quote(6000), big_quote(9000)))
    made = messages(shown, private=True)
    assert len(made) > 2
    assert quoted([block for one in made for block in one.blocks]) == "".join(
        one.text for one in (*shown.quotes, PROPOSED)
    )
    assert [bool(labels(list(one.blocks))) for one in made] == [False] * (len(made) - 1) + [True]
    assert all(limits.text_length(one.blocks) <= limits.TEXT_BUDGET for one in made)


def test_the_plain_text_says_the_same_or_says_what_is_quoted() -> None:
    short, long = (
        messages(reply("x", None), private=False),
        messages(Section("S", NOTE, (big_quote(8000),)), private=False),
    )
    assert "&amp; &lt;copy&gt; letters" in short[0].text
    assert len(long[0].text) <= FALLBACK_AIM
    assert wording.quoted_clauses("10.1") in long[0].text
    assert "A sentence" not in long[0].text


def test_a_sentence_of_the_desk_is_one_message() -> None:
    assert say(wording.WENT_WRONG) == [
        Message(
            ({"type": "section", "text": {"type": "plain_text", "text": wording.WENT_WRONG, "emoji": False}},),
            wording.WENT_WRONG,
        )
    ]


def test_in_the_time_before_an_election_a_banner_stands_on_top_with_its_clause_once(library: Library) -> None:
    clause = quote(library.clause("trafford/2.4"))
    banner = Banner("This is a pre-election period.", date(2027, 3, 22), date(2027, 5, 7), False, (clause,))
    bare = Reply(Kind.ANSWER, NOTE, lead=("This is what it says:",))
    (first, *_), *_ = (message.blocks for message in messages(replace(bare, banner=banner), private=True))
    assert first["type"] == "context"
    assert [element["text"] for element in first["elements"]] == [
        "This is a pre-election period.",
        f"2.4 · In force: {clause.text}",
    ]
    quoting = replace(bare, quotes=(clause,), banner=banner)
    assert len(messages(quoting, private=True)[0].blocks[0]["elements"]) == 1
