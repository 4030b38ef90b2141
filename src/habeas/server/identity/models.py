"""API keys and staff. A key's text is shown once; only its digest is kept."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q


class ApiKey(models.Model):
    """A caller's key. What a test key brings in is kept apart, never sent and never counted."""

    id = models.CharField(primary_key=True, max_length=40)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    is_test = models.BooleanField(default=False)
    requests_per_minute = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replacements")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(requests_per_minute__gt=0), name="key_allows_requests"),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("created_at")), name="key_expires_after_creation"
            ),
        ]

    def __str__(self) -> str:
        """Return its id and name."""
        return f"{self.id} ({self.name})"

    def is_valid(self, at: datetime) -> bool:
        """Return whether the key opens anything at an instant."""
        return (self.revoked_at is None or self.revoked_at > at) and (self.expires_at is None or self.expires_at > at)


class StaffRegister(BaseUserManager["Staff"]):
    """Makes members of staff."""

    def create_user(self, *, email: str, name: str, password: str | None = None) -> "Staff":
        """Return a new member of staff."""
        staff = self.model(email=self.normalize_email(email), name=name)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff


class Staff(AbstractBaseUser, PermissionsMixin):
    """A person who works for the marketplace: reviewers, officers, agents. Decisions name them."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[StaffRegister] = StaffRegister()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
