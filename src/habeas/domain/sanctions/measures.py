"""One restriction within a sanction: what it takes from which role, for how long. Some things nobody may take.

A measure's time counts from the instant at which its sanction takes effect.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from habeas.domain.refusals import Refused


class Restriction(StrEnum):
    """The kinds of restriction that owe a statement of reasons (DSA17-1, a to d)."""

    VISIBILITY = "visibility"
    PAYMENTS = "payments"
    SERVICE = "service"
    ACCOUNT = "account"


class Capability(StrEnum):
    """What a member can do on the marketplace."""

    THIS_MESSAGE = "this_message"
    PROPOSE = "propose"
    MESSAGE = "message"
    POST = "post"
    HIRE = "hire"
    REVIEW = "review"
    BE_FOUND = "be_found"
    ACCEPT_CONTRACT = "accept_contract"
    CONTRACT_ROOM = "contract_room"
    CONTRACT_FILES = "contract_files"
    CONTRACT_MILESTONES = "contract_milestones"
    READ_NOTICES = "read_notices"
    APPEAL = "appeal"
    SEE_MONEY = "see_money"
    WITHDRAW = "withdraw"
    WRITE_TICKETS = "write_tickets"
    DOWNLOAD_DATA = "download_data"


NEVER_TAKEN: Final = frozenset(
    {
        Capability.READ_NOTICES,
        Capability.APPEAL,
        Capability.SEE_MONEY,
        Capability.WITHDRAW,
        Capability.WRITE_TICKETS,
        Capability.DOWNLOAD_DATA,
    }
)
"""What a suspended or terminated member keeps (invariant 11). Payouts stop by a money hold only (invariant 7)."""

IN_CONTRACTS: Final = frozenset({Capability.CONTRACT_ROOM, Capability.CONTRACT_FILES, Capability.CONTRACT_MILESTONES})
"""What running contracts keep unless harm in them is the ground (invariant 11)."""

TAKEN_BY_SUSPENSION: Final = frozenset(Capability) - NEVER_TAKEN - IN_CONTRACTS - {Capability.THIS_MESSAGE}
"""All that can be taken while contracts go on."""


class NeverTaken(Refused):
    """A measure on what every member keeps."""

    rule = "invariant 11"
    says = "'{capability}' is never taken: leave it out; money is stopped by a hold with a claim, nothing else here"


class ContractsGoOn(Refused):
    """A measure on running contracts without harm in them as its ground."""

    rule = "invariant 11"
    says = "'{capability}' belongs to running contracts, which go on; say which harm in them is the ground, or leave it"


class MeasureWithoutEnd(Refused):
    """A measure that would last by being forgotten."""

    rule = "DSA17-3a"
    says = "the measure {measure} has neither an end nor a date of review; give it one"


class IndefiniteWithoutReason(Refused):
    """A measure without an end that does not say why it has none."""

    rule = "DSA17-3a"
    says = "the measure {measure} has no end; say why, or give it one"


class MeasureTakesNothing(Refused):
    """A measure without any capability."""

    rule = "DSA17-3a"
    says = "the measure {measure} takes nothing; name what it takes, or warn instead"


class NoSuchPlace(Refused):
    """A measure that binds where nobody can tell where that is."""

    rule = "DSA17-3a"
    says = "territory: '{place}' is no country; write two capital letters for each, such as ES, or leave it empty"


_PLACE: Final = re.compile(r"[A-Z]{2}")
"""A country as ISO 3166-1 has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is taken, from which roles (none named: from all), where (nowhere named: everywhere), for how long.

    Without `lasts` it is indefinite: `indefinite_because` says why, and unless a person looks within `reviewed_within`
    it ends. `harm_in_contracts` is the ground on which running contracts are touched. `protects_others` says which
    identified others it is the least to protect from which harm: then it alone stays while an appeal is overdue
    (invariant 12).
    """

    id: str
    restriction: Restriction
    capabilities: frozenset[Capability]
    roles: frozenset[str] = frozenset()
    territory: tuple[str, ...] = ()
    lasts: timedelta | None = None
    reviewed_within: timedelta | None = None
    indefinite_because: str = ""
    harm_in_contracts: str = ""
    protects_others: str = ""

    def __post_init__(self) -> None:
        """Refuse what no measure may be."""
        if not self.capabilities:
            raise MeasureTakesNothing(measure=self.id)
        if unknown := [place for place in self.territory if _PLACE.fullmatch(place) is None]:
            raise NoSuchPlace(place=unknown[0])
        self._check_capabilities()
        if self.lasts is None and self.reviewed_within is None:
            raise MeasureWithoutEnd(measure=self.id)
        if self.lasts is None and not self.indefinite_because:
            raise IndefiniteWithoutReason(measure=self.id)

    def _check_capabilities(self) -> None:
        for capability in sorted(self.capabilities):
            if capability in NEVER_TAKEN:
                raise NeverTaken(capability=capability)
            if capability in IN_CONTRACTS and not self.harm_in_contracts:
                raise ContractsGoOn(capability=capability)

    def takes(self, capability: Capability, *, role: str | None) -> bool:
        """Tell whether it takes this from somebody in this role; unknown roles are judged as none of those named."""
        return capability in self.capabilities and (not self.roles or role in self.roles)


def is_allowed(capability: Capability, *, role: str | None, in_force: Iterable[Measure]) -> bool:
    """Tell whether a member can do this in a role under the measures in force."""
    return not any(measure.takes(capability, role=role) for measure in in_force)
