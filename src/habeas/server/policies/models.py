"""Policy versions, the channel register and what platforms promise. A version never changes."""

from django.db import models
from django.db.models import F, Q


class PolicyVersion(models.Model):
    """The texts of one version of a policy, by their digest."""

    digest = models.CharField(primary_key=True, max_length=64)
    policy = models.CharField(max_length=120)
    version = models.CharField(max_length=60)
    texts = models.JSONField()
    installed_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the policy and its version."""
        return f"{self.policy} {self.version}"


class Activation(models.Model):
    """The moment from which a version judges, and the person who said so. The last one counts."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="activations")
    activated_at = models.DateTimeField()
    activated_by = models.CharField(max_length=120)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(activated_by=""), name="activation_names_a_person")]

    def __str__(self) -> str:
        """Return the version and since when."""
        return f"{self.version} since {self.activated_at:%Y-%m-%d %H:%M}"


class ReadingMode(models.TextChoices):
    """How far a channel may be read (EPRIV-1, PWD7-1)."""

    OFF = "off", "not read at all"
    COACHING = "coaching", "drafts are checked for the writer alone; nothing is judged"
    CONTENT = "content", "messages are read and judged"


class Channel(models.Model):
    """A surface on which members write, registered with the legal basis for reading it.

    It judges in shadow until a named person activates it.
    """

    name = models.CharField(primary_key=True, max_length=60)
    legal_basis = models.TextField()
    assessment = models.TextField()
    mode = models.CharField(max_length=10, choices=ReadingMode)
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=120)
    activated_at = models.DateTimeField(null=True)
    activated_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(activated_at=None, activated_by="") | (Q(activated_at__isnull=False) & ~Q(activated_by="")),
                name="channel_is_activated_by_a_person",
            ),
            models.CheckConstraint(condition=~Q(legal_basis="") & ~Q(assessment=""), name="channel_has_a_legal_basis"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Platform(models.Model):
    """A platform that sends events: from when messages are judged, which families of facts it feeds (F2)."""

    name = models.CharField(primary_key=True, max_length=60)
    judge_from = models.DateTimeField(null=True)
    feeds = models.JSONField(default=dict)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Restraint(models.Model):
    """A rule of a policy, whatever its version, that spent its error budget: it only opens cases.

    The counts are its record at that moment. It stays so until a named person restores it, and says why.
    """

    policy = models.CharField(max_length=120)
    rule = models.CharField(max_length=120)
    since = models.DateTimeField()
    appeals = models.PositiveIntegerField()
    overturned = models.PositiveIntegerField()
    sampled = models.PositiveIntegerField()
    wrong = models.PositiveIntegerField()
    restored_at = models.DateTimeField(null=True)
    restored_by = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "rule"], condition=Q(restored_at=None), name="a_rule_is_restrained_once"
            ),
            models.CheckConstraint(
                condition=Q(restored_at=None, restored_by="", reason="")
                | (Q(restored_at__gte=F("since")) & ~Q(restored_by="") & ~Q(reason="")),
                name="a_person_restores_a_rule",
            ),
        ]

    def __str__(self) -> str:
        """Return the rule and since when."""
        return f"{self.policy} {self.rule} since {self.since:%Y-%m-%d %H:%M}"


class Edition(models.Model):
    """One row, whose token is another one after every change to what a rulebook is made of: triggers see to it.

    Whoever keeps a rulebook in memory compares tokens and needs to read nothing else. A token is never used twice,
    so a change that was rolled back leaves none behind.
    """

    token = models.CharField(max_length=40)

    def __str__(self) -> str:
        """Return the token."""
        return self.token
