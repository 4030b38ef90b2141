"""Let a person of the staff sign in. Their first password is in the answer and nowhere else; nobody signs up alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from habeas.domain.actors import Actor
from habeas.server.audit.operations import Happening, append
from habeas.server.identity.models import Staff
from habeas.server.identity.passwords import new_password
from habeas.server.identity.roles import Role
from habeas.server.identity.staff import actor_of
from habeas.server.parties.keys import NOBODY

LONGEST_NAME: Final = 120
"""Letters of the name that colleagues know."""


class StaffRefused(ValueError):
    """Somebody who cannot be enrolled as asked; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStaff:
    """A new person of the staff: who the log knows them as, and their password, which is shown now and never again."""

    actor: Actor
    password: str


def create_staff(*, email: str, name: str, roles: Collection[Role], now: datetime) -> NewStaff:
    """Return a new person of the staff in these roles. Raises StaffRefused."""
    _check(email, name)
    password = new_password()
    with transaction.atomic():
        row = Staff.objects.create_user(email=email.strip().lower(), name=name.strip(), password=password)
        row.groups.set([Group.objects.get_or_create(name=role.group)[0] for role in sorted(set(roles))])
        actor = actor_of(row.pk)
        said = {"roles": sorted(set(roles))}
        created = Happening(at=now, action="staff.created", actor="operator", subject=actor.id, payload=said)
        append([created], seal=NOBODY.seal)
    return NewStaff(actor=actor, password=password)


def _check(email: str, name: str) -> None:
    if not name.strip():
        raise StaffRefused("a person of the staff needs a name that colleagues know")
    if len(name.strip()) > LONGEST_NAME:
        raise StaffRefused(f"a name has at most {LONGEST_NAME} letters")
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise StaffRefused(f"{email!r} is no e-mail; name the one with which the person signs in") from error
    if Staff.objects.filter(email__iexact=email.strip()).exists():
        raise StaffRefused(f"somebody signs in as {email.strip()} already; `habeas staff list` shows all")
