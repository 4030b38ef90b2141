"""Triggers that keep the journal: nothing in it changes, and no entry is there that does not balance for each owner.

An entry is written after its postings. From then on it is closed: it held balanced postings, and none joins them.
"""

from typing import Final

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CLOSED: Final = ("journal_fact", "journal_entry", "journal_posting", "journal_balancereport")

_IS_WRONG: Final = {
    "no postings": "NOT EXISTS (SELECT 1 FROM journal_posting WHERE entry_id = NEW.id)",
    "another currency": "EXISTS (SELECT 1 FROM journal_posting WHERE entry_id = NEW.id AND currency <> NEW.currency)",
    "a sum": (
        "EXISTS (SELECT 1 FROM journal_posting WHERE entry_id = NEW.id GROUP BY owner_id HAVING sum(amount) <> 0)"
    ),
}
_HAS_WRONG: Final = " OR ".join(_IS_WRONG.values())
_IS_CLOSED: Final = "EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.entry_id)"

# `INSERT OR REPLACE` deletes in SQLite without asking the triggers for DELETE, so a row that is there is refused.
_SQLITE_REPLACES: Final = {
    "journal_fact": (
        "EXISTS (SELECT 1 FROM journal_fact WHERE id = NEW.id OR (matter_id = NEW.matter_id AND event = NEW.event))"
    ),
    "journal_entry": (
        "EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.id"
        " OR (matter_id = NEW.matter_id AND cause = NEW.cause AND currency = NEW.currency))"
    ),
    "journal_posting": "EXISTS (SELECT 1 FROM journal_posting WHERE id = NEW.id)",
}

_POSTGRES_FUNCTIONS: Final = f"""
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '23000';
END $$;
CREATE FUNCTION journal_check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_HAS_WRONG} THEN
        RAISE EXCEPTION 'the entry % does not balance in one currency', NEW.id USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION journal_check_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_IS_CLOSED} THEN
        RAISE EXCEPTION 'the entry % is closed', NEW.entry_id USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION journal_check_sum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount) FROM journal_posting WHERE entry_id = NEW.entry_id AND owner_id = NEW.owner_id) <> 0 THEN
        RAISE EXCEPTION 'the entry % does not sum to nothing for an owner', NEW.entry_id USING ERRCODE = '23000';
    END IF;
    RETURN NULL;
END $$;
"""  # noqa: S608  # made of constants alone

_POSTGRES_CHECKS: Final = (
    (
        "CREATE TRIGGER journal_entry_balanced BEFORE INSERT ON journal_entry"
        " FOR EACH ROW EXECUTE FUNCTION journal_check_entry()"
    ),
    (
        "CREATE TRIGGER journal_posting_in_time BEFORE INSERT ON journal_posting"
        " FOR EACH ROW EXECUTE FUNCTION journal_check_closed()"
    ),
    # At the end of the transaction, where two write to one entry at once.
    (
        "CREATE CONSTRAINT TRIGGER journal_posting_sums AFTER INSERT ON journal_posting DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION journal_check_sum()"
    ),
)
_FUNCTIONS: Final = ("refuse", "check_entry", "check_closed", "check_sum")


def create(vendor: str) -> list[str]:
    """Return the statements that close the journal."""
    if vendor == "postgresql":
        closing = [statement for table in CLOSED for statement in _close_in_postgres(table)]
        return [_POSTGRES_FUNCTIONS, *_POSTGRES_CHECKS, *closing]
    return [*(statement for table in CLOSED for statement in _close_in_sqlite(table)), *_check_in_sqlite()]


def drop(vendor: str) -> list[str]:
    """Return the statements that open it again, for a migration backwards."""
    if vendor == "postgresql":
        return [
            *(f"DROP TRIGGER {table}_append_only ON {table}" for table in CLOSED),
            "DROP TRIGGER journal_entry_balanced ON journal_entry",
            "DROP TRIGGER journal_posting_in_time ON journal_posting",
            "DROP TRIGGER journal_posting_sums ON journal_posting",
            *(f"DROP FUNCTION journal_{name}()" for name in _FUNCTIONS),
        ]
    return [
        *(f"DROP TRIGGER {table}_{verb}" for table in CLOSED for verb in ("update", "delete")),
        *(f"DROP TRIGGER {table}_insert" for table in _SQLITE_REPLACES),
        "DROP TRIGGER journal_entry_balanced",
        "DROP TRIGGER journal_posting_in_time",
    ]


def _close_in_postgres(table: str) -> list[str]:
    events = "BEFORE UPDATE OR DELETE OR TRUNCATE"
    return [
        f"CREATE TRIGGER {table}_append_only {events} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()",
        # Also where a session pretends to be a replica.
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only",
    ]


def _close_in_sqlite(table: str) -> list[str]:
    refuse = "SELECT RAISE(ABORT, 'the journal is append-only')"
    closing = [
        f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} BEGIN {refuse}; END",
        f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} BEGIN {refuse}; END",
    ]
    replaces = _SQLITE_REPLACES.get(table)
    if replaces is not None:
        closing.append(f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN {replaces} BEGIN {refuse}; END")
    return closing


def _check_in_sqlite() -> list[str]:
    unbalanced = "SELECT RAISE(ABORT, 'the entry does not balance in one currency')"
    closed = "SELECT RAISE(ABORT, 'the entry is closed')"
    return [
        (
            f"CREATE TRIGGER journal_entry_balanced BEFORE INSERT ON journal_entry WHEN {_HAS_WRONG}"
            f" BEGIN {unbalanced}; END"
        ),
        (
            f"CREATE TRIGGER journal_posting_in_time BEFORE INSERT ON journal_posting WHEN {_IS_CLOSED}"
            f" BEGIN {closed}; END"
        ),
    ]


def close_journal(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Close the journal."""
    for statement in create(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def open_journal(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo it."""
    for statement in drop(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(close_journal, open_journal)]
