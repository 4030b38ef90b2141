"""Cases: one subject, why it was opened, how it stands, every move that it made, and what was asked about it."""

from django.db import models
from django.db.models import F, Q

from habeas.domain.cases.case import CaseState, Topic
from habeas.domain.cases.reasons import MEANS
from habeas.domain.reports import ReportKind, ReportOutcome
from habeas.server.identity.models import Staff
from habeas.server.parties.models import Member
from habeas.server.policies.models import PolicyVersion

OVER = (CaseState.DECIDED, CaseState.CLOSED)
"""The states in which nobody has to look any more; more of the same opens another case."""


WHY = [(one.value, means) for one, means in MEANS.items()]
"""Why a case was opened, as its rows keep it."""

BY_MACHINES = ("queue", "join", "set_apart", "escalate", "hear_member", "close", "reopen", "warn", "breach")
"""What can happen in a case without a person; all else names who did it."""

EXPLAINED = ("hand_over", "decline", "take_no_action")
"""What nobody does without saying why."""


class LanguageSource(models.TextChoices):
    """Who says in which language a case is, the surest first."""

    WORDS = "words", "said with the words that opened it"
    RECORD = "record", "the marketplace's record of the member"
    LAST_CASE = "last_case", "the member's last case"
    OWN_REPORT = "own_report", "the member's last report of somebody else"
    READ = "read", "read from the member's words, of which no other language says half as much"


class Case(models.Model):
    """Everything about one member that waits for a person; while it is open, whatever else comes joins it.

    `reason` opened it, `reasons` are all that it holds; `topic` says what joins it, and what stays apart.
    `queue` is where it waits, and `routed_by` what the rule asks for that put it there (nothing: it takes all), None
    where that was not kept. `language`, `clause` and `platform` are those of what opened it; `language_source` says who
    knows the language, empty where nobody does or did not say. What is at stake orders the queue, and may choose it:
    harm and a living as a person noted them, illegality as a reporter says.
    """

    id = models.CharField(primary_key=True, max_length=40)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="cases")
    reason = models.CharField(max_length=20, choices=WHY)
    reasons = models.JSONField(default=list)
    topic = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Topic], default=Topic.MEMBER)
    state = models.CharField(
        max_length=20, choices=[(state.value, state.value) for state in CaseState], default=CaseState.QUEUED
    )
    is_test = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    holder = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="cases_held")
    held_until = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    queue = models.CharField(max_length=80)
    routed_by = models.JSONField(null=True)
    language = models.CharField(max_length=20, blank=True)
    language_source = models.CharField(max_length=20, choices=LanguageSource, blank=True)
    clause = models.CharField(max_length=120, blank=True)
    platform = models.CharField(max_length=60, blank=True)
    harms_others = models.BooleanField(default=False)
    is_sole_income = models.BooleanField(default=False)
    alleges_illegality = models.BooleanField(default=False)
    by_trusted_flagger = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "topic", "is_test"],
                condition=Q(closed_at=None) & ~Q(topic=Topic.APART),
                name="one_open_case_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, closed_at__isnull=False) | (~Q(state__in=OVER) & Q(closed_at=None)),
                name="closed_case_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(state="claimed", holder__isnull=False, held_until__isnull=False)
                | (~Q(state="claimed") & Q(holder=None, held_until=None)),
                name="claimed_case_has_a_holder",
            ),
            models.CheckConstraint(
                condition=Q(language_source="") | ~Q(language=""), name="language_of_a_case_is_known_by_its_source"
            ),
        ]
        indexes = [models.Index(fields=["queue", "state"], condition=Q(closed_at=None), name="case_by_queue")]

    def __str__(self) -> str:
        """Return its id and reason."""
        return f"{self.id} ({self.reason})"


class CaseEntry(models.Model):
    """That something happened in a case: a move, or that a person opened a part of it. Rows are only added.

    `what` is a move of `CaseMove` or `opened_` with what of `Shown`; `item` is which piece of evidence. `reason` is why
    something joined.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    what = models.CharField(max_length=30)
    by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="case_entries")
    item = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=20, choices=WHY, blank=True)
    because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(what__in=BY_MACHINES), name="a_person_looks_at_a_case"
            ),
            models.CheckConstraint(
                condition=~Q(what__in=EXPLAINED) | ~Q(because=""), name="what_others_must_understand_says_why"
            ),
        ]
        indexes = [models.Index(fields=["case", "at"], name="case_entry_by_time")]

    def __str__(self) -> str:
        """Return what happened in which case."""
        return f"{self.case_id}: {self.what}"


class EvidenceKind(models.TextChoices):
    """Where evidence came from that is no judged message."""

    REPORT = "report", "a member reported it"
    SIGNAL = "signal", "an outside detector raised it"
    SAFEGUARD = "safeguard", "a machine protected the account"
    EXTERNAL = "external", "the host says what it did elsewhere"
    SAMPLE = "sample", "a message of the random sample, in which nothing was found"


class Evidence(models.Model):
    """Something that a case rests on beside judged messages, as its member may read it.

    `policy` was in force when it was heard. `sealed` holds the words and what a detector says, under the member's key.
    A sample goes when `expires_at` is over.
    """

    id = models.CharField(primary_key=True, max_length=40)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    event = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    heard_at = models.DateTimeField()
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="evidence")
    clause = models.CharField(max_length=120, blank=True)
    finding = models.CharField(max_length=60, blank=True)
    expires_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="sample", expires_at__isnull=False) | (~Q(kind="sample") & Q(expires_at=None)),
                name="a_sample_ends_by_itself",
            ),
        ]
        indexes = [models.Index(fields=["case", "at"], name="evidence_by_time")]

    def __str__(self) -> str:
        """Return its id and kind."""
        return f"{self.id} ({self.kind})"


class Report(models.Model):
    """What one member says of another, and what came of it. The accused reads its evidence, never this.

    Both are ids, not keys of rows: when one of the two is erased, the other's record stays under a made-up name.
    `informed_at` is when its author was told of the answer that stands, or opened it: their time to contest it begins.
    `sealed` holds the words, those that would name their author, and the answer, under the reporter's key.
    """

    id = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ReportKind])
    is_test = models.BooleanField(default=False)
    reporter = models.CharField(max_length=200)
    accused = models.CharField(max_length=200)
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="reports")
    evidence = models.OneToOneField(Evidence, null=True, on_delete=models.SET_NULL, related_name="report")
    message = models.CharField(max_length=200, blank=True)
    by_trusted_flagger = models.BooleanField(default=False)
    language = models.CharField(max_length=20, blank=True)
    received_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in ReportOutcome], blank=True, default=""
    )
    used_automation = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    informed_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reporter=F("accused")), name="nobody_reports_themselves"),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at=None) | (~Q(outcome="") & Q(answered_at__isnull=False)),
                name="answered_report_has_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["reporter", "received_at"], name="report_by_reporter"),
            models.Index(fields=["accused", "received_at"], name="report_by_accused"),
        ]

    def __str__(self) -> str:
        """Return its id and kind."""
        return f"{self.id} ({self.kind})"


class Inquiry(models.Model):
    """Something asked about a case: of a colleague (`to`), or of its member, for whom the case waits till `until`.

    `sealed` holds question and answer under the member's key.
    """

    id = models.CharField(primary_key=True, max_length=40)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="inquiries")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="inquiries")
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="inquiries_made")
    to = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="inquiries_received")
    language = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(to=None, answered_at=None, lapsed_at=None),
                name="one_open_question_to_the_member",
            ),
            models.CheckConstraint(condition=~Q(to=F("asked_by")), name="nobody_asks_themselves"),
            models.CheckConstraint(
                condition=Q(to__isnull=False, until=None) | Q(to=None, until__isnull=False),
                name="waiting_for_the_member_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at")), name="answer_follows_question"
            ),
        ]

    def __str__(self) -> str:
        """Return its id and whom it asks."""
        return f"{self.id} to {'the member' if self.to_id is None else self.to_id}"
