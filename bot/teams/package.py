"""The app package: what an administrator uploads so that people find the desk in Teams."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot import __version__
from bot.settings import Settings, require
from bot.teams import icons
from bot.teams import package_wording as said

MANIFEST_VERSION = "1.25"
_SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{MANIFEST_VERSION}/MicrosoftTeams.schema.json"
_SCOPES = ("personal", "team", "groupChat")
_COLOR, _OUTLINE = "color.png", "outline.png"
_MADE = (2026, 1, 1, 0, 0, 0)  # the same settings give the same file, to the byte
NEEDED = (
    "teams_app_id",
    "teams_public_url",
    "teams_developer_name",
    "teams_website_url",
    "teams_privacy_url",
    "teams_terms_url",
)
"""The settings that stand in the package."""


def manifest(settings: Settings, version: str = __version__) -> dict[str, Any]:
    """What the package says about the app. Raises SettingsError where a setting is missing that stands in it."""
    require(settings, *NEEDED)
    return {
        "$schema": _SCHEMA,
        "manifestVersion": MANIFEST_VERSION,
        "version": version,
        "id": settings.teams_app_id,
        "localizationInfo": {"defaultLanguageTag": "en-gb"},
        "developer": {
            "name": settings.teams_developer_name,
            "websiteUrl": settings.teams_website_url,
            "privacyUrl": settings.teams_privacy_url,
            "termsOfUseUrl": settings.teams_terms_url,
        },
        "name": {"short": said.NAME, "full": said.FULL_NAME},
        "description": {"short": said.SHORT_DESCRIPTION, "full": said.FULL_DESCRIPTION},
        "icons": {"color": _COLOR, "outline": _OUTLINE},
        "accentColor": said.ACCENT,
        "bots": [_bot(settings)],
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [urlsplit(settings.teams_public_url or "").hostname],
    }


def messaging_endpoint(settings: Settings) -> str:
    """The address that the Azure Bot resource is to call."""
    return f"{settings.teams_public_url}/api/messages"


def app_package(settings: Settings, version: str = __version__) -> bytes:
    """The package, a zip file. Raises SettingsError where a setting is missing that stands in it."""
    described = json.dumps(manifest(settings, version), ensure_ascii=False, indent=2) + "\n"
    files = {"manifest.json": described.encode(), _COLOR: icons.color(), _OUTLINE: icons.outline()}
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, _MADE), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def write(settings: Settings, file: Path, version: str = __version__) -> None:
    """Put the package into a file, in place of what was there. Raises SettingsError, and OSError of the file."""
    packed = app_package(settings, version)
    beside = file.with_name(f".{file.name}.part")
    try:
        beside.write_bytes(packed)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _bot(settings: Settings) -> dict[str, Any]:
    commands = [{"title": title, "description": description} for title, description in said.COMMANDS]
    return {
        "botId": settings.teams_app_id,
        "scopes": list(_SCOPES),
        "supportsFiles": False,
        "isNotificationOnly": False,
        "commandLists": [{"scopes": [scope], "commands": commands} for scope in _SCOPES],
    }
