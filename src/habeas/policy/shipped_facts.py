"""The facts that every policy may name, declared once (F1). A policy may add its own."""

from datetime import timedelta
from typing import Final

from habeas.policy.declarations import ANY_WORD, Declarations, FactDeclaration
from habeas.policy.unknown import FactType

CONTRACT_STATES: Final = ("none", "offered", "active", "paused", "ended")

PURPOSES: Final = ("none", "not_contact", "tool_access", "legal", "delivery", "talk", "pay", "other")

YEAR: Final = timedelta(days=365)
"""How far strikes and the count of messages look back (S14)."""

NUDGE_WINDOW: Final = timedelta(days=90)
"""How long a nudge is remembered for the choice between nudge and warn (S14)."""

_BETWEEN = (
    FactDeclaration(
        name="contract.state",
        type=FactType.STRING,
        means="the most permissive contract between the two sides when it was sent",
        changeable="wait until a contract between you has started",
        # Nobody can wish for a pause, and an offer is not yet a start: these two a person may wait for.
        reachable=("active", "ended"),
        family="contract",
        allowed=CONTRACT_STATES,
        synonyms=(("offer_pending", "offered"), ("suspended", "paused")),
    ),
    FactDeclaration(
        name="contract.in_dispute",
        type=FactType.BOOL,
        means="a dispute about a contract between the two sides was open",
        family="contract",
    ),
    FactDeclaration(
        name="pair.known_before",
        type=FactType.BOOL,
        means="the two sides knew each other before they met on the platform",
        absent=False,
        family="pair",
    ),
    FactDeclaration(
        name="pair.conversion_fee_paid",
        type=FactType.BOOL,
        means="the fee for going on outside the platform was paid for this pair",
        changeable="pay the conversion fee for the two of you first",
        reachable=(True,),
        absent=False,
        family="pair",
    ),
    FactDeclaration(
        name="pair.asked_first",
        type=FactType.STRING,
        means="which side first gave or asked for contact outside: none, sender or recipient",
        family="pair",
        allowed=("none", "sender", "recipient"),
    ),
    FactDeclaration(
        name="pair.days_known",
        type=FactType.INT,
        means="days since the first event between the two sides on the platform",
        family="pair",
        minimum=0,
    ),
    FactDeclaration(
        name="plan.name",
        type=FactType.STRING,
        means="the plan that a side is on",
        absent="none",
        family="plan",
        is_open=True,
    ),
    FactDeclaration(
        name="plan.contact_before_contract",
        type=FactType.BOOL,
        means="a side is on a plan whose members may share contact before a contract",
        absent=False,
        family="plan",
    ),
    FactDeclaration(
        name="declared.purpose",
        type=FactType.STRING,
        means="what the sender said the contact is for",
        changeable="say beforehand what it is for, where that is true",
        # To say that a way of contact is none would be no advice.
        reachable=("tool_access", "legal", "delivery"),
        absent="none",
        proven_by=ANY_WORD,
        family="declared",
        allowed=PURPOSES,
    ),
)

_SENDER = (
    FactDeclaration(
        name="sender.strikes",
        type=FactType.INT,
        means="the sender's strikes that count now",
        family="measures",
        minimum=0,
        window=YEAR,
    ),
    FactDeclaration(
        name="sender.nudges",
        type=FactType.INT,
        means="nudges to the sender on the same clause in 90 days",
        family="measures",
        minimum=0,
        window=NUDGE_WINDOW,
    ),
    FactDeclaration(
        name="sender.messages_365d",
        type=FactType.INT,
        means="messages that the sender wrote in 365 days",
        family="traffic",
        minimum=0,
        window=YEAR,
    ),
    FactDeclaration(
        name="sender.tenure_days",
        type=FactType.INT,
        means="days since the sender joined",
        family="record",
        minimum=0,
    ),
    FactDeclaration(
        name="sender.completed_contracts",
        type=FactType.INT,
        means="contracts that the sender completed",
        family="record",
        minimum=0,
    ),
)

_CONTEXT = (
    FactDeclaration(
        name="surface",
        type=FactType.STRING,
        means="where it was written",
        family="context",
        allowed=(
            "message",
            "proposal",
            "job_post",
            "profile",
            "attachment",
            "portfolio",
            "video_call",
            "transcript",
            "review",
            "order_page",
            "listing",
        ),
        is_open=True,
    ),
    FactDeclaration(
        name="actor.role",
        type=FactType.STRING,
        means="the side on which the sender acts",
        family="context",
        allowed=(
            "freelancer",
            "client",
            "seller",
            "buyer",
            "host",
            "guest",
            "tutor",
            "student",
            "agency",
            "provider",
            "customer",
        ),
        is_open=True,
    ),
    FactDeclaration(
        name="platform",
        type=FactType.STRING,
        means="the marketplace where it was written",
        family="context",
        is_open=True,
    ),
)

SHIPPED: Final = Declarations([*_BETWEEN, *_SENDER, *_CONTEXT])
