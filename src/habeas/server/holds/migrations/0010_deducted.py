"""Triggers: nothing is deducted but for an upheld claim, from a hold that runs, by its items; and nothing changes then."""

from typing import Final

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_FITS: Final = (
    "EXISTS (SELECT 1 FROM holds_hold h JOIN holds_claim c ON c.id = h.claim_id WHERE h.id = NEW.hold_id"
    " AND h.released_at IS NULL AND c.upheld AND h.currency = NEW.currency AND h.amount >= NEW.amount"
    " AND h.is_test = NEW.is_test)"
    " AND NEW.amount = (SELECT COALESCE(SUM(amount), 0) FROM holds_deductionitem WHERE deduction_id = NEW.id)"
)
_KEPT: Final = ("id", "hold_id", "is_test", "amount", "currency", '"by"', "approved_by", "decided_at", "digest")
_CLOSED: Final = "EXISTS (SELECT 1 FROM holds_deduction WHERE id = NEW.deduction_id)"


def _changed(differs: str) -> str:
    """Return the condition under which a deduction was changed: all but that it is given back, once."""
    changes = [f"NEW.{name} {differs} OLD.{name}" for name in _KEPT]
    return " OR ".join([*changes, f"OLD.restored_at IS NOT NULL AND NEW.restored_at {differs} OLD.restored_at"])


POSTGRES: Final = f"""
CREATE FUNCTION holds_check_deduction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT ({_FITS}) THEN
        RAISE EXCEPTION 'the deduction % is not what its claim and its items prove', NEW.id USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER holds_deduction_proven BEFORE INSERT ON holds_deduction
    FOR EACH ROW EXECUTE FUNCTION holds_check_deduction();
CREATE FUNCTION holds_keep_deduction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_changed("IS DISTINCT FROM")} THEN
        RAISE EXCEPTION 'the deduction % does not change', OLD.id USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER holds_deduction_kept BEFORE UPDATE ON holds_deduction
    FOR EACH ROW EXECUTE FUNCTION holds_keep_deduction();
CREATE FUNCTION holds_close_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_CLOSED} THEN
        RAISE EXCEPTION 'the items of the deduction % are closed', NEW.deduction_id USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER holds_items_closed BEFORE INSERT OR UPDATE ON holds_deductionitem
    FOR EACH ROW EXECUTE FUNCTION holds_close_items();
"""

SQLITE: Final = {
    "holds_deduction_proven": (
        f"BEFORE INSERT ON holds_deduction WHEN NOT ({_FITS})",
        "the deduction is not what its claim and its items prove",
    ),
    "holds_deduction_kept": (
        f"BEFORE UPDATE ON holds_deduction WHEN {_changed('IS NOT')}",
        "the deduction does not change",
    ),
    "holds_items_closed": (f"BEFORE INSERT ON holds_deductionitem WHEN {_CLOSED}", "the items are closed"),
    "holds_items_kept": (f"BEFORE UPDATE ON holds_deductionitem WHEN {_CLOSED}", "the items are closed"),
}


def prove_deductions(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let nothing be deducted but what is proven."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES, params=None)
        return
    for name, (when, words) in SQLITE.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{words}'); END", params=None)


def unprove_deductions(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo it."""
    if schema_editor.connection.vendor == "postgresql":
        for trigger, table in (
            ("deduction_proven", "deduction"),
            ("deduction_kept", "deduction"),
            ("items_closed", "deductionitem"),
        ):
            schema_editor.execute(f"DROP TRIGGER holds_{trigger} ON holds_{table}", params=None)
        for function in ("check_deduction", "keep_deduction", "close_items"):
            schema_editor.execute(f"DROP FUNCTION holds_{function}()", params=None)
        return
    for name in SQLITE:
        schema_editor.execute(f"DROP TRIGGER {name}", params=None)


class Migration(migrations.Migration):
    dependencies = [("holds", "0009_deductions")]

    operations = [migrations.RunPython(prove_deductions, unprove_deductions)]
