"""The records of whoever acts: each function looks at and changes their own alone, whatever a button claims."""

from __future__ import annotations

from bot.buttons.neutrality import Asked, Tick
from bot.neutrality.showing import Standing
from bot.ports import NeutralitySide
from handlers.neutrality import keeping
from handlers.neutrality.messages import Check
from handlers.neutrality.ports import Record


def asked_of(record: Record) -> Asked:
    """What a record was kept of."""
    return Asked(record.authority, record.facts, record.id, True)


def standing(side: NeutralitySide, record: Record | None, trouble: str = "", *, again: bool = False) -> Standing:
    """How a check stands now."""
    return Standing(side.now(), side.zone, record, trouble, again)


async def keep(side: NeutralitySide, person: str, asked: Asked, check: Check) -> None:
    """Keep a record of a check; nothing changes where it is kept already. Raises StoreUnavailable."""
    made = keeping.Making(asked.key, person, side.now(), side.source(asked.authority))
    await side.records.keep(keeping.record_of(check, made, side.zone))


def is_changed_since(side: NeutralitySide, record: Record) -> bool:
    """Whether the protocol was changed since the record was kept."""
    return record.source != side.source(record.authority)


async def tick(side: NeutralitySide, person: str, one: Tick) -> Record | None:
    """Tick a duty off or take it back; the record as it is then, None where they keep none. Raises StoreUnavailable."""
    await side.records.tick(person, one.record, one.duty, side.now() if one.done else None)
    return await side.records.get(person, one.record)
