"""Campaigns, the members that each selected, and that a person opened what is known of one of them."""

from django.db import models
from django.db.models import F, Q

from habeas.domain.campaigns.campaign import ALONE, SAMPLE, CampaignState, TargetState
from habeas.server.cases.models import Case
from habeas.server.identity.models import Staff
from habeas.server.parties.models import Member
from habeas.server.policies.models import PolicyVersion
from habeas.server.rulings.models import Sanction

BEFORE = (CampaignState.PREVIEWED, CampaignState.DROPPED)
"""The states in which nobody has decided anything."""


class Campaign(models.Model):
    """One decision about many members. `criterion` is told to each of them, `condition` is what was looked at.

    `policy` is under whose names the condition was read; `seed` draws the sample again. `ruling` is what is decided,
    in words that fit every member and name none.
    """

    id = models.CharField(primary_key=True, max_length=40)
    is_test = models.BooleanField(default=False)
    criterion = models.TextField()
    condition = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="campaigns")
    seed = models.CharField(max_length=64)
    previewed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="campaigns_previewed")
    previewed_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in CampaignState])
    size = models.PositiveIntegerField()
    sample_size = models.PositiveIntegerField()
    sample_opened = models.PositiveIntegerField(default=0)
    ruling = models.JSONField(null=True)
    decided_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="campaigns_decided")
    approved_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="campaigns_approved")
    approval = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(criterion="") & ~Q(condition="") & Q(since__lt=F("until")),
                name="campaign_states_criterion",
            ),
            models.CheckConstraint(
                condition=Q(sample_size__gte=SAMPLE) | Q(sample_size=F("size")), name="campaign_draws_a_sample"
            ),
            # GDPR22-b: nothing is decided before the whole sample was opened, by the person who decides.
            models.CheckConstraint(
                condition=Q(state__in=BEFORE)
                | Q(decided_by__isnull=False, ruling__isnull=False, sample_opened__gte=F("sample_size")),
                name="campaign_opens_its_sample",
            ),
            # Invariant 5: two people above 25 members, and the second is not the first.
            models.CheckConstraint(
                condition=~Q(state="decided") | Q(size__lte=ALONE) | Q(approved_by__isnull=False),
                name="two_people_decide_of_many",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("decided_by")), name="campaign_approver_is_not_decider"
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | Q(decided_at__isnull=False), name="decided_campaign_has_a_date"
            ),
        ]
        indexes = [models.Index(fields=["previewed_at", "id"], name="campaign_by_time")]

    def __str__(self) -> str:
        """Return its id and how it stands."""
        return f"{self.id}: {self.state}"


class Target(models.Model):
    """One member of a campaign as selected: `evidence` names the decisions that the criterion holds of.

    What is decided of them is a sanction of their own, and the row goes with it.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="targets")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="campaigns")
    evidence = models.JSONField()
    is_sampled = models.BooleanField()
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in TargetState])
    because = models.TextField(blank=True)
    sanction = models.OneToOneField(Sanction, null=True, on_delete=models.CASCADE, related_name="target")
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="targets")
    reviewed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "member"], name="member_is_selected_once"),
            models.CheckConstraint(
                condition=Q(state__in=["selected", "left_out"], sanction=None)
                | (~Q(state__in=["selected", "left_out"]) & Q(sanction__isnull=False)),
                name="each_decided_has_a_sanction",
            ),
            models.CheckConstraint(
                condition=~Q(state="reviewed") | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="a_person_looks_again",
            ),
        ]

    def __str__(self) -> str:
        """Return whose row of which campaign it is."""
        return f"{self.campaign_id}: {self.member_id}"


class Look(models.Model):
    """That a person opened what a campaign holds of one member. Rows are only added."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="looks")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "by"], name="look_is_kept_once")]

    def __str__(self) -> str:
        """Return who looked at whom."""
        return f"{self.by_id}: {self.target_id}"
