"""Claims, holds, deductions, plans, instructions, losses. What they may be is held by constraints and triggers."""

from habeas.server.holds.models.deductions import Deduction, DeductionItem, DeductionProposal
from habeas.server.holds.models.freezes import DetailsFreeze, LegalFreeze
from habeas.server.holds.models.holds import Claim, Hold, Instruction, Loss
from habeas.server.holds.models.plans import ContractStop, Payment, PaymentLoss

__all__ = [
    "Claim",
    "ContractStop",
    "Deduction",
    "DeductionItem",
    "DeductionProposal",
    "DetailsFreeze",
    "Hold",
    "Instruction",
    "LegalFreeze",
    "Loss",
    "Payment",
    "PaymentLoss",
]
