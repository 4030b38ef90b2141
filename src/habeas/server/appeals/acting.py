"""Who acts in an appeal: its member, or whoever they gave a mandate, in their own name, while it is in force."""

from datetime import datetime

from habeas.domain.appeals.hearing import NotYourAppeal
from habeas.domain.appeals.standing import Standing
from habeas.server.appeals.models import Appeal, AppealDraft, Mandate
from habeas.server.appeals.operations import list_mandates
from habeas.server.audit.operations import Happening


def check_acting(row: Appeal, *, by: str, now: datetime) -> None:
    """Refuse who may not act in an appeal: anybody but its member, who filed it, and who has a mandate for it now.

    A mandate that was revoked or is over lets nobody act any more. Raises NotYourAppeal.
    """
    is_own = by == row.member_id or (by == row.filed_by and row.standing != Standing.REPRESENTATIVE)
    covers = (one.covers(row.decision, representative=by, now=now) for one in list_mandates(row.member_id))
    if not is_own and not any(covers):
        raise NotYourAppeal(by=by, appeal=row.id, whose=row.member_id)


def acts_for_another(row: Appeal, *, by: str) -> bool:
    """Tell whether somebody acts in an appeal for its member."""
    return by != row.member_id and (by != row.filed_by or row.standing == Standing.REPRESENTATIVE)


def acted(row: Appeal, action: str, *, by: str, now: datetime) -> Happening:
    """Return what the log says: that the member acted, or who did for them, whose name is sealed for the member."""
    subject = f"appeal:{row.id}"
    if not acts_for_another(row, by=by):
        return Happening(at=now, action=action, actor="member", subject=subject)
    return Happening(
        at=now, action=action, actor="representative", subject=subject, payload={"by": by}, member=row.member_id
    )


def discard_what_was_begun(row: Appeal) -> None:
    """Delete the draft of who filed an appeal; another's stays with them."""
    theirs = [""]
    if acts_for_another(row, by=row.filed_by):
        given = Mandate.objects.filter(member=row.member_id, representative=row.filed_by)
        theirs = list(given.values_list("id", flat=True))
    AppealDraft.objects.filter(member=row.member_id, decision=row.decision, mandate__in=theirs).delete()
