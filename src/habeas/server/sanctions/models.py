"""Measures. They take effect in the host, which acknowledges them; each ends by itself."""

from django.db import models
from django.db.models import F, Q

from habeas.domain.effects import LONGEST_HOLD
from habeas.domain.sanctions.measures import NEVER_TAKEN
from habeas.domain.sanctions.sanction import LONGEST_SUSPENSION
from habeas.server.decisions.models import Decision
from habeas.server.parties.models import Member
from habeas.server.rulings.constraints import at_most, names_none_of
from habeas.server.rulings.models import Sanction


class Measure(models.Model):
    """One measure of a machine's decision, or of a person's, which is a sanction.

    `ends_at` is always there: nothing lasts by being forgotten.
    `warned_at` and `alarmed_at` say since when the host owes its acknowledgement.
    """

    id = models.CharField(primary_key=True, max_length=40)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="measures")
    sanction = models.ForeignKey(Sanction, null=True, on_delete=models.PROTECT, related_name="requested")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=30)
    capabilities = models.JSONField(default=list)
    roles = models.JSONField(default=list)
    territory = models.JSONField(default=list)
    is_test = models.BooleanField(default=False)
    requested_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    alarmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="measure_ends_after_it_starts"),
            models.UniqueConstraint(fields=["decision", "kind"], name="measure_exists_once"),
            models.CheckConstraint(
                condition=Q(decision=None, sanction__isnull=False) | Q(decision__isnull=False, sanction=None),
                name="measure_follows_from_one_decision",
            ),
            # Invariant 2: a machine holds one message for a few hours, and nothing else.
            models.CheckConstraint(
                condition=Q(decision=None)
                | (Q(kind="hold_message") & at_most(LONGEST_HOLD, since="starts_at", until="ends_at")),
                name="a_machine_holds_a_message_for_hours",
            ),
            models.CheckConstraint(
                condition=~Q(kind="suspend_pending_review")
                | at_most(LONGEST_SUSPENSION, since="starts_at", until="ends_at"),
                name="no_suspension_outlasts_its_renewal",
            ),
            # Nobody takes what every member keeps (invariant 11).
            models.CheckConstraint(
                condition=names_none_of("capabilities", NEVER_TAKEN), name="a_measure_takes_nothing_that_stays"
            ),
        ]
        indexes = [
            models.Index(fields=["member", "ended_at"], name="measure_by_member"),
            models.Index(fields=["ends_at"], condition=Q(ended_at=None), name="measure_that_runs"),
        ]

    def __str__(self) -> str:
        """Return its id and kind."""
        return f"{self.id}: {self.kind}"
