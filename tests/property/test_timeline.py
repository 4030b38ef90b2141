"""Facts depend on what happened and when, never on when or how often it was heard of (F1-F6, design 4)."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from habeas.policy.coverage import absence_on
from habeas.policy.evaluate import evaluate
from habeas.policy.rules import Coverage
from habeas.policy.shipped_facts import SHIPPED
from habeas.policy.timeline.events import Event, read_event
from habeas.policy.timeline.history import history_of
from habeas.policy.timeline.moments import Memory, Moment, facts_at
from habeas.policy.unknown import UNKNOWN
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan

START = datetime(2026, 1, 1, tzinfo=UTC)
MEMBERS = ("ana", "bob", "cy")
POLICY = a_policy(
    a_rule(
        when=[{"if": "contract.state in ['none', 'offered']", "says": "before a contract"}],
        unless=[
            {"id": "known", "if": "pair.known_before", "says": "known before"},
            {"id": "paid", "if": "pair.conversion_fee_paid", "says": "fee paid"},
            {"id": "long", "if": "sender.tenure_days > 300 && sender.completed_contracts > 1", "says": "long here"},
        ],
    )
)
ABSENCE = absence_on(
    "market",
    declarations=POLICY.declarations,
    fed=[
        Coverage(platform="market", family=family, since=date(2026, 1, 20)) for family in ("contract", "record", "pair")
    ],
)

_members = st.sampled_from(MEMBERS)
_pairs = st.lists(_members, min_size=2, max_size=2, unique=True)
_contracts = st.sampled_from(["c1", "c2", "c3"])
_decisions = st.sampled_from(["d1", "d2", "d3"])


def _contract_events() -> st.SearchStrategy[dict[str, object]]:
    moves = ("offered", "started", "paused", "ended", "declined", "withdrawn", "expired")
    return st.builds(
        lambda move, contract, pair: {"type": f"contract.{move}", "data": {"contract": contract, "parties": pair}},
        st.sampled_from(moves), _contracts, _pairs,
    )  # fmt: skip


def _pair_events() -> st.SearchStrategy[dict[str, object]]:
    return st.builds(
        lambda kind, pair, by, source: {"type": kind, "data": {"parties": pair, "declared_by": by, "source": source}},
        st.sampled_from(["relation.declared", "conversion_fee.paid"]), _pairs,
        st.lists(_members, max_size=2, unique=True), st.sampled_from(["platform", "both", "member"]),
    )  # fmt: skip


def _member_events() -> st.SearchStrategy[dict[str, object]]:
    return st.one_of(
        st.builds(lambda who: {"type": "member.joined", "data": {"member": who}}, _members),
        st.builds(
            lambda who, tenure, done: {
                "type": "member.record", "data": {"member": who, "tenure_days": tenure, "completed_contracts": done}
            },
            _members, st.integers(0, 900), st.integers(0, 9),
        ),
        st.builds(
            lambda kind, who: {"type": kind, "data": {"org": "acme", "member": who}},
            st.sampled_from(["org.member_added", "org.member_removed"]), _members,
        ),
        st.builds(lambda pair: {"type": "message.sent", "data": {"sender": pair[0], "recipients": pair[1:]}}, _pairs),
    )  # fmt: skip


def _decision_events() -> st.SearchStrategy[dict[str, object]]:
    return st.one_of(
        st.builds(
            lambda decision, who, action: {
                "type": "decision.made",
                "data": {"decision": decision, "member": who, "action": action, "clause": "contact"},
            },
            _decisions, _members, st.sampled_from(["nudge", "warn", "hold_message"]),
        ),
        st.builds(
            lambda kind, decision, outcome: {"type": kind, "data": {"decision": decision, "outcome": outcome}},
            st.sampled_from(["notice.delivered", "appeal.received", "appeal.decided", "dispute.opened"]),
            _decisions, st.sampled_from(["upheld", "overturned"]),
        ),
    )  # fmt: skip


_kinds = st.one_of(_contract_events(), _pair_events(), _member_events(), _decision_events())
_days = st.integers(-40, 60)


@st.composite
def _histories(draw: st.DrawFn) -> list[Event]:
    told = draw(st.lists(st.tuples(_kinds, _days), max_size=14))
    return [
        read_event({"id": f"e{place}", "occurred_at": (START + timedelta(days=day)).isoformat(), **kind})
        for place, (kind, day) in enumerate(told)
    ]


@given(told=_histories(), random=st.randoms(use_true_random=False), pair=_pairs, day=_days)
def test_any_order_and_any_repetition_give_the_same_facts_and_decisions(
    told: list[Event], random: Random, pair: list[str], day: int
) -> None:
    heard = [*told, *random.sample(told, k=len(told) // 2)]
    random.shuffle(heard)
    moment = Moment(at=START + timedelta(days=day), sender=pair[0], recipient=pair[1], contract="c1")

    facts, again = (
        facts_at(
            moment, history=history_of(events, declarations=ABSENCE.declarations), absence=ABSENCE, memory=Memory()
        )
        for events in (told, heard)
    )

    assert facts == again
    scan = a_scan(a_finding())
    first, second = (evaluate(policy=POLICY, scan=scan, facts=one) for one in (facts, again))
    assert (first.harshness, first.reasons(), first.unknown_facts) == (
        second.harshness,
        second.reasons(),
        second.unknown_facts,
    )


@given(told=_histories(), pair=_pairs, day=_days)
def test_what_happens_later_changes_no_earlier_fact_but_what_it_says_of_the_past(
    told: list[Event], pair: list[str], day: int
) -> None:
    instant = START + timedelta(days=day)
    moment = Moment(at=instant, sender=pair[0], recipient=pair[1])
    till_then = [event for event in told if event.occurred_at <= instant]

    whole, part = (
        facts_at(
            moment, history=history_of(events, declarations=ABSENCE.declarations), absence=ABSENCE, memory=Memory()
        )
        for events in (told, till_then)
    )

    # Sides, and reversals of decisions, may become known later: both speak of the past.
    for name in ("pair.conversion_fee_paid", "pair.known_before", "sender.tenure_days"):
        assert whole.value(name) == part.value(name)
    strikes, strikes_then = whole.value("sender.strikes"), part.value("sender.strikes")
    assert isinstance(strikes, int)
    assert isinstance(strikes_then, int)
    assert strikes <= strikes_then


@given(told=_histories(), pair=_pairs, day=st.integers(-40, 18))
def test_silence_is_unknown_before_a_platform_feeds_everything(told: list[Event], pair: list[str], day: int) -> None:
    quiet = [event for event in told if not event.type.startswith("contract.")]
    moment = Moment(at=START + timedelta(days=day), sender=pair[0], recipient=pair[1])

    facts = facts_at(moment, history=history_of(quiet, declarations=SHIPPED), absence=ABSENCE, memory=Memory())

    assert facts.value("contract.state") is UNKNOWN
