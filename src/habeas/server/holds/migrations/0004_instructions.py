"""What the provider is asked is written anew: each instruction by itself says what is asked of whom, and waits its turn."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("holds", "0003_loss"),
    ]

    operations = [
        migrations.DeleteModel(name="Instruction"),
        migrations.CreateModel(
            name="Instruction",
            fields=[
                ("due_at", models.DateTimeField()),
                ("leased_until", models.DateTimeField(null=True)),
                ("leased_by", models.CharField(blank=True, max_length=60)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("last_error", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("parked_at", models.DateTimeField(null=True)),
                ("key", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("action", models.CharField(max_length=10)),
                ("amount", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("provider", models.CharField(max_length=120)),
                ("supersedes", models.CharField(blank=True, max_length=60)),
                ("is_test", models.BooleanField(default=False)),
                ("given_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("done", models.BigIntegerField(null=True)),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="instructions", to="holds.hold"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="instructions", to="journal.owner"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="instruction",
            index=models.Index(
                condition=models.Q(("acknowledged_at", None)), fields=["given_at"], name="instruction_unacknowledged"
            ),
        ),
        migrations.AddIndex(
            model_name="instruction",
            index=models.Index(
                condition=models.Q(("done_at", None), ("parked_at", None)),
                fields=["due_at"],
                name="instruction_that_is_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.UniqueConstraint(fields=("hold", "action"), name="instruction_is_given_once"),
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="instruction_is_of_more_than_nothing"
            ),
        ),
    ]
