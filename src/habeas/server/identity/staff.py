"""Staff as those who act: decisions, cases and the log know a person by the number of their sign-in."""

from habeas.domain.actors import Actor
from habeas.server.identity.models import Staff

_KIND = "staff:"


class NoSuchStaff(LookupError):
    """Somebody who does not work here, or no longer."""

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email

    def __str__(self) -> str:
        """Say who, and what to do."""
        return f"nobody of {self.email!r} works here; name the e-mail with which a person of the staff signs in"


def get_actor(email: str) -> Actor:
    """Return the person who signs in with an e-mail. Raises NoSuchStaff."""
    row = Staff.objects.filter(email__iexact=email, is_active=True).first()
    if row is None:
        raise NoSuchStaff(email)
    return actor_of(row.pk)


def actor_of(staff: int) -> Actor:
    """Return a person of the staff as an actor."""
    return Actor(f"{_KIND}{staff}")


def staff_id(actor: Actor) -> int:
    """Return the number of a person of the staff."""
    return int(actor.id.removeprefix(_KIND))


def get_qualification(actor: Actor) -> str:
    """Return what a person is recorded to be qualified for: the names of their groups; nothing where there is none."""
    groups = Staff.objects.filter(pk=staff_id(actor), is_active=True).values_list("groups__name", flat=True)
    return ", ".join(sorted(name for name in groups if name))
