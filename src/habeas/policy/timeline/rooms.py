"""A message to several recipients: each is judged, and the verdict names whom it concerns (F6)."""

from collections.abc import Mapping
from dataclasses import dataclass

from habeas.policy.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class RoomVerdict:
    """The harshest of the verdicts for each recipient, and the recipients who have one as harsh.

    `concerns` is empty where the message is all right for everybody.
    """

    verdict: Verdict
    concerns: tuple[str, ...]


def judge_room(verdicts: Mapping[str, Verdict]) -> RoomVerdict:
    """Return the verdict on a message from the verdicts for its recipients, of whom there is one at least."""
    name, harshest = max(sorted(verdicts.items()), key=lambda item: item[1].harshness)
    if harshest.allowed and not harshest.action and harshest.proposed is None:
        return RoomVerdict(harshest, ())
    concerned = (who for who, verdict in verdicts.items() if verdict.harshness == verdicts[name].harshness)
    return RoomVerdict(harshest, tuple(sorted(concerned)))
