"""Triggers that give the rules a new edition whenever what they are made of changes, whoever changes it."""

from typing import Final

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WATCHED: Final = ("policies_activation", "policies_channel", "policies_platform", "policies_restraint")
_CHANGES: Final = ("INSERT", "UPDATE", "DELETE")

_RENEW: Final = (
    "INSERT INTO policies_edition (id, token) VALUES (1, {anew}) ON CONFLICT (id) DO UPDATE SET token = excluded.token"
)
_POSTGRES_FUNCTION: Final = f"""
CREATE FUNCTION policies_renew_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {_RENEW.format(anew="gen_random_uuid()::text")};
    RETURN NULL;
END $$;
"""


def watch(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers, and the first edition."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES_FUNCTION, params=None)
        for table in WATCHED:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_edition AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION policies_renew_edition()",
                params=None,
            )
        return
    renew = _RENEW.format(anew="lower(hex(randomblob(16)))")
    for table in WATCHED:
        for change in _CHANGES:
            trigger = f"CREATE TRIGGER {table}_{change.lower()} AFTER {change} ON {table} BEGIN {renew}; END"
            schema_editor.execute(trigger, params=None)


def unwatch(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    if schema_editor.connection.vendor == "postgresql":
        for table in WATCHED:
            schema_editor.execute(f"DROP TRIGGER {table}_edition ON {table}", params=None)
        schema_editor.execute("DROP FUNCTION policies_renew_edition()", params=None)
        return
    for table in WATCHED:
        for change in _CHANGES:
            schema_editor.execute(f"DROP TRIGGER {table}_{change.lower()}", params=None)


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]

    operations = [migrations.RunPython(watch, unwatch)]
