import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from habeas.server.events.incoming import IncomingEvent
from habeas.server.events.schemas import (
    CONTENTS,
    OWN_TYPES,
    BadEvent,
    json_schema_of,
    read_cloud_event,
    read_event,
)

EUROS = {"amount": 1999, "currency": "EUR"}
SIDES = {"client": "cleo", "freelancer": "fred"}
WORDS = {"member": "fred", "text": "Hello"}
CONTRACT = {"contract": "c-1", **SIDES}
SAMPLES: Mapping[str, Mapping[str, Any]] = {
    "member.joined": {"member": "fred"},
    "member.record": {"member": "fred", "tenure_days": 2600, "completed_contracts": 170, "facts": {"plan.open": True}},
    "member.reported": {"member": "fred", "by": "cleo", "reason": "spam"},
    "org.member_added": {"org": "acme", "member": "fred"},
    "org.member_removed": {"org": "acme", "member": "fred"},
    "contract.offered": CONTRACT,
    "contract.started": {"parties": [{"org": "acme", "role": "client"}, {"member": "fred", "role": "freelancer"}]},
    "contract.paused": {"contract": "c-1"},
    "contract.ended": {**CONTRACT, "outcome": "completed"},
    "contract.declined": CONTRACT,
    "contract.withdrawn": CONTRACT,
    "contract.expired": CONTRACT,
    "relation.declared": {**SIDES, "since": "2019-05-01T00:00:00+02:00", "source": "member", "declared_by": "fred"},
    "conversion_fee.paid": {**SIDES, "paid": True},
    "milestone.funded": {"milestone": "m-1", "contract": "c-1", "amount": EUROS},
    "milestone.submitted": {"milestone": "m-1", "contract": "c-1"},
    "milestone.due": {"milestone": "m-1", "contract": "c-1", "due_at": "2026-03-16T00:00:00Z"},
    "milestone.released": {"milestone": "m-1", "contract": "c-1", "amount": EUROS},
    "milestone.refunded": {"milestone": "m-1", "contract": "c-1", "amount": EUROS},
    "payout_details.changed": {"member": "fred"},
    "payout.scheduled": {"payout": "p-1", "member": "fred", "amount": EUROS, "due_at": "2026-03-16T00:00:00Z"},
    "payout.paid": {"payout": "p-1", "member": "fred", "amount": EUROS},
    "payout.returned": {"payout": "p-1", "member": "fred", "amount": EUROS},
    "balance.reported": {"member": "fred", "available": EUROS, "held": EUROS, "in_transit": EUROS},
    "dispute.opened": {"dispute": "d-1", "contract": "c-1"},
    "dispute.resolved": {"dispute": "d-1", "outcome": "settled"},
    "chargeback.opened": {"chargeback": "b-1", "amount": EUROS},
    "chargeback.closed": {"chargeback": "b-1", "outcome": "won"},
    "refund.requested": {"contract": "c-1", "member": "cleo", "amount": EUROS},
    "message.sent": {**WORDS, "to": "cleo", "conversation": "r-1", "delivery": "pending", "deadline_ms": 300},
    "message.edited": {**WORDS, "message": "e-1"},
    "message.deleted": {"message": "e-1"},
    "proposal.submitted": {"member": "fred", "texts": ["Dear client,", "I can start today."], "to": ["cleo"]},
    "profile.updated": WORDS,
    "job.posted": WORDS,
    "review.posted": WORDS,
    "attachment.shared": {"member": "fred", "attachment": "f-1", "file_name": "offer.pdf"},
    "signal.raised": {"member": "fred", "detector": "spam-model", "kind": "spam", "confidence": 1},
    "measure.applied": {"measure": "me-1"},
    "measure.undone": {"measure": "me-1"},
    "measure.failed": {"measure": "me-1", "reason": "account is closed"},
    "notice.bounced": {"notice": "ntc_1", "reason": "mailbox unknown"},
    "measure.external": {"member": "fred", "kind": "suspension", "ends_at": "2026-04-01T00:00:00Z"},
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


def event(event_type: str = "message.sent", content: object = None, **changes: object) -> dict[str, object]:
    said = SAMPLES[event_type] if content is None else content
    return {"id": "e-1", "type": event_type, "occurred_at": "2026-03-01T09:30:00Z", "data": said, **changes}


def complaints(raw: object) -> list[tuple[str, str, str]]:
    with pytest.raises(BadEvent) as caught:
        read_event(raw)
    return [(one.pointer, one.wanted, one.got) for one in caught.value.complaints]


def read_or_refuse(raw: object) -> tuple[IncomingEvent | None, dict[str, Any]]:
    try:
        return read_event(raw), {}
    except BadEvent as error:
        return None, error.problem


class TestReadEvent:
    @pytest.mark.parametrize("event_type", CONTENTS)
    def test_takes_every_type_and_keeps_what_it_says(self, event_type: str) -> None:
        read = read_event(event(event_type, {**SAMPLES[event_type], "unheard_of": {"kept": [1, None]}}))

        assert read.id == "e-1"
        assert read.type == event_type
        assert read.occurred_at == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
        assert not read.platform
        assert read.data == {**SAMPLES[event_type], "unheard_of": {"kept": [1, None]}}

    def test_takes_a_platform_and_times_with_any_offset(self) -> None:
        read = read_event(event(platform="upwork", occurred_at="2026-03-01t11:30:00.5+02:00"))

        assert read.platform == "upwork"
        assert read.occurred_at == datetime(2026, 3, 1, 9, 30, 0, 500_000, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            (None, [("", "an object", "null")]),
            ([], [("", "an object", "a list of 0")]),
            ({}, [(f"/{name}", "a value", "nothing") for name in ("id", "type", "occurred_at", "data")]),
            (event(id=""), [("/id", "a text of at least 1 character", "the text ''")]),
            (event(id="x" * 201), [("/id", "a text of at most 200 characters", "a text of 201 characters")]),
            (event(id=7), [("/id", "a text", "the number 7")]),
            (event(id=True), [("/id", "a text", "true")]),
            (event(type=["message.sent"]), [("/type", "a text", "a list of 1")]),
            (event(type=""), [("/type", "a text of at least 1 character", "the text ''")]),
            (event(type="mesage.sent"), [("/type", "a type of event that is known", "the text 'mesage.sent'")]),
            (event(data=None), [("/data", "an object", "null")]),
            (event(data=[]), [("/data", "an object", "a list of 0")]),
            (event(platform="x" * 61), [("/platform", "a text of at most 60 characters", "a text of 61 characters")]),
            (
                event(content={**SAMPLES["message.sent"], "to": []}),
                [("/data/to", "a list of at least 1", "a list of 0")],
            ),
            (event(content={**SAMPLES["message.sent"], "to": ["a", 5]}), [("/data/to/1", "a text", "the number 5")]),
            (
                event(content={**SAMPLES["message.sent"], "texts": ["Hello"]}),
                [("/data", "`text` or `texts`, one of the two", "both")],
            ),
            (
                event(content={**SAMPLES["message.sent"], "text": None}),
                [("/data", "`text` or `texts`, one of the two", "neither")],
            ),
            (
                event(content={**SAMPLES["message.sent"], "delivery": "later"}),
                [("/data/delivery", "one of 'pending' or 'delivered'", "the text 'later'")],
            ),
            (
                event(
                    "milestone.funded", {**SAMPLES["milestone.funded"], "amount": {"amount": 19.99, "currency": "eur"}}
                ),
                [
                    (
                        "/data/amount/amount",
                        "a whole number of minor units, such as 1999 for 19.99",
                        "the number 19.99",
                    ),
                    ("/data/amount/currency", "a text of the form ^[A-Z]{3}$", "the text 'eur'"),
                ],
            ),
            (
                event("contract.started", {"contract": "c-1", "client": {}, "freelancer": 5}),
                [
                    ("/data/client", "`member` or `org`: who stands on this side", "neither"),
                    ("/data/freelancer", "an object", "the number 5"),
                ],
            ),
            (
                event("contract.started", {"client": "cleo"}),
                [("/data", "`contract`, or both sides in `parties`, or in `client` and `freelancer`", "neither")],
            ),
            (
                event("relation.declared", {"client": "cleo"}),
                [("/data", "both sides in `parties`, or in `client` and `freelancer`", "not both")],
            ),
            (event("member.record", {}), [("/data", "`member` or `org`: whose record it is", "neither")]),
            (
                event("member.record", {"member": "fred", "tenure_days": -1}),
                [("/data/tenure_days", "a number from 0", "the number -1")],
            ),
        ],
    )
    def test_names_each_field_that_is_wrong(self, raw: object, expected: list[tuple[str, str, str]]) -> None:
        assert complaints(raw) == expected

    @pytest.mark.parametrize(
        "said",
        [
            "2026-03-01T09:30:00",
            "2026-03-01",
            "2026-W09-7T09:30:00Z",
            "2026-02-30T09:30:00Z",
            "1969-12-31T23:59:59Z",
            "9999-12-31T23:59:59-10:00",
            "٢٠٢٦-03-01T09:30:00Z",
            "2026-03-01T09:30:00Z\n",
            1_772_357_400,
            None,
        ],
    )
    def test_refuses_times_without_offset_or_out_of_range(self, said: object) -> None:
        ((place, what, _),) = complaints(event(occurred_at=said))

        assert (place, what) == ("/occurred_at", "a time with its offset, such as 2026-03-01T09:30:00Z")

    @pytest.mark.parametrize("event_type", sorted(OWN_TYPES))
    def test_refuses_what_only_the_service_tells(self, event_type: str) -> None:
        assert complaints(event(type=event_type)) == [
            ("/type", "a type that a platform tells", f"the text '{event_type}'")
        ]

    def test_asks_for_the_nearest_type(self) -> None:
        with pytest.raises(BadEvent) as caught:
            read_event(event(type="contract.startd"))

        assert caught.value.problem["errors"][0]["do"] == "Did you mean `contract.started`?"

    @pytest.mark.parametrize(
        ("unkeepable", "wanted"),
        [
            ("half \ud83d", "a text of Unicode characters"),
            ("nul \0", "a text without U+0000"),
            (float("inf"), "a number between -9007199254740991 and 9007199254740991"),
            (2**53, "a number between -9007199254740991 and 9007199254740991"),
        ],
    )
    def test_refuses_values_that_others_would_change(self, unkeepable: object, wanted: str) -> None:
        (found,) = complaints(event(content={**SAMPLES["message.sent"], "a/b": [unkeepable]}))

        assert found[:2] == ("/data/a~1b/0", wanted)

    def test_keeps_numbers_that_fit(self) -> None:
        numbers = [0, -1.5, 1e300, 2**53 - 1, True]

        assert (
            read_event(event(content={**WORDS, "to": "a", "conversation": "b", "more": numbers})).data["more"]
            == numbers
        )

    def test_refuses_names_that_no_database_keeps(self) -> None:
        ((place, _, _),) = complaints(event(content={**SAMPLES["message.sent"], "x\0": 1}))

        assert place == "/data/?"

    def test_refuses_an_event_nested_too_deeply(self) -> None:
        nested: object = "end"
        for _ in range(50):
            nested = [nested]

        ((place, what, _),) = complaints(event(content={**SAMPLES["message.sent"], "x": nested}))

        assert place.startswith("/data/x/0/0")
        assert what == "at most 40 levels"

    def test_never_repeats_a_long_text(self) -> None:
        secret = "a message that nobody should find in an answer or in a log"

        with pytest.raises(BadEvent) as caught:
            read_event(event(id=[secret], type=secret, occurred_at=secret))

        assert secret not in str(caught.value.problem)

    @given(raw=st.dictionaries(st.sampled_from(["id", "type", "occurred_at", "platform", "data"]), json_values))
    def test_answers_anything_with_an_event_or_with_a_problem(self, raw: object) -> None:
        read, problem = read_or_refuse(raw)

        assert read is not None or problem["status"] == 422
        assert all(re.fullmatch(r"(/[^/]*)*", one["field"]) for one in problem.get("errors", ()))

    @given(changes=st.dictionaries(st.sampled_from(["member", "to", "text", "texts", "context", "x"]), json_values))
    def test_answers_any_data_with_an_event_or_with_a_problem(self, changes: dict[str, object]) -> None:
        raw = event(content={**SAMPLES["message.sent"], **changes})

        read, problem = read_or_refuse(raw)

        assert read is None or read.data == raw["data"]
        assert all(one["field"].startswith("/data") for one in problem.get("errors", ()))


class TestReadCloudEvent:
    def test_takes_its_time_as_when_it_occurred(self) -> None:
        cloud = event() | {"specversion": "1.0", "source": "/market", "time": "2026-03-01T09:30:00Z"}
        del cloud["occurred_at"]

        read = read_cloud_event(cloud)

        assert read.occurred_at == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("raw", "place"),
        [
            (event(), "/specversion"),
            (event(specversion="0.3"), "/specversion"),
            ({**event(specversion="1.0"), "time": "noon"}, "/time"),
            (7, ""),
        ],
    )
    def test_names_the_attribute_that_is_wrong(self, raw: object, place: str) -> None:
        with pytest.raises(BadEvent) as caught:
            read_cloud_event(raw)

        assert [one.pointer for one in caught.value.complaints] == [place]


class TestJsonSchemas:
    @pytest.mark.parametrize("event_type", CONTENTS)
    def test_are_valid_and_take_what_is_read(self, event_type: str) -> None:
        schema = json_schema_of(event_type)

        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(event(event_type))

    @pytest.mark.parametrize(
        ("event_type", "content"),
        [
            ("message.sent", {**WORDS, "to": 5, "conversation": "r-1"}),
            ("message.sent", {**SAMPLES["message.sent"], "texts": ["Hello"]}),
            ("contract.started", {"contract": "c-1", "client": {}}),
            ("payout.paid", {"payout": "p-1", "member": "fred", "amount": {"amount": 1.5, "currency": "EUR"}}),
        ],
    )
    def test_refuse_what_is_refused(self, event_type: str, content: object) -> None:
        complaints(event(event_type, content))

        assert not Draft202012Validator(json_schema_of(event_type)).is_valid(event(event_type, content))
