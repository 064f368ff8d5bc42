"""These tests need Node, Chromium and Playwright: they run with `make e2e-teams` alone, which says where they are."""

from __future__ import annotations

import os

collect_ignore_glob = [] if os.environ.get("PROTOCOL_DESK_PLAYGROUND") else ["test_*.py"]
