"""What people still have to do, as lists for programs: decisions that wait for a word, and clocks near their end."""

from collections.abc import Iterator

import pytest
import time_machine

from habeas.cli.audit.signatures import is_signed
from habeas.domain.audit.commitments import is_opened_by
from habeas.domain.audit.notes import read_verifier_key
from habeas.domain.audit.proof_files import check_proof, read_proof
from habeas.server.api.paging import write_cursor
from habeas.server.audit.queries import list_opened
from habeas.server.deadlines.models import Clock
from habeas.server.identity.scopes import Scope
from habeas.server.notices.models import Notice
from habeas.server.parties.keys import read_keys
from habeas.server.usecases.answer_sanction import answer_sanction, reply_to_answer
from habeas.server.usecases.sign_checkpoint import sign_checkpoint
from tests.factories.api import Caller, new_key, read
from tests.factories.casework import HOUR, appealed, be_proposed, hire, listen, sanction_in_force
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

HARM = {"urgency": "imminent_harm", "urgent_because": "members are asked for their bank details right now"}


@pytest.fixture(autouse=True)
def _market() -> Iterator[None]:
    open_market()
    listen()
    with time_machine.travel(NOW, tick=False):
        yield


def ids(caller: Caller, **asked: object) -> list[str]:
    return [one["id"] for one in read(caller.get("/v1/sanctions", asked))["items"]]


class TestSanctions:
    def test_lists_what_waits_for_a_second_person_or_a_reply_a_page_at_a_time(self) -> None:
        """DSA14-4, invariant 5."""
        caller, tester = Caller(new_key()), Caller(new_key(is_test=True))
        on_harm = sanction_in_force(now=NOW, **HARM)
        told = sanction_in_force(now=NOW, member="mia", reviewer="zoe", urgency="ordinary", urgent_because="")
        answer_sanction(sanction=told, words="I meant my other client.", is_test=False, now=NOW)

        assert ids(caller, waits_for="second_person") == [on_harm]
        assert ids(caller, waits_for="reply") == [told]
        assert ids(caller, state="announced", member="mia") == [told]
        assert ids(caller, state="announced", member="ana") == []
        first = read(caller.get("/v1/sanctions", {"limit": 1}))
        assert [*[one["id"] for one in first["items"]], *ids(caller, cursor=first["next"])] == sorted([on_harm, told])
        assert ids(tester) == []

        reply_to_answer(sanction=told, by=hire("kim"), words="Which one?", is_test=False, now=NOW + HOUR)
        assert ids(caller, waits_for="reply") == []
        for wrong in ({"waits_for": "tea"}, {"state": "draft"}, {"over": "yes"}, {"cursor": "x"}):
            assert caller.get("/v1/sanctions", wrong).status_code == 400


class TestCases:
    def test_hold_nothing_of_what_a_machine_thinks_till_its_proposal_is_opened(self) -> None:
        """GDPR22-b: neither what it calls it nor which clause it names, in lists, in the case, in the evidence."""
        caller, by = Caller(new_key()), {"by": "ana@market.example"}
        hire("ana")
        be_proposed(now=NOW)
        [listed] = read(caller.get("/v1/cases"))["items"]
        case = listed["id"]
        caller.post(f"/v1/cases/{case}/claim", by)
        looked = read(caller.post(f"/v1/cases/{case}/evidence", by))

        for shown in (listed, read(caller.get(f"/v1/cases/{case}")), looked):
            assert not {"payment_off_platform", "payment-inside"} & set(_plain_in(shown))
        [thought] = read(caller.post(f"/v1/cases/{case}/proposal", by))["proposals"]
        assert (thought["finding"], thought["clause"]) == ("payment_off_platform", "payment-inside")

        caller.post(f"/v1/cases/{case}/close", by | {"because": "they joked, and both say so"})
        assert read(caller.get(f"/v1/cases/{case}"))["clause"] == "payment-inside"


def _plain_in(shown: object) -> Iterator[object]:
    """Yield every value in an answer, however deep."""
    if isinstance(shown, dict | list):
        for one in shown.values() if isinstance(shown, dict) else shown:
            yield from _plain_in(one)
    else:
        yield shown


class TestClocks:
    def test_lists_what_is_late_first_and_of_nobody_who_is_only_tried(self) -> None:
        """Invariant 12."""
        caller, tester = Caller(new_key()), Caller(new_key(is_test=True))
        appeal = appealed(sanction_in_force(now=NOW), now=NOW)
        Clock.objects.filter(met_at=None).exclude(subject=appeal).delete()
        clocks = Clock.objects.filter(clock="appeal_timely")
        [clock] = clocks
        clocks.update(warned_at=NOW)
        late = Clock.objects.get(pk=clock.pk)
        late.pk, late.subject, late.due_at, late.breached_at = None, "apl_late", clock.started_at + HOUR, NOW
        late.save(force_insert=True)

        first = read(caller.get("/v1/clocks", {"limit": 1}))
        second = read(caller.get("/v1/clocks", {"cursor": first["next"]}))

        assert [one["subject"] for one in first["items"] + second["items"]] == ["apl_late", appeal]
        assert (second["items"][0]["clock"], second["next"]) == ("appeal_timely", None)
        assert read(tester.get("/v1/clocks"))["items"] == []
        clocks.filter(subject=appeal).update(is_test=True)
        assert [one["subject"] for one in read(caller.get("/v1/clocks"))["items"]] == ["apl_late"]
        assert [one["subject"] for one in read(tester.get("/v1/clocks"))["items"]] == [appeal]
        for wrong in ({"cursor": write_cursor((NOW, "san_1"))}, {"cursor": write_cursor((NOW, "9" * 40))}, {"a": 1}):
            assert caller.get("/v1/clocks", wrong).status_code == 400


class TestStatement:
    def test_names_the_entry_of_the_log_that_commits_to_its_digest(self) -> None:
        """P2B4-1."""
        caller = Caller(new_key(Scope.READ))
        made = sanction_in_force(now=NOW)
        sign_checkpoint(origin="market.example", now=NOW)
        said = read(caller.get(f"/v1/statements/{made}"))

        proof = read(caller.get("/v1/audit/proof", {"entry": said["log_entry"]}))

        key = read_verifier_key(read(caller.get("/v1/audit/checkpoint"))["key"])
        check_proof(read_proof(proof["file"]), key=key, verify=is_signed)
        opened = {one.entry.index: one.opening for one in list_opened("ana", open_sealed=read_keys(["ana"]).open)}
        opening = opened[said["log_entry"]]
        assert is_opened_by(proof["entry"]["commitment"], opening)
        assert opening.payload["digest"] == said["digest"]
        forged = Notice.objects.get(sanction=made)
        Notice.objects.filter(sanction=made).delete()
        forged.digest = "0" * 64
        forged.save(force_insert=True)
        assert read(caller.get(f"/v1/statements/{made}"))["log_entry"] is None
