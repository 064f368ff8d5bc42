"""What `doctor` finds out about requests without a database. With one: tests/bot/cli/test_doctor.py."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.request_checks import ENDS_SOON, check_holidays
from bot.working_days import KNOWN_UNTIL

STANDARDS = {"site-visit": "5"}


@pytest.mark.parametrize(("before", "is_well"), [(ENDS_SOON, True), (ENDS_SOON - timedelta(1), False)])
def test_bank_holidays_that_end_soon_are_told(before: timedelta, is_well: bool) -> None:
    (check,) = check_holidays(STANDARDS, KNOWN_UNTIL - before)
    assert (check.ok, bool(check.remedy)) == (is_well, not is_well)
    assert str(KNOWN_UNTIL.year) in check.what


def test_without_a_service_standard_nobody_counts_working_days() -> None:
    assert check_holidays({}, KNOWN_UNTIL) == []
