"""Claims, holds, instructions. What a hold may be is held by constraints, and its cap by a trigger (migration 0019)."""

from django.db import models
from django.db.models import F, Q

from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.hold import ReleasedBecause
from habeas.server.holds.models.plans import Payment
from habeas.server.journal.models import Owner
from habeas.server.leases.models import Leased


class Claim(models.Model):
    """A claim of a third party, or an order of an authority, as `domain.holds.claims.Claim` says it.

    `recorded_by` is the person who wrote it down; none where the host told of it by an event. `lessened` is how much of
    it is answered or claimed no more. `moved_at` is since when it runs against another, whose payment it is about.
    """

    id = models.CharField(primary_key=True, max_length=32)
    name = models.CharField(max_length=450)
    is_test = models.BooleanField(default=False)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ClaimKind])
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="claims")
    claimant = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="claims_made")
    reference = models.CharField(max_length=200)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    transaction = models.BigIntegerField(null=True)
    lessened = models.BigIntegerField(default=0)
    opened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=120, null=True)  # noqa: DJ001  # SQLite would make the table anew
    closed_at = models.DateTimeField(null=True)
    upheld = models.BooleanField(null=True)
    moved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "is_test", "owner"], name="claim_exists_once"),
            models.CheckConstraint(
                condition=Q(lessened__gte=0, lessened__lte=F("amount")),
                name="claim_is_lessened_by_no_more_than_it_is_for",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="claim_is_for_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(transaction=None) | Q(amount__lte=F("transaction")), name="claim_is_within_its_transaction"
            ),
            models.CheckConstraint(condition=~Q(owner=F("claimant")), name="claim_is_of_a_third_party"),
            models.CheckConstraint(
                condition=Q(closed_at=None, upheld=None) | Q(closed_at__isnull=False, upheld__isnull=False),
                name="closed_claim_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        """Return its kind and reference."""
        return f"{self.kind} {self.reference}"


class Hold(models.Model):
    """A hold, as `domain.holds.hold.Hold` says it. `sealed_because` opens with its member's key.

    A claim bears one hold: what waited its time is not held again for the same. It is a decision of its own, `decision`
    names the one that it goes with, or itself. `lessened` is how much of `amount` is free again, for less is left of
    the claim. `digest` is of the statement without which there is no hold.
    """

    id = models.CharField(primary_key=True, max_length=40)
    decision = models.CharField(max_length=40)
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="hold")
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="holds")
    is_test = models.BooleanField(default=False)
    amount = models.BigIntegerField()
    lessened = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    provider = models.CharField(max_length=120)
    by = models.CharField(max_length=120)
    language = models.CharField(max_length=20)
    zone = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    sealed_because = models.BinaryField()
    placed_at = models.DateTimeField()
    release_at = models.DateTimeField()
    latest = models.DateTimeField()
    renewed_at = models.DateTimeField(null=True)
    renewed_by = models.CharField(max_length=120, blank=True)
    renewed_from = models.DateTimeField(null=True)
    sealed_renewed_because = models.BinaryField(null=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=120, blank=True)
    released_because = models.CharField(
        max_length=20, blank=True, choices=[(one.value, one.value) for one in ReleasedBecause]
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="hold_is_of_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(lessened__gte=0, lessened__lt=F("amount")), name="lessened_hold_is_of_more_than_nothing"
            ),
            models.CheckConstraint(
                condition=Q(release_at__gt=F("placed_at"), release_at__lte=F("latest")), name="hold_ends_in_time"
            ),
            models.CheckConstraint(condition=~Q(by=""), name="hold_names_who_placed_it"),
            models.CheckConstraint(condition=~Q(digest=""), name="no_hold_without_its_statement"),
            models.CheckConstraint(
                condition=Q(renewed_at=None, renewed_by="") | Q(renewed_at__isnull=False) & ~Q(renewed_by=F("by")),
                name="hold_is_renewed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, released_because="")
                | Q(released_at__isnull=False) & ~Q(released_because=""),
                name="released_hold_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["release_at"], condition=Q(released_at=None), name="hold_that_runs"),
            models.Index(fields=["owner", "placed_at"], name="hold_by_owner"),
            models.Index(fields=["decision"], name="hold_by_decision"),
        ]

    def __str__(self) -> str:
        """Return its id."""
        return self.id

    @property
    def waits(self) -> int:
        """Return how much waits, or waited at its end, in minor units."""
        return self.amount - self.lessened


class Instruction(Leased):
    """What the provider is asked to do with money, each once by its key, and when it was said that it is done.

    It is about a hold or about a payment. The worker gives it till then. `done` is how much was done: another amount
    is shown, and never booked.
    """

    key = models.CharField(primary_key=True, max_length=60)
    hold = models.ForeignKey(Hold, null=True, on_delete=models.PROTECT, related_name="instructions")
    payment = models.OneToOneField(Payment, null=True, on_delete=models.PROTECT, related_name="instruction")
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="instructions")
    action = models.CharField(max_length=10)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    provider = models.CharField(max_length=120)
    supersedes = models.CharField(max_length=60, blank=True)
    is_test = models.BooleanField(default=False)
    given_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    done = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hold", "action"], condition=~Q(action="lessen"), name="instruction_is_given_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instruction_is_of_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(hold=None, payment__isnull=False) | Q(hold__isnull=False, payment=None),
                name="instruction_is_about_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["given_at"], condition=Q(acknowledged_at=None), name="instruction_unacknowledged"),
            models.Index(fields=["due_at"], condition=Q(done_at=None, parked_at=None), name="instruction_that_is_due"),
        ]

    def __str__(self) -> str:
        """Return its key."""
        return self.key

    @property
    def about(self) -> str:
        """Return the id of the hold or payment that it is about."""
        return self.hold_id or self.payment_id or ""


class Loss(models.Model):
    """What a hold cost its owner that a decision placed which was overturned: written once, with what is owed."""

    hold = models.OneToOneField(Hold, primary_key=True, on_delete=models.PROTECT, related_name="loss")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    since = models.DateTimeField()
    until = models.DateTimeField()
    owed = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(owed__gte=0, amount__gt=0), name="loss_is_of_something")]

    def __str__(self) -> str:
        """Return which hold it is of."""
        return f"loss by {self.hold_id}"
