"""The story that must come out right: what was written, and what was true then. No answers stand here."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scene:
    """One message with the facts as they were when it was sent."""

    title: str
    happened: str
    record: Mapping[str, object]


RECORD: Mapping[str, object] = {"tenure_days": 2560, "prior_violations": 0, "completed_contracts": 170, "nudges": 0}
"""Seven years without a strike."""

EVADER: Mapping[str, object] = {"tenure_days": 40, "prior_violations": 4, "completed_contracts": 1, "nudges": 3}


def _message(identity: str, text: str, **facts: object) -> dict[str, object]:
    return {"id": identity, "text": text, "surface": "message", "language": "en", "country": "GB", **facts}


INTRODUCTION = (
    "A freelancer, seven years on the platform, 170 contracts, no strike ever, wakes up suspended. No message, no "
    "rule, no date is named. These are the three messages that probably tripped the detector. Each is now read and "
    "judged as Habeas does it: with what was true when it was sent."
)

SCENES = (
    Scene(
        title="A certificate in a proposal",
        happened="Applying for a job, the member links to a certificate. Its number is as long as a phone number.",
        record=_message(
            "certificate",
            "My developer certificate can be checked here: "
            "https://academy.example.com/achievements/4155550142/en/1/cms-for-developers. "
            "Ask me anything in this proposal.",
            surface="proposal",
            actor_role="freelancer",
            contract_state="none",
            declared_purpose="This isn't for contact purposes",
            history=RECORD,
        ),
    ),
    Scene(
        title="Sharing a screen during a contract",
        happened="Now a client, with a contract running, the member asks the freelancer to move to another tool.",
        record=_message(
            "screen-sharing",
            "Could we switch to Skype for the screen sharing? Add me there, my Skype name is anna_weber_studio.",
            actor_role="client",
            contract_state="active",
            declared_purpose=None,
            history=RECORD,
        ),
    ),
    Scene(
        title="An address for a view of a portal",
        happened="Before a contract, the member asks for an address to open a view of a portal to the other.",
        record=_message(
            "portal-view",
            "What is your email address? I will add you as a viewer of our portal, so that you can see the site "
            "and quote.",
            actor_role="client",
            contract_state="none",
            declared_purpose="tool access: a view of the portal",
            history=RECORD,
        ),
    ),
)

COMPARISON = Scene(
    title="For comparison: somebody who does evade",
    happened="Four strikes in forty days, no contract: a number hidden in words, and a wish to be paid outside.",
    record=_message(
        "evader",
        "Let's skip the fees: WhatsApp me on four four seven seven double zero nine zero zero one two three and pay "
        "me directly by bank transfer.",
        surface="proposal",
        actor_role="freelancer",
        contract_state="none",
        declared_purpose=None,
        history=EVADER,
    ),
)
