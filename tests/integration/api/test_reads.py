from datetime import timedelta
from typing import Any

import pytest
import time_machine

from habeas.server.decisions.models import Decision
from habeas.server.identity.scopes import Scope
from habeas.server.parties.models import Member
from habeas.server.sanctions.models import Measure
from tests.factories.api import Caller, new_key, read
from tests.factories.market import NOW, PHONE, message, open_market, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller() -> Caller:
    open_market()
    return Caller(new_key())


def items(caller: Caller, path: str, query: dict[str, object] | None = None) -> list[dict[str, Any]]:
    response = caller.get(path, query)
    assert response.status_code == 200, response.content
    listed: list[dict[str, Any]] = read(response)["items"]
    return listed


def hold(event_id: str = "held") -> Measure:
    """Return the measure of a message that waits and is held: its writer was told of strikes before."""
    for number in range(6):
        at = NOW - timedelta(days=6 - number)
        send(message(PHONE, at=at, event_id=f"{event_id}-{number}", delivery="pending"), now=at)
    return Measure.objects.order_by("requested_at")[0]


class TestGetDecisions:
    def test_finds_the_decision_of_an_event(self, caller: Caller) -> None:
        send(message(event_id="one"), message(event_id="two"))

        [found] = items(caller, "/v1/decisions", {"event_id": "two"})

        assert found["event_id"] == "two"
        assert found["member"] == "ana"
        assert found["finding"] == "contact_details"
        assert PHONE[-10:] in str(found["findings"])

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ({}, 2),
            ({"member": "ana"}, 2),
            ({"member": "bob"}, 0),
            ({"finding": "contact_details"}, 2),
            ({"finding": "payment_off_platform"}, 0),
            ({"action": "nudge", "mode": "active"}, 2),
            ({"mode": "shadow"}, 0),
            ({"since": NOW.isoformat()}, 2),
            ({"until": NOW.isoformat()}, 0),
        ],
    )
    def test_keeps_to_what_is_asked_for(self, caller: Caller, query: dict[str, object], count: int) -> None:
        send(message(event_id="one"), message(event_id="two"))

        assert len(items(caller, "/v1/decisions", query)) == count

    def test_lists_each_once_however_many_come_in_meanwhile(self, caller: Caller) -> None:
        for number in range(5):
            send(message(event_id=f"m-{number}"), now=NOW + timedelta(minutes=number))
        seen, cursor = [], None

        while True:
            page = read(caller.get("/v1/decisions", {"limit": 2} | ({"cursor": cursor} if cursor else {})))
            seen += [one["event_id"] for one in page["items"]]
            send(message(), now=NOW + timedelta(hours=1))
            cursor = page["next"]
            if cursor is None:
                break

        assert seen == ["m-4", "m-3", "m-2", "m-1", "m-0"]

    def test_shows_a_test_key_only_what_test_keys_brought_in(self, caller: Caller) -> None:
        send(message(event_id="real"))
        send(message(event_id="tried"), is_test=True)
        tester = Caller(new_key(Scope.READ, is_test=True))

        assert [one["event_id"] for one in items(caller, "/v1/decisions")] == ["real"]
        assert [one["event_id"] for one in items(tester, "/v1/decisions")] == ["tried"]
        assert tester.get(f"/v1/decisions/{Decision.objects.get(is_test=False).id}").status_code == 404

    def test_leaves_out_what_was_erased_with_its_member(self, caller: Caller) -> None:
        send(message())
        Member.objects.filter(id="ana").update(wrapped_key=None, erased_at=NOW)

        [left] = items(caller, "/v1/decisions")

        assert (left["erased"], left["findings"], left["reasons"]) == (True, [], [])
        assert PHONE not in str(left)


class TestGetOneDecision:
    def test_answers_only_a_change(self, caller: Caller) -> None:
        [answer] = send(message())
        path = f"/v1/decisions/{answer.decision_id}"
        first = caller.get(path)

        again = caller.get(path, None, **{"if-none-match": first["ETag"]})
        other = caller.get(path, None, **{"if-none-match": '"another"'})

        assert (again.status_code, again.content) == (304, b"")
        assert other.status_code == 200
        assert read(first)["id"] == answer.decision_id


class TestGetStatement:
    def test_is_what_the_member_reads(self, caller: Caller) -> None:
        measure = hold()

        said = read(caller.get(f"/v1/statements/{measure.decision_id}"))

        assert said["decision_id"] == measure.decision_id
        assert said["delivered_at"]
        assert said["reasons"]

    def test_is_gone_with_its_member(self, caller: Caller) -> None:
        measure = hold()
        Member.objects.filter(id="ana").update(wrapped_key=None, erased_at=NOW)

        assert caller.get(f"/v1/statements/{measure.decision_id}").status_code == 410


class TestGetMemberStanding:
    @pytest.mark.usefixtures("caller")
    def test_counts_strikes_and_says_when_each_ends(self) -> None:
        hold()

        with time_machine.travel(NOW, tick=False):
            said = read(Caller(new_key(Scope.READ)).get("/v1/members/ana/standing"))

        assert said["strikes"]["count"] >= 1
        assert all(one["ends_at"] for one in said["strikes"]["items"] if one["standing"] == "counts")
        assert said["nudges"]["count"] >= 1

    @pytest.mark.parametrize("member", ["nobody", "with/slash", "ünïcode", "a b"])
    def test_is_empty_for_one_never_heard_of(self, caller: Caller, member: str) -> None:
        said = read(caller.get(f"/v1/members/{member}/standing"))

        assert said["member"] == member
        assert (said["strikes"]["count"], said["nudges"]["count"], said["measures"]) == (0, 0, [])


class TestMeasures:
    def test_are_listed_by_whether_they_are_in_force(self, caller: Caller) -> None:
        measure = hold()

        with time_machine.travel(measure.starts_at + timedelta(minutes=1), tick=False):
            assert measure.id in [one["id"] for one in items(caller, "/v1/measures", {"in_force": "true"})]
            assert measure.id not in [one["id"] for one in items(caller, "/v1/measures", {"in_force": "false"})]
        assert measure.id in [one["id"] for one in items(caller, "/v1/measures", {"in_force": "false"})]
        assert items(caller, "/v1/measures", {"member": "bob"}) == []

    def test_are_acknowledged_once(self, caller: Caller) -> None:
        measure = hold()

        first = read(caller.post(f"/v1/measures/{measure.id}/acknowledge"))
        again = read(caller.post(f"/v1/measures/{measure.id}/acknowledge"))

        assert first["acknowledged_at"]
        assert again == first


class TestPostCheck:
    @pytest.mark.parametrize("is_whole", [True, False])
    def test_says_of_a_draft_what_would_be_said_of_the_message(self, caller: Caller, is_whole: bool) -> None:
        data = {"member": "ana", "to": "bob", "conversation": "room", "text": PHONE}

        said = read(caller.post("/v1/check", {"data": data} if is_whole else data))

        assert (said["action"], said["finding"]) == ("nudge", "contact_details")
        assert said["nudge"]
        assert said["purposes"]
        assert not Decision.objects.exists()

    def test_takes_a_draft_that_goes_to_nobody_yet(self, caller: Caller) -> None:
        assert caller.post("/v1/check", {"member": "ana", "text": PHONE}).status_code == 200

    @pytest.mark.parametrize(
        ("draft", "field"),
        [
            ({"member": "ana"}, ""),
            ({"member": 5, "text": "x"}, "/member"),
            ({"data": {"member": 5, "text": "x"}}, "/data/member"),
            ([], ""),
            ({"member": "ana", "text": "x", "surface": "séance"}, "/data/surface"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, caller: Caller, draft: object, field: str) -> None:
        response = caller.post("/v1/check", draft)

        assert response.status_code == 422
        assert [one["field"] for one in read(response)["errors"]] == [field]


class TestChannels:
    def test_are_registered_in_shadow_and_activated_by_a_person(self, caller: Caller) -> None:
        said = {"legal_basis": "contract", "assessment": "DPIA-2", "mode": "content", "by": "Ana Prado"}

        made = caller.send("PUT", "/v1/channels/video", said)
        changed = caller.send("PUT", "/v1/channels/video", {**said, "mode": "coaching"})
        active = caller.post("/v1/channels/video/activate", {"by": "Ana Prado"})

        assert (made.status_code, read(made)["activated_at"]) == (201, None)
        assert (changed.status_code, read(changed)["mode"]) == (200, "coaching")
        assert read(active)["activated_by"] == "Ana Prado"
        assert "video" in [one["name"] for one in items(caller, "/v1/channels")]

    def test_name_every_field_that_is_wrong(self, caller: Caller) -> None:
        response = caller.send("PUT", "/v1/channels/video", {"legal_basis": " ", "mode": "loud", "more": 1})

        fields = {one["field"] for one in read(response)["errors"]}
        assert fields == {"/legal_basis", "/assessment", "/mode", "/by", "/more"}


class TestPolicy:
    def test_shows_the_version_that_judges_with_its_ladder_and_clauses(self, caller: Caller) -> None:
        said = read(caller.get("/v1/policy"))

        assert said["id"] == "freelance"
        assert said["ceiling"] == "hold_message"
        assert [step["action"] for step in said["ladder"]][:3] == ["nudge", "warn", "hold_message"]
        assert said["ladder"][2]["lasts"] == 4 * 3600
        assert all(clause["text"] for clause in said["clauses"])


class TestWebhooks:
    def test_are_registered_rotated_replayed_and_disabled(self, caller: Caller) -> None:
        made = read(caller.post("/v1/webhooks", {"url": "https://market.example/hook", "types": ["decision.made"]}))
        path = f"/v1/webhooks/{made['id']}"
        send(message())

        rotated = read(caller.post(f"{path}/rotate", {"overlap_hours": 0}))
        replayed = read(
            caller.post(f"{path}/replay", {"since": "2020-01-01T00:00:00Z", "until": "2099-01-01T00:00:00Z"})
        )
        disabled = read(caller.send("DELETE", path))

        assert made["secret"] not in {"", rotated["secret"]}
        assert replayed == {"replayed": 1}
        assert disabled["disabled_at"]
        assert "secret" not in items(caller, "/v1/webhooks")[0]
        assert caller.send("DELETE", path).status_code == 404

    @pytest.mark.parametrize(
        ("content", "field"),
        [
            ({"url": "http://127.0.0.1/hook", "types": ["decision.made"]}, "/url"),
            ({"url": "https://market.example/hook", "types": ["decision.maid"]}, "/types"),
            ({"url": "https://market.example/hook", "types": []}, "/types"),
        ],
    )
    def test_refuse_addresses_inside_and_types_unknown(self, caller: Caller, content: object, field: str) -> None:
        response = caller.post("/v1/webhooks", content)

        assert response.status_code == 422
        assert [one["field"] for one in read(response)["errors"]] == [field]

    def test_say_which_were_not_chosen(self, caller: Caller) -> None:
        made = read(caller.post("/v1/webhooks", {"url": "https://market.example/hook", "types": ["decision.made"]}))

        assert caller.post(f"/v1/webhooks/{made['id']}/replay", {}).status_code == 422
