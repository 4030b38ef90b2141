"""Notices as they were handed over. Their words are sealed under the member's key; the hash stays."""

from django.db import models
from django.db.models import Q

from habeas.server.decisions.models import Decision
from habeas.server.leases.models import Leased
from habeas.server.parties.models import Member
from habeas.server.rulings.models import Sanction


class Notice(models.Model):
    """One statement to one member about a machine's decision, or a person's, which is a sanction.

    What is about money or a contract names it in `subject`: a hold, a deduction, the contract of another's plan.
    `due_at` leaves time for racing events to settle. `appeal_until` is the last day to appeal that it names: what
    names none informs nobody of a decision, and starts no strike (invariant 15). `pdf` is its page for paper, where it
    has one, printed when it was sent and sealed, too. `bounced_at` is when its mail came back last: `delivered_at` is
    then empty till the member has it in another way.
    """

    id = models.CharField(primary_key=True, max_length=40)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="notices")
    sanction = models.ForeignKey(Sanction, null=True, on_delete=models.PROTECT, related_name="notices")
    subject = models.CharField(max_length=220, blank=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=30)
    language = models.CharField(max_length=20)
    is_test = models.BooleanField(default=False)
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64)
    pdf = models.BinaryField(null=True)
    pdf_digest = models.CharField(max_length=64, blank=True)
    appeal_until = models.DateField(null=True)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "kind"], name="notice_exists_once"),
            models.UniqueConstraint(fields=["sanction", "kind"], name="notice_of_a_sanction_exists_once"),
            models.UniqueConstraint(
                fields=["subject", "member", "kind", "is_test", "due_at"],
                condition=~Q(subject=""),
                name="notice_about_money_exists_once",
            ),
            models.CheckConstraint(
                condition=Q(decision=None, sanction__isnull=False, subject="")
                | Q(decision__isnull=False, sanction=None, subject="")
                | Q(decision=None, sanction=None) & ~Q(subject=""),
                name="notice_is_about_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["member", "due_at"], name="notice_by_member")]

    def __str__(self) -> str:
        """Return its id and kind."""
        return f"{self.id}: {self.kind}"


class Letter(Leased):
    """A notice on its way to its member by mail. `tries` is how often somebody typed another address at its link.

    `browser` is a digest of what the browser keeps in which the address was confirmed first: it opens there alone.
    """

    id = models.BigAutoField(primary_key=True)
    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="letter")
    tries = models.PositiveIntegerField(default=0)
    browser = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None, parked_at=None), name="letter_that_is_due"),
        ]

    def __str__(self) -> str:
        """Return whose notice it carries."""
        return self.notice_id
