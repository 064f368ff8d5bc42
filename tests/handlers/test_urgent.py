"""Danger, crime and wrongdoing are pointed to where they belong, before anything else."""

import pytest

from handlers import wording
from handlers.urgent import urgent_words


@pytest.mark.parametrize(
    "text",
    [
        "he punched me in the car park",
        "she says she will kill herself",
        "got death threats after committee",
        "a councillor grabbed me by the arm",
        "I'm scared he'll hurt me",
        "she shoved a colleague against the wall",
        "I fear for my safety",
    ],
)
def test_danger_comes_first(text: str) -> None:
    assert urgent_words(text, "the clerk") == (wording.IN_DANGER, wording.NOT_FOR_A_DESK)


@pytest.mark.parametrize(
    "text",
    [
        "can I blow the whistle on this",
        "my boss takes bribes",
        "it smells of fraud",
        "somebody stole from the till",
        "he is fiddling his expenses",
        "I think an officer committed a crime",
    ],
)
def test_wrongdoing_goes_to_the_authoritys_procedure(text: str) -> None:
    assert urgent_words(text, "Internal Audit") == (wording.report_wrongdoing("Internal Audit"), wording.NOT_FOR_A_DESK)
    assert "Monitoring Officer" in urgent_words(text, "")[0]


@pytest.mark.parametrize(
    "text",
    [
        "he wants to kill the proposal",
        "the motion was a stab in the dark",
        "they hit the budget",
        "who takes the minutes",
        "he grabbed me in the corridor for a word",
        "would it hurt the group",
        "they will beat us in May and the cuts will hit us",
        "fiddling with the agenda",
    ],
)
def test_ordinary_words_are_no_alarm(text: str) -> None:
    assert urgent_words(text, "") == ()
