"""Freezes: of changed payout details while money waits, and of money by law, which no case can reach (FUND-11)."""

from django.db import models
from django.db.models import F, Q

from habeas.domain.holds.freezes import LegalBasis
from habeas.server.journal.models import Owner


class DetailsFreeze(models.Model):
    """That money goes to the details from before a change, as `domain.holds.freezes.DetailsFreeze` says it.

    It ends with the last hold, or when the owner confirms the new details.
    """

    event = models.CharField(primary_key=True, max_length=240)
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="details_freezes")
    is_test = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    recovered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("changed_at")), name="details_freeze_ends"),
            models.CheckConstraint(
                condition=Q(recovered_at=None) | Q(recovered_at__gte=F("changed_at")),
                name="details_are_recovered_after_they_changed",
            ),
        ]
        indexes = [models.Index(fields=["owner", "ends_at"], name="details_freeze_by_owner")]

    def __str__(self) -> str:
        """Return which change froze them."""
        return self.event


class LegalFreeze(models.Model):
    """A member's money frozen by law: the basis, the document, the officer who answers for it, the next review.

    Only the law ends it. It names no case: there is no place for one. `is_silent`: the law forbids to tell the member.
    """

    id = models.CharField(primary_key=True, max_length=40)
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="legal_freezes")
    is_test = models.BooleanField(default=False)
    basis = models.CharField(max_length=30, choices=[(one.value, one.value) for one in LegalBasis])
    reference = models.CharField(max_length=200)
    officer = models.CharField(max_length=120)
    placed_at = models.DateTimeField()
    review_at = models.DateTimeField()
    is_silent = models.BooleanField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reference=""), name="freeze_names_its_document"),
            models.CheckConstraint(condition=Q(officer__startswith="staff:"), name="freeze_names_its_officer"),
            models.CheckConstraint(
                condition=Q(basis__in=[one.value for one in LegalBasis]), name="freeze_rests_on_a_law"
            ),
            models.CheckConstraint(condition=Q(review_at__gt=F("placed_at")), name="freeze_is_reviewed"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by="") | Q(lifted_at__isnull=False) & ~Q(lifted_by=""),
                name="lifted_freeze_says_by_whom",
            ),
            models.UniqueConstraint(
                fields=["owner", "basis", "reference"], condition=Q(lifted_at=None), name="freeze_runs_once"
            ),
        ]

    def __str__(self) -> str:
        """Return its id."""
        return self.id
