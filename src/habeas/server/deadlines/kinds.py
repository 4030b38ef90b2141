"""The kinds of deadlines: what happens when each is due."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What happens when a deadline is due."""

    SEND_NOTICE = "send_notice", "a notice has settled and is handed over"
    END_MEASURE = "end_measure", "a measure ends by itself"
    CHECK_ACKNOWLEDGED = "check_acknowledged", "the host should have acknowledged a measure"
    RELEASE_HOLD = "release_hold", "money that waited is free by itself"
    ASK_PAYMENT = "ask_payment", "what a plan says is to be paid is asked of the provider"
    END_PAUSE = "end_pause", "a contract that rested goes on"
    REVIEW_FREEZE = "review_freeze", "somebody should have looked at a freeze by law again"
    JUDGE_LATER = "judge_later", "a message that could not be judged in time is judged"
    ADVANCE_SANCTION = "advance_sanction", "a sanction may take its next step"
    START_WINDOW = "start_window", "a member was told of a decision, and can appeal it from now on"
    CHECK_APPEAL = "check_appeal", "a question about an appeal has waited as long as it may"
    TICK_CLOCK = "tick_clock", "a clock warns, or has run out"
    END_WAIT = "end_wait", "a case has waited for its member as long as it may"
    END_SAFEGUARD = "end_safeguard", "a safeguard ends by itself"
    CARRY_OUT_APPEAL = "carry_out_appeal", "what an appeal's outcome brings about is done"


def list_kinds() -> list[tuple[str, str]]:
    """Return the kinds with their words. Migrations name this function, so that another one changes no table."""
    return Kind.choices
