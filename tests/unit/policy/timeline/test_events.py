from datetime import UTC, datetime

import pytest

from habeas.policy.declarations import Source
from habeas.policy.timeline.events import Fields, Party, WrongEvent, read_event

NOON = "2026-03-01T12:00:00+00:00"


class TestReadEvent:
    def test_reads_the_envelope_of_design_7(self) -> None:
        event = read_event(
            {"id": "e1", "type": "member.joined", "occurred_at": NOON, "platform": "market", "data": {"member": "ana"}}
        )

        assert (event.id, event.type, event.platform) == ("e1", "member.joined", "market")
        assert event.occurred_at == datetime(2026, 3, 1, 12, tzinfo=UTC)
        assert event.said.require("member") == "ana"

    @pytest.mark.parametrize(
        ("record", "message"),
        [
            ({"type": "x.y", "occurred_at": NOON}, "event without id: id wants a text, got None"),
            ({"id": "e1", "occurred_at": NOON}, "event e1: type wants a text, got None"),
            (
                {"id": "e1", "type": "x.y"},
                "event e1: occurred_at wants a time with its offset, such as 2026-03-01T09:30:00Z, got None",
            ),
            ({"id": "e1", "type": "x.y", "occurred_at": "yesterday"}, "occurred_at wants a time with its offset"),
            (
                {"id": "e1", "type": "x.y", "occurred_at": "2026-03-01T12:00:00"},
                "occurred_at wants a time with its offset",
            ),
            ({"id": "e1", "type": "x.y", "occurred_at": 7}, "occurred_at wants a time with its offset"),
            ({"id": "e1", "type": "x.y", "occurred_at": NOON, "data": [1]}, "data wants an object, got [1]"),
            (
                {"id": "e1", "type": "member.joined", "occurred_at": NOON, "data": {}},
                "event e1: member wants a text, got None",
            ),
            (
                {"id": "e1", "type": "org.member_added", "occurred_at": NOON, "data": {"org": "o", "member": ""}},
                "event e1: member wants a text, got ''",
            ),
            (
                {"id": "e1", "type": "x.y", "occurred_at": NOON, "data": {"conversation": 7}},
                "event e1: conversation wants a text, got 7",
            ),
            (
                {"id": "e1", "type": "x.y", "occurred_at": NOON, "data": {"recipients": [7]}},
                "event e1: recipients wants a list of texts, got [7]",
            ),
        ],
    )
    def test_names_event_field_and_type_wanted(self, record: dict[str, object], message: str) -> None:
        with pytest.raises(WrongEvent) as refused:
            read_event(record)

        assert message in str(refused.value)


class TestFields:
    @pytest.mark.parametrize(
        ("content", "parties"),
        [
            ({}, ()),
            ({"client": "ana", "freelancer": "bob"}, (Party("ana", None, "client"), Party("bob", None, "freelancer"))),
            ({"client": {"org": "acme"}}, (Party(None, "acme", "client"),)),
            (
                {"parties": [{"member": "ana", "org": "acme", "role": "buyer"}, "bob"]},
                (Party("ana", "acme", "buyer"), Party("bob")),
            ),
        ],
    )
    def test_read_parties_in_both_forms(self, content: dict[str, object], parties: tuple[Party, ...]) -> None:
        assert Fields("e1", content).parties == parties

    @pytest.mark.parametrize("parties", ["ana", [{"role": "buyer"}], [7], [{"member": ""}], [""], [{"member": 7}]])
    def test_refuse_parties_without_ids(self, parties: object) -> None:
        with pytest.raises(WrongEvent, match="event e1: parties wants a list of"):
            _ = Fields("e1", {"parties": parties}).parties

    def test_read_what_is_missing_as_nothing(self) -> None:
        fields = Fields("e1", {})

        assert (fields.text("a"), fields.count("a"), fields.instant("a")) == (None, None, None)
        assert (fields.texts("a"), fields.table("a")) == ((), {})
        assert (fields.truth("a", otherwise=True), fields.truth("a", otherwise=False)) == (True, False)
        assert fields.source(otherwise=Source.BOTH) is Source.BOTH

    def test_read_what_is_there(self) -> None:
        fields = Fields("e1", {"a": "b", "n": 3, "on": False, "many": ["x", "y"], "source": "member"})

        assert (fields.text("a"), fields.count("n"), fields.truth("on", otherwise=True)) == ("b", 3, False)
        assert (fields.texts("a"), fields.texts("many")) == (("b",), ("x", "y"))
        assert fields.source(otherwise=Source.BOTH) is Source.MEMBER

    @pytest.mark.parametrize(
        ("read", "value"),
        [("text", 7), ("count", -1), ("count", True), ("count", "3"), ("texts", [1]), ("texts", 3), ("table", "x")],
    )
    def test_refuse_another_type(self, read: str, value: object) -> None:
        with pytest.raises(WrongEvent, match="event e1: field wants"):
            getattr(Fields("e1", {"field": value}), read)("field")

    def test_refuse_another_truth_or_source(self) -> None:
        with pytest.raises(WrongEvent, match="true or false"):
            Fields("e1", {"a": "yes"}).truth("a", otherwise=True)
        with pytest.raises(WrongEvent, match="one of platform, both, member"):
            Fields("e1", {"source": "rumour"}).source(otherwise=Source.BOTH)
        with pytest.raises(WrongEvent, match="one of platform, both, member"):
            Fields("e1", {"source": 3}).source(otherwise=Source.BOTH)

    def test_names_of_a_party_are_all_its_ids(self) -> None:
        assert Party("ana", "acme").names == {"ana", "acme"}
        assert Party().names == frozenset()
