import pytest
from rich.console import Console

from habeas.cli.decide import Court
from habeas.cli.scenes import draw_scene, sum_up
from habeas.cli.story import Scene
from habeas.files.policies import read_shipped_policy

TEXT = "Call me on +44 20 7946 0958"


def printed(**facts: object) -> str:
    """Return the scene of one message and the sum of it, as they are printed."""
    court = Court(read_shipped_policy())
    history = {"tenure_days": 10, "completed_contracts": 0, "nudges": 0, "prior_violations": 0, "messages_365d": 10}
    record = {"id": "a", "text": TEXT, "contract_state": "none", "history": history, **facts}
    [decision] = court.judge([court.read(record)])
    console = Console(width=200, highlight=False)
    with console.capture() as capture:
        console.print(draw_scene(Scene("Title", "What happened.", record), decision, title="Title"))
        console.print(sum_up([decision]))
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
