"""What databases refuse of sanctions and measures where one row says whether another may be."""

from datetime import timedelta
from typing import Final

from habeas.domain.appeals.appeal import OPEN, Outcome
from habeas.domain.sanctions.sanction import APPROVED_WITHIN, INTERIM_SUSPENSION
from habeas.domain.sanctions.termination import EARLIER_FINAL_DECISIONS, ExemptionCode
from habeas.server.cases.triggers import decided_before
from habeas.server.rulings.sanctions import LAW
from habeas.server.rulings.worklists import ANNOUNCEMENT, STATEMENT
from habeas.server.triggers import POSTGRES, Trigger, at_least, differing, longer, one_of

APPEALABLE_AT_LEAST: Final = timedelta(days=180)
"""No six calendar months are shorter; the core counts them in the member's own time."""

_DECIDED: Final = (
    "id",
    "case_id",
    "member_id",
    "is_test",
    "action",
    "clause",
    "finding",
    "policy_id",
    "urgency",
    "announcement_hours",
    "notice_days",
    "exemption",
    "proof",
    "needs_approval",
    "conduct_at",
    "decided_by_id",
    "decided_at",
    "zone",
)
"""What a decision is: whoever wants another one decides anew, and tells the member."""

_HAPPENED: Final = (
    "approved_by_id",
    "approved_at",
    "announced_at",
    "stated_at",
    "notified_at",
    "effective_at",
    "renewed_by_id",
    "renewed_at",
    "reversed_at",
)
"""What happens once. A measure that was bounded till it happened is not unbounded by its being taken back."""


def _kept() -> Trigger:
    """Return that a decision stays what it was, and that each moment of it stays once it was."""
    changed = [differing(_DECIDED)]
    changed += [f"(OLD.{name} IS NOT NULL AND NEW.{name} {{differs}} OLD.{name})" for name in _HAPPENED]
    words = "what a person decided and what followed does not change; decide anew"
    return Trigger("sanction_is_kept", "rulings_sanction", "UPDATE", " OR ".join(changed), words)


def _told() -> Trigger:
    """Return that nobody counts as told before what tells them was handed over (invariant 3, DSA17-2)."""

    def untold(moment: str, kind: str) -> str:
        handed = (
            "EXISTS (SELECT 1 FROM notices_notice n WHERE n.sanction_id = NEW.id"  # noqa: S608  # names of our own
            f" AND n.kind = '{kind}' AND n.delivered_at <= NEW.{moment})"
        )
        return f"(OLD.{moment} IS NULL AND NEW.{moment} IS NOT NULL AND NOT {handed})"

    refuses = f"{untold('announced_at', ANNOUNCEMENT)} OR {untold('notified_at', STATEMENT)}"
    words = "a member is told by a statement that was handed over, and not by a date"
    return Trigger("sanction_is_told", "rulings_sanction", "UPDATE", refuses, words)


def _measure_kept() -> Trigger:
    """Return that a measure stays of its decision and takes what it took: its statement says so (DSA17-3a)."""
    names = ("sanction_id", "decision_id", "member_id", "kind", "capabilities", "roles", "territory", "starts_at")
    words = "what a measure takes, from whom and where, does not change; decide anew"
    return Trigger("measure_is_kept", "sanctions_measure", "UPDATE", differing(names), words)


def _repeated(vendor: str) -> Trigger:
    """Return that repetition rests on decisions of the same member that are final (P2B4-4c).

    They were told, nobody took them back, and their appeal was answered or can be filed no more.
    """
    listed = (
        "(SELECT jsonb_array_elements_text(NEW.proof))"
        if vendor == POSTGRES
        else "(SELECT value FROM json_each(NEW.proof))"
    )
    over = at_least(APPEALABLE_AT_LEAST, vendor=vendor, since="e.notified_at", until="NEW.decided_at")
    appeal = "EXISTS (SELECT 1 FROM appeals_appeal a WHERE a.decision = e.id AND"
    final = (
        f"SELECT COUNT(*) FROM rulings_sanction e WHERE e.id IN {listed} AND e.id <> NEW.id"  # noqa: S608  # names of our own
        " AND e.member_id = NEW.member_id AND e.is_test = NEW.is_test AND e.notified_at <= NEW.decided_at"
        " AND e.reversed_at IS NULL AND e.ended_because <> 'withdrawn'"
        f" AND NOT {appeal} a.state IN {one_of(OPEN)})"
        f" AND ({over} OR {appeal} a.outcome IN {one_of(set(Outcome) - {Outcome.OVERTURNED})}))"
    )
    refuses = f"NEW.exemption = '{ExemptionCode.REPEATED_INFRINGEMENT}' AND ({final}) < {EARLIER_FINAL_DECISIONS}"
    words = "repeated infringement rests on two decisions that the member was told and that are final"
    return Trigger("repetition_is_shown", "rulings_sanction", "INSERT", refuses, words)


def _by_law(vendor: str) -> Trigger:
    """Return that a duty or an imperative reason names the law that asks for it (P2B4-4a, P2B4-4b)."""
    codes = one_of(set(ExemptionCode) - {ExemptionCode.REPEATED_INFRINGEMENT})
    first = "NEW.proof ->> 0" if vendor == POSTGRES else "json_extract(NEW.proof, '$[0]')"
    refuses = f"NEW.exemption IN {codes} AND COALESCE({first}, '') NOT LIKE '{LAW}_%'"
    words = "an account ends without notice by a law that is named, with its words"
    return Trigger("law_is_shown", "rulings_sanction", "INSERT", refuses, words)


def _anew(verb: str, column: str) -> Trigger:
    """Return that nobody decides, or agrees to, what they decided in the same case before it was reopened (DSA20-6)."""
    asked = f"NEW.{column} IS NOT NULL"
    if verb == "UPDATE":
        asked = f"NEW.{column} {{differs}} OLD.{column} AND {asked}"
    refuses = f"{asked} AND {decided_before(case='NEW.case_id', staff=f'NEW.{column}')}"
    words = "who decided in a case before it was opened again decides nothing in it; another person does"
    return Trigger(f"sanction_is_decided_anew_{verb.lower()}", "rulings_sanction", verb, refuses, words)


def _bounded(vendor: str, verb: str) -> Trigger:
    """Return that a measure of a sanction is of what is in effect, for no longer than people have agreed to.

    A day where a second person has not confirmed imminent harm, seven days where nobody renewed a suspension.
    """
    day = longer(APPROVED_WITHIN, vendor=vendor, since="s.effective_at", until="NEW.ends_at")
    week = longer(INTERIM_SUSPENSION, vendor=vendor, since="s.effective_at", until="NEW.ends_at")
    fits = (
        "EXISTS (SELECT 1 FROM rulings_sanction s WHERE s.id = NEW.sanction_id"  # noqa: S608  # names of our own
        " AND s.member_id = NEW.member_id"
        " AND s.is_test = NEW.is_test AND s.action = NEW.kind AND s.effective_at <= NEW.starts_at"
        f" AND NOT (s.urgency = 'imminent_harm' AND s.approved_at IS NULL AND {day})"
        f" AND NOT (s.action = 'suspend_pending_review' AND s.renewed_at IS NULL AND {week}))"
    )
    names = ("sanction_id", "member_id", "is_test", "kind", "starts_at", "ends_at")
    asked = "" if verb == "INSERT" else f" AND ({differing(names)})"
    words = "a measure lasts as long as its sanction is in effect and people agreed: a day till harm is confirmed"
    name = f"measure_is_bounded_{verb.lower()}"
    return Trigger(name, "sanctions_measure", verb, f"NEW.sanction_id IS NOT NULL{asked} AND NOT {fits}", words)


def triggers_of(vendor: str) -> tuple[Trigger, ...]:
    """Return all of them, as one database writes them."""
    return (
        _kept(),
        _told(),
        _measure_kept(),
        _repeated(vendor),
        _by_law(vendor),
        _anew("INSERT", "decided_by_id"),
        _anew("UPDATE", "approved_by_id"),
        _bounded(vendor, "INSERT"),
        _bounded(vendor, "UPDATE"),
    )
