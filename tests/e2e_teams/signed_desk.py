"""`protocol-desk` as it is, but that it logs in at the fake, whose address stands in FAKE_LOGIN.

MSAL itself refuses every address without TLS.
"""

from __future__ import annotations

import os
from functools import partial
from unittest.mock import patch

from bot.__main__ import main
from bot.teams import platform
from bot.teams.credentials import Credentials
from tests.fakes.teams_tokens import LoginOverLoopback

if __name__ == "__main__":
    login = LoginOverLoopback(os.environ["FAKE_LOGIN"])
    with patch.object(platform, "Credentials", partial(Credentials, http_client=login)):
        main()
