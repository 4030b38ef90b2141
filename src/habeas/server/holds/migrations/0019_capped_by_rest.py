"""Triggers: no hold is of more than is left of its claim, and no deduction but what its claim and its items prove.

A hold is of its claim's currency and member. A deduction is for an upheld claim, from a hold that runs, and changes no
more. SQLite drops the triggers of a table that a migration makes anew: one that does so makes these again after it.
"""

from typing import Final

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_WITHIN: Final = (
    "EXISTS (SELECT 1 FROM holds_claim WHERE id = NEW.claim_id AND amount >= NEW.amount"
    " AND (NEW.released_at IS NOT NULL OR amount - lessened >= NEW.amount - NEW.lessened)"
    " AND currency = NEW.currency AND owner_id = NEW.owner_id AND is_test = NEW.is_test)"
)
_TOO_MUCH_WAITS: Final = (
    "EXISTS (SELECT 1 FROM holds_hold WHERE claim_id = NEW.id AND released_at IS NULL"
    " AND amount - lessened > NEW.amount - NEW.lessened)"
)
_PROVEN: Final = (
    "EXISTS (SELECT 1 FROM holds_hold h JOIN holds_claim c ON c.id = h.claim_id WHERE h.id = NEW.hold_id"
    " AND h.released_at IS NULL AND c.upheld AND h.currency = NEW.currency AND h.amount - h.lessened >= NEW.amount"
    " AND h.is_test = NEW.is_test)"
    " AND NEW.amount = (SELECT COALESCE(SUM(amount), 0) FROM holds_deductionitem WHERE deduction_id = NEW.id)"
)
_KEPT: Final = ("id", "hold_id", "is_test", "amount", "currency", '"by"', "approved_by", "decided_at", "digest")
_CLOSED: Final = "EXISTS (SELECT 1 FROM holds_deduction WHERE id = NEW.deduction_id)"


def _changed(differs: str) -> str:
    """Return the condition under which a deduction was changed: all but that it is given back, once."""
    changes = [f"NEW.{name} {differs} OLD.{name}" for name in _KEPT]
    return " OR ".join([*changes, f"OLD.restored_at IS NOT NULL AND NEW.restored_at {differs} OLD.restored_at"])


_POSTGRES: Final = {
    ("hold", "hold_capped", "INSERT OR UPDATE", "check_cap"): (
        f"NOT {_WITHIN}",
        "the hold % is not within its claim",
        "NEW.id",
    ),
    ("claim", "claim_caps", "UPDATE", "check_rest"): (
        _TOO_MUCH_WAITS,
        "more waits for the claim % than is left of it",
        "NEW.id",
    ),
    ("deduction", "deduction_proven", "INSERT", "check_deduction"): (
        f"NOT ({_PROVEN})",
        "the deduction % is not what its claim and its items prove",
        "NEW.id",
    ),
    ("deduction", "deduction_kept", "UPDATE", "keep_deduction"): (
        _changed("IS DISTINCT FROM"),
        "the deduction % does not change",
        "OLD.id",
    ),
    ("deductionitem", "items_closed", "INSERT OR UPDATE", "close_items"): (
        _CLOSED,
        "the items of the deduction % are closed",
        "NEW.deduction_id",
    ),
}
_SQLITE: Final = {
    "hold_capped_insert": ("INSERT ON holds_hold", f"NOT {_WITHIN}", "the hold is not within its claim"),
    "hold_capped_update": ("UPDATE ON holds_hold", f"NOT {_WITHIN}", "the hold is not within its claim"),
    "claim_caps": ("UPDATE ON holds_claim", _TOO_MUCH_WAITS, "more waits for the claim than is left of it"),
    "deduction_proven": (
        "INSERT ON holds_deduction",
        f"NOT ({_PROVEN})",
        "the deduction is not what its claim and its items prove",
    ),
    "deduction_kept": ("UPDATE ON holds_deduction", _changed("IS NOT"), "the deduction does not change"),
    "items_closed": ("INSERT ON holds_deductionitem", _CLOSED, "the items are closed"),
    "items_kept": ("UPDATE ON holds_deductionitem", _CLOSED, "the items are closed"),
}


def cap_by_rest(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let holds be within what is left of their claims only, and deductions within what is left of their holds."""
    for statement in _create(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def _create(vendor: str) -> list[str]:
    if vendor != "postgresql":
        return [
            f"CREATE TRIGGER holds_{name} BEFORE {change} WHEN {refuses} BEGIN SELECT RAISE(ABORT, '{words}'); END"
            for name, (change, refuses, words) in _SQLITE.items()
        ]
    return [
        f"""
CREATE FUNCTION holds_{function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {refuses} THEN
        RAISE EXCEPTION '{words}', {names} USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER holds_{name} BEFORE {verbs} ON holds_{table} FOR EACH ROW EXECUTE FUNCTION holds_{function}();
"""
        for (table, name, verbs, function), (refuses, words, names) in _POSTGRES.items()
    ]


def uncap_by_rest(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo it."""
    if schema_editor.connection.vendor != "postgresql":
        for name in _SQLITE:
            schema_editor.execute(f"DROP TRIGGER holds_{name}", params=None)
        return
    for table, name, _verbs, function in _POSTGRES:
        schema_editor.execute(f"DROP TRIGGER holds_{name} ON holds_{table}", params=None)
        schema_editor.execute(f"DROP FUNCTION holds_{function}()", params=None)


class Migration(migrations.Migration):
    dependencies = [("holds", "0001_initial")]

    operations = [migrations.RunPython(cap_by_rest, uncap_by_rest)]
