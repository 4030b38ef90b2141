"""What a member is told of a safeguard is whole in every language."""

from datetime import UTC, date, datetime

import pytest

from habeas.domain.actors import Actor, ActorKind
from habeas.domain.sanctions.safeguards import SafeguardKind
from habeas.domain.statements.automation import Decided, Detected, automation_of
from habeas.domain.statements.content import Contact, Redress
from habeas.domain.statements.protections import (
    Protection,
    ProtectionEndedBy,
    ProtectionOver,
    render_protection,
    render_protection_over,
)
from habeas.files.catalogues import read_catalogues

CATALOGUES = read_catalogues()


class TestRenderProtection:
    @pytest.mark.parametrize("language", CATALOGUES)
    @pytest.mark.parametrize("kind", SafeguardKind)
    def test_says_what_why_until_when_and_how_its_owner_ends_or_appeals_it(
        self, kind: SafeguardKind, language: str
    ) -> None:
        """Design 5, DSA17-3c, DSA17-3f: no sanction and no strike; an appeal alone does not end it."""
        machine = Actor("host", ActorKind.API_KEY)
        protection = Protection(
            id="saf_1",
            kind=kind,
            because="somebody signed in from two countries within an hour",
            ends_at=datetime(2026, 3, 3, 12, tzinfo=UTC),
            appeal_until=date(2026, 9, 2),
            automation=automation_of([Detected("host", "", "two countries"), Decided(machine)]),
            recover_url="https://market.example/portal/",
            contact=Contact("the desk", "https://market.example/ask"),
            redress=Redress(appeal_url="https://market.example/appeal", court="the court of Lisbon"),
        )

        document = render_protection(protection, catalogue=CATALOGUES[language])

        said = {section.id: " ".join(one.text for one in section.paragraphs) for section in document.sections}
        assert list(said) == ["decided", "can", "found", "now", "who", "outside", "reference"]
        assert "from two countries within an hour" in said["decided"]
        assert "12:00" in said["decided"]
        assert said["found"] == CATALOGUES[language].texts["found.fully"]
        assert "https://market.example/portal/" in said["now"]
        assert "https://market.example/appeal" in said["now"]
        assert CATALOGUES[language].day(date(2026, 9, 2)) in said["now"]
        assert CATALOGUES[language].texts["safeguard.appeal"] in said["now"]
        assert "the court of Lisbon" in said["outside"]
        assert "saf_1" in said["reference"]


class TestRenderProtectionOver:
    @pytest.mark.parametrize("language", CATALOGUES)
    @pytest.mark.parametrize("by", ProtectionEndedBy)
    def test_says_who_ended_it_and_when_so_that_the_owner_notices_somebody_else(
        self, by: ProtectionEndedBy, language: str
    ) -> None:
        """Design 5, PWD10-5: clock safeguard_max tells the member."""
        ended_at = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
        contact = Contact("the desk", "https://market.example/ask")
        over = ProtectionOver(id="saf_1", ended_at=ended_at, ended_by=by, contact=contact)

        document = render_protection_over(over, catalogue=CATALOGUES[language])

        said = {section.id: " ".join(one.text for one in section.paragraphs) for section in document.sections}
        assert "09:30" in said["decided"]
        assert CATALOGUES[language].day(ended_at.date()) in said["decided"]
        assert "saf_1" in said["reference"]
        assert "https://market.example/ask" in said["reference"]
