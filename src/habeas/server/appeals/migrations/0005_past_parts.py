"""Notes who took part in what was decided so far, from cases and sanctions, and names the case of each open appeal."""

from typing import Any, Final

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_PARTS: Final = {
    "claim": "held_case",
    "prolong": "held_case",
    "release": "held_case",
    "hand_over": "held_case",
    "escalate": "held_case",
    "ask_member": "asked",
    "ask_approval": "drafted",
    "decline": "declined",
    "decide": "decided",
    "take_no_action": "decided",
}
"""What each move of a case was, as the core had it when this was written."""


def note_past(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Note who took part so far."""
    model: Any = apps.get_model
    parts = [
        (one.case_id, one.by_id, _PARTS[one.what], one.at)
        for one in model("cases", "CaseEntry").objects.filter(what__in=_PARTS, by__isnull=False)
    ]
    for asked in model("cases", "Inquiry").objects.all():
        parts.append((asked.case_id, asked.asked_by_id, "asked", asked.asked_at))
        parts += [(asked.case_id, asked.to_id, "was_asked", asked.asked_at)] if asked.to_id else []
    for row in model("rulings", "Sanction").objects.all():
        by = ((row.decided_by_id, "decided"), (row.approved_by_id, "approved"), (row.renewed_by_id, "renewed"))
        parts += [(row.case_id, number, part, row.decided_at) for number, part in by if number]
    noted = model("independence", "Participation")
    rows = [noted(subject=subject, staff_id=staff, part=part, at=at) for subject, staff, part, at in parts]
    noted.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    _name_cases(model)


def _name_cases(model: Any) -> None:  # noqa: ANN401  # models as they were
    """Name the case of what each open appeal contests."""
    for appeal in model("appeals", "Appeal").objects.filter(ended_at=None):
        for app, kind in (("rulings", "Sanction"), ("decisions", "Decision"), ("cases", "Report")):
            case = model(app, kind).objects.filter(id=appeal.decision).values_list("case", flat=True).first()
            appeal.within = appeal.within or case or ""
        appeal.save(update_fields=["within"])


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0004_within"),
        ("cases", "0005_taken_back"),
        ("decisions", "0001_initial"),
        ("independence", "0001_initial"),
        ("rulings", "0003_lifecycle"),
    ]

    operations = [migrations.RunPython(note_past, migrations.RunPython.noop)]
