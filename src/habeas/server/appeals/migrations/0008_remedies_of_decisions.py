"""What is owed has an id and names its decision, for an appeal is not the only way in which one is undone."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def carry_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001  # as migrations call it
    """Name the decision of what is owed already; its id is made of the appeal's, which is random."""
    former, owed = apps.get_model("appeals", "FormerRemedy"), apps.get_model("appeals", "Remedy")
    kept = ("owed", "unknown", "money", "days_lost", "owed_at", "due_at", "given_at", "given_by_id")
    for row in former.objects.select_related("appeal"):
        appeal = row.appeal
        owed.objects.create(
            id=appeal.id.replace("apl_", "rem_"),
            appeal=appeal,
            decision=appeal.decision,
            member=appeal.member_id,
            is_test=appeal.is_test,
            **{name: getattr(row, name) for name in kept},
        )


def free_the_name(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the index of patterns that PostgreSQL keeps under the former table's name when that is renamed."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('DROP INDEX IF EXISTS "appeals_remedy_appeal_id_3b57cb46_like"')


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0007_draft_of_a_mandate"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="remedy",
            name="appeal",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="+",
                serialize=False,
                to="appeals.appeal",
            ),
        ),
        migrations.RenameModel(old_name="Remedy", new_name="FormerRemedy"),
        migrations.RunPython(free_the_name, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Remedy",
            fields=[
                ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("decision", models.CharField(max_length=40)),
                ("member", models.CharField(max_length=200)),
                ("is_test", models.BooleanField(default=False)),
                ("owed", models.JSONField()),
                ("unknown", models.JSONField()),
                ("money", models.JSONField()),
                ("days_lost", models.PositiveIntegerField()),
                ("owed_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "appeal",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remedy",
                        to="appeals.appeal",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        db_index=False,
                    ),
                ),
            ],
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
