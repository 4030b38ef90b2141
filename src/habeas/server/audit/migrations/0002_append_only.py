"""Triggers that refuse every change of the log, whoever asks: the application's own user, too."""

from typing import Final

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES: Final = ("audit_entry", "audit_block", "audit_checkpoint")

# What may be inserted in SQLite, besides what constraints say: `INSERT OR REPLACE` deletes without asking the
# triggers for DELETE, so a row that is there is refused before. In PostgreSQL `ON CONFLICT` fires those for UPDATE.
_SQLITE_REPLACES: Final = {
    "audit_entry": 'NEW."index" <> coalesce((SELECT max("index") + 1 FROM audit_entry), 0)',
    "audit_block": 'EXISTS (SELECT 1 FROM audit_block WHERE (tier = NEW.tier AND "index" = NEW."index") OR id = NEW.id)',
    "audit_checkpoint": "EXISTS (SELECT 1 FROM audit_checkpoint WHERE size = NEW.size)",
}

_POSTGRES_FUNCTION: Final = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '23000';
END $$
"""


def create(vendor: str) -> list[str]:
    """Return the statements that close the log."""
    if vendor == "postgresql":
        return [_POSTGRES_FUNCTION, *(statement for table in TABLES for statement in _create_in_postgres(table))]
    return [statement for table in TABLES for statement in _create_in_sqlite(table)]


def drop(vendor: str) -> list[str]:
    """Return the statements that open it again, for a migration backwards."""
    if vendor == "postgresql":
        return [*(f"DROP TRIGGER {table}_append_only ON {table}" for table in TABLES), "DROP FUNCTION audit_refuse()"]
    return [f"DROP TRIGGER {table}_{verb}" for table in TABLES for verb in ("update", "delete", "insert")]


def _create_in_postgres(table: str) -> list[str]:
    events = "BEFORE UPDATE OR DELETE OR TRUNCATE"
    return [
        f"CREATE TRIGGER {table}_append_only {events} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
        # Also where a session pretends to be a replica.
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only",
    ]


def _create_in_sqlite(table: str) -> list[str]:
    refuse = "SELECT RAISE(ABORT, 'the audit log is append-only')"
    return [
        f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} BEGIN {refuse}; END",
        f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} BEGIN {refuse}; END",
        f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN {_SQLITE_REPLACES[table]} BEGIN {refuse}; END",
    ]


def close_log(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the log append-only."""
    for statement in create(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def open_log(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo it."""
    for statement in drop(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(close_log, open_log)]
