"""Triggers that keep whose money is whose: an owner gets another name by erasure alone, a matter never.

Postings name owners and matters by number. Whoever could change what such a number stands for could move all of a
member's money at once, and no entry would change.
"""

from typing import Final

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_ERASED: Final = "erased-" + 16 * "_"
"""The names that are made up for erased members (`events.names.make_up_name`), each for one of them alone."""

# What an erased member is called stays: nothing that is owed to nobody any more comes back under an id.
_IS_NO_ERASURE: Final = (
    f"NEW.id <> OLD.id OR NEW.is_test <> OLD.is_test OR NEW.party NOT LIKE '{_ERASED}' OR OLD.party LIKE '{_ERASED}'"
)

# `INSERT OR REPLACE` deletes in SQLite without asking the triggers for DELETE. A row that is there is left as it is:
# these are also written where it does not matter who was first, so that an error would be wrong.
_SQLITE_LEAVES: Final = {
    "journal_owner": "id = NEW.id OR (party = NEW.party AND is_test = NEW.is_test)",
    "journal_matter": "id = NEW.id OR (key = NEW.key AND is_test = NEW.is_test)",
    "journal_balancereport": "id = NEW.id OR (event = NEW.event AND owner_id = NEW.owner_id)",
}

_REFUSE: Final = "SELECT RAISE(ABORT, 'the journal is append-only: whose money is whose does not change')"

_SQLITE: Final = {
    "journal_owner_renamed": f"BEFORE UPDATE ON journal_owner WHEN {_IS_NO_ERASURE} BEGIN {_REFUSE}; END",
    "journal_owner_delete": f"BEFORE DELETE ON journal_owner BEGIN {_REFUSE}; END",
    "journal_matter_update": f"BEFORE UPDATE ON journal_matter BEGIN {_REFUSE}; END",
    "journal_matter_delete": f"BEFORE DELETE ON journal_matter BEGIN {_REFUSE}; END",
    **{
        f"{table}_replaced": (
            f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {is_there})"  # noqa: S608  # constants
            " BEGIN SELECT RAISE(IGNORE); END"
        )
        for table, is_there in _SQLITE_LEAVES.items()
    },
}

_POSTGRES_FUNCTION: Final = f"""
CREATE FUNCTION journal_check_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_IS_NO_ERASURE} THEN
        RAISE EXCEPTION 'the journal is append-only: whose money is whose does not change' USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$;
"""

_POSTGRES: Final = {
    ("journal_owner", "renamed"): "BEFORE UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION journal_check_name()",
    ("journal_owner", "append_only"): (
        "BEFORE DELETE OR TRUNCATE ON {} FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
    ),
    ("journal_matter", "append_only"): (
        "BEFORE UPDATE OR DELETE OR TRUNCATE ON {} FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
    ),
}


def create(vendor: str) -> list[str]:
    """Return the statements that keep the names."""
    if vendor != "postgresql":
        return [f"CREATE TRIGGER {name} {rule}" for name, rule in _SQLITE.items()]
    made = [f"CREATE TRIGGER {table}_{name} {rule.format(table)}" for (table, name), rule in _POSTGRES.items()]
    # Also where a session pretends to be a replica.
    always = [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_{name}" for table, name in _POSTGRES]
    return [_POSTGRES_FUNCTION, *made, *always]


def drop(vendor: str) -> list[str]:
    """Return the statements that undo it, for a migration backwards."""
    if vendor != "postgresql":
        return [f"DROP TRIGGER {name}" for name in _SQLITE]
    dropped = [f"DROP TRIGGER {table}_{name} ON {table}" for table, name in _POSTGRES]
    return [*dropped, "DROP FUNCTION journal_check_name()"]


def keep_names(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep the names."""
    for statement in create(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def let_go_of_names(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo it."""
    for statement in drop(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_balanced")]

    operations = [migrations.RunPython(keep_names, let_go_of_names)]
