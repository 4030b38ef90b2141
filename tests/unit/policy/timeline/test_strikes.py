from datetime import timedelta

import pytest

from habeas.policy.shipped_facts import SHIPPED, YEAR
from habeas.policy.timeline.events import Event, WrongEvent
from habeas.policy.timeline.history import history_of
from habeas.policy.timeline.moments import Memory
from habeas.policy.timeline.strikes import Standing, list_strikes
from habeas.policy.unknown import UNKNOWN
from tests.factories.histories import instant, look, tell


def _made(day: float, *, decision: str = "d1", action: str = "warn", allowed: bool = False, **more: object) -> Event:
    told = {"member": "ana", "clause": "contact", "finding": "contact_details", "recipients": ["bob"], **more}
    return tell("decision.made", day, decision=decision, action=action, allowed=allowed, **told)


def _about(kind: str, day: float, decision: str = "d1", **more: object) -> Event:
    return tell(kind, day, decision=decision, **more)


STRUCK = (_made(1), _about("notice.delivered", 2))


class TestStrikes:
    """S14."""

    @pytest.mark.parametrize(
        ("events", "day", "strikes"),
        [
            ([], 9, 0),
            # it counts from the delivery of its statement until it expires
            ([*STRUCK], 1.5, 0),
            ([*STRUCK], 2, 1),
            ([*STRUCK], 2 + 364, 1),
            ([*STRUCK], 2 + 365, 0),
            ([_made(1)], 9, 0),
            # only an action of warn or more that was not allowed
            ([_made(1, action="nudge"), _about("notice.delivered", 2)], 9, 0),
            ([_made(1, action="none"), _about("notice.delivered", 2)], 9, 0),
            ([_made(1, allowed=True), _about("notice.delivered", 2)], 9, 0),
            ([_made(1, action="suspend_pending_review"), _about("notice.delivered", 2)], 9, 1),
            # one per decision
            ([*STRUCK, _about("notice.delivered", 3)], 9, 1),
            ([*STRUCK, _made(1, decision="d2"), _about("notice.delivered", 2, "d2")], 9, 2),
            ([*STRUCK, _made(1, decision="d2", member="bob"), _about("notice.delivered", 2, "d2")], 9, 1),
            # not while appealed
            ([*STRUCK, _about("appeal.received", 4, appeal="a1")], 3, 1),
            ([*STRUCK, _about("appeal.received", 4, appeal="a1")], 9, 0),
            (
                [
                    *STRUCK,
                    _about("appeal.received", 4, appeal="a1"),
                    _about("appeal.decided", 6, appeal="a1", outcome="upheld"),
                ],
                9,
                1,
            ),
            ([*STRUCK, _about("appeal.received", 4, appeal="a1"), _about("appeal.withdrawn", 6, appeal="a1")], 5, 0),
            ([*STRUCK, _about("appeal.received", 4, appeal="a1"), _about("appeal.withdrawn", 6, appeal="a1")], 9, 1),
            (
                [
                    *STRUCK,
                    _about("appeal.received", 4, appeal="a1"),
                    _about("appeal.decided", 6, appeal="another", outcome="upheld"),
                ],
                9,
                0,
            ),
            # nor while contested elsewhere
            ([*STRUCK, _about("dispute.opened", 4, dispute="x")], 9, 0),
            ([*STRUCK, _about("dispute.opened", 4, dispute="x"), _about("dispute.resolved", 5, dispute="x")], 9, 1),
            # nor once reversed, and then it never was one
            ([*STRUCK, _about("appeal.decided", 6, appeal="a1", outcome="overturned")], 9, 0),
            ([*STRUCK, _about("appeal.decided", 6, appeal="a1", outcome="overturned")], 5, 0),
            # a varied decision counts as what it became
            ([*STRUCK, _about("appeal.decided", 6, appeal="a1", outcome="varied", action="nudge")], 9, 0),
            ([*STRUCK, _about("appeal.decided", 6, appeal="a1", outcome="varied", action="restrict")], 9, 1),
            # a person's decision takes the place of the machine's
            (
                [
                    *STRUCK,
                    _made(3, decision="d2", action="restrict", replaces="d1"),
                    _about("notice.delivered", 4, "d2"),
                ],
                9,
                1,
            ),
            ([*STRUCK, _made(3, decision="d2", action="none", replaces="d1")], 9, 0),
            # what nobody decided is nothing
            ([_about("notice.delivered", 2), _about("appeal.received", 3)], 9, 0),
        ],
    )
    def test_count_as_s14_says(self, events: list[Event], day: float, strikes: int) -> None:
        assert look(events, day).value("sender.strikes") == strikes

    def test_expire_when_the_policy_says(self) -> None:
        assert look([*STRUCK], 20, memory=Memory(strikes=timedelta(days=10))).value("sender.strikes") == 0

    def test_do_not_hold_the_answer_to_a_message_against_that_message(self) -> None:
        events = [_made(3), _about("notice.delivered", 3)]

        assert look(events, 3).value("sender.strikes") == 0
        assert look(events, 3.1).value("sender.strikes") == 1

    def test_are_none_of_what_a_platform_only_says(self) -> None:
        assert look([tell("member.record", 1, member="ana", prior_violations=5)], 9).value("sender.strikes") == 0

    def test_refuse_an_action_that_no_ladder_has(self) -> None:
        with pytest.raises(WrongEvent, match="event e9: action wants one of none, nudge, warn"):
            look([_made(1, action="ban", event_id="e9")], 9)

    def test_refuse_a_varied_outcome_without_one_before_its_decision_is_heard_of(self) -> None:
        varied = tell("appeal.decided", 1, decision="d1", outcome="varied", action="bump")

        with pytest.raises(WrongEvent, match="action wants one of"):
            history_of([varied], declarations=SHIPPED)


class TestNudges:
    """S14: nudges on the same clause in 90 days; what was allowed is held against nobody."""

    @pytest.mark.parametrize(
        ("events", "day", "counted"),
        [
            ([_made(1, action="nudge")], 1, {}),
            ([_made(1, action="nudge")], 2, {"contact": {"sender.nudges": 1}}),
            ([_made(1, action="nudge")], 90, {"contact": {"sender.nudges": 1}}),
            ([_made(1, action="nudge")], 91, {}),
            ([_made(1, action="nudge"), _made(2, decision="d2", action="nudge")], 3, {"contact": {"sender.nudges": 2}}),
            (
                [_made(1, action="nudge", clause="talk"), _made(2, decision="d2", action="nudge")],
                3,
                {"talk": {"sender.nudges": 1}, "contact": {"sender.nudges": 1}},
            ),
            ([_made(1, action="nudge", allowed=True)], 3, {}),
            ([_made(1, action="warn")], 3, {}),
            ([_made(1, action="nudge", clause=None)], 3, {}),
            ([_made(1, action="nudge"), _about("appeal.decided", 2, outcome="overturned")], 3, {}),
            ([_made(1, action="nudge"), _about("appeal.received", 2, appeal="a")], 3, {}),
            ([_made(1, action="nudge"), _made(1.5, decision="d2", action="none", replaces="d1")], 3, {}),
        ],
    )
    def test_count_by_clause(self, events: list[Event], day: float, counted: dict[str, dict[str, int]]) -> None:
        assert look(events, day).by_clause == counted

    def test_are_none_on_every_other_clause(self) -> None:
        assert look([_made(1, action="nudge")], 2).value("sender.nudges") == 0

    def test_are_remembered_as_long_as_the_policy_says(self) -> None:
        assert look([_made(1, action="nudge")], 9, memory=Memory(nudges=timedelta(days=5))).by_clause == {}


class TestListStrikes:
    """S14: the member sees the running count and when each entry ends."""

    def test_shows_how_each_decision_stands_and_until_when(self) -> None:
        events = [
            *STRUCK,
            _made(1, decision="d2"),
            _made(1, decision="d3"),
            _about("notice.delivered", 2, "d3"),
            _about("appeal.received", 3, "d3", appeal="a"),
            _made(1, decision="d4", action="nudge"),
            _made(-500, decision="d5"),
            _about("notice.delivered", -499, "d5"),
            _made(1, decision="d6"),
            _about("appeal.decided", 3, "d6", appeal="b", outcome="overturned"),
            _made(8, decision="d7", replaces="d2"),
        ]
        decisions = history_of(events, declarations=SHIPPED).decisions["ana"]

        entries = list_strikes(decisions, at=instant(5), expires_after=YEAR)

        assert [(entry.decision, entry.standing) for entry in entries] == [
            ("d5", Standing.EXPIRED),
            ("d1", Standing.COUNTS),
            ("d2", Standing.REPLACED),
            ("d3", Standing.APPEALED),
            ("d6", Standing.REVERSED),
        ]
        assert (entries[1].counts_from, entries[1].ends_at) == (instant(2), instant(2) + YEAR)
        assert (entries[2].counts_from, entries[2].ends_at, entries[2].clause) == (None, None, "contact")

    def test_says_that_a_statement_has_not_arrived(self) -> None:
        decisions = history_of([_made(1)], declarations=SHIPPED).decisions["ana"]

        assert [entry.standing for entry in list_strikes(decisions, at=instant(2), expires_after=YEAR)] == [
            Standing.NOT_DELIVERED
        ]


class TestWhoAskedFirst:
    @pytest.mark.parametrize(
        ("events", "first"),
        [
            ([], UNKNOWN),
            ([_made(1)], "sender"),
            ([_made(1, member="bob", recipients=["ana"])], "recipient"),
            ([_made(2), _made(1, decision="d2", member="bob", recipients=["ana"])], "recipient"),
            ([_made(1, finding="none")], UNKNOWN),
            ([_made(1, finding=None)], UNKNOWN),
            ([_made(1, recipients=["eve"])], UNKNOWN),
            ([_made(9)], UNKNOWN),
        ],
    )
    def test_is_the_side_of_the_first_finding_between_them(self, events: list[Event], first: object) -> None:
        assert look(events, 5).value("pair.asked_first") == first
