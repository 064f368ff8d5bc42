from __future__ import annotations

from handlers.answer import answer
from handlers.messages import Kind, Question
from index.search import Candidate, SearchResult
from knowledge.clause import Status
from knowledge.library import Library


def test_where_only_a_proposal_was_found_it_is_shown_beside_what_it_would_replace() -> None:
    library = Library.load()
    clauses = library.protocol("trafford").clauses
    proposal = next(one for one in clauses if one.status is Status.PROPOSED and one.counterpart)
    found = SearchResult((Candidate(proposal.id, 9.0, 0.9, 9.0),), (), 0.9, 0.0, False, {})
    reply = answer(library, Question("purdah", "trafford"), found)
    assert reply.kind is Kind.ANSWER
    assert proposal.id in [shown.clause for shown in reply.proposed]
    assert proposal.counterpart in [shown.clause for shown in reply.quotes]
