"""What a caller is told of a message: the decision as every interface writes it, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from habeas.detection.findings import CLEAN, Scan
from habeas.domain.decisions import Decision
from habeas.files.engine_identity import identify_engine
from habeas.policy.evaluate import clean_verdict
from habeas.policy.facts import gather
from habeas.policy.rules import Policy
from habeas.server.decisions.contents import answer_of

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What a caller is told: the decision's id where one was kept, and its answer."""

    decision_id: str | None
    decision: Json | None


NOT_READ: Final = Told(None, None)
"""Of a fact, or of a message on a channel whose messages are not judged."""


def clean_answer(scan: Scan, *, policy: Policy) -> Json:
    """Return the answer to a message that holds nothing: it asks for no facts and leaves no decision."""
    facts = gather({}, declarations=policy.declarations)
    judged = Decision(scan=scan, facts=facts, verdict=clean_verdict(policy))
    return answer_of(judged, engine=identify_engine(), language=None)


def judged_later(policy: Policy) -> Json:
    """Return the answer to a message that is let through because its caller waits no longer."""
    return {**clean_answer(CLEAN, policy=policy), "judged": "later"}
