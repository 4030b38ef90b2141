"""Safeguards: each ends by itself within a day, by its owner at any time before, and counts against nobody."""

from django.db import models
from django.db.models import F, Q

from habeas.domain.sanctions.safeguards import LONGEST, SafeguardKind
from habeas.server.cases.models import Case
from habeas.server.identity.models import Staff
from habeas.server.parties.models import Member


class Safeguard(models.Model):
    """One safeguard of one member, placed by a person, or by a machine of the host's where `placed_by` is empty.

    `taken_over_since` says from when on somebody else acted through the account, None where nobody did: till it is
    over, what the account does is not its owner's. `reversed_at` is when an appeal undid it. `sealed` holds why, under
    the member's key.
    """

    id = models.CharField(primary_key=True, max_length=40)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="safeguards")
    is_test = models.BooleanField(default=False)
    kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in SafeguardKind])
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="safeguards")
    placed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="safeguards_placed")
    placed_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    taken_over_since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=60, blank=True)
    reversed_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("placed_at")) & Q(ends_at__lte=F("placed_at") + LONGEST),
                name="a_safeguard_ends_within_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="")
                | (Q(ended_at__gte=F("placed_at"), ended_at__lte=F("ends_at")) & ~Q(ended_by="")),
                name="an_ended_safeguard_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(taken_over_since=None) | Q(taken_over_since__lte=F("placed_at")),
                name="a_takeover_begins_before_it_is_seen",
            ),
            models.CheckConstraint(
                condition=Q(reversed_at=None) | Q(ended_at__isnull=False, reversed_at__gte=F("ended_at")),
                name="an_undone_safeguard_is_over",
            ),
            models.UniqueConstraint(
                fields=["member", "kind", "is_test"], condition=Q(ended_at=None), name="one_safeguard_of_a_kind"
            ),
        ]
        indexes = [models.Index(fields=["member", "placed_at"], name="safeguard_by_member")]

    def __str__(self) -> str:
        """Return its id and kind."""
        return f"{self.id}: {self.kind}"
