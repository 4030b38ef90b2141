"""What members earned, of what was released to them: what another earned who had the same contract is not theirs."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Sum

from habeas.domain.journal.booking import book
from habeas.domain.journal.facts import FactKind
from habeas.server.journal.models import Fact, Matter
from habeas.server.journal.operations import as_told


def sum_earned(member: str, *, is_test: bool, since: datetime, until: datetime) -> Mapping[str, int] | None:
    """Return what was released to a member as the one who is paid, less the host's fees, by currency, in a time.

    None where nobody told of any contract's money of theirs: then it is not known, which is not nothing.
    """
    paid = Matter.objects.filter(facts__payee__party=member, is_test=is_test).values("pk")
    if not paid.exists():
        return None
    released = Fact.objects.filter(
        matter__in=paid, kind=FactKind.RELEASED, occurred_at__gte=since, occurred_at__lt=until
    ).exclude(pk__in=list_moves_of_others(member, is_test=is_test))
    sums = released.values("currency").annotate(amount=Sum("amount"), fees=Sum("fee")).order_by("currency")
    return {one["currency"]: one["amount"] - (one["fees"] or 0) for one in sums}


def list_moves_of_others(member: str, *, is_test: bool) -> list[int]:
    """Return the releases to others, and what others gave back, of contracts that others had, too, by their keys."""
    mine = Matter.objects.filter(facts__kind=FactKind.SIDES, facts__payee__party=member, is_test=is_test).values("pk")
    others = Fact.objects.filter(matter__in=mine, kind=FactKind.SIDES).exclude(payee__party=member)
    found: list[int] = []
    for matter in others.order_by("matter").values_list("matter", flat=True).distinct():
        rows = Fact.objects.filter(matter=matter).select_related("matter", "member", "payer", "payee")
        facts = {row.pk: as_told(row) for row in rows}
        payees = {
            one.fact.id: one.payee
            for milestone in book(facts.values()).milestones
            for one in (*milestone.releases, *milestone.returns)
            if one.payee
        }
        found += [key for key, fact in facts.items() if payees.get(fact.id, member) != member]
    return found
