"""The log's tables. Triggers refuse every change of entries, blocks and checkpoints (migration 0002)."""

from django.db import models


class Entry(models.Model):
    """One entry: the columns are its fields, from which its bytes are made; `leaf` and `chained` are hashes of them."""

    index = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    actor = models.CharField(max_length=120)
    subject = models.CharField(max_length=120)
    commitment = models.CharField(max_length=64, null=True)  # noqa: DJ001  # an entry without payload has none
    leaf = models.BinaryField()
    chained = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["subject"], name="audit_entry_by_subject")]

    def __str__(self) -> str:
        """Return its number and what happened."""
        return f"{self.index}: {self.action}"


class Block(models.Model):
    """The root of 256 leaves (tier 1) or of 256 blocks of the tier below: written once, when it is complete."""

    tier = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    root = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tier", "index"], name="audit_block_exists_once")]

    def __str__(self) -> str:
        """Return its place."""
        return f"{self.tier}/{self.index}"


class Payload(models.Model):
    """What a commitment stands for, with its salt: sealed under the member's key where it is about a member.

    The only part of the log that can be deleted.
    """

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.PROTECT, related_name="payload")
    member = models.CharField(max_length=200, blank=True)
    content = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["member"], name="audit_payload_by_member")]

    def __str__(self) -> str:
        """Return which entry it is of."""
        return f"payload of {self.entry_id}"


class Checkpoint(models.Model):
    """A signed note on the first `size` entries."""

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField()
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return how much it covers."""
        return f"checkpoint of {self.size}"


class SigningKey(models.Model):
    """The log's name and its key: the public half to be published, the private one wrapped by the service's key."""

    origin = models.CharField(primary_key=True, max_length=200)
    public = models.BinaryField()
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the log's name."""
        return self.origin
