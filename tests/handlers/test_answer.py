"""An answer quotes what was accepted, with what must travel with it, and says what is only proposed."""

from handlers import wording
from handlers.answer import MOST_QUOTES, answer, silent
from handlers.messages import ActionKind, Kind, Question, Reply
from knowledge.clause import Role, Status
from knowledge.library import Library
from tests.fakes.request_types import library_with
from tests.fakes.search import FoundPart, found


def ask(library: Library, text: str, *accepted: str, role: Role | None = Role.MEMBER, **signals: object) -> Reply:
    authority = accepted[0].split("/")[0]
    return answer(library, Question(text, authority, role), found(*accepted, **signals))  # type: ignore[arg-type]


def test_the_exception_is_quoted_beside_the_rule(library: Library) -> None:
    reply = ask(library, "can I copy somebody in?", "trafford/10.1")
    assert [(quote.clause, quote.companion) for quote in reply.quotes] == [
        ("trafford/10.1", False),
        ("trafford/10.2", True),
    ]


def test_a_clause_that_is_found_itself_is_no_companion(library: Library) -> None:
    reply = ask(library, "can I copy somebody in?", "trafford/10.2", "trafford/10.1")
    assert [quote.companion for quote in reply.quotes if quote.clause == "trafford/10.2"] == [False]


def test_never_more_than_four_quotes(library: Library) -> None:
    clauses = [clause.id for clause in library.protocol("trafford").clauses if clause.status is Status.IN_FORCE]
    reply = ask(library, "everything", *clauses)
    assert len(reply.quotes) + len(reply.proposed) == MOST_QUOTES


def test_a_clause_without_room_for_its_companions_is_left_out(library: Library) -> None:
    reply = ask(library, "everything", "trafford/4.1", "trafford/4.2", "trafford/4.3", "trafford/10.1", "trafford/4.5")
    assert [quote.clause for quote in reply.quotes] == [
        "trafford/4.1",
        "trafford/4.2",
        "trafford/4.3",
        "trafford/4.5",
    ]


def test_a_reworded_clause_is_only_named_unless_the_question_is_about_proposals(library: Library) -> None:
    plain = ask(library, "who do I complain to", "trafford/15.1", "trafford/15.1/proposed")
    assert plain.proposed == ()
    assert wording.a_change_is_proposed("15.1") in plain.notes
    about = ask(library, "what is the proposed wording on complaints", "trafford/15.1")
    assert [quote.clause for quote in about.proposed] == ["trafford/15.1/proposed"]
    assert wording.a_change_is_proposed("15.1") not in about.notes


def test_the_clause_for_the_post_complained_of_stands_first_and_those_for_other_posts_are_left_out(
    library: Library,
) -> None:
    found_in = ("reigate/1.11.3", "reigate/1.11.4", "reigate/1.11.2")
    chief = ask(library, "want to complain about the CEO", *found_in)
    assert [quote.clause for quote in chief.quotes] == ["reigate/1.11.4", "reigate/1.11.2"]
    team = ask(library, "complaint about a member of the management team", *found_in)
    assert [quote.clause for quote in team.quotes] == ["reigate/1.11.3", "reigate/1.11.2"]
    clerk = ask(library, "it's the clerk herself I am unhappy with", "lydney/5.2/p1", "lydney/5.2/p2")
    assert clerk.quotes[0].clause == "lydney/5.2/p2"


def test_without_a_post_of_its_own_a_complaint_keeps_the_order_of_the_search(library: Library) -> None:
    reply = ask(library, "a planner was rude to me, who do I see", "reigate/1.11.2", "reigate/1.11.4")
    assert reply.quotes[0].clause == "reigate/1.11.2"
    assert "reigate/1.11.4" in [quote.clause for quote in reply.quotes]


def test_every_answer_says_that_it_is_no_verdict(library: Library) -> None:
    assert wording.NO_VERDICT in ask(library, "who decides", "cumbria/4.7").notes


def test_the_role_is_asked_for_where_it_matters(library: Library) -> None:
    reply = ask(library, "they were rude", "cumbria/2.10", role=None, depends_on_role=True)
    asked = [action for action in reply.actions if action.kind is ActionKind.ROLE]
    assert [(action.role, action.question) for action in asked] == [
        (Role.MEMBER, "they were rude"),
        (Role.OFFICER, "they were rude"),
    ]
    assert wording.ROLE_MATTERS in reply.notes


def test_the_role_is_not_asked_for_where_it_is_known(library: Library) -> None:
    reply = ask(library, "they were rude", "cumbria/2.10", role=Role.MEMBER, depends_on_role=True)
    assert not [action for action in reply.actions if action.kind is ActionKind.ROLE]


def test_silence_quotes_nothing_and_offers_the_nearest(library: Library) -> None:
    question = Question("who may record our meeting", "lydney")
    reply = silent(library, question, found("lydney/4.1", rejected=["lydney/4.3(a)"]), contact="the clerk")
    assert (reply.kind, reply.quotes) == (Kind.SILENT, ())
    assert wording.NEITHER_PERMISSION_NOR_PROHIBITION in reply.lead[0]
    assert reply.escalation.fallback
    assert wording.NOT_FROM_THE_PROTOCOL in reply.escalation.fallback.sentences
    (nearest,) = [action for action in reply.actions if action.kind is ActionKind.OTHERS]
    assert nearest.clauses == ("lydney/4.1", "lydney/4.3(a)")


def test_where_only_a_proposal_was_found_it_is_shown_beside_what_it_would_replace(library: Library) -> None:
    reply = ask(library, "purdah", "trafford/2.4/proposed")
    assert [quote.clause for quote in reply.proposed] == ["trafford/2.4/proposed"]
    assert [quote.clause for quote in reply.quotes] == ["trafford/2.4"]


class TestStartingTheRequest:
    def test_where_the_route_leads_to_a_request_a_button_starts_it(self, library: Library) -> None:
        reply = ask(library_with(library), "whom do we ask for an officer at our group", "cumbria/4.6")
        (start,) = [action for action in reply.actions if action.kind is ActionKind.REQUEST]
        assert (start.label, start.request, start.authority) == (
            wording.START_REQUEST,
            "group-attendance",
            "cumbria",
        )

    def test_not_where_the_protocol_does_not_lay_it_down(self, library: Library) -> None:
        bare = library_with(library, ())
        reply = ask(bare, "whom do we ask for an officer at our group", "cumbria/4.6")
        assert reply.escalation.request == "officer-attendance-group"
        assert not [action for action in reply.actions if action.kind is ActionKind.REQUEST]

    def test_not_for_the_other_side(self, library: Library) -> None:
        reply = ask(
            library_with(library), "whom do we ask for an officer at our group", "cumbria/4.6", role=Role.OFFICER
        )
        assert not [action for action in reply.actions if action.kind is ActionKind.REQUEST]


class TestTwoQuestionsInOneMessage:
    TEXT = "can I bring a trainee to my ward meeting, and can I just rock up at the tip?"
    MEETING = FoundPart("can I bring a trainee to my ward meeting", "trafford/11.3")
    VISIT = FoundPart("and can I just rock up at the tip?", "trafford/13.3/b1")

    def reply(self, library: Library, *parts: FoundPart) -> Reply:
        return ask(library, self.TEXT, "trafford/11.3", "trafford/13.3/b1", parts=parts)

    def test_each_has_its_own_way(self, library: Library) -> None:
        reply = self.reply(library, self.MEETING, self.VISIT)
        assert [one.route for one in (reply.escalation, *reply.further)] == ["C-12", "C-18"]

    def test_each_request_that_can_be_started_is_named(self, library: Library) -> None:
        def starts(reply: Reply) -> list[str]:
            return [one.label for one in reply.actions if one.kind is ActionKind.REQUEST]

        names = {one.id: one.name for one in library.protocol("trafford").requests}
        assert starts(self.reply(library)) == [wording.START_REQUEST]
        assert starts(self.reply(library, self.MEETING, self.VISIT)) == [
            wording.start_this(names["ward-meeting"]),
            wording.start_this(names["site-visit"]),
        ]

    def test_the_same_way_is_not_said_twice(self, library: Library) -> None:
        again = FoundPart("and a second trainee?", "trafford/11.3")
        assert self.reply(library, self.MEETING, again).further == ()

    def test_a_question_whose_clause_is_not_quoted_leads_nowhere(self, library: Library) -> None:
        reply = ask(library, self.TEXT, "trafford/11.3", parts=(self.MEETING, self.VISIT))
        assert reply.further == ()

    def test_where_only_the_other_leads_somewhere_that_way_is_shown(self, library: Library) -> None:
        talk = FoundPart("what is this for?", "trafford/1.1")
        reply = ask(library, "what is this for?", "trafford/1.1", "trafford/13.3/b1", parts=(talk, self.VISIT))
        assert (reply.escalation.route, reply.further) == ("C-18", ())
