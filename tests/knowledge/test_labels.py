"""Numbers and letters at the start of a line."""

import pytest

from knowledge.labels import lettered, number_form, ordinals


@pytest.mark.parametrize(
    ("template", "text", "number"),
    [
        ("1.1", "10.3 Letters", "10.3"),
        ("1.1", "1.1.1 Letters", None),
        ("1.1", "1. Letters", None),
        ("1.1", "2.4", "2.4"),
        ("1.1.1", "1.3.8 Officers", "1.3.8"),
        ("1.0", "7.0 PROPOSED", "7.0"),
        ("1.0", "7.1 PROPOSED", None),
        ("1.", "12. Aims", "12."),
        ("1.", "12 Aims", None),
        ("1", "3 **EXPECTATIONS**", "3"),
        ("1", "3. Aims", None),
        ("1", "2019", "2019"),
        ("1.1", "1.5million", None),
    ],
)
def test_a_number_is_found_by_how_it_is_printed(template: str, text: str, number: str | None) -> None:
    found = number_form(template).match(text)
    assert (found["number"] if found else None) == number


@pytest.mark.parametrize(
    ("text", "label"),
    [("a) one", "a"), ("(b) two", "b"), ("iv) four", "iv"), ("(viii) eight", "viii"), ("ab) no", ""), ("A) no", "")],
)
def test_letters_and_roman_numbers_open_an_entry(text: str, label: str) -> None:
    assert lettered(text)[0] == label
    assert text[lettered(text)[1] :] == (text.split(") ")[1] if label else text)


def test_a_label_can_belong_to_two_series() -> None:
    assert ordinals("i") == {"letter": 9, "roman": 1}
    assert ordinals("b") == {"letter": 2}
    assert ordinals("xiv") == {"roman": 14}
    assert ordinals("iiii") == {}
