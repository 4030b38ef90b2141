"""Links that were made, each for one person, and the codes by which that person confirms their e-mail address."""

from django.db import models
from django.db.models import F, Q

from habeas.domain.confirmations import MOST_CODES, MOST_TRIES
from habeas.server.appeals.models import Mandate
from habeas.server.parties.models import Member


class Link(models.Model):
    """One link to a member's pages, for the member, or by `mandate` for who acts for them.

    `is_vouched`: the host has confirmed the address that it sends the link to, for Habeas cannot mail there; such a
    link opens in the first browser alone. `browser` and `code` are digests: of what the browser keeps for which the
    latest code was sent or that was let in, and of that code.
    """

    id = models.CharField(primary_key=True, max_length=40)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="links")
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.CASCADE, related_name="links")
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    is_vouched = models.BooleanField()
    browser = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=64, blank=True)
    codes = models.PositiveIntegerField(default=0)
    code_sent_at = models.DateTimeField(null=True)
    code_until = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("made_at")), name="link_ends_after_it_is_made"),
            models.CheckConstraint(
                condition=Q(codes__lte=MOST_CODES, tries__lte=MOST_TRIES), name="link_sends_few_codes"
            ),
            models.CheckConstraint(condition=Q(is_vouched=False) | Q(codes=0), name="vouched_link_sends_no_code"),
        ]
        indexes = [models.Index(fields=["until"], name="link_by_end")]

    def __str__(self) -> str:
        """Return its id."""
        return self.id
