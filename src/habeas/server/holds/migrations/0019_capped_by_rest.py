"""Triggers: no hold that runs is of more than is left of its claim, whichever of the two changes; nor is a deduction."""

from importlib import import_module
from typing import Final

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_FITS: Final = (
    "EXISTS (SELECT 1 FROM holds_claim WHERE id = NEW.claim_id AND amount >= NEW.amount"
    " AND (NEW.released_at IS NOT NULL OR amount - lessened >= NEW.amount - NEW.lessened)"
    " AND currency = NEW.currency AND owner_id = NEW.owner_id AND is_test = NEW.is_test)"
)
_TOO_MUCH_WAITS: Final = (
    "EXISTS (SELECT 1 FROM holds_hold WHERE claim_id = NEW.id AND released_at IS NULL"
    " AND amount - lessened > NEW.amount - NEW.lessened)"
)
_OLD_REST: Final = "h.amount >= NEW.amount"
_REST: Final = "h.amount - h.lessened >= NEW.amount"

_POSTGRES: Final = f"""
CREATE FUNCTION holds_check_cap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT {_FITS} THEN
        RAISE EXCEPTION 'the hold % is not within its claim', NEW.id USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER holds_hold_capped BEFORE INSERT OR UPDATE ON holds_hold
    FOR EACH ROW EXECUTE FUNCTION holds_check_cap();
CREATE FUNCTION holds_check_rest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_TOO_MUCH_WAITS} THEN
        RAISE EXCEPTION 'more waits for the claim % than is left of it', NEW.id USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER holds_claim_caps BEFORE UPDATE ON holds_claim
    FOR EACH ROW EXECUTE FUNCTION holds_check_rest();
"""

_SQLITE: Final = {
    "holds_hold_capped_insert": (
        f"BEFORE INSERT ON holds_hold WHEN NOT {_FITS}",
        "the hold is not within its claim",
    ),
    "holds_hold_capped_update": (
        f"BEFORE UPDATE ON holds_hold WHEN NOT {_FITS}",
        "the hold is not within its claim",
    ),
    "holds_claim_caps": (
        f"BEFORE UPDATE ON holds_claim WHEN {_TOO_MUCH_WAITS}",
        "more waits for the claim than is left of it",
    ),
}


def cap_by_rest(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let holds be within what is left of their claims only, and deductions within what is left of their holds."""
    deducted = import_module("habeas.server.holds.migrations.0010_deducted")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES, params=None)
        schema_editor.execute(deducted.POSTGRES.replace(_OLD_REST, _REST), params=None)
        return
    triggers = {name: (when.replace(_OLD_REST, _REST), words) for name, (when, words) in deducted.SQLITE.items()}
    for name, (when, words) in (_SQLITE | triggers).items():
        schema_editor.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{words}'); END", params=None)


def uncap_by_rest(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo it."""
    import_module("habeas.server.holds.migrations.0010_deducted").unprove_deductions(apps, schema_editor)
    import_module("habeas.server.holds.migrations.0002_capped").uncap_holds(apps, schema_editor)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER holds_claim_caps ON holds_claim", params=None)
        schema_editor.execute("DROP FUNCTION holds_check_rest()", params=None)
        return
    schema_editor.execute("DROP TRIGGER holds_claim_caps", params=None)


class Migration(migrations.Migration):
    dependencies = [("holds", "0018_lessened_claims")]

    operations = [migrations.RunPython(cap_by_rest, uncap_by_rest)]
