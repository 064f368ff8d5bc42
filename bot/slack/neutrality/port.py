"""What the listeners of the neutrality check work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from handlers.neutrality.ports import Checking, Records


@dataclass(frozen=True, slots=True)
class NeutralitySide:
    """The check, the records, and the clocks: `now` in UTC, `zone` that of the authority. `source` gives the digest of
    an authority's protocol, as it stands in a record.
    """

    desk: Checking
    records: Records
    now: Callable[[], datetime]
    zone: tzinfo
    source: Callable[[str], str]
