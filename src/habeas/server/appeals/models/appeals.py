"""Appeals against decisions of any kind. Words are sealed."""

from django.db import models
from django.db.models import F, Q

from habeas.domain.appeals.appeal import OPEN, AppealState, Outcome
from habeas.domain.appeals.standing import Matter, Standing
from habeas.server.identity.models import Staff
from habeas.server.parties.models import Member

DECIDED_BY_PEOPLE = (Matter.SANCTION, Matter.MONEY_HOLD, Matter.DEDUCTION, Matter.APPEAL_LIMIT)


class Appeal(models.Model):
    """One appeal against one decision, which is named by its kind and its id, whatever table it is kept in.

    `member` is whose right it is, `filed_by` who wrote it: the member, or whoever they gave a mandate. `measures` are
    those that it contests, none for all. `within` is the case in which it was decided, or the hold. `against` and
    `against_second` are who decided and who agreed: neither may hear it, nor may who took any other part, as a trigger
    knows from `independence`; and none of them is `given_by`, who let the reviewer hear it. `queue` is where it waits
    and `routed_by` what the rule asks for that put it there; `language` is the one in which it is written,
    `language_source` who knows that. One out of time waits nowhere.
    `sealed` holds arguments, answers, reasons and the precedent.
    """

    id = models.CharField(primary_key=True, max_length=40)
    matter = models.CharField(max_length=20, choices=[(matter.value, matter.value) for matter in Matter])
    decision = models.CharField(max_length=40)
    within = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="appeals")
    standing = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Standing])
    filed_by = models.CharField(max_length=200)
    is_test = models.BooleanField(default=False)
    measures = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in AppealState])
    filed_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    stayed_at = models.DateTimeField(null=True)
    against = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    against_second = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="appeals_heard")
    given_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="appeals_given")
    override_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="appeals_overridden")
    outcome = models.CharField(
        max_length=20, blank=True, choices=[(outcome.value, outcome.value) for outcome in Outcome]
    )
    is_unfounded = models.BooleanField(default=False)
    queue = models.CharField(max_length=80, blank=True)
    routed_by = models.JSONField(null=True)
    language = models.CharField(max_length=20, blank=True)
    language_source = models.CharField(max_length=20, blank=True)
    ended_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "member"], condition=Q(state__in=sorted(OPEN)), name="one_open_appeal_a_decision"
            ),
            models.CheckConstraint(
                condition=~Q(matter__in=DECIDED_BY_PEOPLE) | Q(against__isnull=False),
                name="appeal_against_a_person_names_them",
            ),
            # Invariant 5: the reviewer took no part, unless somebody else allowed it.
            models.CheckConstraint(
                condition=Q(reviewer=None)
                | Q(override_by__isnull=False)
                | (
                    (Q(against=None) | ~Q(reviewer=F("against")))
                    & (Q(against_second=None) | ~Q(reviewer=F("against_second")))
                ),
                name="reviewer_took_no_part",
            ),
            models.CheckConstraint(
                condition=Q(override_by=None) | ~Q(override_by=F("reviewer")), name="nobody_overrides_for_themselves"
            ),
            # DSA20-6: never by automation alone.
            models.CheckConstraint(
                condition=~Q(state="decided") | (Q(reviewer__isnull=False, ended_at__isnull=False) & ~Q(outcome="")),
                name="a_person_decides_an_appeal",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OPEN), ended_at=None)
                | (~Q(state__in=sorted(OPEN)) & Q(ended_at__isnull=False, ended_at__gte=F("filed_at"))),
                name="an_appeal_is_open_or_has_ended",
            ),
            # DSA23-2: only what a person found to be so counts as misuse.
            models.CheckConstraint(
                condition=Q(is_unfounded=False) | Q(outcome="upheld"),
                name="only_an_upheld_decision_was_contested_for_nothing",
            ),
            # Invariant 12: what waits nowhere is seen by nobody.
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | ~Q(queue=""), name="an_open_appeal_waits_in_a_queue"
            ),
            models.CheckConstraint(
                condition=~Q(standing="member") | Q(filed_by=F("member")),
                name="who_appeals_for_themselves_is_the_member",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "filed_at"], name="appeal_by_member"),
            models.Index(fields=["decision"], name="appeal_by_decision"),
            models.Index(fields=["queue", "filed_at"], condition=Q(ended_at=None), name="appeal_by_queue"),
        ]

    def __str__(self) -> str:
        """Return its id and how it stands."""
        return f"{self.id}: {self.state}"
