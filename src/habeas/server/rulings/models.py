"""Sanctions that a person decided. Words are sealed."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.domain.sanctions.measures import NEVER_TAKEN
from habeas.domain.sanctions.sanction import APPROVED_WITHIN, State, Urgency
from habeas.domain.sanctions.termination import EARLIER_FINAL_DECISIONS, ExemptionCode
from habeas.server.cases.models import Case
from habeas.server.identity.models import Staff
from habeas.server.parties.models import Member
from habeas.server.policies.models import PolicyVersion
from habeas.server.rulings.constraints import at_least, at_most, has_entries, names_none_of

IN_EFFECT = (State.EFFECTIVE, State.ENDED)

TERMINATION_DAYS = CLOCKS[ClockId.TERMINATION_NOTICE].length.count
ANNOUNCEMENT_HOURS = CLOCKS[ClockId.NOTICE_OF_INTENT].length.count


class Sanction(models.Model):
    """One decision of a person about one member, with the moments of its life; the core moves it.

    `id` is the decision's, too: a person's decision has one sanction. `sealed` holds the reasons, the private note and
    all that the statement is made of, under the member's key; `measures` names what is taken, of nobody. `proof` shows
    the exemption: earlier decisions by id, or a digest of each piece of evidence, whose words are sealed. `clause`
    is empty where a law was broken.
    """

    id = models.CharField(primary_key=True, max_length=40)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sanctions")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="sanctions")
    is_test = models.BooleanField(default=False)
    action = models.CharField(max_length=30)
    clause = models.CharField(max_length=120, blank=True)
    finding = models.CharField(max_length=60)
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="sanctions")
    measures = models.JSONField()
    zone = models.CharField(max_length=60)
    language = models.CharField(max_length=20)
    urgency = models.CharField(max_length=20)
    announcement_hours = models.PositiveIntegerField(null=True)
    notice_days = models.PositiveIntegerField(null=True)
    exemption = models.CharField(max_length=30, blank=True)
    proof = models.JSONField(default=list)
    needs_approval = models.BooleanField()
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in State])
    moved_at = models.DateTimeField()
    conduct_at = models.DateTimeField()
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="sanctions_decided")
    decided_at = models.DateTimeField()
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="sanctions_approved")
    approved_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    stated_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)
    effective_at = models.DateTimeField(null=True)
    renewed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="sanctions_renewed")
    renewed_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=20, blank=True)
    reversed_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            # Invariant 2: what a machine may do is a `Decision`; a person's name stands on everything harsher.
            models.CheckConstraint(
                condition=Q(action__in=["warn", "restrict", "suspend_pending_review", "terminate"]),
                name="a_person_decides_within_the_ladder",
            ),
            # Invariant 3: no effect before the statement was handed over.
            models.CheckConstraint(
                condition=Q(effective_at=None) | (Q(notified_at__isnull=False) & Q(effective_at__gte=F("notified_at"))),
                name="no_effect_before_its_statement",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=IN_EFFECT) | Q(effective_at__isnull=False) | Q(state="ended"),
                name="what_is_in_effect_says_since_when",
            ),
            # Invariant 5: the second person is not the first.
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | (Q(approved_at__isnull=False) & ~Q(approved_by=F("decided_by"))),
                name="approver_is_not_the_decider",
            ),
            models.CheckConstraint(
                condition=Q(needs_approval=False)
                | Q(approved_by__isnull=False)
                | Q(state__in=["awaiting_approval", "ended"], announced_at=None, notified_at=None, effective_at=None),
                name="nothing_follows_without_approval",
            ),
            models.CheckConstraint(
                condition=~Q(state="reversed") | Q(reversed_at__isnull=False), name="reversed_sanction_has_a_date"
            ),
            # An account is ended by two people, in no hurry, with 30 days' notice or a reason that is shown (P2B4-4).
            models.CheckConstraint(
                condition=~Q(action="terminate") | Q(needs_approval=True, urgency=Urgency.ORDINARY),
                name="two_people_end_an_account",
            ),
            models.CheckConstraint(
                condition=~Q(action="terminate")
                | ~Q(exemption="")
                | Q(notice_days__isnull=False, notice_days__gte=TERMINATION_DAYS),
                name="an_account_ends_with_notice",
            ),
            # The notice falls away for a closed list of reasons only, each of them shown (P2B4-4).
            models.CheckConstraint(
                condition=Q(exemption="")
                | (Q(action="terminate", exemption__in=list(ExemptionCode)) & has_entries("proof"))
                & (
                    ~Q(exemption=ExemptionCode.REPEATED_INFRINGEMENT)
                    | has_entries("proof", at_least=EARLIER_FINAL_DECISIONS)
                ),
                name="an_exemption_is_shown",
            ),
            # A suspension that can wait is announced, and what is answered is replied to (DSA14-4).
            models.CheckConstraint(
                condition=~Q(action="suspend_pending_review", urgency=Urgency.ORDINARY)
                | Q(effective_at=None)
                | Q(
                    announced_at__isnull=False,
                    announcement_hours__isnull=False,
                    announcement_hours__gte=ANNOUNCEMENT_HOURS,
                ),
                name="a_suspension_is_announced",
            ),
            models.CheckConstraint(
                condition=Q(effective_at=None)
                | Q(answered_at=None)
                | Q(replied_at__isnull=False, replied_at__gte=F("answered_at")),
                name="no_effect_before_a_reply",
            ),
            # Notices are as long as rules say, not only by their number (P2B4-2, DSA14-4).
            models.CheckConstraint(
                condition=~Q(action="terminate")
                | ~Q(exemption="")
                | Q(effective_at=None)
                | at_least(timedelta(days=TERMINATION_DAYS), since="notified_at", until="effective_at"),
                name="thirty_days_before_an_account_ends",
            ),
            models.CheckConstraint(
                condition=~Q(action="suspend_pending_review", urgency=Urgency.ORDINARY)
                | Q(effective_at=None)
                | at_least(timedelta(hours=ANNOUNCEMENT_HOURS), since="announced_at", until="effective_at"),
                name="three_days_to_answer_a_suspension",
            ),
            # What could not wait for a second person is confirmed within a day, or has ended by itself (invariant 5).
            models.CheckConstraint(
                condition=~Q(urgency=Urgency.IMMINENT_HARM)
                | Q(effective_at=None)
                | Q(approved_at=None)
                | at_most(APPROVED_WITHIN, since="effective_at", until="approved_at"),
                name="imminent_harm_is_confirmed_in_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(urgency=Urgency.IMMINENT_HARM) | Q(renewed_at=None) | Q(approved_at__isnull=False),
                name="nothing_unconfirmed_is_renewed",
            ),
            # Nobody takes what every member keeps (invariant 11).
            models.CheckConstraint(
                condition=names_none_of("measures", NEVER_TAKEN), name="a_sanction_takes_nothing_that_stays"
            ),
            # Only a suspension is prolonged, once, by somebody who did not decide it.
            models.CheckConstraint(
                condition=Q(renewed_by=None, renewed_at=None)
                | (
                    Q(action="suspend_pending_review", renewed_by__isnull=False, renewed_at__isnull=False)
                    & ~Q(renewed_by=F("decided_by"))
                ),
                name="another_person_renews_a_suspension",
            ),
        ]
        indexes = [models.Index(fields=["member", "decided_at"], name="sanction_by_member")]

    def __str__(self) -> str:
        """Return its id and what it does."""
        return f"{self.id}: {self.action}"
