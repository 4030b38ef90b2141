"""What databases refuse of sanctions, measures and safeguards where one row says whether another may be.

Made anew after all migrations, whatever they were: SQLite leaves a table's triggers behind when it rebuilds the table,
and rebuilds none that the trigger of another table names. Nothing here reads a clock: each bound is between moments.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from habeas.domain.sanctions.safeguards import AGAIN_AFTER
from habeas.domain.sanctions.sanction import APPROVED_WITHIN, INTERIM_SUSPENSION
from habeas.domain.sanctions.termination import EARLIER_FINAL_DECISIONS

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


_DECIDED: Final = (
    "id",
    "case_id",
    "member_id",
    "is_test",
    "action",
    "clause",
    "finding",
    "policy_id",
    "urgency",
    "announcement_hours",
    "notice_days",
    "exemption",
    "proof",
    "needs_approval",
    "conduct_at",
    "decided_by_id",
    "decided_at",
)
"""What a decision is: whoever wants another one decides anew, and tells the member."""

_HAPPENED: Final = (
    "approved_by_id",
    "approved_at",
    "announced_at",
    "stated_at",
    "notified_at",
    "effective_at",
    "renewed_by_id",
    "renewed_at",
    "reversed_at",
)
"""What happens once. A measure that was bounded till it happened is not unbounded by its being taken back."""


def _longer(than: timedelta, *, vendor: str, since: str, until: str) -> str:
    """Return whether more time lies between two moments."""
    if vendor == POSTGRES:
        return f"{until} - {since} > interval '{int(than.total_seconds())} seconds'"
    return f"ROUND((julianday({until}) - julianday({since})) * 86400) > {int(than.total_seconds())}"


def _kept() -> Trigger:
    """Return that a decision stays what it was, and that each moment of it stays once it was."""
    changed = [f"NEW.{name} {{differs}} OLD.{name}" for name in _DECIDED]
    changed += [f"(OLD.{name} IS NOT NULL AND NEW.{name} {{differs}} OLD.{name})" for name in _HAPPENED]
    words = "what a person decided and what followed does not change; decide anew"
    return Trigger("sanction_is_kept", "rulings_sanction", "UPDATE", " OR ".join(changed), words)


def _repeated(vendor: str) -> Trigger:
    """Return that repetition rests on decisions of the same member that they were told and that stand (P2B4-4c)."""
    listed = (
        "(SELECT jsonb_array_elements_text(NEW.proof))"
        if vendor == POSTGRES
        else "(SELECT value FROM json_each(NEW.proof))"
    )
    standing = (
        f"SELECT COUNT(*) FROM rulings_sanction e WHERE e.id IN {listed} AND e.id <> NEW.id"  # noqa: S608  # names of our own
        " AND e.member_id = NEW.member_id AND e.is_test = NEW.is_test AND e.notified_at <= NEW.decided_at"
        " AND e.reversed_at IS NULL AND e.ended_because <> 'withdrawn'"
    )
    refuses = f"NEW.exemption = 'repeated_infringement' AND ({standing}) < {EARLIER_FINAL_DECISIONS}"
    words = "repeated infringement rests on two decisions that the member was told and that stand"
    return Trigger("repetition_is_shown", "rulings_sanction", "INSERT", refuses, words)


def _bounded(vendor: str, verb: str) -> Trigger:
    """Return that a measure of a sanction is of what is in effect, for no longer than people have agreed to.

    A day where a second person has not confirmed imminent harm, seven days where nobody renewed a suspension.
    """
    day = _longer(APPROVED_WITHIN, vendor=vendor, since="s.effective_at", until="NEW.ends_at")
    week = _longer(INTERIM_SUSPENSION, vendor=vendor, since="s.effective_at", until="NEW.ends_at")
    fits = (
        "EXISTS (SELECT 1 FROM rulings_sanction s WHERE s.id = NEW.sanction_id"  # noqa: S608  # names of our own
        " AND s.member_id = NEW.member_id"
        " AND s.is_test = NEW.is_test AND s.action = NEW.kind AND s.effective_at <= NEW.starts_at"
        f" AND NOT (s.urgency = 'imminent_harm' AND s.approved_at IS NULL AND {day})"
        f" AND NOT (s.action = 'suspend_pending_review' AND s.renewed_at IS NULL AND {week}))"
    )
    names = ("sanction_id", "member_id", "is_test", "kind", "starts_at", "ends_at")
    changed = " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in names)
    asked = "" if verb == "INSERT" else f" AND ({changed})"
    words = "a measure lasts as long as its sanction is in effect and people agreed: a day till harm is confirmed"
    name = f"measure_is_bounded_{verb.lower()}"
    return Trigger(name, "sanctions_measure", verb, f"NEW.sanction_id IS NOT NULL{asked} AND NOT {fits}", words)


def _alone(vendor: str) -> Trigger:
    """Return that a machine places one safeguard of a member in 30 days (clock `safeguard_again`)."""
    late = _longer(AGAIN_AFTER - timedelta(seconds=1), vendor=vendor, since="o.placed_at", until="NEW.placed_at")
    other = (
        "SELECT 1 FROM safeguards_safeguard o WHERE o.member_id = NEW.member_id"  # noqa: S608  # names of our own
        " AND o.is_test = NEW.is_test"
        f" AND o.placed_by_id IS NULL AND o.id <> NEW.id AND NOT ({late})"
    )
    words = "a machine places one safeguard in thirty days; a person may place another"
    return Trigger(
        "machine_safeguards_once",
        "safeguards_safeguard",
        "INSERT",
        f"NEW.placed_by_id IS NULL AND EXISTS ({other})",
        words,
    )


def triggers_of(vendor: str) -> tuple[Trigger, ...]:
    """Return all of them, as one database writes them."""
    return (_kept(), _repeated(vendor), _bounded(vendor, "INSERT"), _bounded(vendor, "UPDATE"), _alone(vendor))


def make_way(*, using: str, **_sent: Any) -> None:  # noqa: ANN401  # what a signal sends
    """Take the triggers away before migrations rebuild the tables that they name."""
    connection = connections[using]
    if connection.vendor != POSTGRES:
        _execute(connection, [one.drop(connection.vendor) for one in triggers_of(connection.vendor)])


def put_back(*, using: str, **_sent: Any) -> None:  # noqa: ANN401  # what a signal sends
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
