from datetime import timedelta
from typing import Any

import pytest
from rich.console import Console

from habeas.cli.decide import Court
from habeas.cli.scenes import draw_scene, sum_up
from habeas.cli.story import Happening, Scene
from habeas.files.policies import read_shipped_policy

TEXT = "Call me on +44 20 7946 0958"
DAY = timedelta(days=1)
BEFORE = (
    Happening("member.joined", 2560 * DAY, {"member": "anna"}),
    Happening("contract.started", 8 * DAY, {"client": "anna", "freelancer": "cleo"}),
)


def printed(**facts: object) -> str:
    """Return the scene of one message and the sum of it, as they are printed."""
    court = Court(read_shipped_policy())
    history = {"tenure_days": 10, "completed_contracts": 0, "nudges": 0, "prior_violations": 0, "messages_365d": 10}
    record: dict[str, Any] = {"id": "a", "text": TEXT, "contract_state": "none", "history": history, **facts}
    [answer] = court.answer([court.read(record)])
    scene = Scene("a", "Title", "What happened.", BEFORE, Happening("message.sent", DAY, record))
    console = Console(width=200, highlight=False)
    with console.capture() as capture:
        console.print(draw_scene(scene, answer, title="Title"))
        console.print(sum_up([answer]))
    return capture.get()


class TestDrawScene:
    @pytest.mark.parametrize(
        ("facts", "line"),
        [
            ({}, "Not allowed: a hint that shows the safer way; it is no strike."),
            ({"contract_state": "active"}, "Allowed: nothing is done."),
            ({"text": "All is well"}, "nothing"),
            ({"text": "order 4155550133"}, "looks like a phone number, but is not"),
            ({"facts": {"pair.known_before": "unknown"}}, "A person is asked to look."),
            ({"declared_purpose": "so that we can talk"}, "“so that we can talk”"),
        ],
    )
    def test_says_what_is_decided(self, facts: dict[str, object], line: str) -> None:
        if "facts" in facts:
            facts = facts | {"history": {"prior_violations": 1, "nudges": 0}}

        assert line in printed(**facts)

    def test_says_what_a_person_is_asked(self) -> None:
        shown = printed(history={"prior_violations": 9, "nudges": 9, "messages_365d": 10})

        assert "A person is asked whether to suspend the account until a review" in shown
        assert "A person is asked to go further." in shown

    @pytest.mark.parametrize(
        "line", ["anna joined 7 years before", "the contract of anna and cleo started 7 days before"]
    )
    def test_says_what_had_happened_by_then(self, line: str) -> None:
        assert line in printed()
