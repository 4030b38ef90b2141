"""Who acts: a person who signed in, or something that acts without one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ActorKind(StrEnum):
    """A person with a sign-in of their own, a program that holds a key, or the service itself."""

    PERSON = "person"
    API_KEY = "api_key"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something. A key is no person, whoever holds it (PWD10-5)."""

    id: str
    kind: ActorKind = ActorKind.PERSON

    @property
    def is_human(self) -> bool:
        """Tell whether a person acts."""
        return self.kind is ActorKind.PERSON


MACHINE: Final = Actor("machine", ActorKind.MACHINE)
"""The service itself: rules, detectors, deadlines that run out."""
