"""A trigger that lets no hold be of more than its claim, of another currency, or of another member's money."""

from typing import Final

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_FITS: Final = (
    "EXISTS (SELECT 1 FROM holds_claim WHERE id = NEW.claim_id AND amount >= NEW.amount"
    " AND currency = NEW.currency AND owner_id = NEW.owner_id AND is_test = NEW.is_test)"
)

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
"""


def cap_holds(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let holds be within their claims only."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES, params=None)
        return
    refuse = "SELECT RAISE(ABORT, 'the hold is not within its claim')"
    for verb in ("INSERT", "UPDATE"):
        schema_editor.execute(
            f"CREATE TRIGGER holds_hold_capped_{verb.lower()} BEFORE {verb} ON holds_hold WHEN NOT {_FITS}"
            f" BEGIN {refuse}; END",
            params=None,
        )


def uncap_holds(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER holds_hold_capped ON holds_hold", params=None)
        schema_editor.execute("DROP FUNCTION holds_check_cap()", params=None)
        return
    for verb in ("insert", "update"):
        schema_editor.execute(f"DROP TRIGGER holds_hold_capped_{verb}", params=None)


class Migration(migrations.Migration):
    dependencies = [("holds", "0001_initial")]

    operations = [migrations.RunPython(cap_holds, uncap_holds)]
