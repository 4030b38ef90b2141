from datetime import date, timedelta

import pytest

from habeas.policy.coverage import absence_on
from habeas.policy.rules import Coverage
from habeas.policy.shipped_facts import SHIPPED
from habeas.policy.unknown import UNKNOWN

SINCE = date(2025, 1, 1)
FED = (
    Coverage(platform="market", family="contract", since=SINCE),
    Coverage(platform="market", family="traffic", since=SINCE),
    Coverage(platform="market", family="pair", since=SINCE),
    Coverage(platform="other", family="record", since=SINCE),
)
MARKET = absence_on("market", declarations=SHIPPED, fed=FED)


class TestAbsence:
    """F2: what silence says depends on what the platform feeds completely, and since when."""

    @pytest.mark.parametrize(
        ("name", "on", "said"),
        [
            ("contract.state", SINCE, "none"),
            ("contract.in_dispute", SINCE, False),
            ("contract.state", SINCE - timedelta(days=1), UNKNOWN),
            ("pair.known_before", SINCE, False),
            ("pair.known_before", SINCE - timedelta(days=1), UNKNOWN),
            ("sender.messages_365d", SINCE + timedelta(days=365), 0),
            ("sender.messages_365d", SINCE + timedelta(days=364), UNKNOWN),
            ("sender.tenure_days", SINCE, UNKNOWN),
            ("plan.contact_before_contract", SINCE - timedelta(days=900), False),
            ("declared.purpose", SINCE, "none"),
        ],
    )
    def test_is_none_inside_the_range_and_unknown_outside(self, name: str, on: date, said: object) -> None:
        assert MARKET.value(name, on=on) == said
        assert MARKET.values(on=on)[name] == said

    def test_is_as_declared_on_a_platform_that_promised_nothing(self) -> None:
        unpromised = absence_on(None, declarations=SHIPPED, fed=FED)

        assert unpromised.values(on=SINCE) == SHIPPED.absent

    def test_tells_whether_a_family_is_complete(self) -> None:
        assert MARKET.is_complete("contract", on=SINCE)
        assert not MARKET.is_complete("contract", on=SINCE, window=timedelta(days=1))
        assert not MARKET.is_complete("record", on=SINCE)
