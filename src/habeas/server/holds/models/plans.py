"""What a plan of a decision makes of money and contracts: payments on their dates, contracts that stop and go on."""

from django.db import models
from django.db.models import F, Q

from habeas.server.journal.models import Owner


class Payment(models.Model):
    """What a plan says of one amount that does not wait: it is paid, or goes back to who paid it in, at `due_at`.

    It is asked of the provider once, with what is then there of it: `asked`. What became void before is dropped, and
    `dropped_because` says why. `is_agreed`: it was due then anyway, so that no overturn changes it.
    """

    id = models.CharField(primary_key=True, max_length=40)
    decision = models.CharField(max_length=40)
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="payments")
    is_test = models.BooleanField(default=False)
    action = models.CharField(max_length=10)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    provider = models.CharField(max_length=120)
    contract = models.CharField(max_length=220, blank=True)
    milestone = models.CharField(max_length=220, blank=True)
    is_agreed = models.BooleanField()
    due_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    asked = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_because = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_of_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(action="pay") | Q(action="refund") & ~Q(milestone=""), name="only_a_milestone_is_refunded"
            ),
            models.CheckConstraint(
                condition=Q(asked=None, asked_at=None)
                | Q(asked__gt=0, asked__lte=F("amount"), asked_at__isnull=False, dropped_at=None),
                name="payment_is_asked_within_its_amount",
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("planned_at")), name="payment_is_due_after_its_plan"),
        ]
        indexes = [
            models.Index(fields=["decision"], name="payment_by_decision"),
            models.Index(fields=["contract"], name="payment_by_contract"),
            # Few are dropped for want of work: of them the list of what nobody answers for is made.
            models.Index(
                fields=["dropped_at"], condition=Q(dropped_because="contract_ended"), name="payment_without_answer"
            ),
        ]

    def __str__(self) -> str:
        """Return what is to be done."""
        return f"{self.id}: {self.action}"

    @property
    def needs_work(self) -> bool:
        """Tell whether it is for work that has to be handed in first: unless it is due then anyway."""
        return bool(self.milestone) and self.action == "pay" and not self.is_agreed


class PaymentLoss(models.Model):
    """What a plan cost that was overturned: money that it dated, or that went back and stays there.

    Written once for each payment, with what is owed. `missed_by` is who is paid, where the payment's owner paid it in:
    it was missing from them. It is none where it was missing from its owner.
    """

    payment = models.OneToOneField(Payment, primary_key=True, on_delete=models.PROTECT, related_name="loss")
    missed_by = models.ForeignKey(Owner, null=True, on_delete=models.PROTECT, related_name="losses_by_others")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    since = models.DateTimeField()
    until = models.DateTimeField()
    owed = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owed__gte=0, amount__gt=0, until__gte=F("since")), name="payment_loss_is_of_something"
            )
        ]

    def __str__(self) -> str:
        """Return which payment it is of."""
        return f"loss by {self.payment_id}"


class ContractStop(models.Model):
    """That a decision paused, ended or handed over a contract, and since when that is undone or over."""

    id = models.CharField(primary_key=True, max_length=40)
    decision = models.CharField(max_length=40)
    contract = models.CharField(max_length=220)
    is_test = models.BooleanField(default=False)
    fate = models.CharField(max_length=20)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "contract"], name="contract_is_stopped_once"),
            models.CheckConstraint(
                condition=Q(fate="paused", until__isnull=False, until__gt=F("since"))
                | Q(fate__in=["ended", "handed_over"], until=None),
                name="pause_has_an_end",
            ),
        ]
        indexes = [models.Index(fields=["contract"], name="stop_by_contract")]

    def __str__(self) -> str:
        """Return what became of which contract."""
        return f"{self.contract}: {self.fate}"
