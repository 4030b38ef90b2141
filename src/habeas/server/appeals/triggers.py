"""What databases refuse of appeals because of who took part in what they contest (DSA20-6, invariant 5)."""

from habeas.server.triggers import Trigger


def _took_part(column: str) -> str:
    """Return the condition that a person took part in the decision, or heard another appeal against it."""
    staff = f"NEW.{column}"
    return (
        f"({staff} = NEW.against_id OR {staff} = NEW.against_second_id"  # noqa: S608  # names of our own
        f" OR EXISTS (SELECT 1 FROM independence_participation p WHERE p.staff_id = {staff}"
        " AND (p.subject = NEW.decision OR (NEW.within <> '' AND p.subject = NEW.within)))"
        " OR EXISTS (SELECT 1 FROM appeals_appeal other WHERE other.decision = NEW.decision"
        f" AND other.id <> NEW.id AND other.reviewer_id = {staff}))"
    )


def _chosen(verb: str, column: str) -> Trigger:
    """Return that nobody of those who decided lets somebody else hear the appeal, or allows it to somebody.

    Who took part since may have chosen before.
    """
    asked = f"NEW.{column} IS NOT NULL AND NEW.{column} <> NEW.reviewer_id"
    if verb == "UPDATE":
        asked += f" AND (NEW.{column} {{differs}} OLD.{column} OR NEW.reviewer_id {{differs}} OLD.reviewer_id)"
    words = "who took part in a decision does not choose who hears the appeal against it"
    name = f"appeal_is_{column.removesuffix('_id')}_{verb.lower()}"
    return Trigger(name, "appeals_appeal", verb, f"{asked} AND {_took_part(column)}", words)


def _admitted(verb: str) -> Trigger:
    """Return that nobody of those who decided admits somebody from outside to hear the appeals against it."""
    refuses = (
        "EXISTS (SELECT 1 FROM independence_participation p WHERE p.staff_id = NEW.given_by_id"
        " AND (p.subject = NEW.decision OR p.subject IN"
        " (SELECT s.case_id FROM rulings_sanction s WHERE s.id = NEW.decision)"
        " OR p.subject IN (SELECT a.within FROM appeals_appeal a WHERE a.decision = NEW.decision AND a.within <> '')))"
    )
    if verb == "UPDATE":
        refuses = f"NEW.given_by_id <> OLD.given_by_id AND {refuses}"
    words = "who took part in a decision admits nobody from outside to hear the appeals against it"
    return Trigger(f"access_is_given_{verb.lower()}", "appeals_revieweraccess", verb, refuses, words)


def triggers_of(vendor: str) -> tuple[Trigger, ...]:  # noqa: ARG001  # both databases write these alike
    """Return all of them."""
    return (
        *(_chosen(verb, column) for verb in ("INSERT", "UPDATE") for column in ("given_by_id", "override_by_id")),
        _admitted("INSERT"),
        _admitted("UPDATE"),
    )
