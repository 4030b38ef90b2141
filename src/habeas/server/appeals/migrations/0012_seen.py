"""No open appeal is without a queue; and the triggers once more that SQLite loses when it makes a table anew."""

from importlib import import_module

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def demand_independence_again(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers that are gone."""
    if schema_editor.connection.vendor == "sqlite":
        import_module("habeas.server.appeals.migrations.0006_independent").demand_independence(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("appeals", "0011_queued")]

    operations = [
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["queue", "filed_at"], name="appeal_by_queue"
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", False), models.Q(("queue", ""), _negated=True), _connector="OR"
                ),
                name="an_open_appeal_waits_in_a_queue",
            ),
        ),
        migrations.RunPython(demand_independence_again, migrations.RunPython.noop),
    ]
