"""The neutrality check in a real client: the form, the result, a record of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from handlers.neutrality import form_wording as said
from handlers.neutrality import wording
from knowledge.neutrality import Meeting
from tests.e2e_teams.browser import Client

pytestmark = pytest.mark.model


def test_a_check_that_is_kept(chief_executive: Client, pictures: Path) -> None:
    form = chief_executive.ask("neutrality")
    chief_executive.pictures(form, pictures, "neutrality-form")
    chief_executive.choose(said.KIND, wording.MEETINGS[Meeting.GROUP])
    chief_executive.pick_date(said.DAY, dt.date.today() + dt.timedelta(days=40))
    chief_executive.press(said.SHOW_CHECK, form)
    result = chief_executive.see(wording.WHAT_CHANGES)
    chief_executive.pictures(result, pictures, "neutrality-result")
    chief_executive.press(said.KEEP, result)
    kept = chief_executive.see(said.KEPT)
    chief_executive.pictures(kept, pictures, "neutrality-kept")
    chief_executive.press(said.SEND_AGAIN, kept)
    chief_executive.pictures(chief_executive.see(said.AGAIN_TITLE), pictures, "neutrality-again")
    chief_executive.press(said.BACK)
    chief_executive.press(said.MINE)
    mine = chief_executive.see(said.MINE_TITLE)
    chief_executive.pictures(mine, pictures, "neutrality-mine")
    assert wording.MEETINGS[Meeting.GROUP] in mine.inner_text()
