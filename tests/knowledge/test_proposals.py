from __future__ import annotations

import pytest

from knowledge.clause import Status
from knowledge.library import Library
from knowledge.proposals import asks_about_proposals


@pytest.mark.parametrize(
    "text",
    [
        "what would the new rule say",
        "is it being amended?",
        "will it change",
        "in future, who decides",
        "any revision",
        "will the copying rule change",
        "is clause 9 being scrapped",
        "are they deleting the sentence about press officers",
        "what do they want to put in about gifts",
        "does the draft version still say that",
        "what would change for group leaders",
        "what they want to change about complaints",
        "what do they want to move out of that paragraph",
        "notepaper, old v new",
        "the new para on attendance",
        "in the draft, who decides",
        "would the draft stop me asking",
        "under the insertions can they grill me",
        "if the additions are adopted, who says yes",
        "edits: who hears my complaint",
        "what does the suggested wording say",
        "any new bit on that",
    ],
)
def test_questions_about_proposals_are_known(text: str) -> None:
    assert asks_about_proposals(text)


@pytest.mark.parametrize(
    "text",
    [
        "can I copy her in",
        "we moved to a new depot",
        "the future of the library came up",
        "does that change what I say",
        "when does the chair see the draft minutes",
        "can they remove me from the meeting",
        "the chair wants to rewrite my report",
        "taking part in a debate",
        "they want to change the date of my surgery",
        "my old and new colleagues",
        "who sees the chapter in the draft report",
        "will the draft be shown to me before the meeting",
        "he edits my minutes",
        "the chair keeps changing things in the draft",
        "a member says the draft says the wrong thing",
        "I inserted a paragraph he hates",
        "a look round the new bit of the depot",
    ],
)
def test_other_questions_are_not_about_proposals(text: str) -> None:
    assert not asks_about_proposals(text)


def test_typical_questions_about_what_is_in_force_are_not_taken_for_the_other(library: Library) -> None:
    protocol = library.protocol("trafford")
    in_force = {clause.id for clause in protocol.clauses if clause.status is not Status.PROPOSED}
    questions = [question.text for clause in in_force for question in protocol.typical.get(clause, ())]
    mistaken = [question for question in questions if asks_about_proposals(question)]
    assert len(mistaken) <= 0.01 * len(questions), mistaken
