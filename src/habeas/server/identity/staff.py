"""Staff as those who act: decisions, cases and the log know a person by the number of their sign-in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from habeas.domain.actors import Actor
from habeas.server.identity.models import Staff
from habeas.server.identity.roles import ROLE_OF, Role

_KIND = "staff:"


class NoSuchStaff(LookupError):
    """Somebody who does not work here, or no longer."""

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email

    def __str__(self) -> str:
        """Say who, and what to do."""
        return f"nobody of {self.email!r} works here; name the e-mail with which a person of the staff signs in"


class RoleMissing(PermissionError):
    """Somebody who works here, and is there for something else."""

    def __init__(self, email: str, *, has: Collection[Role], needs: Collection[Role]) -> None:
        super().__init__(email)
        self.email, self.has, self.needs = email, has, needs

    def __str__(self) -> str:
        """Say who, what they are there for, what it takes, and what to do."""
        has = ", ".join(sorted(self.has)) or "no role"
        return (
            f"{self.email!r} is registered with {has}; this takes {' or '.join(sorted(self.needs))}:"
            f" name somebody with that role, or give it with `habeas staff roles`"
        )


def get_member_of_staff(email: str) -> "KnownStaff":
    """Return the person who signs in with an e-mail and works here now. Raises NoSuchStaff."""
    row = Staff.objects.prefetch_related("groups").filter(email__iexact=email, is_active=True).first()
    if row is None:
        raise NoSuchStaff(email)
    return _known(row)


def keeps_roles() -> bool:
    """Tell whether this marketplace keeps its people's roles here: as soon as one person has any, all need theirs."""
    return Staff.objects.filter(is_active=True, groups__name__in=ROLE_OF).exists()


def is_above(actor: Actor, other: Actor) -> bool:
    """Tell whether a person has more to say about cases than another: a senior, or where no roles are kept, anybody."""
    if not is_staff(actor):
        return False
    return Role.SENIOR_REVIEWER in get_staff(staff_id(actor)).roles if keeps_roles() else actor != other


def actor_of(staff: int) -> Actor:
    """Return a person of the staff as an actor."""
    return Actor(f"{_KIND}{staff}")


def staff_id(actor: Actor) -> int:
    """Return the number of a person of the staff."""
    return int(actor.id.removeprefix(_KIND))


def is_staff(actor: Actor) -> bool:
    """Tell whether somebody is a person of the staff, by how actors are called."""
    return actor.id.startswith(_KIND)


def get_qualification(actor: Actor) -> str:
    """Return what a person is recorded to be qualified for, as far as appeals go; nothing where they hear none."""
    group = Role.APPEALS_REVIEWER.group
    hears = Staff.objects.filter(pk=staff_id(actor), is_active=True, groups__name=group).exists()
    return group if hears else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStaff:
    """A person of the staff, and what they are there for."""

    actor: Actor
    email: str
    name: str
    roles: frozenset[Role]
    is_active: bool


def list_staff() -> Sequence[KnownStaff]:
    """Return everybody who works here or did, in the order in which they came."""
    return [_known(row) for row in Staff.objects.prefetch_related("groups").order_by("pk")]


def get_staff(staff: int) -> KnownStaff:
    """Return a person of the staff by their number."""
    return _known(Staff.objects.prefetch_related("groups").get(pk=staff))


def list_names() -> Mapping[str, str]:
    """Return how each person is called, by the id under which cases and the log know them."""
    return {actor_of(number).id: name for number, name in Staff.objects.values_list("pk", "name")}


def _known(row: Staff) -> KnownStaff:
    names = (group.name for group in row.groups.all())
    return KnownStaff(
        actor=actor_of(row.pk),
        email=row.email,
        name=row.name,
        roles=frozenset(ROLE_OF[name] for name in names if name in ROLE_OF),
        is_active=row.is_active,
    )
