"""The settings about formal requests."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

from bot.setting_forms import Pairs, checked_pairs, unlike


class Division(StrEnum):
    """A part of the United Kingdom with bank holidays of its own. England and Wales have the same."""

    ENGLAND = "ENG"
    WALES = "WLS"
    SCOTLAND = "SCT"
    NORTHERN_IRELAND = "NIR"


class RequestSettings(BaseSettings):
    """What an operator can set about requests. `remedy` beside a field is what to do when its value is wrong."""

    database_url: SecretStr | None = Field(
        default=None,
        description="Where formal requests are kept. Empty: requests.sqlite3 beside the file of roles and deliveries.",
        json_schema_extra={
            "remedy": "Write postgresql://name:password@host/database or sqlite:////folder/file.sqlite3"
        },
    )
    service_standards: Pairs = Field(
        default_factory=dict,
        description="Within how many working days a request is to be decided, by its type.",
        json_schema_extra={"remedy": "Write whole working days: complaint-officer=10, trafford/private-advice=5"},
    )
    reference_prefixes: Pairs = Field(
        default_factory=dict,
        description="What the references of an authority begin with. Empty: its first three letters.",
        json_schema_extra={"remedy": "Write two to six capital letters for each: trafford=TRA, cumbria=CUM"},
    )
    retention: Pairs = Field(
        default_factory=dict,
        description="How long a decided or ended request is kept, by its type. Empty: for ever.",
        json_schema_extra={"remedy": "Write days, months or years: complaint-officer=6 years, every=2 years"},
    )
    bank_holidays: Division = Field(
        default=Division.ENGLAND,
        description="Whose bank holidays are no working days: ENG, WLS, SCT or NIR.",
        json_schema_extra={"remedy": "Use ENG, WLS, SCT or NIR."},
    )

    @field_validator("database_url")
    @classmethod
    def _kind_of_database(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.match(r"(postgres(ql)?(\+\w+)?://|sqlite:///.)", value.get_secret_value()):
            raise ValueError("it is not the address of a PostgreSQL database or of an SQLite file.")
        return value

    @field_validator("service_standards")
    @classmethod
    def _whole_days(cls, value: dict[str, str]) -> dict[str, str]:
        return checked_pairs(value, r"[1-9]\d{0,2}", "is not a number of working days")

    @field_validator("reference_prefixes")
    @classmethod
    def _capitals(cls, value: dict[str, str]) -> dict[str, str]:
        return unlike(checked_pairs(value, r"[A-Z]{2,6}", "is not two to six capital letters"))

    @field_validator("retention")
    @classmethod
    def _periods(cls, value: dict[str, str]) -> dict[str, str]:
        return checked_pairs(value, r"[1-9]\d{0,5}( (day|month|year)s?)?", "is not a period")
