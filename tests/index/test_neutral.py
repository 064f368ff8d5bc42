from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.neutral import neutralised
from knowledge.library import Library

ADJECTIVES = (
    "Conservative|conservative|Tory|tory|Labour|labour|lab|Lib-Dem|libdem|Liberal Democrat|lib dem|Green|green|Reform"
    "|reform|Reform UK|Independent|independent|UKIP|con|ld|Plaid|Plaid Cymru|residents' association"
).split("|")
NOUNS = "Conservatives|tories|Labour|labour|Lib Dems|Greens|independents|Reform UK|UKIP|plaid".split("|")
PEOPLE = (
    "Cllr Smith|Councillor Patel|Cllr. Okafor|cllr Szymański|councillor Jane Smith|Cllr O'Brien|Cllr Jones-Evans"
    "|Cllr Green|cllr khan|cllr ahmed|Cllr J. K. Davies|councilor Young"
).split("|")
WARDS = "Urmston|Hale Barns|St Mary's|Bucklow-St Martins|Earlswood & Whitebushes|Redhill East|Sale Moor".split("|")


@pytest.mark.parametrize(
    ("template", "neutral"),
    [
        ("can an officer come to the {} group's meeting", "can an officer come to the party group's meeting"),
        ("another {} councillor asked", "another party councillor asked"),
        ("I am a {} candidate", "I am a party candidate"),
        ("the {} party", "the party"),
        ("the {} lot", "the party group"),
        ("our {} leader", "our party leader"),
    ],
)
@pytest.mark.parametrize("party", ADJECTIVES)
def test_before_its_company_a_party_is_a_party(template: str, neutral: str, party: str) -> None:
    asked = template.format(party).replace("a Independent", "an Independent").replace("a independent", "an independent")
    assert neutralised(asked) == neutral


@pytest.mark.parametrize("party", NOUNS)
def test_a_party_by_itself_is_a_party_group(party: str) -> None:
    assert neutralised(f"the {party} want a briefing") == "the party group want a briefing"
    assert neutralised(f"can I brief {party}?") == "can I brief the party group?"
    assert neutralised(f"{party}'s budget") == "the party group's budget"


@pytest.mark.parametrize("person", PEOPLE)
def test_a_councillor_with_a_name_is_the_councillor(person: str) -> None:
    assert neutralised(f"can I bcc {person} into this") == "can I bcc the councillor into this"
    assert neutralised(f"{person} shouted at me") == "the councillor shouted at me"
    assert neutralised(f"about {person}'s emails") == "about the councillor's emails"


@pytest.mark.parametrize(
    "person", ["Mr Smith", "Mrs Begum", "Ms. O'Neill", "Dr Anna Kowalski", "Miss Lee", "Sir Brian"]
)
def test_a_person_with_a_title_is_anybody(person: str) -> None:
    assert neutralised(f"is {person}'s report late") == "is Mr X's report late"


@pytest.mark.parametrize("name", ["davies", "jones", "hughes", "smith", "khan", "manning", "grant", "ahmed"])
def test_a_name_in_small_letters_is_a_name_though_it_ends_like_a_verb(name: str) -> None:
    assert neutralised(f"cllr {name} barks at us") == "the councillor barks at us"


def test_after_a_word_that_goes_before_a_noun_the_councillor_is_one() -> None:
    assert neutralised("my ward councillor Jane Smith wants") == "my ward councillor wants"


def test_several_councillors_are_the_councillors() -> None:
    assert neutralised("Cllrs Smith, Patel and Jones want") == "the councillors want"


@pytest.mark.parametrize("ward", WARDS)
def test_a_ward_with_a_name_is_the_ward(ward: str) -> None:
    assert neutralised(f"a meeting in {ward} ward") == "a meeting in the ward"
    assert neutralised(f"Does the {ward} Ward member know") == "Does the ward member know"
    assert neutralised(f"the councillor for {ward} asked") == "the councillor for the ward asked"


@pytest.mark.parametrize(
    "question",
    [
        "Cllr rang at 9pm wanting a briefing",
        "cllr asked me to bin the report",
        "cllr hung up on me",
        "cllr barks at us",
        "my cllr denies it and cllr twists my arm",
        "another cllr asked me",
        "As a Councillor I want to know",
        "the Councillor Code of Conduct",
        "My ward, or another ward?",
        "should the independent member step out",
        "an independent person looked into it",
        "the green belt and a bowling green",
        "the reform of planning",
        "is the Independent Person told, and the Green Paper",
        "is there a Green belt or an Independent person",
        "labour costs went up",
        "is it a con to lead",
        "Members of Parliament",
        "what does the Monitoring Officer do",
    ],
)
def test_what_names_nobody_stays(question: str) -> None:
    assert neutralised(question) == question


@pytest.mark.parametrize(
    "service", ["parks", "Adult Care", "children's services", "HR", "revenues and benefits", "parks & streets"]
)
def test_the_head_of_any_service_is_a_head_of_service(service: str) -> None:
    assert neutralised(f"had enough of the head of {service}") == "had enough of the head of service"
    assert neutralised(f"does the head of {service} know") == "does the head of service know"


@pytest.mark.parametrize(
    "office",
    ["head of paid service", "head of the council", "Head of Legal and Democratic Services", "head of a school"],
)
def test_an_office_of_its_own_stays(office: str) -> None:
    assert neutralised(f"who is the {office}") == f"who is the {office}"


@pytest.mark.parametrize("party", ["Green", "Reform", "Independent", "Labour", "Conservatives"])
def test_a_party_that_is_a_common_word_too_is_told_by_its_capital(party: str) -> None:
    assert neutralised(f"I was in with {party} last night") == "I was in with the party group last night"
    assert neutralised(f"{party} asked me to brief them") == "the party group asked me to brief them"
    assert neutralised(f"the {party} pre-meet is on Monday") == "the party pre-meet is on Monday"


def test_a_group_that_opens_a_question_gets_its_article() -> None:
    assert neutralised("Labour group want me there") == neutralised("the Greens want me there")


@pytest.mark.parametrize("party", ["tories", "Conservatives", "Greens"])
def test_what_belongs_to_a_party_belongs_to_any(party: str) -> None:
    assert neutralised(f"the {party}' meeting") == "the party meeting"


def test_the_words_of_the_protocols_stay() -> None:
    library = Library.load()
    clauses = [clause.text for authority in library.authorities for clause in library.protocol(authority).clauses]
    assert [text for text in clauses if neutralised(text) != text] == []


words = st.lists(
    st.sampled_from("can an officer brief us about papers when asked to meet, or copy me?".split()), max_size=4
)


@given(words, words, st.data())
def test_only_the_name_differs_so_nothing_does(before: list[str], after: list[str], data: st.DataObject) -> None:
    for kind, company in ((ADJECTIVES, "group"), (PEOPLE, "asked"), (WARDS, "ward")):
        one, other = data.draw(st.sampled_from(kind)), data.draw(st.sampled_from(kind))
        sentence = " ".join([*before, "in", "{}", company, *after])
        assert neutralised(sentence.format(one)) == neutralised(sentence.format(other))


@given(st.text(max_size=200))
def test_whatever_is_asked_stays_a_question(text: str) -> None:
    assert isinstance(neutralised(text), str)
