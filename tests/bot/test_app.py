from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import app
from bot.platform_options import serving_options, slack_options, slack_tokens
from bot.settings import Settings, SettingsError
from knowledge.errors import KnowledgeError, UnknownAuthority
from knowledge.library import Library


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


def test_the_authority_named_goes_before_the_one_of_the_settings(library: Library) -> None:
    settings = Settings(authority="lydney")
    assert app.authority(settings, library, "trafford") == "trafford"
    assert app.authority(settings, library) == "lydney"


def test_where_several_are_installed_one_must_be_named(library: Library) -> None:
    with pytest.raises(SettingsError, match="Set it to one of cjc, cumbria"):
        app.authority(Settings(), library)


def test_the_only_one_there_is_needs_no_name(library: Library) -> None:
    assert app.authority(Settings(), Library([library.protocol("cjc")])) == "cjc"


def test_an_authority_that_is_not_installed(library: Library) -> None:
    with pytest.raises(UnknownAuthority, match="leeds"):
        app.authority(Settings(), library, "leeds")


def test_every_name_of_an_authority_in_the_settings_is_looked_up() -> None:
    settings = Settings(
        authority="leeds",
        channel_authorities={"C1": "york"},
        teams_channel_authorities={"19:a@thread.tacv2": "bath"},
        contacts={"hull": "the Clerk"},
    )
    with pytest.raises(SettingsError) as caught:
        app.open_library(settings)
    assert [fault.field for fault in caught.value.faults] == [
        "PROTOCOL_DESK_AUTHORITY",
        "PROTOCOL_DESK_CHANNEL_AUTHORITIES",
        "PROTOCOL_DESK_TEAMS_CHANNEL_AUTHORITIES",
        "PROTOCOL_DESK_CONTACTS",
    ]


def test_slack_gets_its_options_from_the_settings(library: Library) -> None:
    settings = Settings(
        authority="lydney",
        channel_authorities={"C1": "cjc"},
        member_groups=("S1",),
        officer_groups=("S2",),
        slack_contact="C9",
        slack_api="http://localhost:1/",
    )
    options = slack_options(settings, library)
    assert (options.authority_in("C1"), options.authority_in("C2")) == ("cjc", "lydney")
    assert (options.member_groups, options.officer_groups, options.contact) == (("S1",), ("S2",), "C9")
    assert options.api == "http://localhost:1/"


def test_the_desk_listens_where_the_settings_say() -> None:
    options = serving_options(Settings(host="0.0.0.0", port=1, health_port=2))
    assert (options.host, options.port, options.health_port) == ("0.0.0.0", 1, 2)


def test_slack_gets_its_tokens_in_the_clear_and_shows_none() -> None:
    settings = Settings(slack_bot_token=SecretStr("xoxb-SECRET"), slack_signing_secret=SecretStr("SECRET"))
    tokens = slack_tokens(settings)
    assert (tokens.bot, tokens.app, tokens.signing_secret) == ("xoxb-SECRET", "", "SECRET")
    assert "SECRET" not in repr(tokens)


def test_the_memory_is_where_the_settings_say(tmp_path: Path) -> None:
    memory = app.open_memory(Settings(database=tmp_path / "deep" / "desk.sqlite3"))
    memory.close()
    assert (tmp_path / "deep" / "desk.sqlite3").exists()


@pytest.mark.model
def test_a_desk_is_assembled_and_answers_without_building_twice(tmp_path: Path, library: Library) -> None:
    from handlers.messages import Question, Reply

    words: list[str] = []
    small = Library([library.protocol("cumbria")])
    settings = Settings(index=tmp_path / "index")
    app.assemble(settings, small, words.append)
    assert len(words) == 1
    assert "missing" in words[0]
    reply = app.assemble(settings, small, words.append).answer(Question("who do I complain to?", "cumbria"))
    assert isinstance(reply, Reply)
    assert len(words) == 1


def test_the_register_is_read_where_one_is_set(tmp_path: Path, library: Library) -> None:
    assert app.open_register(Settings(), library) is None
    path = tmp_path / "offices.toml"
    term = '[[term]]\nauthority = "lydney"\noffice = "Town Clerk (CEO)"\nholder = "Kit Kind"\nfrom = 2020-01-01\n'
    path.write_text(term, encoding="utf-8")
    register = app.open_register(Settings(offices=path), library)
    assert register is not None
    assert [one.holder.name for one in register.current("lydney")] == ["Kit Kind"]
    path.write_text(term.replace("2020-01-01", "soon"), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"offices\.toml:5"):
        app.open_register(Settings(offices=path), library)
