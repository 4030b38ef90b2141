import pytest

from habeas.policy.facts import Source
from habeas.policy.timeline.events import Event
from tests.factories.histories import instant, look, tell

PARTIES = {"parties": ["ana", "bob"]}


def _declared(day: float, *by: str, known: bool = True, **more: object) -> Event:
    return tell("relation.declared", day, **PARTIES, declared_by=list(by), known_before=known, **more)


class TestKnownBefore:
    """F4: both sides or the platform prove it; one side's word is a claim."""

    @pytest.mark.parametrize(
        ("events", "value", "source", "claim"),
        [
            ([], False, None, None),
            ([_declared(1, "ana")], False, None, True),
            ([_declared(1, "bob")], False, None, True),
            ([_declared(1)], False, None, True),
            ([_declared(1, "ana"), _declared(2, "bob")], True, Source.BOTH, None),
            ([_declared(1, "ana", "bob")], True, Source.BOTH, None),
            ([_declared(1, "ana"), _declared(2, "bob", known=False)], False, None, True),
            ([_declared(1, "ana"), _declared(2, "ana", known=False)], False, None, False),
            ([_declared(1, "ana", known=False), _declared(2, "bob", known=False)], False, Source.BOTH, None),
            ([_declared(1, source="platform")], True, Source.PLATFORM, None),
            ([_declared(1, source="platform"), _declared(2, "ana", known=False)], True, Source.PLATFORM, None),
            (
                [_declared(1, source="platform"), _declared(2, known=False, source="platform")],
                False,
                Source.PLATFORM,
                None,
            ),
            ([_declared(9, "ana", "bob")], False, None, None),
        ],
    )
    def test_is_proven_or_claimed(
        self, events: list[Event], value: object, source: Source | None, claim: object
    ) -> None:
        facts = look(events, 5)

        assert facts.value("pair.known_before") is value
        assert facts.source("pair.known_before") is source
        assert facts.claims.get("pair.known_before") is claim

    def test_is_of_these_two_alone(self) -> None:
        assert look([_declared(1, "ana", "bob")], 5, recipient="eve").value("pair.known_before") is False

    def test_holds_since_the_relation_began_however_late_it_is_declared(self) -> None:
        events = [_declared(9, "ana", "bob", since=instant(-900).isoformat())]

        assert look(events, 5).value("pair.known_before") is True
        assert look(events, -901).value("pair.known_before") is False


class TestConversionFee:
    def test_is_paid_when_the_platform_says_so(self) -> None:
        paid = [tell("conversion_fee.paid", 2, **PARTIES)]

        assert look(paid, 1).value("pair.conversion_fee_paid") is False
        assert look(paid, 2).value("pair.conversion_fee_paid") is True

    def test_is_never_proven_by_one_members_word_f4(self) -> None:
        facts = look([tell("conversion_fee.paid", 2, **PARTIES, source="member", declared_by="ana")], 3)

        assert facts.value("pair.conversion_fee_paid") is False
        assert facts.claims == {"pair.conversion_fee_paid": True}

    def test_can_be_taken_back_by_the_platform(self) -> None:
        events = [tell("conversion_fee.paid", 1, **PARTIES), tell("conversion_fee.paid", 2, **PARTIES, paid=False)]

        assert look(events, 3).value("pair.conversion_fee_paid") is False
