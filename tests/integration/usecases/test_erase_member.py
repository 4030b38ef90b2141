"""Erasing a member leaves nothing of them but what the law makes keep, and every proof as it was."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from habeas.cli.audit.signatures import is_signed
from habeas.domain.audit.notes import read_note
from habeas.domain.audit.proof_files import check_proof
from habeas.domain.audit.verification import verify_log
from habeas.domain.retention import APPEAL_WINDOW, CLAIMS, RecordClass
from habeas.server.audit.proving import prove_entry
from habeas.server.audit.queries import get_entry, get_size, list_notes, list_opened, list_recorded
from habeas.server.audit.signing import get_verifier_key
from habeas.server.cases.models import Case
from habeas.server.decisions.models import Decision
from habeas.server.events.models import Event, Involvement
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.parties.erasure import AlreadyErased, UnknownMember, read_retained_keys
from habeas.server.parties.keys import KeyDestroyed, read_keys
from habeas.server.parties.models import Member
from habeas.server.sanctions.models import Measure
from habeas.server.screening.models import Postponed, Window
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.export_member import export_member
from habeas.server.usecases.ingest_events import ingest_events
from habeas.server.usecases.judge_later import judge_later
from habeas.server.usecases.purge_expired import purge_expired
from habeas.server.usecases.sign_checkpoint import sign_checkpoint
from tests.factories.market import NOW, PHONE, message, open_market, send, started

LATER = NOW + timedelta(hours=1)
DONE = NOW + APPEAL_WINDOW + CLAIMS + timedelta(days=1)


def erase(member: str = "ana") -> dict[RecordClass, int]:
    return dict(erase_member(member=member, by="operator", now=LATER).erased)


def restrict(member: str = "ana") -> Decision:
    """Hold the message of the last decision, as a policy does that does not stop at a nudge."""
    row = Decision.objects.filter(member=member).order_by("-number").first()
    assert row is not None
    Decision.objects.filter(pk=row.pk).update(action="hold_message", judged_action="hold_message")
    Measure.objects.create(
        id=f"msr_{row.pk}",
        decision=row,
        member_id=member,
        kind="hold_message",
        requested_at=NOW,
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=4),
        ended_at=NOW + timedelta(hours=4),
    )
    return row


def everything() -> str:
    """Return all that the tables hold, as text: bytes in hexadecimal."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of tables come from the database
            found += [
                bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)
                for row in cursor.fetchall()
                for value in row
            ]
    return "\n".join(found)


def traces_of(member: str) -> list[str]:
    """Return the values in all tables that are a member's id, or hold it as a value of JSON."""
    return [value for value in everything().splitlines() if value == member or member in value.split('"')]


@pytest.mark.django_db
class TestEraseMember:
    """GDPR17, and of invariant 8 that erasing one member breaks no proof."""

    def test_leaves_no_trace_but_the_date(self) -> None:
        open_market()
        send(message(), started())
        send(message(member="bob", to="ana", conversation="room", text=PHONE))

        erase()

        assert traces_of("ana") == ["ana"]
        member = Member.objects.get(id="ana")
        assert (member.wrapped_key, member.retained_key, member.erased_at) == (None, None, LATER)

    @pytest.mark.parametrize("member", ["é", 'o"b', "a\\b", "50%_x", "a"])
    def test_finds_an_id_however_it_is_written_and_no_other(self, member: str) -> None:
        open_market()
        near = f"{member}{member}"
        send(started(freelancer=member), started(freelancer=near), message(member="bob", to=[member, near]))

        erase(member)

        bodies = [json.dumps(event.body, ensure_ascii=False) for event in Event.objects.all()]
        assert not [body for body in bodies if json.dumps(member, ensure_ascii=False) in body]
        assert len([body for body in bodies if json.dumps(near, ensure_ascii=False) in body]) == 2
        assert near in Decision.objects.get().recipients
        assert member not in Decision.objects.get().recipients

    def test_takes_what_restricted_nobody_and_says_how_much(self) -> None:
        open_market()
        send(message(), message("Here is the draft."), started(at=NOW - timedelta(days=30)))

        erased = erase()

        assert erased[RecordClass.DECISION] == 1
        assert erased[RecordClass.EVENT] == 3
        assert erased[RecordClass.RECENT_TEXT] == 1
        assert not Decision.objects.filter(member="ana").exists()
        assert not Window.objects.exists()

    def test_leaves_the_other_party_their_record_without_the_name(self) -> None:
        open_market()
        send(started())

        erase()

        event = Event.objects.get()
        name = event.body["freelancer"]
        assert name.startswith("erased-")
        assert event.body["client"] == "bob"
        assert sorted(Involvement.objects.values_list("party", flat=True)) == ["bob", name]

    def test_leaves_decisions_on_others_without_the_name(self) -> None:
        open_market()
        send(message(member="bob", to="ana"))

        erase()

        decision = Decision.objects.get()
        assert [one.startswith("erased-") for one in decision.recipients] == [True]
        assert export_member(member="bob", by="operator", now=LATER)["records"]["decision"][0]["rests_on"]

    def test_keeps_what_a_claim_may_need_under_a_key_of_its_own(self) -> None:
        open_market()
        send(message(), message("my mail is ana@example.com"))
        kept = restrict()

        plan = erase_member(member="ana", by="operator", now=LATER)

        assert {one.record_class for one in plan.kept} == {
            RecordClass.DECISION,
            RecordClass.EVENT,
            RecordClass.MEASURE,
            *([RecordClass.NOTICE] if Notice.objects.exists() else []),
        }
        assert all("Art. 17(3)(e)" in one.ground and one.until for one in plan.kept)
        [row] = Decision.objects.filter(member="ana")
        assert row.pk == kept.pk
        with pytest.raises(KeyDestroyed):
            read_keys(["ana"]).open("ana", bytes(row.sealed))
        assert json.loads(read_retained_keys("ana").open("ana", bytes(row.sealed)))["texts"]

    def test_lets_go_of_what_was_kept_when_its_time_is_over(self) -> None:
        open_market()
        send(message())
        restrict()
        erase()

        assert read_retained_keys("ana").has("ana")
        gone = purge_expired(now=DONE)

        assert gone[RecordClass.DECISION] == 1
        assert not Decision.objects.exists()
        assert not read_retained_keys("ana").has("ana")

    def test_keeps_an_open_case(self) -> None:
        open_market()
        send(message())
        case = Case.objects.create(id="case_1", member_id="ana", reason="signal", opened_at=NOW)

        plan = erase_member(member="ana", by="operator", now=LATER)
        purge_expired(now=DONE)

        assert plan.until is None
        assert Case.objects.get() == case

    def test_breaks_no_proof_and_is_logged(self) -> None:
        open_market()
        send(message())
        restrict()
        sign_checkpoint(origin="market.example", now=NOW)
        size, before = get_size(), [str(prove_entry(index)) for index in range(get_size())]

        erase()

        assert get_size() == size + 1
        entry = get_entry(size)
        assert (entry.action, entry.actor) == ("member.erased", "operator")
        assert entry.subject.startswith("erasure:")
        key = get_verifier_key()
        assert key is not None
        assert [str(prove_entry(index)) for index in range(size)] == before
        for index in range(size):
            check_proof(prove_entry(index), key=key, verify=is_signed)
        sign_checkpoint(origin="market.example", now=LATER)
        verified = verify_log(list_recorded(), notes=list(map(read_note, list_notes())), key=key, verify=is_signed)
        assert (verified.vouched, verified.problems) == (size + 1, ())

    def test_takes_what_the_log_committed_to(self) -> None:
        open_market()
        send(message())
        keys = read_keys(["ana"])
        assert list(list_opened("ana", open_sealed=keys.open))

        erase()

        assert list(list_opened("ana", open_sealed=keys.open)) == []

    def test_takes_webhooks_that_were_delivered(self) -> None:
        open_market()
        send(message())
        Message.objects.update(done_at=NOW)

        erase()

        assert not Message.objects.filter(payload__member="ana").exists()

    def test_goes_through_with_more_records_than_one_batch(self) -> None:
        open_market()
        send(*(message(f"draft {number}") for number in range(501)))

        assert erase()[RecordClass.EVENT] == 501

    def test_lets_later_events_about_the_member_leave_nothing(self) -> None:
        open_market()
        send(message())
        erase()

        answers = send(
            message(at=LATER),
            message(member="bob", to="ana", at=LATER),
            message(member="bob", to=["ana", "carl"], conversation="all", at=LATER),
            started(at=NOW - timedelta(hours=2)),
            now=LATER,
        )

        assert [answer.status for answer in answers] == ["accepted"] * 4
        assert [answer.decision_id is None for answer in answers] == [True, False, False, True]
        assert traces_of("ana") == ["ana"]

    def test_lets_later_facts_leave_what_is_kept_as_it_is(self) -> None:
        open_market()
        send(message())
        kept = restrict()
        erase()

        send(started(at=NOW - timedelta(hours=2)), now=LATER)

        assert Decision.objects.get(member="ana").sealed != kept.sealed
        assert Decision.objects.get(member="ana").reversed_at is None

    def test_refuses_whom_nobody_heard_of_and_whom_it_erased(self) -> None:
        open_market()
        send(message())
        with pytest.raises(UnknownMember, match="nothing was ever heard of a member 'nobody'"):
            erase("nobody")
        erase()

        with pytest.raises(AlreadyErased, match="'ana' was erased on 2026-03-02"):
            erase()


@pytest.mark.django_db(transaction=True)
class TestEraseMemberForGood:
    def test_takes_what_is_postponed_and_overwrites_the_rest_after_the_transaction(self) -> None:
        open_market()
        waiting = message(delivery="pending", deadline_ms=50)
        ingest_events(events=[waiting], is_test=False, now=NOW, elapsed=lambda: timedelta(seconds=1))

        assert erase() == {RecordClass.EVENT: 1, RecordClass.RECENT_TEXT: 1}
        judge_later(event_id=waiting.id, is_test=False, now=LATER)

        assert not Postponed.objects.exists()
        assert traces_of("ana") == ["ana"]


ERASE = """
import django; django.setup()
import sys
from datetime import UTC, datetime
from pathlib import Path
from django.db import transaction
from habeas.server.parties.erasure import scrub_pages
from habeas.server.parties.keys import lock_members
from habeas.server.parties.models import Member
from habeas.server.usecases.erase_member import erase_member

now = datetime(2026, 3, 2, tzinfo=UTC)
with transaction.atomic():
    lock_members([f"m{number}" for number in range(40)], now=now)
key = bytes(Member.objects.get(id="m7").wrapped_key)

def found():
    return sorted(place.suffix for place in Path(sys.argv[1]).iterdir() if holds_part(place.read_bytes()))

def holds_part(content):
    return any(key[start : start + 6] in content for start in range(len(key) - 6))

scrub_pages()  # the key is in the database's own file now
before = found()
erase_member(member="m7", by="operator", now=now)
print(len(key), before, found())
"""


class TestDestroyedKey:
    @pytest.mark.only_on("sqlite")  # PostgreSQL keeps its files to itself
    def test_is_in_no_file_of_the_database_any_more(self, tmp_path: Path) -> None:
        variables = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "habeas.server.settings",
            "HABEAS_DATABASE_URL": f"sqlite:///{tmp_path}/habeas.sqlite3",
        }

        def run(*arguments: str) -> str:
            done = subprocess.run(
                [sys.executable, *arguments], env=variables, capture_output=True, text=True, check=True
            )
            return done.stdout.strip()

        run("-m", "django", "migrate", "--verbosity", "0")

        assert run("-c", ERASE, str(tmp_path)) == "60 ['.sqlite3'] []"
