"""Who acts for a member, who may hear one case only, and whose appeals a person limited."""

from django.db import models
from django.db.models import F, Q

from habeas.domain.appeals.misuse import LONGEST_THROTTLE
from habeas.server.identity.models import Staff
from habeas.server.parties.models import Member


class Mandate(models.Model):
    """That a member lets somebody act for them: about one decision, or all where none is named; until it is revoked."""

    id = models.CharField(primary_key=True, max_length=40)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="mandates")
    representative = models.CharField(max_length=200)
    decision = models.CharField(max_length=40, blank=True)
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(representative=F("member")), name="nobody_represents_themselves"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("given_at")), name="mandate_ends_after_it_is_given"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("given_at")),
                name="mandate_is_revoked_after_it_is_given",
            ),
            models.UniqueConstraint(
                fields=["member", "representative", "decision"],
                condition=Q(revoked_at=None),
                name="mandate_is_given_once",
            ),
        ]

    def __str__(self) -> str:
        """Return its id."""
        return self.id


class ReviewerAccess(models.Model):
    """That somebody from outside hears the appeals against one decision, until a time (invariant 5)."""

    id = models.BigAutoField(primary_key=True)
    reviewer = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="accesses")
    decision = models.CharField(max_length=40)
    qualification = models.CharField(max_length=200)
    given_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reviewer", "decision"], name="access_is_given_once"),
            models.CheckConstraint(condition=~Q(given_by=F("reviewer")), name="nobody_gives_themselves_access"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("given_at")), name="access_ends_after_it_is_given"),
            models.CheckConstraint(condition=~Q(qualification=""), name="access_names_a_qualification"),
        ]

    def __str__(self) -> str:
        """Return to what."""
        return self.decision


class AppealLimit(models.Model):
    """A warning about misuse of appeals, and the limit that a person may decide after it (DSA23-2).

    `days` is how long it lasts. `sealed` holds the reasons of both. It is a decision of its own, and can be appealed.
    """

    id = models.CharField(primary_key=True, max_length=40)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="appeal_limits")
    is_test = models.BooleanField(default=False)
    language = models.CharField(max_length=20)
    warned_at = models.DateTimeField()
    warned_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    limited_at = models.DateTimeField(null=True)
    limited_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    days = models.PositiveIntegerField(null=True)
    until = models.DateTimeField(null=True)
    reversed_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(limited_at=None, limited_by=None, days=None, until=None)
                | Q(
                    limited_at__gt=F("warned_at"),
                    limited_at__isnull=False,
                    limited_by__isnull=False,
                    days__isnull=False,
                    days__gt=0,
                    days__lte=LONGEST_THROTTLE.days,
                    until__isnull=False,
                    until__gt=F("limited_at"),
                ),
                name="appeals_are_limited_after_a_warning_by_a_person_for_a_time",
            ),
            models.CheckConstraint(
                condition=Q(reversed_at=None) | Q(limited_at__isnull=False), name="only_a_limit_is_reversed"
            ),
            models.UniqueConstraint(
                fields=["member", "is_test"], condition=Q(limited_at=None), name="one_open_warning_a_member"
            ),
        ]

    def __str__(self) -> str:
        """Return its id."""
        return self.id
