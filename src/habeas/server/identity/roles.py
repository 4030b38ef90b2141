"""What a person of the staff is there for. A role is a group of that name; somebody may have several."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """One part in due process. The second person and who hears an appeal are others than who decided."""

    REVIEWER = "reviewer"
    SENIOR_REVIEWER = "senior_reviewer"
    APPEALS_REVIEWER = "appeals_reviewer"
    MONEY_OFFICER = "money_officer"

    @property
    def group(self) -> str:
        """Return the name of its group."""
        return f"{self.value.replace('_', ' ')}s"


ROLE_OF = {role.group: role for role in Role}
"""The role of each group that is one."""

CASES: Final = frozenset({Role.REVIEWER, Role.SENIOR_REVIEWER})
APPROVALS: Final = frozenset({Role.SENIOR_REVIEWER})
SANCTIONS: Final = frozenset({Role.REVIEWER, Role.SENIOR_REVIEWER, Role.APPEALS_REVIEWER})
APPEALS: Final = frozenset({Role.APPEALS_REVIEWER})
OVERSIGHT: Final = frozenset({Role.SENIOR_REVIEWER, Role.APPEALS_REVIEWER})
REMEDIES: Final = OVERSIGHT
MONEY: Final = frozenset({Role.MONEY_OFFICER})
CLOCKS: Final = SANCTIONS | MONEY
ANYBODY: Final = frozenset(Role)
"""Who does what, on the pages and over the API alike: any of these roles is enough."""
