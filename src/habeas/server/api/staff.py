"""Who of the staff acts. The host names the person who signed in there; the decision and the log name them."""

from collections.abc import Collection
from typing import Annotated

from django.utils import timezone
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from habeas.domain.actors import Actor
from habeas.server.api.problems import Kind, Refusal
from habeas.server.appeals.access import list_accesses
from habeas.server.identity.roles import Role
from habeas.server.identity.staff import KnownStaff, NoSuchStaff, RoleMissing, get_member_of_staff, keeps_roles

Email = Annotated[str, Field(min_length=3, max_length=254, examples=["ana@market.example"])]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]


class Act(BaseModel):
    """Who acts."""

    model_config = ConfigDict(extra="forbid")

    by: Email = Field(description="the e-mail of a person of the staff")

    def acting(self, roles: Collection[Role], *, outsiders: bool = False) -> Actor:
        """Return the person, who has one of these roles. Raises Refusal."""
        return actor_in(self.by, roles, field="/by", outsiders=outsiders)


def actor_named(email: str, *, field: str) -> Actor:
    """Return a person of the staff, whatever their role. Raises Refusal, which names the field."""
    return _find(email, field=field).actor


def actor_in(email: str, roles: Collection[Role], *, field: str, outsiders: bool = False) -> Actor:
    """Return a person of the staff who has one of these roles. Raises Refusal, which names the field.

    Where nobody is registered with a role the host keeps them, and its key vouches for whom it names. Somebody from
    outside is there for the appeals that they were admitted to, whatever their roles, and for nothing else.
    """
    person = _find(email, field=field)
    if list_accesses(person.actor, now=timezone.now()) is not None:
        may, has = outsiders, frozenset[Role]()
    else:
        may, has = bool(person.roles & frozenset(roles)) or not keeps_roles(), person.roles
    if not may:
        said = str(RoleMissing(email, has=has, needs=roles))
        raise Refusal(Kind.FORBIDDEN, said, errors=[{"field": field, "message": said}])
    return person.actor


def person_in(named: str, roles: Collection[Role], *, field: str) -> str:
    """Return whom a host names by their name: a person of the staff in one of these roles, where roles are kept here.

    Raises Refusal, which names the field.
    """
    return actor_in(named, roles, field=field).id if keeps_roles() else named


def _find(email: str, *, field: str) -> KnownStaff:
    try:
        return get_member_of_staff(email)
    except NoSuchStaff as error:
        raise Refusal(Kind.BAD_CONTENT, str(error), errors=[{"field": field, "message": str(error)}]) from error
