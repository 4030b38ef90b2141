"""A trigger that lets nobody hear or decide an appeal who took part in its decision, unless another one allowed it.

DSA20-6, invariant 5: before the decision, in it, or since.
"""

from typing import Final

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TOOK_PART: Final = (
    "(EXISTS (SELECT 1 FROM independence_participation WHERE staff_id = NEW.reviewer_id"
    " AND (subject = NEW.decision OR (NEW.within <> '' AND subject = NEW.within)))"
    " OR EXISTS (SELECT 1 FROM appeals_appeal other WHERE other.decision = NEW.decision"
    " AND other.id <> NEW.id AND other.reviewer_id = NEW.reviewer_id))"
)
_IS_HEARD: Final = "NEW.reviewer_id IS NOT NULL AND NEW.override_by_id IS NULL"

_IS_MOVED: Final = (
    "(OLD.reviewer_id IS NULL OR OLD.reviewer_id <> NEW.reviewer_id OR OLD.override_by_id IS NOT NULL"
    " OR (NEW.state = 'decided' AND OLD.state <> 'decided'))"
)
"""Who took part since may still be replaced, and the member may still take the appeal back."""

_POSTGRES: Final = f"""
CREATE FUNCTION appeals_check_independence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_TOOK_PART} THEN
        RAISE EXCEPTION 'who hears the appeal % took part in its decision', NEW.id USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appeals_appeal_independent_insert BEFORE INSERT ON appeals_appeal
    FOR EACH ROW WHEN ({_IS_HEARD}) EXECUTE FUNCTION appeals_check_independence();
CREATE TRIGGER appeals_appeal_independent_update BEFORE UPDATE ON appeals_appeal
    FOR EACH ROW WHEN ({_IS_HEARD} AND {_IS_MOVED}) EXECUTE FUNCTION appeals_check_independence();
"""


def demand_independence(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let only who took no part hear an appeal."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES, params=None)
        return
    refuse = "SELECT RAISE(ABORT, 'who hears the appeal took part in its decision')"
    for verb, when in (("INSERT", _IS_HEARD), ("UPDATE", f"{_IS_HEARD} AND {_IS_MOVED}")):
        schema_editor.execute(
            f"CREATE TRIGGER appeals_appeal_independent_{verb.lower()} BEFORE {verb} ON appeals_appeal"
            f" WHEN {when} AND {_TOOK_PART} BEGIN {refuse}; END",
            params=None,
        )


def demand_no_more(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo it."""
    on = " ON appeals_appeal" if schema_editor.connection.vendor == "postgresql" else ""
    for verb in ("insert", "update"):
        schema_editor.execute(f"DROP TRIGGER appeals_appeal_independent_{verb}{on}", params=None)
    if on:
        schema_editor.execute("DROP FUNCTION appeals_check_independence()", params=None)


class Migration(migrations.Migration):
    dependencies = [("appeals", "0001_initial"), ("independence", "0001_initial")]

    operations = [migrations.RunPython(demand_independence, demand_no_more)]
