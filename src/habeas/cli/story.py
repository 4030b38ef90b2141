"""The story that must come out right: what happened and what was written. No answers stand here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Happening:
    """Something the marketplace tells, so long before the demo begins."""

    type: str
    ago: timedelta
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scene:
    """One message, with what the marketplace had told before it was sent."""

    id: str
    title: str
    happened: str
    before: tuple[Happening, ...]
    message: Happening

    @property
    def text(self) -> str:
        """Return what was written."""
        return str(self.message.told["text"])


INTRODUCTION = (
    "A freelancer, seven years on the platform, 170 contracts, no strike ever, wakes up suspended. No message, no "
    "rule, no date is named. These are the three messages that probably tripped the detector. A marketplace now "
    "tells them to Habeas as events, and each is read and judged with what was true when it was sent."
)

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)


def _message(kind: str, ago: timedelta, text: str, **told: object) -> Happening:
    return Happening(kind, ago, {"text": text, "language": "en", "country": "GB", **told})


SCENES = (
    Scene(
        id="certificate",
        title="A certificate in a proposal",
        happened="Applying for a job, the member links to a certificate. Its number is as long as a phone number.",
        before=(
            Happening("member.joined", 2560 * _DAY, {"member": "anna"}),
            Happening("member.record", 30 * _DAY, {"member": "anna", "completed_contracts": 170}),
        ),
        message=_message(
            "proposal.submitted",
            50 * _MINUTE,
            "My developer certificate can be checked here: "
            "https://academy.example.com/achievements/4155550142/en/1/cms-for-developers. "
            "Ask me anything in this proposal.",
            member="anna",
            to="ben",
            conversation="proposal-1",
            actor_role="freelancer",
            declared_purpose="This isn't for contact purposes",
        ),
    ),
    Scene(
        id="screen-sharing",
        title="Sharing a screen during a contract",
        happened="Now a client, with a contract running, the member asks the freelancer to move to another tool.",
        before=(
            Happening("contract.offered", 9 * _DAY, {"contract": "c-7", "client": "anna", "freelancer": "cleo"}),
            Happening("contract.started", 8 * _DAY, {"contract": "c-7", "client": "anna", "freelancer": "cleo"}),
        ),
        message=_message(
            "message.sent",
            40 * _MINUTE,
            "Could we switch to Skype for the screen sharing? Add me there, my Skype name is anna_weber_studio.",
            member="anna",
            to="cleo",
            conversation="room-7",
            actor_role="client",
        ),
    ),
    Scene(
        id="portal-view",
        title="An address for a view of a portal",
        happened="Before a contract, the member asks for an address to open a view of a portal to the other.",
        before=(),
        message=_message(
            "message.sent",
            30 * _MINUTE,
            "What is your email address? I will add you as a viewer of our portal, so that you can see the site "
            "and quote.",
            member="anna",
            to="dora",
            conversation="room-8",
            actor_role="client",
            declared_purpose="tool access: a view of the portal",
            delivery="pending",
        ),
    ),
)

COMPARISON = Scene(
    id="evader",
    title="For comparison: somebody who does evade",
    happened="A new account, no contract: a number hidden in words, and a wish to be paid outside.",
    before=(
        Happening("member.joined", 3 * _DAY, {"member": "zoe"}),
        Happening("member.record", 3 * _DAY, {"member": "zoe", "completed_contracts": 0}),
    ),
    message=_message(
        "proposal.submitted",
        20 * _MINUTE,
        "Let's skip the fees: WhatsApp me on four four seven seven double zero nine zero zero one two three and pay "
        "me directly by bank transfer.",
        member="zoe",
        to="ben",
        conversation="proposal-2",
        actor_role="freelancer",
        delivery="pending",
    ),
)
