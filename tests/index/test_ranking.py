from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.confidence import strangeness
from index.corpus import Shelf
from index.ranking import Evidence, Ranking, lay_out, rank, standardised, with_each_answered
from knowledge.clause import Role, Status
from tests.fakes.stock import clause

MEMBER, OFFICER = frozenset({Role.MEMBER}), frozenset({Role.OFFICER})


def shelf(*statuses: Status, asks: tuple[int, ...] = (), silences: int = 0) -> Shelf:
    clauses = tuple(clause(f"moor/{at}", "x", status=status) for at, status in enumerate(statuses))
    return Shelf(clauses, tuple("?" for _ in asks), asks, ("-",) * silences)


def evidence(
    clauses: list[float],
    questions: list[float],
    words: list[float],
    strays: list[float] | None = None,
    silences: list[float] | None = None,
    apart: list[float] | None = None,
    silence: list[float] | None = None,
    kinds: list[float] | None = None,
    length: int = 7,
) -> Evidence:
    return Evidence(
        clauses=np.array(clauses),
        asked=np.array([*questions, *(silences or []), *(strays or [])]),
        discriminant=np.array(apart or [0.0] * len(clauses)),
        silence=np.array(silence or []),
        kinds=np.array(kinds or []),
        words=np.array(words),
        length=length,
    )


def ranked(of: Shelf, seen: Evidence, role: Role | None = None, *, about_proposals: bool = False) -> Ranking:
    return rank(lay_out(of), seen, role, about_proposals)


IN_FORCE = Status.IN_FORCE


def test_the_nearest_three_questions_speak_for_a_clause() -> None:
    of = shelf(IN_FORCE, IN_FORCE, asks=(0, 0, 0, 0, 1, 1))
    ranking = ranked(of, evidence([0.1, 0.1], [0.9, 0.6, 0.3, -0.9, 0.5, 0.7], [0, 0]))
    assert ranking.meaning.tolist() == pytest.approx([0.6, 0.6])
    assert ranked(of, evidence([0, 0], [0.9, 0.6, 0.3, 0.4, 0.1, 0.1], [0, 0])).accepted[0] == 0


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from([-0.5, 0.1, 0.25, 0.5, 0.75])), max_size=30))
def test_the_nearest_are_counted_one_by_one_though_they_be_equally_near(asked: list[tuple[int, float]]) -> None:
    asked.sort(key=lambda one: one[0])
    own = [0.3] * 5
    ranking = ranked(
        shelf(*[IN_FORCE] * 5, asks=tuple(at for at, _ in asked)), evidence(own, [near for _, near in asked], [0] * 5)
    )
    for place in range(5):
        nearest = sorted((near for at, near in asked if at == place), reverse=True)[:3] or own[:1]
        assert ranking.meaning[place] == pytest.approx(sum(nearest) / len(nearest), abs=1e-6)


def test_who_asks_tells_twins_apart() -> None:
    """In the same words a member is led to the clause that members ask about, an officer to the other."""
    of = replace(shelf(IN_FORCE, IN_FORCE, asks=(0, 0, 1, 1)), askers=(Role.MEMBER, Role.MEMBER, Role.OFFICER, None))
    alike = evidence([0.1, 0.1], [0.5, 0.5, 0.5, 0.5], [0, 0])
    assert [ranked(of, alike, role).accepted[0] for role in (Role.MEMBER, Role.OFFICER)] == [0, 1]
    assert ranked(of, alike).score.tolist() == [0, 0]
    assert ranked(of, alike).depends_on_role
    # Four of six are members with the two that are imagined on either side; of the other, two of five.
    assert ranked(of, alike, Role.MEMBER).score.tolist() == pytest.approx([math.log(4 / 6), math.log(2 / 5)])


def test_a_few_askers_do_not_outweigh_what_the_words_say() -> None:
    of = replace(shelf(IN_FORCE, IN_FORCE, asks=(0, 1)), askers=(Role.OFFICER, None))
    assert ranked(of, evidence([0.1, 0.1], [0.8, 0.4], [0, 0]), Role.MEMBER).accepted[0] == 0


def test_a_clause_without_questions_speaks_for_itself() -> None:
    ranking = ranked(shelf(IN_FORCE, IN_FORCE, asks=(0,)), evidence([0.2, 0.8], [0.3], [0, 0]))
    assert ranking.meaning.tolist() == pytest.approx([0.3, 0.8])
    assert ranking.accepted[0] == 1


def test_words_decide_where_meaning_does_not() -> None:
    ranking = ranked(shelf(IN_FORCE, IN_FORCE), evidence([0.5, 0.5], [], [0.0, 3.0]))
    assert ranking.accepted[0] == 1


def test_the_discriminant_decides_where_nearness_does_not() -> None:
    ranking = ranked(shelf(IN_FORCE, IN_FORCE), evidence([0.5, 0.5], [], [0.0, 0.0], apart=[-40.0, -30.0]))
    assert ranking.accepted[0] == 1


def test_the_size_of_raw_scores_does_not_matter() -> None:
    small = ranked(shelf(IN_FORCE, IN_FORCE), evidence([0.5, 0.1], [], [0.0, 0.3]))
    large = ranked(shelf(IN_FORCE, IN_FORCE), evidence([0.5, 0.1], [], [0.0, 3000.0]))
    assert small.score.tolist() == pytest.approx(large.score.tolist())


@pytest.mark.parametrize(("role", "first"), [(Role.MEMBER, 1), (Role.OFFICER, 0), (None, 0)])
def test_between_twins_the_asker_decides(role: Role | None, first: int) -> None:
    twins = (clause("moor/o", "x", addressees=OFFICER), clause("moor/m", "x", addressees=MEMBER))
    ranking = ranked(Shelf(twins, (), ()), evidence([0.5, 0.5], [], [1, 1]), role)
    assert ranking.accepted[0] == first
    assert ranking.depends_on_role is (role is None)


def test_the_role_does_not_matter_where_both_sides_get_the_same() -> None:
    assert not ranked(shelf(IN_FORCE, IN_FORCE), evidence([0.9, 0.1], [], [1, 0])).depends_on_role


def test_a_proposal_stands_behind_unless_changes_are_asked_about() -> None:
    of, seen = shelf(Status.PROPOSED, IN_FORCE), evidence([0.9, 0.4], [], [2, 1])
    assert ranked(of, seen).accepted[0] == 1
    assert ranked(of, seen, about_proposals=True).accepted[0] == 0


def test_what_is_far_behind_the_best_is_rejected_but_kept() -> None:
    ranking = ranked(shelf(*[IN_FORCE] * 30), evidence([0.9] + [0.1] * 29, [], [5.0] + [0.0] * 29))
    assert ranking.accepted.tolist() == [0]
    assert ranking.rejected.tolist()[:2] == [1, 2]
    assert ranking.likelihood > 0.9


def test_what_is_as_likely_as_the_best_is_accepted_up_to_four() -> None:
    assert ranked(shelf(*[IN_FORCE] * 3), evidence([0.5] * 3, [], [0.0] * 3)).accepted.tolist() == [0, 1, 2]
    assert len(ranked(shelf(*[IN_FORCE] * 30), evidence([0.5] * 30, [], [0.0] * 30)).accepted) <= 4


def test_the_best_is_accepted_however_many_are_as_likely() -> None:
    ranking = ranked(shelf(*[IN_FORCE] * 200), evidence([0.5] * 200, [], [0.0] * 200))
    assert ranking.accepted.tolist() == [0]


def one_of_eight(first: int, height: float = 5.0) -> Ranking:
    words = [0.0] * 8
    words[first] = height
    return ranked(shelf(*[IN_FORCE] * 8), evidence([0.5] * 8, [], words, apart=words))


def test_each_of_several_questions_gets_its_clause_behind_the_best_of_all() -> None:
    both = with_each_answered(one_of_eight(2), [one_of_eight(2), one_of_eight(6)])
    assert both.accepted.tolist()[:2] == [2, 6]
    assert sorted([*both.accepted.tolist(), *both.rejected.tolist()]) == list(range(8))


def test_a_part_that_is_not_sure_of_its_clause_adds_nothing() -> None:
    unsure = ranked(shelf(*[IN_FORCE] * 8), evidence([0.5] * 8, [], [0.0] * 8))
    both = with_each_answered(one_of_eight(2), [one_of_eight(2), unsure])
    assert both.accepted.tolist() == one_of_eight(2).accepted.tolist()


def test_many_questions_do_not_make_more_than_four_clauses() -> None:
    assert with_each_answered(one_of_eight(0), [one_of_eight(at) for at in range(8)]).accepted.tolist() == [0, 1, 2, 3]


def test_the_signals_are_those_of_the_first_clause() -> None:
    of = shelf(IN_FORCE, IN_FORCE, asks=(0, 1), silences=2)
    seen = evidence([0.2, 0.6], [0.1, 0.8], [0, 3], [0.3, 0.5, 0.4], [0.1, 0.7], apart=[-800.0, -790.0], length=12)
    signals = ranked(of, seen).signals
    assert signals.questions == pytest.approx(0.8)
    assert signals.words == pytest.approx(math.log(4))
    assert signals.length == pytest.approx(math.log(12))
    assert signals.silences == pytest.approx(0.7)
    assert signals.strays == pytest.approx(0.4)
    assert signals.discriminant == -790
    assert (signals.over_silence, signals.over_strays) == (0, 0)


def test_topics_of_silence_and_kinds_of_strays_are_told_apart_from_the_best_clause() -> None:
    seen = evidence([0.2, 0.6], [0.1, 0.8], [0, 3], apart=[-800.0, -790.0], silence=[-795.0, -780.0], kinds=[-810.0])
    signals = ranked(shelf(IN_FORCE, IN_FORCE, asks=(0, 1)), seen).signals
    assert (signals.over_silence, signals.over_strays) == (-10, 20)


def test_few_words_do_not_speak_against_an_answer() -> None:
    of, seen = shelf(IN_FORCE, asks=(0,)), [evidence([0.5], [0.5], [1], length=length) for length in (1, 10)]
    assert ranked(of, seen[0]).signals == ranked(of, seen[1]).signals


def test_neighbours_are_told_by_what_they_are() -> None:
    of = shelf(IN_FORCE, IN_FORCE, asks=(0, 0, 1, 1), silences=4)
    ours = ranked(of, evidence([0.9, 0.8], [0.9, 0.9, 0.8, 0.8], [0, 0], [0.1] * 4, [0.2] * 4)).signals.neighbours
    theirs = ranked(of, evidence([0.1, 0.1], [0.2, 0.2, 0.1, 0.1], [0, 0], [0.8] * 6, [0.9] * 4)).signals.neighbours
    assert ours == pytest.approx(0.6)
    assert theirs == 0


def test_a_message_is_covered_where_one_of_its_questions_surely_is() -> None:
    whole = replace(one_of_eight(2), confidence=0.2)
    parts = [replace(one_of_eight(at), confidence=confidence) for at, confidence in ((2, 0.9), (6, 0.1))]
    assert with_each_answered(whole, parts).confidence == 0.9
    assert with_each_answered(whole, parts[1:] * 2).confidence == 0.2
    assert with_each_answered(replace(whole, confidence=0.95), parts).confidence == 0.95


cosines = st.floats(-1, 1, width=32)


@given(st.data(), st.integers(1, 12))
def test_every_clause_has_its_place_and_signals_their_range(data: st.DataObject, count: int) -> None:
    asks = tuple(sorted(data.draw(st.lists(st.integers(0, count - 1), max_size=30))))
    of = shelf(*data.draw(st.lists(st.sampled_from(Status), min_size=count, max_size=count)), asks=asks)
    seen = evidence(
        data.draw(st.lists(cosines, min_size=count, max_size=count)),
        data.draw(st.lists(cosines, min_size=len(asks), max_size=len(asks))),
        data.draw(st.lists(st.floats(0, 50, width=32), min_size=count, max_size=count)),
        data.draw(st.lists(cosines, max_size=5)),
    )
    ranking = ranked(of, seen, data.draw(st.sampled_from([None, *Role])), about_proposals=data.draw(st.booleans()))
    places = [*ranking.accepted.tolist(), *ranking.rejected.tolist()]
    assert 1 <= len(ranking.accepted) <= 4
    assert sorted(places) == list(range(count))
    assert ranking.score[places].tolist() == sorted(ranking.score.tolist(), reverse=True)
    assert 0 <= ranking.confidence <= 1
    assert 0 <= strangeness(ranking.signals) <= 1


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50))
def test_standardised_values_have_mean_zero_and_spread_one_or_none(values: list[float]) -> None:
    z = standardised(np.array(values))
    assert z.mean() == pytest.approx(0, abs=1e-4)
    assert z.std() == pytest.approx(1, abs=1e-4) or not z.any()
