from datetime import date

import pytest

from habeas.policy.coverage import absence_on
from habeas.policy.rules import Coverage
from habeas.policy.shipped_facts import SHIPPED
from habeas.policy.timeline.events import Event
from habeas.policy.unknown import UNKNOWN
from tests.factories.histories import look, tell

PAIR = {"client": "ana", "freelancer": "bob"}
FED = absence_on(
    "market", declarations=SHIPPED, fed=[Coverage(platform="market", family="contract", since=date(2026, 1, 10))]
)


class TestStateOfOneContract:
    @pytest.mark.parametrize(
        ("moves", "day", "state"),
        [
            ([("offered", 1)], 1, "offered"),
            ([("offered", 1)], 0.9, UNKNOWN),
            ([("offered", 1), ("started", 2)], 1.5, "offered"),
            ([("offered", 1), ("started", 2)], 2, "active"),
            ([("offered", 1), ("declined", 2)], 3, "none"),
            ([("offered", 1), ("withdrawn", 2)], 3, "none"),
            ([("offered", 1), ("expired", 2)], 3, "none"),
            ([("started", 1), ("paused", 2)], 3, "paused"),
            ([("started", 1), ("paused", 2), ("started", 3)], 4, "active"),
            ([("started", 1), ("ended", 2)], 3, "ended"),
            ([("started", 1), ("expired", 2)], 3, "ended"),
            # what nobody heard the beginning of had begun all the same
            ([("paused", 2)], 3, "paused"),
            ([("ended", 2)], 3, "ended"),
            # what cannot follow changes nothing
            ([("started", 1), ("declined", 2)], 3, "active"),
            ([("started", 1), ("ended", 2), ("paused", 3)], 4, "ended"),
            ([("started", 1), ("ended", 2), ("offered", 3)], 4, "ended"),
            # two moves of one instant are taken in the order of a contract's life
            ([("ended", 1), ("started", 1), ("offered", 1)], 2, "ended"),
        ],
    )
    def test_is_what_its_moves_made_of_it(self, moves: list[tuple[str, float]], day: float, state: object) -> None:
        events = [tell(f"contract.{move}", on, contract="c1", **PAIR) for move, on in moves]

        assert look(events, day).value("contract.state") == state

    def test_knows_its_parties_from_any_of_its_events(self) -> None:
        events = [tell("contract.started", 1, contract="c1"), tell("contract.offered", 0, contract="c1", **PAIR)]

        assert look(events, 2).value("contract.state") == "active"

    def test_needs_no_id_where_a_pair_has_one_contract(self) -> None:
        events = [tell("contract.offered", 0, **PAIR), tell("contract.started", 1, **PAIR)]

        assert look(events, 2).value("contract.state") == "active"

    def test_is_nobodys_without_parties(self) -> None:
        assert look([tell("contract.started", 1, contract="c1")], 2).value("contract.state") is UNKNOWN


class TestAbsenceOfContracts:
    """F2: no contract seen for a pair says `none` only where the platform feeds contracts completely."""

    @pytest.mark.parametrize(("day", "state"), [(8, UNKNOWN), (9, "none"), (20, "none")])
    def test_is_none_inside_the_range_and_unknown_before(self, day: float, state: object) -> None:
        assert look([], day, absence=FED).value("contract.state") == state

    def test_is_unknown_where_nothing_is_promised(self) -> None:
        assert look([], 20).value("contract.state") is UNKNOWN

    def test_is_absence_too_where_a_message_is_for_everybody(self) -> None:
        events = [tell("contract.started", 1, contract="c1", **PAIR)]

        assert look(events, 20, recipient=None, absence=FED).value("contract.state") == "none"


class TestSeveralContracts:
    """F6."""

    @pytest.fixture
    def events(self) -> list[Event]:
        return [
            tell("contract.offered", 1, contract="new", **PAIR),
            tell("contract.started", 1, contract="old", **PAIR),
            tell("contract.ended", 2, contract="old"),
            tell("contract.started", 1, contract="other", client="ana", freelancer="eve"),
        ]

    def test_count_by_the_most_permissive(self, events: list[Event]) -> None:
        assert look(events, 3).value("contract.state") == "ended"

    @pytest.mark.parametrize(
        ("named", "state"), [("new", "offered"), ("old", "ended"), ("other", "ended"), ("nowhere", "ended")]
    )
    def test_count_by_the_one_that_the_message_names_where_it_is_theirs(
        self, events: list[Event], named: str, state: str
    ) -> None:
        assert look(events, 3, contract=named).value("contract.state") == state

    @pytest.mark.parametrize(
        ("states", "best"),
        [
            (["active", "paused", "ended", "offered"], "active"),
            (["offered", "ended", "paused"], "paused"),
            (["declined", "offered"], "offered"),
        ],
    )
    def test_rank_active_paused_ended_offered_none(self, states: list[str], best: str) -> None:
        moves = {"active": "started"}
        events = [
            tell(f"contract.{move}", day, contract=state, **PAIR)
            for state in states
            for day, move in ((1, "offered"), (2, moves.get(state, state)))
        ]

        assert look(events, 3).value("contract.state") == best

    def test_count_from_either_side(self, events: list[Event]) -> None:
        assert look(events, 3, sender="bob", recipient="ana").value("contract.state") == "ended"
        assert look(events, 3, sender="bob", recipient="eve").value("contract.state") is UNKNOWN


class TestContractsThatOthersTakeOver:
    """Whoever takes a contract over is a party from then on, and not before: what was told of them counts by its time."""

    @pytest.fixture
    def events(self) -> list[Event]:
        return [
            tell("contract.offered", 1, contract="c1", **PAIR),
            tell("contract.started", 2, contract="c1", **PAIR),
            tell("dispute.opened", 3, contract="c1", dispute="d1"),
            tell("contract.started", 5, contract="c1", client="ana", freelancer="eve"),
            tell("contract.paused", 6, contract="c1"),
            tell("dispute.resolved", 7, contract="c1", dispute="d1"),
            tell("dispute.opened", 8, contract="c1", dispute="d2"),
            tell("contract.ended", 9, contract="c1", outcome="completed"),
        ]

    @pytest.mark.parametrize(
        ("day", "first", "second"),
        [(1, "offered", UNKNOWN), (4, "active", UNKNOWN), (5, "ended", "active"), (6, "ended", "paused")],
    )
    def test_are_theirs_who_are_parties_when_a_message_is_sent(
        self, events: list[Event], day: float, first: object, second: object
    ) -> None:
        for told in (events, events[::-1]):
            assert look(told, day, recipient="bob").value("contract.state") == first
            assert look(told, day, recipient="eve", contract="c1").value("contract.state") == second
            assert look(told, day, sender="eve", recipient="bob").value("contract.state") is UNKNOWN

    @pytest.mark.parametrize(
        ("day", "first", "second"),
        [(4, True, UNKNOWN), (5, True, True), (7, False, False), (8, False, True)],
    )
    def test_are_in_dispute_for_whose_it_is(
        self, events: list[Event], day: float, first: object, second: object
    ) -> None:
        assert look(events, day, recipient="bob").value("contract.in_dispute") == first
        assert look(events, day, recipient="eve").value("contract.in_dispute") == second

    def test_have_no_old_dispute_for_who_comes_later(self, events: list[Event]) -> None:
        settled = tell("dispute.resolved", 4, contract="c1", dispute="d1")

        assert look([*events, settled], 6, recipient="eve").value("contract.in_dispute") is UNKNOWN

    def test_count_as_completed_for_who_completed_them(self, events: list[Event]) -> None:
        names = ("bob", "eve")
        told = [*events, *(tell("member.record", 1, member=name, completed_contracts=4) for name in names)]
        completed = {name: look(told, 10, sender=name).value("sender.completed_contracts") for name in names}

        assert completed == {"bob": 4, "eve": 5}

    @pytest.mark.parametrize(
        ("moves", "state"),
        [
            (["offered"], "none"),
            (["offered", "declined"], "none"),
            (["offered", "ended"], "ended"),
            (["paused"], "ended"),
        ],
    )
    def test_ended_for_who_came_before_only_where_they_had_begun(self, moves: list[str], state: object) -> None:
        before = [tell(f"contract.{move}", day, contract="c1", **PAIR) for day, move in enumerate(moves)]
        after = tell("contract.started", 5, contract="c1", client="ana", freelancer="eve")

        assert look([*before, after], 6, recipient="bob").value("contract.state") == state
        assert look([*before, after], 6, recipient="eve").value("contract.state") == "active"

    def test_stay_whose_they_were_where_a_start_names_the_same_again(self) -> None:
        events = [
            tell("org.member_added", 0, org="acme", member="ana"),
            tell("contract.started", 1, contract="c1", **PAIR),
            tell("org.member_removed", 2, org="acme", member="ana"),
            tell("contract.paused", 3, contract="c1"),
            tell("contract.started", 4, contract="c1", **PAIR),
            tell("org.member_added", 4, org="acme", member="cy"),
        ]

        assert look(events, 5).value("contract.state") == "active"
        assert look(events, 5, sender="cy").value("contract.state") == "active"


class TestOrganizations:
    """F6: a member acts for their organization; a colleague's message is judged with its contracts."""

    @pytest.fixture
    def events(self) -> list[Event]:
        return [
            tell("org.member_added", 0, org="acme", member="ana"),
            tell("org.member_added", 2, org="acme", member="cy"),
            tell("org.member_removed", 6, org="acme", member="cy"),
            tell("contract.started", 1, contract="c1", parties=[{"org": "acme", "role": "client"}, {"member": "bob"}]),
            tell("contract.started", 1, contract="c2", client="ana", freelancer="dan"),
        ]

    @pytest.mark.parametrize(
        ("sender", "recipient", "day", "state"),
        [
            ("ana", "bob", 3, "active"),
            ("cy", "bob", 3, "active"),
            ("bob", "cy", 3, "active"),
            ("cy", "bob", 1.5, UNKNOWN),
            ("cy", "bob", 6, UNKNOWN),
            ("cy", "dan", 3, "active"),
            ("ana", "cy", 3, UNKNOWN),
            ("eve", "bob", 3, UNKNOWN),
        ],
    )
    def test_lend_their_contracts_to_members(
        self, events: list[Event], sender: str, recipient: str, day: float, state: object
    ) -> None:
        assert look(events, day, sender=sender, recipient=recipient).value("contract.state") == state

    def test_do_not_lend_a_contract_signed_for_another(self) -> None:
        events = [
            tell("org.member_added", 0, org="acme", member="ana"),
            tell("org.member_added", 0, org="acme", member="cy"),
            tell("contract.started", 1, contract="c1", client={"member": "ana", "org": "zeta"}, freelancer="bob"),
        ]

        assert look(events, 2, sender="cy").value("contract.state") is UNKNOWN
        assert look(events, 2, sender="ana").value("contract.state") == "active"


class TestDisputes:
    @pytest.mark.parametrize(("day", "disputed"), [(1.5, UNKNOWN), (2, True), (3, True), (4, False)])
    def test_last_from_opening_to_resolution(self, day: float, disputed: object) -> None:
        events = [
            tell("contract.started", 1, contract="c1", **PAIR),
            tell("dispute.opened", 2, contract="c1", dispute="d1"),
            tell("dispute.resolved", 4, contract="c1", dispute="d1"),
            tell("dispute.resolved", 3, contract="c1", dispute="another"),
        ]

        assert look(events, day).value("contract.in_dispute") == disputed
