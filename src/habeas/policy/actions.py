"""The ladder of answers, from mild to harsh (design, section 5)."""

from enum import IntEnum
from typing import Final


class Action(IntEnum):
    """An answer to what a member did; a greater one is harsher."""

    NONE = 0
    NUDGE = 1
    WARN = 2
    HOLD_MESSAGE = 3
    RESTRICT = 4
    SUSPEND_PENDING_REVIEW = 5
    TERMINATE = 6

    @property
    def word(self) -> str:
        """The action's name as interfaces write it."""
        return _WORDS[self]


_WORDS: Final = tuple(action.name.lower() for action in Action)

ACTIONS: Final = {action.word: action for action in Action}
"""Actions by the word that policies and interfaces use."""

AUTOMATION_CEILING: Final = Action.HOLD_MESSAGE
"""The harshest that a machine may ever do by itself; a policy may only set it lower."""
