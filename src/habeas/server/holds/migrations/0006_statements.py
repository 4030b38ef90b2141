from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("holds", "0005_plans")]

    operations = [
        migrations.AddField("hold", "language", models.CharField(max_length=20, default="en"), preserve_default=False),
        migrations.AddField("hold", "zone", models.CharField(max_length=60, default="UTC"), preserve_default=False),
        migrations.AddField("hold", "digest", models.CharField(max_length=64, default="none"), preserve_default=False),
        migrations.AddConstraint(
            "hold",
            models.CheckConstraint(
                condition=models.Q(("digest", ""), _negated=True), name="no_hold_without_its_statement"
            ),
        ),
    ]
