"""Nothing is held about a member that an erasure, an export and the clocks of retention do not know."""

import pytest
from django.apps import apps
from django.db.models import BinaryField, Model

from habeas.server.parties.models import Member

MODELS = [model for model in apps.get_models() if model.__module__.startswith("habeas.")]

KNOWN = {
    "appeals.Appeal",
    "campaigns.Target",
    "appeals.AppealDraft",
    "appeals.AppealLimit",
    "appeals.Mandate",
    "attachments.Attachment",
    "cases.Case",
    "cases.Evidence",
    "cases.Inquiry",
    "decisions.Decision",
    "links.Link",
    "notices.Notice",
    "rulings.Sanction",
    "safeguards.Safeguard",
    "sanctions.Measure",
    "screening.Postponed",
    "screening.Window",
}
"""Tables about members that `server/holdings` lists, exports, erases and lets go. Add a new one there, then here."""

OF_NO_MEMBER = {
    "audit.Entry",
    "audit.Block",
    "audit.SigningKey",
    "outbox.Endpoint",
}
"""Tables with bytes that belong to no member: hashes, and the service's own secrets."""

OF_MEMBERS = {
    "audit.Payload",
    "cases.Report",
    "deadlines.Clock",
    "holds.DeductionItem",
    "holds.DeductionProposal",
    "holds.Hold",
    "parties.Member",
}
"""Tables about members that point to them by their id or as owners of money, or are them: erased and exported by name."""


def labels(models: list[type[Model]]) -> set[str]:
    return {model._meta.label for model in models}


def points_to_member(model: type[Model]) -> bool:
    return any(field.related_model is Member for field in model._meta.get_fields() if field.many_to_one)


class TestHoldings:
    def test_know_every_table_about_members(self) -> None:
        assert labels([model for model in MODELS if points_to_member(model)]) == KNOWN

    def test_know_every_table_with_sealed_content(self) -> None:
        sealed = [
            model for model in MODELS if any(isinstance(field, BinaryField) for field in model._meta.get_fields())
        ]

        assert labels(sealed) <= KNOWN | OF_NO_MEMBER | OF_MEMBERS

    @pytest.mark.parametrize("label", sorted(KNOWN | OF_NO_MEMBER | OF_MEMBERS))
    def test_know_no_table_that_is_gone(self, label: str) -> None:
        assert apps.get_model(label)
