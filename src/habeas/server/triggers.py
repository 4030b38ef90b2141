"""What databases refuse of a row where other rows say whether it may be.

Made anew after all migrations, whatever they were: SQLite leaves a table's triggers behind when it rebuilds the table,
and rebuilds none that the trigger of another table names. Nothing here reads a clock: each bound is between moments.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Final

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate

POSTGRES: Final = "postgresql"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A refusal: of what kind of change of a table, under which condition, in which words.

    A condition names `NEW` and `OLD`; `{differs}` stands for how the database compares what may be nothing.
    """

    name: str
    table: str
    verb: str
    refuses: str
    words: str

    def create(self, vendor: str) -> Iterator[str]:
        """Yield the statements that make it."""
        refuses = self.refuses.format(differs="IS DISTINCT FROM" if vendor == POSTGRES else "IS NOT")
        if vendor != POSTGRES:
            yield (
                f"CREATE TRIGGER {self.name} BEFORE {self.verb} ON {self.table} WHEN {refuses}"
                f" BEGIN SELECT RAISE(ABORT, '{self.words}'); END"
            )
            return
        yield (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {refuses} THEN RAISE EXCEPTION '{self.words}: %', NEW.id USING ERRCODE = '23000'; END IF;"
            " RETURN NEW; END $$"
        )
        yield (
            f"CREATE TRIGGER {self.name} BEFORE {self.verb} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {self.name}()"
        )

    def drop(self, vendor: str) -> str:
        """Return the statement that takes it away, if it is there."""
        return f"DROP TRIGGER IF EXISTS {self.name}" + (f" ON {self.table}" if vendor == POSTGRES else "")


TriggersOf = Callable[[str], Iterable[Trigger]]
"""The triggers of an app as one database writes them."""


def differing(names: Iterable[str]) -> str:
    """Return the condition that any of these columns changes."""
    return " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in names)


def at_least(duration: timedelta, *, vendor: str, since: str, until: str) -> str:
    """Return the condition that so much time lies between two moments, or more; whole seconds in SQLite."""
    return _elapsed(">=", duration, vendor, since, until)


def longer(than: timedelta, *, vendor: str, since: str, until: str) -> str:
    """Return the condition that more time lies between two moments; whole seconds in SQLite."""
    return _elapsed(">", than, vendor, since, until)


def _elapsed(sign: str, duration: timedelta, vendor: str, since: str, until: str) -> str:
    seconds = int(duration.total_seconds())
    if vendor == POSTGRES:
        return f"({until} - {since} {sign} interval '{seconds} seconds')"
    return f"(ROUND((julianday({until}) - julianday({since})) * 86400) {sign} {seconds})"


def one_of(words: Iterable[str]) -> str:
    """Return a list of words of our own, as conditions name it."""
    return "(" + ", ".join(f"'{word}'" for word in sorted(words)) + ")"


def keep(triggers_of: TriggersOf, *, config: AppConfig) -> None:
    """Have the triggers of an app out of the way of migrations, and there after them."""
    pre_migrate.connect(partial(_make_way, triggers_of), sender=config, weak=False)
    post_migrate.connect(partial(_put_back, triggers_of), sender=config, weak=False)


def _make_way(triggers_of: TriggersOf, *, using: str, **_sent: Any) -> None:  # noqa: ANN401  # what a signal sends
    """Take the triggers away before migrations rebuild the tables that they name."""
    connection = connections[using]
    if connection.vendor != POSTGRES:
        _execute(connection, [one.drop(connection.vendor) for one in triggers_of(connection.vendor)])


def _put_back(triggers_of: TriggersOf, *, using: str, **_sent: Any) -> None:  # noqa: ANN401  # what a signal sends
    """Make the triggers of the tables that are there."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    made = [one for one in triggers_of(connection.vendor) if one.table in there]
    _execute(connection, [one.drop(connection.vendor) for one in made])
    _execute(connection, [statement for one in made for statement in one.create(connection.vendor)])


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
