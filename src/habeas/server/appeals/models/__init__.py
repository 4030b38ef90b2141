"""The tables of appeals: each appeal, its hearing, who acts for whom, what is still being written."""

from habeas.server.appeals.models.appeals import Appeal
from habeas.server.appeals.models.drafts import AppealDraft
from habeas.server.appeals.models.hearings import Question, ReversalStep
from habeas.server.appeals.models.people import AppealLimit, Mandate, ReviewerAccess
from habeas.server.appeals.models.remedies import Remedy

__all__ = [
    "Appeal",
    "AppealDraft",
    "AppealLimit",
    "Mandate",
    "Question",
    "Remedy",
    "ReversalStep",
    "ReviewerAccess",
]
