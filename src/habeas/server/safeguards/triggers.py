"""What databases refuse of a safeguard where the member's others say whether it may be."""

from habeas.domain.sanctions.safeguards import AGAIN_AFTER, BY_PEOPLE
from habeas.server.triggers import Trigger, at_least, differing


def _others(vendor: str) -> str:
    """Return the member's other safeguards of the last 30 days, as a query that goes on."""
    long_ago = at_least(AGAIN_AFTER, vendor=vendor, since="o.placed_at", until="NEW.placed_at")
    return (
        "SELECT COUNT(*) FROM safeguards_safeguard o WHERE o.member_id = NEW.member_id"  # noqa: S608  # names of our own
        f" AND o.is_test = NEW.is_test AND o.id <> NEW.id AND NOT {long_ago}"
    )


def _by_machine(vendor: str) -> Trigger:
    """Return that a machine places one safeguard of a member in 30 days (clock `safeguard_again`)."""
    refuses = f"NEW.placed_by_id IS NULL AND ({_others(vendor)} AND o.placed_by_id IS NULL) > 0"
    words = "a machine places one safeguard in thirty days; a person may place another"
    return Trigger("machine_safeguards_once", "safeguards_safeguard", "INSERT", refuses, words)


def _by_people(vendor: str) -> Trigger:
    """Return that people place so many of a kind in 30 days: a row of them is a sanction that nobody can appeal."""
    same = f"{_others(vendor)} AND o.placed_by_id IS NOT NULL AND o.kind = NEW.kind"
    refuses = f"NEW.placed_by_id IS NOT NULL AND ({same}) >= {BY_PEOPLE}"
    words = "people placed as many safeguards of this kind as thirty days allow; what has to last is a sanction"
    return Trigger("people_safeguard_so_often", "safeguards_safeguard", "INSERT", refuses, words)


def _kept() -> Trigger:
    """Return that a safeguard stays of whom, of what kind, by whom and since when it was."""
    columns = ("id", "member_id", "is_test", "kind", "placed_by_id", "placed_at")
    words = "a safeguard stays what it was when it was placed; end it, or place another"
    return Trigger("safeguard_is_kept", "safeguards_safeguard", "UPDATE", differing(columns), words)


def triggers_of(vendor: str) -> tuple[Trigger, ...]:
    """Return all of them, as one database writes them."""
    return (_by_machine(vendor), _by_people(vendor), _kept())
