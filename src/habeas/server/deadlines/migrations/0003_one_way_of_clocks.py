"""Kinds of deadlines that clocks have taken over go nowhere any more; clocks of open appeals are kept as others are."""

from datetime import timedelta
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GONE = ("warn_of_appeal", "warn_of_end", "check_remedy")
TWO_DAYS = timedelta(days=2)


def take_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001  # as migrations call it
    """Keep the clocks that run for open appeals, and cancel what nobody waits for any more."""
    deadlines, appeals = apps.get_model("deadlines", "Deadline"), apps.get_model("appeals", "Appeal")
    waiting = deadlines.objects.filter(done_at=None)
    for row in waiting.filter(kind="check_appeal", rule__startswith="appeal_").order_by("due_at"):
        clock = "appeal_limit" if row.rule == "appeal_limit" else "appeal_timely"
        appeal = appeals.objects.filter(id=row.subject, ended_at=None, stayed_at=None).first()
        if appeal is not None:
            _keep(apps, row, appeal, clock)
    gone = waiting.filter(kind__in=GONE) | waiting.filter(kind="check_appeal", rule__startswith="appeal_")
    for row in gone:
        row.done_at = row.cancelled_at = row.created_at
        row.save(update_fields=["done_at", "cancelled_at"])


def _keep(apps: Apps, row: Any, appeal: Any, clock: str) -> None:  # noqa: ANN401  # rows of tables as they were
    kept, _ = apps.get_model("deadlines", "Clock").objects.update_or_create(
        clock=clock,
        subject=appeal.id,
        is_test=row.is_test,
        met_at=None,
        defaults={
            "member": appeal.member_id,
            "rules": ["DSA20-4", "P2B11-1", *(["invariant 12"] if clock == "appeal_limit" else [])],
            "started_at": appeal.filed_at,
            "due_at": row.due_at,
            "warns_at": row.due_at - TWO_DAYS,
            "pauses": clock == "appeal_timely",
        },
    )
    apps.get_model("deadlines", "Deadline").objects.get_or_create(
        kind="tick_clock",
        subject=str(kept.pk),
        is_test=row.is_test,
        rule=clock,
        defaults={"due_at": row.due_at - TWO_DAYS, "created_at": row.created_at},
    )


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0002_complete_casework"), ("appeals", "0009_remedies_alone")]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
