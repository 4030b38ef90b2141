from datetime import date, timedelta

import pytest

from habeas.policy.coverage import absence_on
from habeas.policy.declarations import FactDeclaration
from habeas.policy.facts import Fact, Source
from habeas.policy.rules import Counter, Coverage
from habeas.policy.shipped_facts import SHIPPED
from habeas.policy.timeline.events import Event
from habeas.policy.timeline.history import history_of
from habeas.policy.timeline.moments import Memory, Moment, facts_at
from habeas.policy.unknown import UNKNOWN, FactType
from habeas.policy.words import Words
from tests.factories.histories import NOTHING_FED, SHIPPED_MEMORY, instant, look, tell

WEEK = timedelta(days=7)


def _count_of(name: str, *, window: timedelta = timedelta(0)) -> FactDeclaration:
    return FactDeclaration(name=name, type=FactType.INT, means="a count", family="counters", minimum=0, window=window)


def _used(day: float, *exceptions: str, decision: str, recipients: tuple[str, ...] = ("bob",), **more: object) -> Event:
    return tell(
        "decision.made", day, decision=decision, member="ana", action="none", allowed=True,
        exceptions=list(exceptions), recipients=list(recipients), **more,
    )  # fmt: skip


class TestContext:
    """What the caller says of the message itself: surface, role, declared purpose."""

    @staticmethod
    def _facts(*events: Event, **context: Fact) -> dict[str, object]:
        moment = Moment(
            at=instant(5),
            sender="ana",
            recipient="bob",
            context={name.replace("__", "."): fact for name, fact in context.items()},
        )
        history = history_of(events, declarations=SHIPPED)
        facts = facts_at(moment, history=history, absence=NOTHING_FED, memory=SHIPPED_MEMORY)
        return {**facts.values, "claims": facts.claims}

    def test_is_taken_over(self) -> None:
        facts = self._facts(surface=Fact("proposal"), declared__purpose=Fact("legal", Source.MEMBER))

        assert (facts["surface"], facts["declared.purpose"]) == ("proposal", "legal")

    def test_gives_way_to_what_events_prove(self) -> None:
        started = tell("contract.started", 1, contract="c1", client="ana", freelancer="bob")

        assert self._facts(started, contract__state=Fact("none"))["contract.state"] == "active"

    def test_is_never_hidden_by_one_members_claim(self) -> None:
        declared = tell("relation.declared", 1, parties=["ana", "bob"], declared_by="ana", known_before=False)

        assert self._facts(declared, pair__known_before=Fact(value=True))["pair.known_before"] is True


class TestUsesOfExceptions:
    """S6: an exception may be limited to n uses per pair and per 30 days."""

    ABSENCE = absence_on(
        None,
        declarations=SHIPPED.adding(
            _count_of("uses.access_for_scoping.per_pair"), _count_of("uses.access_for_scoping.per_30_days")
        ),
        fed=(),
    )

    @pytest.mark.parametrize(
        ("events", "per_pair", "per_30_days"),
        [
            ([], 0, 0),
            ([_used(50, "access-for-scoping", decision="d1")], 1, 1),
            ([_used(1, "access-for-scoping", decision="d1")], 1, 0),
            ([_used(50, "access-for-scoping", decision="d1", recipients=("eve",))], 0, 1),
            ([_used(50, "another", decision="d1"), _used(51, decision="d2")], 0, 0),
            (
                [
                    _used(50, "access-for-scoping", decision="d1"),
                    _used(51, "access-for-scoping", "another", decision="d2"),
                ],
                2,
                2,
            ),
            (
                [
                    _used(50, "access-for-scoping", decision="d1"),
                    tell("appeal.decided", 51, decision="d1", outcome="overturned"),
                ],
                0,
                0,
            ),
            ([_used(70, "access-for-scoping", decision="d1")], 0, 0),
        ],
    )
    def test_are_counted_from_decisions(self, events: list[Event], per_pair: int, per_30_days: int) -> None:
        facts = look(events, 60, absence=self.ABSENCE)

        assert facts.value("uses.access_for_scoping.per_pair") == per_pair
        assert facts.value("uses.access_for_scoping.per_30_days") == per_30_days


class TestCounters:
    """Issue 3, 2: counters over time windows declared in the rule."""

    @staticmethod
    def _look(by: str, *events: Event, since: date = date(2025, 12, 1)) -> object:
        fed = [Coverage(platform="market", family="counters", since=since)]
        absence = absence_on("market", declarations=SHIPPED.adding(_count_of("counter.n", window=WEEK)), fed=fed)
        counter = Counter(name="counter.n", event="message.sent", by=by, window=WEEK, means=Words({"en": "n"}))
        facts = look([*events], 10, conversation="talk", absence=absence, memory=Memory(counters=(counter,)))
        return facts.value("counter.n")

    SENT = (
        tell("message.sent", 2, sender="ana", recipients=["bob"], conversation="talk"),
        tell("message.sent", 4, sender="ana", recipients=["bob"], conversation="talk"),
        tell("message.sent", 5, sender="ana", recipients=["eve"], conversation="other"),
        tell("message.sent", 6, sender="bob", recipients=["ana"], conversation="talk"),
        tell("message.sent", 10, sender="ana", recipients=["bob", "eve"], conversation="other"),
        tell("message.sent", 11, sender="ana", recipients=["bob"], conversation="talk"),
        tell("proposal.submitted", 6, sender="ana", recipients=["bob"], conversation="talk"),
    )

    @pytest.mark.parametrize(("by", "count"), [("sender", 3), ("pair", 2), ("conversation", 2)])
    def test_count_events_of_their_window(self, by: str, count: int) -> None:
        assert self._look(by, *self.SENT) == count

    def test_are_unknown_where_the_platform_may_not_feed_all_f2(self) -> None:
        assert self._look("sender", *self.SENT, since=date(2026, 1, 5)) is UNKNOWN
