"""Working on cases: queues in order, questions and answers, clocks that wait, warn and run out, promises."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from habeas.domain.cases.case import CaseMoveNotAllowed, CaseState, MoveWithoutReason
from habeas.domain.cases.casework import read_casework
from habeas.domain.cases.looking import NotTheHolder
from habeas.domain.clocks.deadlines import PauseSpent, PromiseInThePast
from habeas.domain.sanctions.safeguards import SafeguardKind
from habeas.server.appeals.models import Appeal
from habeas.server.appeals.queries import list_appeals
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.cases.inquiries import AlreadyAnswered, AskedOfSomebodyElse, AsksThemselves, NothingAsked
from habeas.server.cases.models import Case, CaseEntry, Inquiry
from habeas.server.cases.queries import Order, count_queues, get_case, list_inquiries, list_queue
from habeas.server.deadlines.clocks import NoSuchPromise
from habeas.server.deadlines.models import Clock
from habeas.server.decisions.models import Decision
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.recourse.queueing import list_queues, list_waiting
from habeas.server.usecases.answer_inquiry import answer_as_colleague, answer_as_member
from habeas.server.usecases.ask_colleague import ask_colleague
from habeas.server.usecases.ask_member import ask_member
from habeas.server.usecases.claim_case import claim_case, escalate_case, hand_over_case
from habeas.server.usecases.close_case import close_case
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.export_member import export_member
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.make_promise import keep_promise, make_promise
from habeas.server.usecases.note_stakes import note_stakes
from habeas.server.usecases.open_evidence import open_evidence
from habeas.server.usecases.place_safeguard import Wanted, place_safeguard
from habeas.server.usecases.withdraw_appeal import withdraw_appeal
from tests.factories.casework import DAY, HOUR, be_proposed, hire, listen, sanction_in_force, work
from tests.factories.holds import PAYMENT
from tests.factories.hosts import Host, Person, by
from tests.factories.market import NOW, event, message, open_market, send

pytestmark = pytest.mark.django_db

DECLARED = """\
calendars:
  office:
    zone: UTC
    hours: { monday: ["08:00-12:00", "13:00-17:00"], tuesday: ["08:00-12:00", "13:00-17:00"] }
    holidays: [2026-03-03]
queues:
  - { queue: livelihoods, takes: appeals, actions: [suspend_pending_review, terminate], hardship: true }
  - { queue: spanish-appeals, takes: appeals, languages: [es] }
  - { queue: warnings, takes: appeals, matters: [screening], actions: [warn] }
  - { queue: spanish, languages: [es] }
  - { queue: dangerous, takes: cases, harm: true }
  - { queue: general }
"""
WAITING = (CaseState.QUEUED, CaseState.ESCALATED)
UNTIL_REVIEWED = datetime.fromisoformat("2026-03-10T11:51:00+00:00")
"""Sixteen hours of work after nine minutes to noon on a Monday: Tuesday is a holiday, the rest are a week later."""
AFTER_ONE_AFTERNOON = "2026-03-10T16:51:00+00:00"
"""The same after a wait from Monday's noon over days without work: the afternoon that it took is given back, no more."""


@pytest.fixture(autouse=True)
def market(settings: Settings) -> None:
    casework = read_casework(DECLARED, file="casework.yaml")
    settings.HABEAS = replace(settings.HABEAS, casework=casework)
    open_market()
    listen()


def claimed(name: str = "ana") -> tuple[str, Any]:
    be_proposed(now=NOW)
    case, person = Case.objects.get(), hire(name)
    claim_case(case=case.id, by=person, is_test=False, now=NOW)
    return case.id, person


def entries(case: str) -> list[str]:
    return list(CaseEntry.objects.filter(case=case).order_by("id").values_list("what", flat=True))


def logged() -> list[str]:
    return [get_entry(index).action for index in range(get_size())]


def shown(case: str, *, now: datetime = NOW) -> dict[str, Any]:
    found = get_case(case, is_test=False, now=now)
    assert found is not None
    return dict(found)


def queue(*, now: datetime = NOW, **asked: Any) -> list[dict[str, Any]]:  # noqa: ANN401  # what a queue is asked for
    return [dict(one) for one in list_queue(is_test=False, now=now, restrained=(), states=WAITING, **asked)]


class TestQueues:
    def test_take_cases_by_language_and_show_why_they_stand_in_their_order(self) -> None:
        """P2B11-1: priority by impact."""
        be_proposed(now=NOW)
        send(message(PAYMENT, delivery="pending", member="eva", language="es"), now=NOW)
        mine, other = Case.objects.get(member="ana"), Case.objects.get(member="eva")
        assert (mine.queue, other.queue, other.language) == ("general", "spanish", "es")

        note_stakes(
            case=mine.id,
            by=hire("ana"),
            harms_others=False,
            is_sole_income=True,
            because="she says that she lives on it",
            is_test=False,
            now=NOW,
        )

        [first, *_] = queue(queue="general", held={"ana": 250_000})
        assert first["id"] == mine.id
        assert {part["part"]: part["points"] for part in first["priority"]["parts"]} == {"hardship": 60, "money": 25}
        assert first["due_at"] == UNTIL_REVIEWED.isoformat()
        assert list(count_queues(is_test=False, now=NOW)) == ["general", "spanish"]

    def test_take_a_case_on_in_which_a_person_notes_harm_and_give_it_back(self) -> None:
        case, person = claimed()
        before = shown(case)

        for harm, queue_now, rule in (
            (True, "dangerous", {"takes": "cases", "harm": True}),
            (False, "general", {}),
        ):
            note_stakes(
                case=case,
                by=person,
                harms_others=harm,
                is_sole_income=False,
                because="as the room shows",
                is_test=False,
                now=NOW,
            )
            assert (shown(case)["queue"], shown(case)["routed_by"]) == (queue_now, rule)
        assert (before["queue"], before["routed_by"]) == ("general", {})

    def test_take_appeals_by_the_same_rules_and_keep_which_rule_it_was(self) -> None:
        """Invariant 12, P2B11-1: by language, decision, step and hardship; a person's note moves one that waits."""
        suspended = sanction_in_force(now=NOW)
        be_proposed(now=NOW, member="eva")
        warned = Decision.objects.get(member="eva", action="warn").id
        about: dict[str, Any] = {"is_test": False, "now": NOW}
        plain = file_appeal(decision=suspended, member="ana", paper=Paper(arguments=["No."]), **about)
        warning = file_appeal(decision=warned, member="eva", paper=Paper(arguments=["No."]), **about)
        row = Appeal.objects.get(id=plain)
        first = (row.queue, row.routed_by, row.language)

        note_stakes(
            case=row.within,
            by=hire("dora"),
            harms_others=False,
            is_sole_income=True,
            because="she says that she lives on it",
            **about,
        )
        withdraw_appeal(appeal=warning, by="eva", **about)
        said = "Hola, no es verdad que yo quería cobrar por fuera; la clienta me lo preguntó primero y le dije que no."
        spanish = file_appeal(decision=warned, member="eva", paper=Paper(arguments=[said]), **about)

        assert first == ("general", {}, "en")
        assert {one["id"]: (one["queue"], one["routed_by"]) for one in list_appeals(is_test=False, most=9)} == {
            plain: (
                "livelihoods",
                {"takes": "appeals", "actions": ["suspend_pending_review", "terminate"], "hardship": True},
            ),
            warning: ("warnings", {"takes": "appeals", "matters": ["screening"], "actions": ["warn"]}),
            spanish: ("spanish-appeals", {"takes": "appeals", "languages": ["es"]}),
        }
        [found] = list_appeals(is_test=False, most=9, queue="spanish-appeals")
        assert (found["language"], found["language_source"]) == ("es", "read")
        counted = {one["queue"]: one["appeals"]["open"] for one in list_queues(is_test=False, now=NOW)}
        assert counted == {"general": 0, "livelihoods": 1, "spanish-appeals": 1}

    def test_show_appeals_that_are_late_before_what_presses_more(self) -> None:
        """Invariant 12."""
        suspended = sanction_in_force(now=NOW)
        be_proposed(now=NOW, member="eva")
        warned = Decision.objects.get(member="eva", action="warn").id
        old = file_appeal(decision=warned, member="eva", paper=Paper(arguments=["No."]), is_test=False, now=NOW)
        late = NOW + 15 * DAY
        paper = Paper(arguments=["No."], language="pt-br")
        new = file_appeal(decision=suspended, member="ana", paper=paper, is_test=False, now=late - HOUR)
        case = Case.objects.get(id=Appeal.objects.get(id=new).within)
        case.harms_others = case.is_sole_income = case.alleges_illegality = True
        case.save()

        found = list_waiting(is_test=False, now=late)

        assert [(one["id"], one["is_late"]) for one in found] == [(old, True), (new, False)]
        assert found[0]["priority"]["points"] < found[1]["priority"]["points"]
        assert found[1]["language_source"] == "words"

    def test_take_what_has_no_words_by_the_language_of_its_members_last_case(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A signal, an act elsewhere and a safeguard of a machine, about members whose case in Spanish is over."""
        monkeypatch.setattr("habeas.files.catalogues.list_offered", lambda: ("en", "es"))  # as once somebody signed it
        rosa = hire("rosa")
        for member in ("lia", "leo", "luz"):
            send(message(PAYMENT, at=NOW - HOUR, delivery="pending", member=member, language="es"), now=NOW - HOUR)
            case = Case.objects.get(member=member).id
            claim_case(case=case, by=rosa, is_test=False, now=NOW - HOUR)
            open_evidence(case=case, by=rosa, is_test=False, now=NOW - HOUR)
            close_case(case=case, by=rosa, because="it is a joke of friends", is_test=False, now=NOW - HOUR)
        signalled: dict[str, Any] = {
            "detector": "device-graph",
            "kind": "linked_accounts",
            "confidence": 0.9,
            "reason": "same device",
        }
        told = [event("signal.raised", member=member, **signalled) for member in ("lia", "max")]
        send(*told, event("measure.external", member="leo", kind="suspension", reason="said so elsewhere"))
        wanted = Wanted(member="luz", kind=SafeguardKind.SESSION_LOCK, because="signed in from elsewhere")
        place_safeguard(wanted=wanted, by=None, is_test=False, now=NOW)

        assert Notice.objects.get(member="luz", kind="safeguard").language == "es"
        found = {case.member_id: (case.queue, case.language) for case in Case.objects.filter(closed_at=None)}
        assert found == {**dict.fromkeys(("lia", "leo", "luz"), ("spanish", "es")), "max": ("general", "")}
        assert {one["language_source"] for one in queue(queue="spanish")} == {"last_case"}

    def test_take_a_first_case_by_what_is_known_of_its_members_language(self) -> None:
        """Of nobody here did any case ever say what they write; a name or a country says it of nobody."""
        unknown = event("signal.raised", member="joao", detector="device-graph", kind="linked_accounts", confidence=0.9)
        send(
            event("member.joined", member="ida", language="de"),
            event("member.record", member="ida", language="es-MX", at=NOW + HOUR),
            event("member.record", member="ida", tenure_days=3, at=NOW + DAY),
            event("member.reported", member="max", by="rita", reason="Me pidió pagar fuera.", language="es"),
            event("member.reported", member="mia", by="ugo", reason="Pay me outside, they said."),
            now=NOW + DAY,
        )
        signals = [
            replace(unknown, id=f"signal {one}", data={**unknown.data, "member": one}) for one in ("ida", "rita", "ugo")
        ]
        send(unknown, *signals, now=NOW + DAY)
        send(
            message(
                "Hay que pagarme por PayPal a ana@example.com, pero está muy bien para ti: ya puedo empezar",
                member="eva",
                delivery="pending",
                country="BR",
            ),
            now=NOW,
        )

        found = {one["member"]: (one["queue"], one["language"], one["language_source"]) for one in queue()}
        assert found == {
            "ida": ("spanish", "es-mx", "record"),
            "max": ("spanish", "es", "words"),
            "rita": ("spanish", "es", "own_report"),
            "eva": ("spanish", "es", "read"),
            **dict.fromkeys(("joao", "mia", "ugo"), ("general", None, None)),
        }

        send(message(PAYMENT, delivery="pending", member="joao", language="es"), now=NOW + DAY)

        assert [one["language_source"] for one in queue(queue="spanish") if one["member"] == "joao"] == ["words"]

    @pytest.mark.parametrize("order", Order)
    def test_are_sorted_by_any_part(self, order: Order) -> None:
        be_proposed(now=NOW)
        be_proposed(now=NOW + HOUR, member="eva")
        later = Case.objects.get(member="eva")
        note_stakes(
            case=later.id,
            by=hire("ana"),
            harms_others=True,
            is_sole_income=True,
            because="two members wrote of threats",
            is_test=False,
            now=NOW,
        )

        listed = [one["member"] for one in queue(now=NOW + 2 * HOUR, held={"eva": 500_000}, by=order)]

        by_age = order in {Order.DUE, Order.AGE}
        assert listed == (["ana", "eva"] if by_age else ["eva", "ana"])


class TestGrouping:
    def test_lets_more_of_the_same_join_the_open_case_and_shows_the_others(self) -> None:
        be_proposed(now=NOW)
        case = Case.objects.get()
        send(message(PAYMENT, delivery="pending"), now=NOW)

        assert Case.objects.filter(reason=case.reason).count() == 1
        assert "join" in entries(case.id)


class TestAskMember:
    def test_waits_for_the_answer_with_its_clocks_and_goes_on_with_it(self) -> None:
        """Invariant 12, DSA14-4."""
        case, ana = claimed()

        asked = ask_member(
            case=case, by=ana, question="Had you agreed on this before?", language="en", is_test=False, now=NOW
        )

        assert shown(case)["state"] == "waiting_on_member"
        [clock] = shown(case, now=NOW + DAY)["clocks"]
        assert (clock["state"], clock["due_at"]) == ("paused", AFTER_ONE_AFTERNOON)
        [told] = Message.objects.filter(type="member.asked").values_list("payload", flat=True)
        assert told["until"] == (NOW + 7 * DAY).isoformat()
        assert "agreed" not in str(told)

        answer_as_member(inquiry=asked, member="ana", words="Yes, in May.", is_test=False, now=NOW + 2 * DAY)

        [told] = list_inquiries(is_test=False, member="ana")
        assert (told["question"], told["answer"]) == ("Had you agreed on this before?", "Yes, in May.")
        later = shown(case, now=NOW + 2 * DAY)
        assert later["state"] == "queued"
        assert later["due_at"] == AFTER_ONE_AFTERNOON
        assert logged()[-2:] == ["case.member_asked", "case.member_answered"]
        with pytest.raises(AlreadyAnswered):
            answer_as_member(inquiry=asked, member="ana", words="And no.", is_test=False, now=NOW + 3 * DAY)

    def test_waits_no_longer_than_the_cap_whoever_has_not_answered(self) -> None:
        """Invariant 12."""
        case, ana = claimed()
        ask_member(case=case, by=ana, question="Which one?", language="en", is_test=False, now=NOW)
        work(now=NOW + 7 * DAY - HOUR)
        assert Case.objects.get().state == "waiting_on_member"

        work(now=NOW + 7 * DAY)

        assert Case.objects.get().state == "queued"
        assert Inquiry.objects.get().lapsed_at == NOW + 7 * DAY
        claim_case(case=case, by=ana, is_test=False, now=NOW + 7 * DAY)
        with pytest.raises(PauseSpent, match="answer without waiting"):
            ask_member(case=case, by=ana, question="And now?", language="en", is_test=False, now=NOW + 7 * DAY)
        assert Case.objects.get().state == "claimed"

    def test_refuses_a_question_without_words_and_of_somebody_who_does_not_hold_the_case(self) -> None:
        case, ana = claimed()

        with pytest.raises(NothingAsked):
            ask_member(case=case, by=ana, question="  ", language="en", is_test=False, now=NOW)
        assert Case.objects.get().state == "claimed"
        asked = ask_member(case=case, by=ana, question="Which one?", language="en", is_test=False, now=NOW)
        with pytest.raises(CaseMoveNotAllowed):
            ask_member(case=case, by=ana, question="And?", language="en", is_test=False, now=NOW)
        row = Inquiry.objects.get(id=asked)
        row.pk = "inq_other"
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


class TestAskColleague:
    def test_brings_the_answer_back_while_the_case_stays_where_it_is(self) -> None:
        case, ana = claimed()
        ben = hire("ben")

        asked = ask_colleague(case=case, by=ana, to=ben, question="Is this a bank?", is_test=False, now=NOW)
        with pytest.raises(AskedOfSomebodyElse):
            answer_as_colleague(inquiry=asked, by=ana, words="It is.", is_test=False, now=NOW)
        answer_as_colleague(inquiry=asked, by=ben, words="It is one.", is_test=False, now=NOW)

        assert Case.objects.get().state == "claimed"
        [told] = list_inquiries(is_test=False, to=int(ben.id.removeprefix("staff:")), is_open=False)
        assert told["answer"] == "It is one."
        assert entries(case)[-2:] == ["ask_colleague", "colleague_answered"]

    def test_refuses_whoever_does_not_hold_the_case_or_asks_themselves(self) -> None:
        case, ana = claimed()
        ben = hire("ben")

        with pytest.raises(NotTheHolder):
            ask_colleague(case=case, by=ben, to=ana, question="Is this a bank?", is_test=False, now=NOW)
        with pytest.raises(AsksThemselves):
            ask_colleague(case=case, by=ana, to=ana, question="Is this a bank?", is_test=False, now=NOW)


class TestClocks:
    def test_warn_then_escalate_a_case_that_nobody_looks_at(self) -> None:
        """Invariant 12: four hours of work before its end, which is the day before, while somebody reads it."""
        be_proposed(now=NOW)
        case = Case.objects.get()
        warned_at = datetime.fromisoformat("2026-03-09T16:51:00+00:00")
        work(now=warned_at - HOUR)
        assert not Message.objects.filter(type__startswith="deadline.").exclude(payload__case=None).exists()

        work(now=warned_at)
        [warned] = Message.objects.filter(type="deadline.warned").values_list("payload", flat=True)
        assert (warned["case"]["id"], warned["tell"]) == (case.id, ["assignee", "lead"])
        work(now=UNTIL_REVIEWED)

        assert Case.objects.get().state == "escalated"
        assert entries(case.id)[-3:] == ["warn", "breach", "escalate"]
        assert shown(case.id, now=UNTIL_REVIEWED)["clocks"][0]["state"] == "breached"
        work(now=UNTIL_REVIEWED + DAY)
        assert entries(case.id)[-1] == "escalate"

    def test_are_met_by_a_person_who_closes_the_case_and_run_anew_where_it_is_opened_again(self) -> None:
        case, ana = claimed()
        open_evidence(case=case, by=ana, is_test=False, now=NOW)
        close_case(case=case, by=ana, because="agreed before", is_test=False, now=NOW + timedelta(minutes=5))

        assert [clock["state"] for clock in shown(case)["clocks"]] == ["met"]
        work(now=UNTIL_REVIEWED + DAY)
        assert not Message.objects.filter(type="deadline.breached").exclude(payload__case=None).exists()
        assert set(Message.objects.values_list("type", flat=True)) >= {"case.opened", "case.closed"}

    def test_of_legal_dates_never_stand_still_in_the_database_either(self) -> None:
        be_proposed(now=NOW)
        clock = Clock.objects.get()

        for wrong in ({"pauses": False, "paused_at": NOW}, {"paused_for": timedelta(days=8)}, {"due_at": NOW - DAY}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Clock.objects.filter(pk=clock.pk).update(**wrong)


class TestPromise:
    def test_is_a_clock_that_tells_the_member_when_it_is_late(self) -> None:
        """Invariant 12: made by an agent."""
        case, ana = claimed()
        until = NOW + DAY
        number = make_promise(case=case, by=ana, words="I write to you tomorrow.", until=until, is_test=False, now=NOW)

        work(now=until)

        [late] = Message.objects.filter(type="deadline.breached").values_list("payload", flat=True)
        assert late["deadline"] == "promise"
        assert set(late["tell"]) == {"lead", "member"}
        [notice] = Notice.objects.filter(subject=case)
        assert (notice.member_id, notice.delivered_at) == ("ana", until)
        assert "tomorrow" not in str(late)
        keep_promise(case=case, number=number, by=ana, is_test=False, now=until + HOUR)
        states = {clock["clock"]: clock["state"] for clock in shown(case, now=until + HOUR)["clocks"]}
        assert states["promise"] == "breached"
        with pytest.raises(NoSuchPromise):
            keep_promise(case=case, number=number, by=ana, is_test=False, now=until + HOUR)

    def test_is_made_and_kept_over_the_api_and_read_by_the_member(self) -> None:
        """Invariant 12."""
        case, _ = claimed()
        host, until = Host(), NOW + DAY
        promised = {**by("ana"), "words": "I write to you tomorrow.", "until": until.isoformat()}

        made = host.act(f"cases/{case}/promises", promised, at=NOW, status=201)

        [number] = [one["number"] for one in made["clocks"] if one["clock"] == "promise"]
        assert "I write to you tomorrow." in Person("ana").reads(at=NOW + HOUR)
        kept = host.act(f"cases/{case}/promises/{number}/keep", by("ana"), at=NOW + HOUR)
        assert {one["clock"]: one["state"] for one in kept["clocks"]}["promise"] == "met"
        assert "I write to you tomorrow." not in Person("ana").reads(at=NOW + HOUR)

    def test_that_is_kept_in_time_tells_nobody(self) -> None:
        case, ana = claimed()
        number = make_promise(case=case, by=ana, words="I call.", until=NOW + DAY, is_test=False, now=NOW)

        keep_promise(case=case, number=number, by=ana, is_test=False, now=NOW + HOUR)
        work(now=NOW + 2 * DAY)

        assert not Message.objects.filter(type__startswith="deadline.", payload__deadline="promise").exists()
        with pytest.raises(PromiseInThePast):
            make_promise(case=case, by=ana, words="I call.", until=NOW, is_test=False, now=NOW)


class TestRecords:
    def test_of_questions_and_promises_are_exported_and_go_with_their_member(self) -> None:
        """GDPR15-h, GDPR17."""
        case, ana = claimed()
        make_promise(case=case, by=ana, words="I call you.", until=NOW + DAY, is_test=False, now=NOW)
        asked = ask_member(case=case, by=ana, question="Which one?", language="en", is_test=False, now=NOW)
        answer_as_member(inquiry=asked, member="ana", words="The second.", is_test=False, now=NOW)

        records = export_member(member="ana", by="operator", now=NOW)["records"]
        assert records["inquiry"][0]["words"] == {"question": "Which one?", "answer": "The second."}
        assert "I call you." in {clock["promised"] for clock in records["case"][0]["clocks"]}
        erase_member(member="ana", by="operator", now=NOW)

        assert not Inquiry.objects.exists()
        assert not Clock.objects.filter(member="ana").exists()
        assert not Clock.objects.exclude(sealed=None).exists()
        work(now=NOW + DAY)


class TestDatabase:
    def test_refuses_a_move_that_others_must_understand_without_a_reason(self) -> None:
        case, ana = claimed()
        with pytest.raises(MoveWithoutReason):
            hand_over_case(case=case, by=ana, to=hire("ben"), because="", is_test=False, now=NOW)
        with pytest.raises(MoveWithoutReason):
            escalate_case(case=case, by=ana, because="", is_test=False, now=NOW)

        number = int(ana.id.removeprefix("staff:"))
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseEntry.objects.create(case_id=case, at=NOW, what="hand_over", by_id=number)
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseEntry.objects.create(case_id=case, at=NOW, what="note_stakes")
