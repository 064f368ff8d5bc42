"""The hazards of protocols, each in a document of a few lines, and what holds for any text whatever."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.accounting import LineKind
from knowledge.clause import Status
from knowledge.errors import KnowledgeError
from knowledge.parser import Parsed, digest_of
from knowledge.spans import quoted
from tests.knowledge.documents import AMENDMENTS, parsing


def shown(parsed: Parsed) -> dict[str, str]:
    return {clause.id.removeprefix("town/"): clause.text for clause in parsed.clauses}


def test_numbers_with_and_without_a_dash_are_clauses() -> None:
    assert shown(parsing("1. Aims\n\n- 1.1 One.\n1.2 Two.\n")) == {"1.1": "One.", "1.2": "Two."}


def test_a_page_break_inside_a_sentence_is_joined_whatever_the_next_letter() -> None:
    parsed = parsing("1. Aims\n\n- 1.1 Members of the\n\nCouncil act.\n\n- 1.2 They will\n\nobey.\n")
    assert shown(parsed) == {"1.1": "Members of the Council act.", "1.2": "They will obey."}
    assert [len(clause.spans) for clause in parsed.clauses] == [1, 1]


def test_a_footer_inside_a_sentence_keeps_the_spans_apart() -> None:
    parsed = parsing("1.1 It is\n\nPage 2\n\nso.\n", {"furniture": [{"line": "Page 2", "name": "foot of a page"}]})
    assert shown(parsed) == {"1.1": "It is so."}
    assert [span.text for span in parsed.clauses[0].spans] == ["It is", "so."]


def test_lines_that_follow_without_a_blank_belong_together() -> None:
    assert shown(parsing("1.1 One line.\nAnother line.\n\n1.2 Next.")) == {
        "1.1": "One line. Another line.",
        "1.2": "Next.",
    }


def test_a_number_alone_on_its_line_takes_the_words_below() -> None:
    assert shown(parsing("1.1\n\nMembers act.\n\n1.2\nOfficers act.")) == {
        "1.1": "Members act.",
        "1.2": "Officers act.",
    }


def test_a_number_without_words_is_not_accounted_for() -> None:
    parsed = parsing("1.1 Members act.\n\n1.2\n")
    assert [line.number for line in parsed.lines if line.kind is LineKind.UNACCOUNTED] == [3]


def test_a_list_entry_has_its_stem_in_a_span_of_its_own() -> None:
    parsed = parsing("1.1 Members should not:\n\n- shout\n\n- whisper\n\n1.2 Next.")
    assert shown(parsed) == {
        "1.1/b1": "Members should not: shout",
        "1.1/b2": "Members should not: whisper",
        "1.2": "Next.",
    }
    first = parsed.clauses[0]
    assert (first.stem, first.item, first.stem_spans) == ("Members should not:", "shout", 1)


def test_a_stem_with_a_sentence_of_its_own_is_a_clause_too() -> None:
    parsed = parsing("1.1 Roles differ. Members:\n\n- a) lead\n- b) decide")
    assert list(shown(parsed)) == ["1.1", "1.1(a)", "1.1(b)"]
    assert [clause.is_stem for clause in parsed.clauses] == [True, False, False]
    assert parsed.entries == {"town/1.1": ("town/1.1(a)", "town/1.1(b)")}


def test_a_stem_without_entries_is_still_a_clause() -> None:
    assert shown(parsing("1.1 Members should:\n\n- **\n")) == {"1.1": "Members should:"}


def test_a_paragraph_that_introduces_numbered_clauses_is_their_stem() -> None:
    source = "1. Conduct\n\nIn meetings\n\nMembers should not:\n\n1.1 Shout.\n\n1.2 Whisper.\n\n2. Else\n\n2.1 Act."
    assert shown(parsing(source)) == {
        "1.1": "In meetings Members should not: Shout.",
        "1.2": "In meetings Members should not: Whisper.",
        "2.1": "Act.",
    }


def test_a_second_lead_in_ends_the_first() -> None:
    source = "1. Conduct\n\nMembers should:\n\n1.1 Act.\n\nOfficers should:\n\n1.2 Advise."
    assert shown(parsing(source)) == {"1.1": "Members should: Act.", "1.2": "Officers should: Advise."}


def test_a_heading_with_a_colon_is_the_stem_of_its_list() -> None:
    parsed = parsing("1. Hopes\n\n1.1 **Members can expect:**\n\n- a) help\n", headings=[["1. Title"], ["1.1 Title"]])
    assert shown(parsed) == {"1.1(a)": "Members can expect: help"}
    assert parsed.clauses[0].heading == ("1. Hopes", "1.1 Members can expect:")


def test_letters_and_roman_numbers_are_told_apart_by_what_came_before() -> None:
    entries = "\n".join(f"- {letter}) entry" for letter in "abcdefghij")
    assert list(shown(parsing(f"1.1 All:\n\n{entries}"))) == [f"1.1({letter})" for letter in "abcdefghij"]
    assert list(shown(parsing("1.1 All:\n- (i) one\n- (ii) two"))) == ["1.1(i)", "1.1(ii)"]


def test_nested_entries_carry_both_stems() -> None:
    parsed = parsing("1.1 All:\n- a) Members:\n - i) act\n - ii) rest\n- b) Officers.")
    assert shown(parsed) == {
        "1.1(a)": "All: Members:",
        "1.1(a)(i)": "All: Members: act",
        "1.1(a)(ii)": "All: Members: rest",
        "1.1(b)": "All: Officers.",
    }


def test_clauses_without_numbers_are_counted_by_section() -> None:
    source = "Purpose.\n\n1. Roles\n\nMembers lead.\n\nAll will:\n\n- act\n\nEnd.\n\n2. More\n\nOfficers advise."
    parsed = parsing(source, clauses="paragraphs")
    assert list(shown(parsed)) == ["preamble/p1", "1/p1", "1/p2/b1", "1/p3", "2/p1"]
    assert [parsed.sections[clause.id] for clause in parsed.clauses] == [0, 1, 1, 1, 2]


def test_headings_without_numbers_make_readable_ids() -> None:
    parsed = parsing(
        "# Roles of members\n\nThey lead.\n\n# Else\n\nThey act.", headings=[["# Title"]], clauses="paragraphs"
    )
    assert list(shown(parsed)) == ["roles-of-members/p1", "else/p1"]
    assert parsed.clauses[0].label.text == "Roles of members, paragraph 1"


def test_a_numbered_heading_gives_its_number_to_its_one_paragraph() -> None:
    source = "1. Roles\n\n1.1 Chairs\n\nThey lead.\n\n1.2 Others\n\nThey act.\n\nThey rest.\n\n- 1.3 All act.\n"
    parsed = parsing(source, headings=[["1. Title"], ["1.1 Title"]])
    assert list(shown(parsed)) == ["1.1", "1.2/p1", "1.2/p2", "1.3"]
    assert parsed.clauses[-1].heading == ("1. Roles",)


def test_hints_keep_a_list_whole_and_set_paragraphs_apart() -> None:
    source = "1.1 See:\n- this code\n- that code\n\n1.2 In short:\n\nMembers lead.\n\nOfficers advise.\n"
    assert shown(parsing(source, undivided=["1.1"], apart=["1.2"])) == {
        "1.1": "See: this code that code",
        "1.2/p1": "In short: Members lead.",
        "1.2/p2": "In short: Officers advise.",
    }


def test_what_is_outside_the_body_is_furniture() -> None:
    body = {"begins": "1. Aims", "before": "report", "ends": "Annex", "after": "annex"}
    parsed = parsing("1.1 Report.\n\n1. Aims\n\n1.1 Act.\n\nAnnex\n\n1.1 No.", {"body": body})
    assert shown(parsed) == {"1.1": "Act."}
    assert {line.of for line in parsed.lines if line.kind is LineKind.FURNITURE} == {"report", "annex"}


@pytest.mark.parametrize(
    ("source", "body", "said"),
    [
        ("1.1 Act.", {"begins": "2. Aims"}, "no line reads “2. Aims”"),
        ("1. Aims\n1. Aims\n", {"begins": "1. Aims"}, "there a second time"),
        ("1.1 Act.", {"ends": "Annex"}, "no line reads “Annex”"),
    ],
)
def test_a_body_that_cannot_be_found_is_an_error(source: str, body: dict[str, str], said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        parsing(source, {"body": body})


def test_lines_outside_a_body_without_a_name_are_not_accounted_for() -> None:
    parsed = parsing("Cover\n\n1. Aims\n\n1.1 Act.", {"body": {"begins": "1. Aims"}})
    assert [line.text for line in parsed.lines if line.kind is LineKind.UNACCOUNTED] == ["Cover"]


def amended(source: str) -> list[tuple[str, str, Status]]:
    parsed = parsing(source, {"amendments": AMENDMENTS}, headings=[["1.0 Title"]])
    return [(clause.id.removeprefix("town/"), clause.text, clause.status) for clause in parsed.clauses]


def test_a_clause_with_two_wordings() -> None:
    source = "1.1 **PROPOSED AMENDMENT**\n\n**Existing:** Old.\n\nMore.\n\nproposed: New.\n\n1.2 Same."
    assert amended(source) == [
        ("1.1", "Old. More.", Status.IN_FORCE),
        ("1.1/proposed", "New.", Status.PROPOSED),
        ("1.2", "Same.", Status.IN_FORCE),
    ]


def test_entries_take_the_stem_of_their_own_wording() -> None:
    source = (
        "1.1 PROPOSED AMENDMENT\n\nExisting: Know this. In particular:\n\nProposed: Know that;\n\n"
        "(a) PROPOSED AMENDMENT\n\nExisting: old\n\nProposed: new\n"
    )
    assert amended(source)[2:] == [
        ("1.1(a)", "Know this. In particular: old", Status.IN_FORCE),
        ("1.1(a)/proposed", "Know that; new", Status.PROPOSED),
    ]


def test_an_amended_bullet_keeps_its_count() -> None:
    source = "1.1 All:\n- one\n\nPROPOSED AMENDMENT\n\n- **Existing:** two\n- **Proposed:** second\n- three\n"
    assert [(base, status.value) for base, _, status in amended(source)] == [
        ("1.1/b1", "in force"),
        ("1.1/b2", "in force"),
        ("1.1/b2/proposed", "proposed"),
        ("1.1/b3", "in force"),
    ]


def test_insertions_are_named_after_what_they_follow() -> None:
    source = (
        "1.1 Act.\n\nPROPOSED AMENDMENT\n\nTo be inserted:\n\nFirst.\n\nSecond.\n\n"
        "- a) Third:\n - i) fourth\n\n1.2 Rest."
    )
    assert [(base, status.value) for base, _, status in amended(source)] == [
        ("1.1", "in force"),
        ("1.1/insert-1", "proposed"),
        ("1.1/insert-2", "proposed"),
        ("1.1/insert-a", "proposed"),
        ("1.1/insert-a-i", "proposed"),
        ("1.2", "in force"),
    ]


def test_a_section_proposed_for_deletion_and_a_heading_with_two_wordings() -> None:
    source = (
        "1.0 PROPOSED AMENDMENT\n\nExisting: OLD\n\nProposed: It is proposed to delete it.\n\n1.1 Act.\n\n"
        "2.0 PROPOSED AMENDMENT\n\nExisting: OLD\n\nProposed: NEW\n\n"
        "2.1 PROPOSED AMENDMENT\n\nExisting: Act.\n\nProposed: Do."
    )
    parsed = parsing(source, {"amendments": AMENDMENTS}, headings=[["1.0 Title"]])
    assert [(clause.id, clause.status.value, clause.heading) for clause in parsed.clauses] == [
        ("town/1.0/proposed", "proposed", ("1.0 OLD",)),
        ("town/1.1", "proposed for deletion", ("1.0 OLD",)),
        ("town/2.1", "in force", ("2.0 OLD",)),
        ("town/2.1/proposed", "proposed", ("2.0 NEW",)),
    ]


def test_one_clause_proposed_for_deletion() -> None:
    source = "1.1 PROPOSED AMENDMENT\n\nExisting: Act.\n\nProposed: It is proposed to delete it.\n\n1.2 Rest."
    assert [status.value for _, _, status in amended(source)] == ["proposed for deletion", "proposed", "in force"]


def test_a_wording_printed_twice_counts_once_and_two_that_differ_are_an_error() -> None:
    assert len(amended("1.1 PROPOSED AMENDMENT\n\nExisting: Act.\n\nExisting: Act.")) == 1
    with pytest.raises(KnowledgeError, match=r"source.txt:5: a second, different existing wording for 1.1"):
        amended("1.1 PROPOSED AMENDMENT\n\nExisting: Act.\n\nExisting: Rest.")


LAYOUTS: list[dict[str, Any]] = [
    {"headings": [["1. Title"], ["# Title"]], "clauses": "1.1"},
    {"headings": [["1. Title", "1 Title"], ["1.1 Title"]], "clauses": "1.1", "apart": ["1.1"]},
    {"headings": [["1.1 Title"], ["Title"]], "clauses": "1.1.1", "undivided": ["1.1.1"]},
    {"headings": [["1. Title"]], "clauses": "paragraphs"},
    {"headings": [["1.0 Title"]], "clauses": "1.1"},
]
PIECES = st.sampled_from(
    [
        *(
            "1.1 ",
            "- 1.2 ",
            "2. ",
            "3 ",
            "1.0 ",
            "1.1.1 ",
            "- ",
            "a) ",
            "(b) ",
            " - i) ",
            "# ",
            "**",
            "*",
            "<b>",
            "</b>",
        ),
        *("PROPOSED AMENDMENT", "Existing: ", "Proposed: ", "It is proposed to delete", "To be inserted:"),
        *("Members should not:", "and the", "Officers will act. ", "All members", "e.g. ", "x.", "“", "•", "—"),
        *("\u00a0", "\t", "\r", "\ufeff", "\x0c", "\u2028"),
    ]
)
LINES = st.lists(st.one_of(PIECES, PIECES, st.text(max_size=8)), max_size=6).map("".join)
TEXTS = st.lists(LINES, max_size=20).map("\n".join)


@pytest.mark.parametrize("amending", [False, True])
@pytest.mark.parametrize("layout", LAYOUTS)
@given(source=TEXTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_or_refused_and_no_word_is_changed(
    layout: dict[str, Any], amending: bool, source: str
) -> None:
    try:
        parsed = parsing(source, {"amendments": AMENDMENTS} if amending else None, **layout)
    except KnowledgeError:
        return
    whole = quoted(f"\n{source}", 0, len(source) + 1)
    ids = {clause.id for clause in parsed.clauses}
    for clause in parsed.clauses:
        assert any(map(str.isalnum, clause.item))
        assert clause.text == " ".join(span.text for span in clause.spans)
        assert clause.digest == digest_of(clause.text)
        assert clause.counterpart is None or clause.counterpart in ids
        for span in clause.spans:
            assert span.text == quoted(source, span.start, span.end)
            assert span.text in whole
    for line in parsed.lines:
        assert line.kind not in (LineKind.CLAUSE, LineKind.STEM) or line.of in ids
