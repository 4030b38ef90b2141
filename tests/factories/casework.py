"""People who look at cases, and what they write: a suspension, its appeal, the answer to it."""

from datetime import datetime, timedelta
from random import Random
from typing import Any, Final
from zlib import crc32

from django.contrib.auth.models import Group

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Outcome
from habeas.domain.appeals.standing import Matter
from habeas.domain.reports import ReportKind
from habeas.server.adapters.webhooks import Answer, RememberingSender
from habeas.server.api.rulings import RulingContent
from habeas.server.appeals.models import Appeal
from habeas.server.cases.models import Case
from habeas.server.cases.reports import Told
from habeas.server.decisions.models import Decision
from habeas.server.identity.models import Staff
from habeas.server.identity.roles import Role
from habeas.server.identity.staff import actor_of
from habeas.server.leases import Lease
from habeas.server.outbox.kinds import WebhookType
from habeas.server.parties.keys import read_keys
from habeas.server.parties.sealed import seal_content
from habeas.server.rulings.models import Sanction
from habeas.server.usecases.approve_sanction import approve_sanction
from habeas.server.usecases.ask_appellant import ask_appellant
from habeas.server.usecases.ask_member import ask_member
from habeas.server.usecases.assign_appeal import assign_appeal
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.close_case import close_case
from habeas.server.usecases.decide_appeal import Verdict, decide_appeal
from habeas.server.usecases.decide_case import decide_case
from habeas.server.usecases.deliver_messages import deliver_messages
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.file_report import file_report
from habeas.server.usecases.meet_deadlines import meet_deadlines
from habeas.server.usecases.open_evidence import open_evidence
from habeas.server.usecases.register_endpoint import register_endpoint
from habeas.server.usecases.withdraw_appeal import withdraw_appeal
from habeas.server.worker.acts import ACTS
from tests.factories.holds import PAYMENT, be_held
from tests.factories.market import NOW, message, send

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
URL: Final = "https://host.example"
SUSPENSION: Final = {
    "restriction": "account",
    "capabilities": ["propose", "message", "post", "be_found", "accept_contract"],
    "days": 7,
}
REASONS: Final = (
    "In your message [f1] you asked to be paid by another service for work that was found here, "
    "and offered to leave the fee out of it."
)

_WORDS: Final = [
    "room",
    "price",
    "week",
    "page",
    "draft",
    "chapter",
    "offer",
    "bank",
    "sum",
    "rate",
    "order",
    "plan",
    "letter",
    "answer",
    "reader",
    "invoice",
    "account",
    "deal",
]

ANSWERS: Final = {
    "a1": "You are right: the work was found elsewhere, as the first message of the room shows.",
    "a2": "The days on which you could not work are counted, and what they cost you is looked at.",
}


def hire(name: str, *, hears_appeals: bool = False) -> Actor:
    """Return a person of the staff, whose e-mail is their name at the market's; the same one however often.

    They may do all but hear appeals.
    """
    row = Staff.objects.filter(name=name).first() or Staff.objects.create_user(
        email=f"{name}@market.example", name=name
    )
    usual = (Role.REVIEWER, Role.SENIOR_REVIEWER, Role.MONEY_OFFICER)
    for role in (*usual, Role.APPEALS_REVIEWER) if hears_appeals else usual:
        row.groups.add(Group.objects.get_or_create(name=role.group)[0])
    return actor_of(row.pk)


def own_reasons(seed: int) -> str:
    """Return reasons that nobody gave before, of words of their own."""
    return f"In your message [f1] you asked for another way: {_own_words(seed)}."


def _own_words(seed: int) -> str:
    return " ".join(Random(seed).choices(_WORDS, k=14))  # noqa: S311  # no secret


def a_ruling(**changes: object) -> dict[str, Any]:
    """Return what Ana writes to suspend a member until it is reviewed."""
    return {
        "by": "ana@market.example",
        "action": "suspend_pending_review",
        "clause": "payment-inside",
        "measures": [SUSPENSION],
        "reasons": REASONS,
        "element": "Offering, asking for and agreeing to payment elsewhere count alike",
        "gravity": "middle: a whole project was to be paid outside",
        "intent": "the message says that the fee is to be saved",
        "lesser": [{"action": "warn", "why_not": "you were warned for the same a minute before"}],
        "why_not_enough": "what you have done here before does not change what this message asks for",
        "allowed_would_be": ["Agreeing on a price and being paid for it here is always allowed."],
        "how_to_fix": "Answer within three days, or write in the conversation how the work is to be paid here.",
        **changes,
    }


def listen() -> None:
    """Let a receiver of the host take every webhook."""
    register_endpoint(url=URL, types=WebhookType.values, by="Kim", now=NOW)


def work(*, now: datetime, rounds: int = 4) -> None:
    """Do what a worker does at an instant: what is due, and the webhooks that it leads to, which are accepted."""
    for _ in range(rounds):
        meet_deadlines(acts=ACTS, lease=Lease("one", now + HOUR), now=now, most=50)
        deliver(now=now)


def deliver(*, now: datetime) -> None:
    """Let the host take the webhooks that are due."""
    sender, lease = RememberingSender({URL: Answer("")}), Lease("one", now + HOUR)
    deliver_messages(sender=sender, lease=lease, now=now, clock=lambda: now, most=99)


def sanction_in_force(*, now: datetime, reviewer: str = "ana", member: str = "ana", **changes: object) -> str:
    """Return a member's suspension that a person decided, as urgent, and that took effect at an instant."""
    by = hire(reviewer)
    be_proposed(now=now, member=member)
    case = Case.objects.get(member=member, closed_at=None)
    claim_case(case=case.id, by=by, is_test=False, now=now)
    open_evidence(case=case.id, by=by, is_test=False, now=now)
    urgent = {"urgency": "urgent", "urgent_because": "more members are asked every hour"}
    own = {} if member == "ana" else {"reasons": own_reasons(crc32(member.encode()))}
    said = RulingContent.model_validate(a_ruling(**urgent) | own | changes)
    made = decide_case(case=case.id, ruling=said.ruling, by=by, is_test=False, now=now)
    work(now=now)
    return made


def agree(sanction: str, *, by: Actor, reasons: str = "I read it all", now: datetime) -> None:
    """Let a second person look at all that a sanction relies on, and agree to it."""
    open_evidence(case=Sanction.objects.get(id=sanction).case_id, by=by, is_test=False, now=now)
    approve_sanction(sanction=sanction, by=by, reasons=reasons, is_test=False, now=now)


def ask_about_a_case(*, now: datetime) -> str:
    """Let Lea claim a case about Eve and ask her about it; return the question's id."""
    lea = hire("lea")
    be_proposed(now=now, member="eve")
    case = Case.objects.get(member="eve", closed_at=None)
    claim_case(case=case.id, by=lea, is_test=False, now=now)
    return ask_member(case=case.id, by=lea, question="Which one?", language="en", is_test=False, now=now)


def answer_a_report(*, now: datetime, member: str = "eve") -> str:
    """Let Bob report a member, and Mia close the case without a sanction; return the report's id."""
    said = "She asked me for money that was never agreed on."
    told = Told(reporter="bob", accused=member, kind=ReportKind.TERMS_REPORT, content=said, language="en", at=now)
    made = file_report(told=told, is_test=False, now=now)
    mia, case = hire("mia"), Case.objects.get(member=member, reason="report", closed_at=None)
    claim_case(case=case.id, by=mia, is_test=False, now=now)
    open_evidence(case=case.id, by=mia, is_test=False, now=now)
    close_case(case=case.id, by=mia, because="it was agreed on", is_test=False, now=now)
    return made


def report_ana(*, now: datetime) -> str:
    """Let Bob report Ana; return the report's id."""
    said = "Ana asked me to pay her by bank outside of here, twice this week."
    told = Told(reporter="bob", accused="ana", kind=ReportKind.TERMS_REPORT, content=said, language="en", at=now)
    return file_report(told=told, is_test=False, now=now)


def be_proposed(*, now: datetime, member: str = "ana", is_test: bool = False) -> None:
    """Let a member offer so often to be paid outside that a person is asked about it."""
    for minutes in range(9, 0, -1):
        if Case.objects.filter(member=member, closed_at=None, is_test=is_test).exists():
            return
        at = now - timedelta(minutes=minutes)
        send(message(PAYMENT, at=at, delivery="pending", member=member), now=at, is_test=is_test)


def appealed(sanction: str, *, now: datetime, reviewer: str = "cleo", member: str = "ana") -> str:
    """Return an appeal of a member's against a sanction, that Cleo hears, who took no part."""
    said = ["We met elsewhere.", "I lost two days of work."]
    made = file_appeal(decision=sanction, member=member, paper=Paper(arguments=said), is_test=False, now=now)
    assign_appeal(appeal=made, reviewer=hire(reviewer, hears_appeals=True), is_test=False, now=now)
    return made


def a_verdict(outcome: Outcome = Outcome.OVERTURNED, **changes: Any) -> Verdict:  # noqa: ANN401  # of any field
    """Return what Cleo decides."""
    usual: dict[str, Any] = {
        "outcome": outcome,
        "reasons": "They met elsewhere, as the first message of the room shows.",
        "answers": ANSWERS,
        "expect": {"allowed": True, "action": "none"},
    }
    return Verdict(**usual | changes)


def own_verdict(appeal: str) -> Verdict:
    """Return what overturns an appeal in words that no other member was given."""
    told = _own_words(crc32(appeal.encode()))
    return a_verdict(reasons=f"They met elsewhere: {told}.", answers=ANSWERS | {"a1": f"You are right: {told}."})


def overturn_a_suspension(*, now: datetime, **changes: Any) -> str:  # noqa: ANN401  # of any field
    """Let Ana be suspended and Cleo overturn it; return the appeal's id."""
    appeal = appealed(sanction_in_force(now=now, **changes), now=now + HOUR)
    reviewer = actor_of(Staff.objects.get(name="cleo").pk)
    decide_appeal(appeal=appeal, verdict=a_verdict(), by=reviewer, is_test=False, now=now + DAY)
    work(now=now + DAY)
    return appeal


def overturn_a_warning(*, now: datetime, member: str = "mia") -> str:
    """Let a machine warn a member, and a person overturn that; return the appeal's id."""
    be_held(at=now, member=member)
    return overturn(Decision.objects.get(member=member, action="warn").id, member=member, now=now)


def overturn(warning: str, *, member: str, now: datetime) -> str:
    """Let a person overturn a warning of a machine; return the appeal's id."""
    paper = Paper(arguments=["That was the name of a tool."])
    appeal = file_appeal(decision=warning, member=member, paper=paper, is_test=False, now=now)
    reviewer = hire(f"{member}s-reviewer", hears_appeals=True)
    assign_appeal(appeal=appeal, reviewer=reviewer, is_test=False, now=now)
    ask_appellant(appeal=appeal, by=reviewer, words="Which tool is it?", is_test=False, now=now)
    told = _own_words(crc32(member.encode()))
    verdict = a_verdict(reasons=f"It was a tool: {told}.", answers={"a1": f"The job names it: {told}."})
    decide_appeal(appeal=appeal, verdict=verdict, by=reviewer, is_test=False, now=now)
    work(now=now)
    return appeal


def upheld_before(*, times: int, now: datetime = NOW) -> Decision:
    """Let a machine warn Zoe, and so many appeals against what its rule decided be upheld; return the decision."""
    be_held(at=now, member="zoe")
    warning = Decision.objects.get(member="zoe", action="warn")
    reviewers = [
        Staff.objects.create_user(email=f"dora{one}@market.example", name=f"dora{one}") for one in range(times)
    ]
    sealed = seal_content("zoe", {}, keys=read_keys(["zoe"]))
    Appeal.objects.bulk_create(
        [
            Appeal(
                id=f"before-{number}",
                matter=Matter.SCREENING,
                decision=warning.id,
                decided_at=warning.decided_at,
                member=warning.member,
                standing="member",
                filed_by=warning.member_id,
                state="decided",
                filed_at=now,
                reviewer=reviewer,
                outcome="upheld",
                ended_at=now,
                sealed=sealed,
            )
            for number, reviewer in enumerate(reviewers)
        ]
    )
    return warning


def withdraw_from_a_warning(*, now: datetime, member: str = "noa") -> str:
    """Let a machine warn a member who appeals and takes that back; return the appeal's id."""
    be_held(at=now, member=member)
    warning = Decision.objects.get(member=member, action="warn")
    appeal = file_appeal(
        decision=warning.id, member=member, paper=Paper(arguments=["That was a tool."]), is_test=False, now=now
    )
    withdraw_appeal(appeal=appeal, by=member, is_test=False, now=now)
    return appeal
