"""The cap of holds once more: SQLite makes a table anew for a constraint, and leaves its triggers behind."""

from importlib import import_module

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def cap_again(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers that are gone."""
    if schema_editor.connection.vendor == "sqlite":
        import_module("habeas.server.holds.migrations.0002_capped").cap_holds(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("holds", "0006_statements")]

    operations = [migrations.RunPython(cap_again, migrations.RunPython.noop)]
