"""The settings about Microsoft Teams."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings

from bot.setting_forms import Pairs
from bot.teams.options import PUBLIC_OPENID

SDK_SWITCH = "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS"
"""The variable with which the library for Teams lets everybody in. The desk has a switch of its own."""
LONGEST_NAME = 32  # characters, by the schema of the app package
LONGEST_ADDRESS = 2048  # likewise
_GUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_CHANNEL = r"19:[^\s@/;,=]+@thread\.\w+"
_LOOPBACK = r"http://(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?/\S*"


class Environment(StrEnum):
    """Whether other people are served, or somebody tries the desk on a machine of their own."""

    PRODUCTION = "production"
    LOCAL = "local"


class TeamsSettings(BaseSettings):
    """What an operator can set about Teams. `remedy` beside a field is what to do when its value is wrong."""

    environment: Environment = Field(
        default=Environment.PRODUCTION,
        description="production or local. Only a local desk may leave out the checks that protect the others.",
        json_schema_extra={"remedy": "Use production or local."},
    )
    teams_app_id: str | None = Field(
        default=None,
        description="The application (client) id of the bot's registration in Microsoft Entra.",
        json_schema_extra={"remedy": "Copy Application (client) ID from the app registration in Microsoft Entra."},
    )
    teams_tenant_id: str | None = Field(
        default=None,
        description="The directory (tenant) id of the organisation. People of any other are refused.",
        json_schema_extra={"remedy": "Copy Directory (tenant) ID from the app registration in Microsoft Entra."},
    )
    teams_client_secret: SecretStr | None = Field(
        default=None,
        description="The client secret of the registration: its value, not its id.",
        json_schema_extra={"remedy": "Make one under Certificates & secrets in Microsoft Entra and copy its Value."},
    )
    teams_channel_authorities: Pairs = Field(
        default_factory=dict,
        description="Teams channels that have another authority than the rest of the organisation.",
        json_schema_extra={"remedy": "Write channel ids and authorities: 19:abc@thread.tacv2=lydney"},
    )
    teams_contact: str = Field(
        default="",
        description="The person or channel in Teams (an id) to whom “Ask a person” passes a question on.",
        json_schema_extra={"remedy": "Write the object id of a person, or the id of a channel (19:...@thread.tacv2)."},
    )
    teams_public_url: str | None = Field(
        default=None,
        description="The https address under which Microsoft reaches the desk.",
        json_schema_extra={"remedy": "Write the address without /api/messages: https://desk.example.gov.uk"},
    )
    teams_developer_name: str = Field(
        default="",
        description="Who offers the app, as Teams shows it: the council's name, 32 characters at most.",
        json_schema_extra={"remedy": "Write the name of the council: Trafford Council"},
    )
    teams_website_url: str | None = Field(
        default=None,
        description="The page about the app or the council that Teams links to.",
        json_schema_extra={"remedy": "Write the whole https address of a page that anybody can open."},
    )
    teams_privacy_url: str | None = Field(
        default=None,
        description="The council's privacy notice that Teams links to.",
        json_schema_extra={"remedy": "Write the whole https address of a page that anybody can open."},
    )
    teams_terms_url: str | None = Field(
        default=None,
        description="The terms of use that Teams links to.",
        json_schema_extra={"remedy": "Write the whole https address of a page that anybody can open."},
    )
    teams_without_authentication: bool = Field(
        default=False,
        description="Take what anybody sends for what Teams sends. Only for a trial, in a local environment.",
        json_schema_extra={"remedy": "Set it to false, or for a trial PROTOCOL_DESK_ENVIRONMENT=local"},
    )
    teams_openid: str = Field(
        default=PUBLIC_OPENID,
        description="Where the keys that sign requests from Teams are looked up. Change it only in a sovereign cloud.",
        json_schema_extra={"remedy": f"Leave it out, or write an https address such as {PUBLIC_OPENID}"},
    )

    @field_validator("environment", mode="before")
    @classmethod
    def _as_listed(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("teams_app_id", "teams_tenant_id")
    @classmethod
    def _guid(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(_GUID, value.strip().lower()):
            raise ValueError("it is not an id such as 00000000-0000-0000-0000-000000000000.")
        return value and value.strip().lower()

    @field_validator("teams_client_secret")
    @classmethod
    def _not_its_id(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and re.fullmatch(_GUID, value.get_secret_value().strip().lower()):
            raise ValueError("it is the id of the secret, not its value.")
        return value

    @field_validator("teams_channel_authorities")
    @classmethod
    def _channels(cls, value: dict[str, str]) -> dict[str, str]:
        if not all(re.fullmatch(_CHANNEL, channel) for channel in value):
            raise ValueError("a name in it is not the id of a channel: that looks like 19:...@thread.tacv2.")
        return value

    @field_validator("teams_contact")
    @classmethod
    def _person_or_channel(cls, value: str) -> str:
        if re.fullmatch(_GUID, value.strip().lower()):
            return value.strip().lower()
        if value and not re.fullmatch(_CHANNEL, value.strip()):
            raise ValueError("it is not the id of a person or a channel.")
        return value.strip()

    @field_validator("teams_public_url")
    @classmethod
    def _address_of_the_desk(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"https://[\w.-]+(:\d{1,5})?(/[\w./-]*)?", value, re.ASCII):
            raise ValueError("it is not a plain https address.")
        if value is not None and value.rstrip("/").endswith("/api/messages"):
            raise ValueError("it ends with /api/messages, which the desk adds itself.")
        return value and _not_too_long(value.rstrip("/"))

    @field_validator("teams_website_url", "teams_privacy_url", "teams_terms_url")
    @classmethod
    def _address_of_a_page(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"https://[^\s/?#@]+([/?#]\S*)?", value):
            raise ValueError("it is not an https address.")
        return value and _not_too_long(value)

    @field_validator("teams_developer_name")
    @classmethod
    def _within_the_schema(cls, value: str) -> str:
        if len(value.strip()) > LONGEST_NAME:
            raise ValueError(f"it has {len(value.strip())} characters; Teams takes {LONGEST_NAME}.")
        return value.strip()

    @field_validator("teams_without_authentication")
    @classmethod
    def _only_locally(cls, value: bool, info: ValidationInfo) -> bool:
        if value and not _local(info):
            raise ValueError("it lets everybody in, which is refused where the environment is production.")
        return value

    @field_validator("teams_openid")
    @classmethod
    def _place_of_the_keys(cls, value: str, info: ValidationInfo) -> str:
        if not re.fullmatch(r"https?://[^\s/?#@]+/(\S+/)?openidconfiguration", value):
            raise ValueError("it is not an address that ends with /openidconfiguration.")
        if value.startswith("http:") and not (_local(info) and re.fullmatch(_LOOPBACK, value)):
            raise ValueError("it is not https. Only a local desk may look on its own machine.")
        return value

    @property
    def teams(self) -> bool:
        """Whether Teams is set up."""
        if self.teams_without_authentication and self.environment is Environment.LOCAL:
            return True
        return None not in (self.teams_app_id, self.teams_tenant_id, self.teams_client_secret)


def _local(info: ValidationInfo) -> bool:
    return info.data.get("environment") is Environment.LOCAL


def _not_too_long(address: str) -> str:
    if len(address) > LONGEST_ADDRESS:
        raise ValueError(f"it has {len(address)} characters; Teams takes {LONGEST_ADDRESS}.")
    return address
