"""Each mistake in requests.toml is found, with its file, its line and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.check import check
from tests.knowledge.spoiling import spoil, told

Copy = Callable[..., Path]
FILE = "requests.toml"

# (authority, what stands there, what is put in its place, what is said): told on the line where the change ends.
SPOILED = [
    ("cjc", 'id = "co-opted-advice"', 'id = "information"', "two requests are called “information”"),
    ("cjc", 'kind = "information"', 'kind = "info"', "there is no kind of request “info”"),
    ("cjc", 'routes = ["D-04"]', 'routes = ["D-44"]', "names the route “D-44”, which is not there"),
    ("cjc", 'routes = ["D-04"]', 'routes = ["D-04", "D-08"]', "the route D-08 starts “complaint-officer”"),
    ("cjc", 'routes = ["D-04"]', 'routes = ["D-03"]', "none of the routes of information starts “information”"),
    ("cjc", 'clauses = ["5/p2"', 'clauses = ["5/p22"', "information names the clause “5/p22”, which is not there"),
    ("cjc", 'clause = "5/p2"', 'clause = "5/p22"', "there is no clause “5/p22”"),
    ("cjc", "for appropriate advice and information", "for advice", "“for advice” does not stand in 5/p2"),
    ("cjc", "shall notify the Chief Executive", "may notify", "“he/she may notify” does not stand in 4/p3"),
    ("cjc", 'id = "neutrality"', 'id = "neutrality"\nstatus = "proposed"', "goes to its first office by a clause"),
    ("cjc", 'key = "issue"', 'key = "committee"', "two fields of information have the key “committee”"),
    ("cjc", 'office = ["Monitoring Officer"]', 'office = ["Mayor"]', "names the office “Mayor”, which routes.toml"),
    ("cjc", 'office = ["Chief Executive", "Director"]', 'office = ["Officers"]', "“Officers” is a party"),
    ("cjc", 'office = ["Chief Executive"]', 'office = ["Statutory Officers"]', "“Statutory Officers” is a party"),
    ("cjc", 'office = ["Chief Executive"]', 'office = ["Director"]', "do not name the “Director”, and no note does"),
    ("cjc", "options = [", 'options = ["Director", "Director"] #', "is a choice without two different options"),
    ("cjc", 'kind = "date"', 'kind = "person"\nfuture = true', "must be in the future and is no date"),
    ("cjc", 'kind = "long"', 'kind = "long"\noptions = ["a", "b"]', "has options and is no choice"),
    ("cjc", 'kind = "long"', 'kind = "long"\ncomplained_of = true', "is no choice or person"),
    ("cjc", 'kind = "long"', 'kind = "lang"', "“request.field.kind” cannot be used"),
    ("cjc", 'kind = "officer-attendance-ward"', 'kind = "information"', "and a request offers it"),
    ("cjc", 'kind = "officer-attendance-ward"', 'kind = "officer-attendance-group"', "absent twice"),
    ("cjc", 'kind = "officer-attendance-ward"', 'kind = "tea"', "there is no kind of request “tea”"),
    ("cjc", 'clauses = ["5/p2"]', 'clauses = ["5/p9"]', "officer-attendance-scrutiny names the clause “5/p9”"),
    ("cjc", "Officers are obliged to respond", "Officers must respond", "“Officers must respond positively"),
    ("lydney", "the Town Clerk (CEO) will advise all", "they tell all", "“they tell all other groups"),
    ("cjc", 'started_by = "member"', 'started_by = "member"\nwhom = "x"', "the key “request.whom” is unknown"),
    ("lydney", 'when = ["Town Clerk (CEO)"]', 'when = ["Clerk"]', "is for “Clerk”, which no field"),
    ("lydney", 'reveals = ["group", "subject"]', 'reveals = ["topic"]', "reveals “topic”, which is no field"),
    ("lydney", 'by = "decider"', 'by = "Mayor"', "names the office “Mayor”, which routes.toml does not list"),
    ("lydney", 'tells = ["all other groups"]', 'tells = ["everybody"]', "names the office “everybody”"),
    ("lydney", 'at = "granted"', 'at = "someday"', "“request.duty.at” cannot be used"),
]


# The same, where what is wrong stands on another line than the change: a part of that line.
ELSEWHERE = [
    ("cjc", 'clause = "5/p2"', 'clause = "4/p2"', "does not stand in 4/p2", 'words = "Members of Scrutiny'),
    ("cjc", 'options = ["Chief', '# ["Chief', "is a choice without two different options", 'key = "post"'),
    ("cjc", 'id = "information"', 'id = "neutrality"', "two requests are called “neutrality”", 'id = "neutrality"'),
    ("cumbria", 'tells = ["Group Leader"]', "tells = []", "is sent to nobody", "sends = true"),
    ("lydney", '"Another officer"]', "]", "is a choice without two different options", "options ="),
]


@pytest.mark.parametrize(("authority", "right", "wrong", "said"), SPOILED)
def test_a_mistake_is_told_with_its_line(copy: Copy, authority: str, right: str, wrong: str, said: str) -> None:
    folder = copy(authority)
    assert spoil(folder / authority / FILE, right, wrong) in told(folder, said)


@pytest.mark.parametrize(("authority", "right", "wrong", "said", "there"), ELSEWHERE)
def test_a_mistake_is_told_with_the_line_of_what_is_wrong(
    copy: Copy, authority: str, right: str, wrong: str, said: str, there: str
) -> None:
    folder = copy(authority)
    path, _ = spoil(folder / authority / FILE, right, wrong)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [there in lines[line - 1] for _, line in told(folder, said)].count(True) >= 1


def test_a_clause_without_words_is_told(copy: Copy) -> None:
    folder = copy("cjc")
    path, line = spoil(folder / "cjc" / FILE, 'words = "Members of Scrutiny and other Committees"\n', "")
    assert told(folder, "has only one of `clause` and `words`") == [(path, line - 1)]


def test_a_complaint_that_does_not_ask_whom_it_is_about_is_told(copy: Copy) -> None:
    folder = copy("cjc")
    path = folder / "cjc" / "requests.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("complained_of = true\n", ""), encoding="utf-8")
    lines = [number for number, row in enumerate(path.read_text("utf-8").splitlines(), 1) if 'procedure = "comp' in row]
    assert told(folder, "does not ask whom it is about") == [(path, line) for line in lines]


def test_a_post_whose_complaint_goes_nowhere_is_told(copy: Copy) -> None:
    folder = copy("lydney")
    spoil(folder / "lydney" / FILE, "otherwise = true", 'when = ["Town Clerk (CEO)"]')
    assert len(told(folder, "complaint-officer about “Another officer” goes to no office")) == 1


def test_a_request_that_only_goes_further_is_told(copy: Copy) -> None:
    folder = copy("cjc")
    path, line = spoil(folder / "cjc" / FILE, 'office = ["Head of Legal', 'further = true\noffice = ["Head of Legal')
    assert told(folder, "the request restricted-post goes to no office") == [(path, line - 2)]


def test_a_route_whose_request_nobody_offers_is_told_in_its_own_file(copy: Copy) -> None:
    folder = copy("cjc")
    path = folder / "cjc" / "routes.toml"
    text = path.read_text(encoding="utf-8")
    before, _, after = text.partition('id = "D-03"\n')
    path.write_text(f'{before}id = "D-03"\nrequest = "site-visit"\n{after}', encoding="utf-8")
    assert told(folder, "the route D-03 starts “site-visit”") == [(path, before.count("\n") + 2)]


def test_a_protocol_may_be_without_requests(copy: Copy) -> None:
    folder = copy("lydney")
    for file in ("requests.toml", "neutrality.toml"):
        (folder / "lydney" / file).unlink()
    report = check(folder)
    assert report.ok
    assert report.protocols[0].requests == ()
