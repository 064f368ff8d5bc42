"""What the settings make of requests: standards, prefixes, retention, and who is who."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot import app
from bot.database.purge import EVERY as PURGED_EVERY
from bot.practice import EVERY, RegisteredAddresses, days_kept, faults_of, impersonal, practice_of
from bot.settings import Settings, SettingsError, load
from handlers.requests.request import Request, State
from knowledge.clause import Role
from knowledge.library import Library
from knowledge.offices import Person
from tests.fakes.requests_made_up import ANN, NOON

TENANT, JANE = "0f0f0f0f-1111-2222-3333-444444444444", "0a0a0a0a-5555-6666-7777-888888888888"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[call-arg, arg-type]


def test_somebody_registered_is_known_on_the_desks_own_workspace_alone() -> None:
    jane = Person("Jane Roe", slack="U1", teams="jane@council.example", email="Jane@Council.example")
    known = RegisteredAddresses("T1")(jane)
    assert known == ["slack:T1:U1", "slack::U1", "teams::jane@council.example", "email::jane@council.example"]
    assert RegisteredAddresses()(jane)[0] == "slack::U1"
    assert RegisteredAddresses("T1")(Person("Nobody")) == []


def contacts(library: Library, addresses: RegisteredAddresses, **given: object) -> Mapping[str, str]:
    return practice_of(settings(**given), library, addresses).contact_ids


def test_the_contact_is_written_to_only_where_it_is_a_person(library: Library) -> None:
    addresses = RegisteredAddresses("T1", TENANT)
    assert contacts(library, addresses, slack_contact="U1")["trafford"] == "slack:T1:U1"
    assert contacts(library, addresses, slack_contact="C1") == {}
    assert contacts(library, addresses, teams_contact=JANE)["trafford"] == f"teams:{TENANT}:{JANE}"
    assert contacts(library, addresses, teams_contact="19:abc@thread.tacv2") == {}


def test_of_two_contacts_the_one_is_taken_whose_platform_is_set_up(library: Library) -> None:
    addresses, both = RegisteredAddresses("T1", TENANT), {"slack_contact": "U1", "teams_contact": JANE}
    assert contacts(library, addresses, **both)["cjc"] == f"teams:{TENANT}:{JANE}"
    assert contacts(library, addresses, **both, slack_bot_token="xoxb-1")["cjc"] == "slack:T1:U1"


def test_what_slack_says_of_itself_later_is_taken_up(library: Library) -> None:
    addresses = RegisteredAddresses()
    known = contacts(library, addresses, slack_contact="U1")
    assert set(known.values()) == {"slack::U1"}
    addresses.team = "T1"
    assert dict(known) == dict.fromkeys(library.authorities, "slack:T1:U1")
    assert known.get("leeds", "") == ""
    assert addresses(Person("Jane Roe", slack="U1"))[0] == "slack:T1:U1"


def test_on_teams_somebody_is_known_by_their_object_id() -> None:
    addresses = RegisteredAddresses("T1", TENANT)
    assert addresses(Person("Jane Roe", teams=JANE.upper())) == [f"teams:{TENANT}:{JANE}", f"teams::{JANE.upper()}"]
    both = Person("Jane Roe", slack="U1", teams="jane@council.example")
    assert addresses(both) == ["slack:T1:U1", "slack::U1", "teams::jane@council.example"]
    addresses.object_id_of = {"jane@council.example": JANE}.get
    assert addresses(both)[2:] == [f"teams:{TENANT}:{JANE}", "teams::jane@council.example"]


def test_standards_and_prefixes_reach_the_desk(library: Library) -> None:
    given = settings(
        service_standards="complaint-officer=10, trafford/site-visit=3", reference_prefixes="trafford=TMBC"
    )
    practice = practice_of(given, library, RegisteredAddresses())
    of_trafford = {one.id: practice.standard(one) for one in library.protocol("trafford").requests}
    assert (of_trafford["complaint-officer"], of_trafford["site-visit"], of_trafford["scrutiny"]) == (10, 3, 0)
    assert practice.prefix("trafford") == "TMBC"
    assert practice.prefix("lydney") == "LYD"


def test_months_and_years_are_rounded_up_to_days() -> None:
    kept = days_kept(settings(retention="complaint-officer=6 years, site-visit=1 month, scrutiny=7, every=90 days"))
    assert kept == {"complaint-officer": 2192, "site-visit": 31, "scrutiny": 7, EVERY: 90}
    assert EVERY == PURGED_EVERY


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SERVICE_STANDARDS", "complaint-officer=soon", "is not a number of working days"),
        ("SERVICE_STANDARDS", "complaint-officer=0", "is not a number of working days"),
        ("SERVICE_STANDARDS", "compliant=5", "there is no request type 'compliant'"),
        ("RETENTION", "every=long", "is not a period"),
        ("RETENTION", "trafford/nothing=2 years", "there is no request type 'trafford/nothing'"),
        ("REFERENCE_PREFIXES", "trafford=tra", "is not two to six capital letters"),
        ("REFERENCE_PREFIXES", "trafford=TRA, lydney=TRA", "trafford and lydney are both TRA"),
        ("REFERENCE_PREFIXES", "leeds=LEE", "there is no protocol of 'leeds'"),
        ("BANK_HOLIDAYS", "FRANCE", "Use ENG, WLS, SCT or NIR."),
        ("DATABASE_URL", "mysql://root:hunter2@host/db", "it is not the address of"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(f"PROTOCOL_DESK_{name}", value)
    with pytest.raises(SettingsError, match=f"PROTOCOL_DESK_{name}: ") as raised:
        app.open_library(load(None))
    assert told in str(raised.value)
    assert "hunter2" not in str(raised.value)


def test_names_of_types_are_taken_by_id_and_by_kind(library: Library) -> None:
    kinds = {one.kind for authority in library.authorities for one in library.protocol(authority).requests}
    named = settings(service_standards=dict.fromkeys(kinds, "5"), retention=dict.fromkeys(kinds, "1 year"))
    assert list(faults_of(named, library)) == []


def test_what_cannot_name_a_person_goes_out_and_whom_a_complaint_is_about_does_not(library: Library) -> None:
    open_keys = impersonal(library)

    def keys(type_id: str) -> set[str]:
        request = Request("X", "trafford", type_id, ANN, Role.MEMBER, State.CLOSED, 0, "", {}, NOON)
        return set(open_keys(request))

    complaint = next(one for one in library.protocol("trafford").requests if one.id == "complaint-officer")
    about = {one.key for one in complaint.fields if one.complained_of}
    assert about
    assert not keys("complaint-officer") & about
    assert keys("group-meeting")
    assert keys("no-such-type") == set()


def test_a_tenant_means_the_same_in_capitals() -> None:
    known = [f"teams:{TENANT}:{JANE}"]
    assert RegisteredAddresses()(Person("Jane Roe", teams=f"teams:{TENANT.upper()}:{JANE.upper()}")) == known
    assert RegisteredAddresses(tenant=TENANT.upper())(Person("Jane Roe", teams=JANE))[:1] == known
