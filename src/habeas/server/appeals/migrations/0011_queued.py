"""Appeals wait in queues, as cases do: the open ones are put where the declared rules say.

Their words are sealed, so that their language is that of what they contest.
"""

from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from habeas.domain.cases.routing import Kind, Routed, route


def put_in_queues(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Route each open appeal by what is known of its decision and of the case in which it was made."""
    model: Any = apps.get_model
    for row in model("appeals", "Appeal").objects.filter(ended_at=None):
        case = model("cases", "Case").objects.filter(id=row.within).first()
        is_own = case is not None and case.member_id == row.member_id
        row.language = case.language if is_own else ""
        row.language_source = case.language_source if is_own else ""
        rule = route(_routed(row, case, is_own=is_own, model=model), rules=settings.HABEAS.casework.rules)
        row.queue, row.routed_by = rule.queue, rule.bounds
        row.save(update_fields=["language", "language_source", "queue", "routed_by"])


def _routed(row: Any, case: Any, *, is_own: bool, model: Any) -> Routed:  # noqa: ANN401  # models as they were
    """Return what the rules see."""
    kinds = {"sanction": ("rulings", "Sanction"), "screening": ("decisions", "Decision")}
    sums = {"money_hold": ("holds", "Hold"), "deduction": ("holds", "Deduction")}
    decided = model(*kinds[row.matter]).objects.filter(id=row.decision).first() if row.matter in kinds else None
    money = model(*sums[row.matter]).objects.filter(id=row.decision).first() if row.matter in sums else None
    return Routed(
        kind=Kind.APPEAL,
        reasons=frozenset(case.reasons if case else ()),
        language=row.language,
        clause=(decided.clause if decided else "") or (case.clause if case else "") or None,
        platform=(case.platform if case else "") or None,
        is_notice_of_illegality=case is not None and case.alleges_illegality,
        matter=row.matter,
        action=decided.action if decided else None,
        held=money.amount if money else 0,
        is_hardship=is_own and case.is_sole_income,
        harms_others=case is not None and case.harms_others,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0010_undone"),
        ("cases", "0009_routed"),
        ("decisions", "0001_initial"),
        ("holds", "0016_losses_of_plans"),
        ("rulings", "0006_stated"),
    ]

    operations = [
        migrations.AddField(
            model_name="appeal",
            name="language",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="appeal",
            name="language_source",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="appeal",
            name="queue",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="appeal",
            name="routed_by",
            field=models.JSONField(null=True),
        ),
        migrations.RunPython(put_in_queues, migrations.RunPython.noop),
    ]
