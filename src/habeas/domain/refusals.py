"""What is raised when an act would break a rule of due process: the rule's id, the facts, and what to do instead."""

import re
from typing import ClassVar, Final

_WORD: Final = re.compile(r"(?<!^)(?=[A-Z])")


class Refused(ValueError):
    """An act that a rule does not allow. A subclass is named for the rule it would break.

    `rule` is the row of due process (or the invariant) behind it; `says` has a place for each of its `facts`.
    """

    rule: ClassVar[str]
    says: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        super().__init__(self.says.format(**facts))
        self.facts = facts

    @property
    def code(self) -> str:
        """Return the name of the broken rule as interfaces write it, such as `sanction-before-statement`."""
        return _WORD.sub("-", type(self).__name__).lower()
