"""A measure names what it takes and when it ends, and cannot take what every member keeps."""

from typing import Any

import pytest

from habeas.domain.refusals import Refused
from habeas.domain.sanctions.measures import (
    IN_CONTRACTS,
    NEVER_TAKEN,
    Capability,
    ContractsGoOn,
    IndefiniteWithoutReason,
    MeasureTakesNothing,
    MeasureWithoutEnd,
    NeverTaken,
    NoSuchPlace,
    is_allowed,
)
from tests.factories.sanctions import DAY, SUSPENSION, TERMINATION, a_measure


class TestMeasure:
    @pytest.mark.parametrize("capability", sorted(NEVER_TAKEN))
    def test_never_takes_notice_appeal_money_tickets_or_data(self, capability: Capability) -> None:
        """Invariant 11, DSA20-1; `withdraw` is stopped by a money hold alone (FUND-3)."""
        with pytest.raises(NeverTaken, match="is never taken"):
            a_measure(capabilities=frozenset({capability}))

    @pytest.mark.parametrize("capability", sorted(IN_CONTRACTS))
    def test_leaves_running_contracts_alone_unless_harm_there_is_the_ground(self, capability: Capability) -> None:
        """Invariant 11."""
        with pytest.raises(ContractsGoOn, match="which go on"):
            a_measure(capabilities=frozenset({capability}))

        taken = a_measure(capabilities=frozenset({capability}), harm_in_contracts="threats in the room of contract 7")
        assert taken.takes(capability, role=None)

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"lasts": None}, MeasureWithoutEnd),
            ({"lasts": None, "reviewed_within": DAY}, IndefiniteWithoutReason),
            ({"capabilities": frozenset()}, MeasureTakesNothing),
        ],
    )
    def test_refuses_to_last_by_being_forgotten(self, changes: dict[str, Any], refusal: type[Refused]) -> None:
        """DSA17-3a: indefinite without a date of review is refused."""
        with pytest.raises(refusal, match="m1"):
            a_measure(**changes)

    @pytest.mark.parametrize("place", ["Spain", "es", "E", ""])
    def test_binds_in_countries_that_everybody_knows(self, place: str) -> None:
        """DSA17-3a."""
        assert a_measure(territory=("ES", "PT")).territory == ("ES", "PT")
        with pytest.raises(NoSuchPlace, match="two capital letters"):
            a_measure(territory=("ES", place))


class TestIsAllowed:
    def test_concerns_the_roles_that_are_named(self) -> None:
        as_freelancer = a_measure(roles=frozenset({"freelancer"}))

        assert not is_allowed(Capability.PROPOSE, role="freelancer", in_force=[as_freelancer])
        assert is_allowed(Capability.PROPOSE, role="client", in_force=[as_freelancer])
        assert is_allowed(Capability.PROPOSE, role=None, in_force=[as_freelancer])
        assert not is_allowed(Capability.PROPOSE, role=None, in_force=[a_measure()])

    @pytest.mark.parametrize("capability", sorted(NEVER_TAKEN | IN_CONTRACTS))
    def test_holds_for_suspended_and_terminated_members_as_far_as_they_need_it(self, capability: Capability) -> None:
        """Invariant 11, DSA20-1: a login for case, appeal, money and data stays."""
        assert is_allowed(capability, role="freelancer", in_force=[SUSPENSION, TERMINATION])
