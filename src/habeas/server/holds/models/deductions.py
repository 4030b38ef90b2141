"""Deductions: the only way in which money is taken. A trigger holds each to its claim and items (migration 0019)."""

from django.db import models
from django.db.models import F, Q

from habeas.server.holds.models.holds import Hold


class Deduction(models.Model):
    """What was taken of a hold, as `domain.holds.deductions.Deduction` says it: a decision of its own.

    It is written after its items. From then on nothing of it changes, but that it is given back, with what is owed
    for the time in which it was missing.
    """

    id = models.CharField(primary_key=True, max_length=40)
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="deduction")
    is_test = models.BooleanField(default=False)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    by = models.CharField(max_length=120)
    approved_by = models.CharField(max_length=120)
    decided_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    restored_at = models.DateTimeField(null=True)
    lost_since = models.DateTimeField(null=True)
    owed = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="deduction_is_of_more_than_nothing"),
            models.CheckConstraint(
                condition=~Q(by="") & ~Q(approved_by="") & ~Q(by=F("approved_by")), name="two_people_deduct"
            ),
            models.CheckConstraint(condition=~Q(digest=""), name="no_deduction_without_its_statement"),
            models.CheckConstraint(
                condition=Q(restored_at=None, lost_since=None, owed=None)
                | Q(restored_at__isnull=False, lost_since__isnull=False, owed__isnull=False, owed__gte=0),
                name="restored_deduction_says_what_is_owed",
            ),
        ]

    def __str__(self) -> str:
        """Return its id."""
        return self.id


class DeductionItem(models.Model):
    """One item of a deduction: what for, by which clause, shown by what. Its words open with the member's key."""

    id = models.BigAutoField(primary_key=True)
    deduction = models.ForeignKey(Deduction, on_delete=models.PROTECT, related_name="items")
    amount = models.BigIntegerField()
    clause = models.CharField(max_length=200)
    evidence = models.JSONField()
    sealed_words = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="item_is_of_more_than_nothing"),
            models.CheckConstraint(condition=~Q(clause=""), name="item_names_its_clause"),
            models.CheckConstraint(condition=~Q(evidence=[]), name="item_shows_its_evidence"),
        ]

    def __str__(self) -> str:
        """Return its clause."""
        return self.clause


class DeductionProposal(models.Model):
    """What one person would deduct of a hold, till a second agrees, somebody drops it, or the hold ends.

    Its items open with the member's key. The log keeps that it was made, and what became of it.
    """

    id = models.CharField(primary_key=True, max_length=40)
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="proposal")
    is_test = models.BooleanField(default=False)
    by = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    sealed_items = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(by=""), name="proposal_names_who_made_it")]

    def __str__(self) -> str:
        """Return its id."""
        return self.id
