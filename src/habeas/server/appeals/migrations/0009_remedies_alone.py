"""The former table of what is owed goes, now that all of it is carried over."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0008_remedies_of_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name="FormerRemedy"),
        migrations.AlterField(
            model_name="remedy",
            name="given_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="remedy", index=models.Index(fields=["member", "owed_at"], name="remedy_by_member")
        ),
        migrations.AddIndex(model_name="remedy", index=models.Index(fields=["decision"], name="remedy_by_decision")),
        migrations.AddConstraint(
            model_name="remedy",
            constraint=models.UniqueConstraint(
                condition=Q(appeal=None), fields=["decision"], name="a_remedy_unasked_is_owed_once_for_a_decision"
            ),
        ),
        migrations.AddConstraint(
            model_name="remedy",
            constraint=models.CheckConstraint(
                condition=Q(due_at__gt=F("owed_at")), name="remedy_is_due_after_it_is_owed"
            ),
        ),
        migrations.AddConstraint(
            model_name="remedy",
            constraint=models.CheckConstraint(
                condition=Q(given_at=None, given_by=None)
                | Q(given_at__isnull=False, given_at__gte=F("owed_at"), given_by__isnull=False),
                name="a_person_says_that_what_was_owed_was_given",
            ),
        ),
        migrations.RemoveField(model_name="appeal", name="warned_at"),
    ]
