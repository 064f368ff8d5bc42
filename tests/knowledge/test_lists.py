"""Entries find their level by what came before, not by their indent."""

from knowledge.drafts import Draft, Form, Place
from knowledge.lists import Lists


def marks(*letters: str) -> list[str]:
    lists, placed = Lists(), []
    for letter in letters:
        above, mark = lists.place(letter)
        lists.put(Draft(Form.LETTERED, mark, Place(), Place()))
        placed.append(f"{above.mark}>{mark}" if above else mark)
    return placed


def test_bullets_are_counted() -> None:
    assert marks("", "", "") == ["1", "2", "3"]


def test_a_first_letter_of_another_series_is_nested_and_the_outer_series_goes_on() -> None:
    assert marks("a", "i", "ii", "b") == ["a", "a>i", "a>ii", "b"]


def test_i_after_h_is_a_letter() -> None:
    assert marks(*"abcdefghij") == list("abcdefghij")


def test_bullets_nest_under_letters() -> None:
    assert marks("a", "", "", "b", "") == ["a", "a>1", "a>2", "b", "b>1"]


def test_a_series_that_starts_again_is_a_new_list() -> None:
    assert marks("a", "b", "a") == ["a", "b", "a"]
