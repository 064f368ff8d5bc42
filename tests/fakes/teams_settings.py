"""The settings that stand in an app package for Teams, as a council would write them."""

from __future__ import annotations

APP = "11111111-2222-3333-4444-555555555555"
FOR_THE_PACKAGE = {
    "teams_app_id": APP,
    "teams_public_url": "https://desk.example.gov.uk:8443/council",
    "teams_developer_name": "Trafford Council",
    "teams_website_url": "https://example.gov.uk/protocol-desk",
    "teams_privacy_url": "https://example.gov.uk/privacy",
    "teams_terms_url": "https://example.gov.uk/terms",
}
