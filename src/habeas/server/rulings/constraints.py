"""What databases check of sanctions beyond comparing columns: how much time passed, and that some things stay."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, IntegerField, Q, TextField, Value
from django.db.models.functions import Cast, StrIndex
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual
from django.db.models.sql.compiler import SQLCompiler


class Elapsed(Func):
    """Seconds from one column to a later one: whole ones in SQLite, which keeps times as text."""

    output_field = IntegerField()
    arity = 2

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:  # noqa: ANN401  # as Django has it
        """Return the SQL of SQLite."""
        template = "CAST(ROUND((julianday(%(expressions)s)) * 86400) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **context)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:  # noqa: ANN401  # as Django has it
        """Return the SQL of PostgreSQL."""
        return self.as_sql(
            compiler, connection, template="EXTRACT(EPOCH FROM (%(expressions)s))", arg_joiner=" - ", **context
        )


def at_least(duration: timedelta, *, since: str, until: str) -> Q:
    """Return that so much time lies between two columns, or more."""
    return Q(GreaterThanOrEqual(Elapsed(until, since), int(duration.total_seconds())))


def at_most(duration: timedelta, *, since: str, until: str) -> Q:
    """Return that no more time lies between two columns."""
    return Q(LessThanOrEqual(Elapsed(until, since), int(duration.total_seconds())))


class Entries(Func):
    """How many entries a list of JSON has; what is no list is refused."""

    output_field = IntegerField()
    arity = 1

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:  # noqa: ANN401  # as Django has it
        """Return the SQL of SQLite."""
        return self.as_sql(compiler, connection, function="JSON_ARRAY_LENGTH", **context)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:  # noqa: ANN401  # as Django has it
        """Return the SQL of PostgreSQL."""
        return self.as_sql(compiler, connection, function="JSONB_ARRAY_LENGTH", **context)


def has_entries(column: str, *, at_least: int = 1) -> Q:
    """Return that a list of JSON has so many entries, or more."""
    return Q(GreaterThanOrEqual(Entries(column), at_least))


def names_none_of(column: str, words: Iterable[str]) -> Q:
    """Return that a column of JSON holds none of these as a text of its own."""
    held = Q()
    for word in sorted(words):
        held &= Q(Exact(StrIndex(Cast(column, TextField()), Value(f'"{word}"')), 0))
    return held
