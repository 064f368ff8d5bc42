"""Statements that are compiled once for each kind of database.

SQLAlchemy looks a statement up and binds its values by name at each execution, which takes several times as long as
SQLite needs for the row. Where people wait for a handful of statements, they go to the driver as they were compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Update

_Binding = tuple[str, Callable[[Any], Any] | None]


class Prepared:
    """An INSERT or UPDATE whose values are all given by name, and whose result nobody needs."""

    def __init__(self, statement: Insert | Update) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, list[_Binding]]] = {}

    def __call__(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute it for each row, if there are any."""
        if not rows:
            return
        dialect = connection.dialect
        sql, bindings = self._compiled.get(dialect.name) or self._compile(dialect)
        values = [tuple(bind(row[name]) if bind else row[name] for name, bind in bindings) for row in rows]
        connection.exec_driver_sql(sql, values if len(values) > 1 else values[0])

    def _compile(self, dialect: Dialect) -> tuple[str, list[_Binding]]:
        compiled = self._statement.compile(dialect=dialect)
        bindings: list[_Binding] = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or ()
        ]
        self._compiled[dialect.name] = (str(compiled), bindings)
        return self._compiled[dialect.name]
