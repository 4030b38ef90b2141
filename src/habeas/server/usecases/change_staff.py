"""What changes about a person of the staff: their roles, a lost password, and that they no longer work here."""

from collections.abc import Collection
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.identity.models import Staff
from habeas.server.identity.passwords import new_password
from habeas.server.identity.roles import Role
from habeas.server.identity.staff import NoSuchStaff, actor_of
from habeas.server.parties.keys import NOBODY


@transaction.atomic
def assign_roles(*, email: str, roles: Collection[Role], now: datetime) -> None:
    """Let a person be there for these roles and no other. Raises NoSuchStaff."""
    row = _lock(email)
    row.groups.set([Group.objects.get_or_create(name=role.group)[0] for role in sorted(set(roles))])
    _record("staff.roles_assigned", row, now, {"roles": sorted(set(roles))})


@transaction.atomic
def reset_password(*, email: str, now: datetime) -> str:
    """Return a new password, in place of the old one and the second factor; every session ends. Raises NoSuchStaff."""
    row, password = _lock(email), new_password()
    row.set_password(password)
    row.save(update_fields=["password"])
    Authenticator.objects.filter(user=row).delete()
    _record("staff.password_reset", row, now)
    return password


@transaction.atomic
def dismiss_staff(*, email: str, now: datetime) -> None:
    """Let a person sign in no more, nor act; what they decided keeps their name. Raises NoSuchStaff."""
    row = _lock(email)
    row.is_active = False
    row.save(update_fields=["is_active"])
    _record("staff.dismissed", row, now)


def _lock(email: str) -> Staff:
    row = Staff.objects.select_for_update().filter(email__iexact=email.strip(), is_active=True).first()
    if row is None:
        raise NoSuchStaff(email)
    return row


def _record(action: str, row: Staff, now: datetime, said: dict[str, object] | None = None) -> None:
    happening = Happening(at=now, action=action, actor="operator", subject=actor_of(row.pk).id, payload=said)
    append([happening], seal=NOBODY.seal)
