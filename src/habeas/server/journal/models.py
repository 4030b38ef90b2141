"""The journal's tables. Triggers refuse every change of them, and every entry that does not balance (migration 0002).

Postings name owners by number, so that a member who is erased gets another name and no entry changes.
"""

from django.db import models
from django.db.models import Q

from habeas.domain.journal.entries import State
from habeas.domain.journal.facts import FactKind
from habeas.money import MOST

_MOST_KEY = 450


class Owner(models.Model):
    """Whose money: a member or an organization, by the marketplace's own id. Money of tests is never real money."""

    id = models.BigAutoField(primary_key=True)
    party = models.CharField(max_length=200)
    is_test = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "is_test"], name="owner_exists_once")]

    def __str__(self) -> str:
        """Return who."""
        return self.party


class Matter(models.Model):
    """What facts are about: a contract, a payout, a hold. Its row is locked while its facts are booked."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=_MOST_KEY)
    is_test = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "is_test"], name="matter_exists_once")]

    def __str__(self) -> str:
        """Return what it is."""
        return self.key


class Fact(models.Model):
    """One fact about one matter, as `domain.journal.facts.Fact` says it. Each counts once."""

    id = models.BigAutoField(primary_key=True)
    event = models.CharField(max_length=240)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in FactKind])
    part = models.CharField(max_length=220, blank=True)
    occurred_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    member = models.ForeignKey(Owner, null=True, on_delete=models.PROTECT, related_name="+")
    payer = models.ForeignKey(Owner, null=True, on_delete=models.PROTECT, related_name="contracts_paid")
    payee = models.ForeignKey(Owner, null=True, on_delete=models.PROTECT, related_name="contracts_earned")
    amount = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    fee = models.BigIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "event"], name="fact_counts_once"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0, amount__lte=MOST) & ~Q(currency=""),
                name="fact_moves_more_than_nothing",
            ),
        ]
        # Few facts name sides. Of an index with all the others in it, a database thinks that it is of no use.
        indexes = [
            models.Index(fields=["payer"], condition=Q(payer__isnull=False), name="fact_by_payer"),
            models.Index(fields=["payee"], condition=Q(payee__isnull=False), name="fact_by_payee"),
        ]

    def __str__(self) -> str:
        """Return its kind and event."""
        return f"{self.kind} ({self.event})"


class Entry(models.Model):
    """One entry, of one currency. Its id follows from what it is, so that it cannot be there twice.

    It is written after its postings: from then on nothing joins them, and they sum to nothing for each owner.
    """

    id = models.CharField(primary_key=True, max_length=32)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="entries")
    cause = models.CharField(max_length=240)
    currency = models.CharField(max_length=3)
    occurred_at = models.DateTimeField()
    posted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "cause", "currency"], name="entry_is_posted_once"),
        ]

    def __str__(self) -> str:
        """Return its cause."""
        return f"{self.cause} ({self.currency})"


class Posting(models.Model):
    """So much to or from one state of one owner's money."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings", db_index=False)
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="postings", db_index=False)
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in State])
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "owner", "state"], name="posting_is_made_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=-MOST, amount__lte=MOST) & ~Q(amount=0), name="posting_moves_something"
            ),
        ]
        # With the amount in it, a balance is read from the index alone.
        indexes = [models.Index(fields=["owner", "currency", "state", "amount"], name="posting_by_account")]

    def __str__(self) -> str:
        """Return how much goes where."""
        return f"{self.amount} {self.currency} {self.state}"


class Overdrawn(models.Model):
    """An account of which less than nothing is available. Who posts what changes that writes or deletes it.

    It names accounts and holds no amount: what is missing is summed from the postings, and from nothing else.
    """

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="+", db_index=False)
    currency = models.CharField(max_length=3)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "currency"], name="overdrawn_is_noted_once")]

    def __str__(self) -> str:
        """Return whose."""
        return f"{self.owner} ({self.currency})"


class BalanceReport(models.Model):
    """What a host said that a member has. It is compared with the journal and never booked."""

    id = models.BigAutoField(primary_key=True)
    event = models.CharField(max_length=200)
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="reports")
    currency = models.CharField(max_length=3)
    reported_at = models.DateTimeField()
    available = models.BigIntegerField()
    held = models.BigIntegerField(null=True)
    in_transit = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "owner"], name="report_counts_once")]
        indexes = [models.Index(fields=["owner", "currency", "-reported_at"], name="report_by_owner")]

    def __str__(self) -> str:
        """Return its event."""
        return self.event
