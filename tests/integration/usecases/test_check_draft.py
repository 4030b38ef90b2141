import pytest

from habeas.server.decisions.models import Decision
from habeas.server.events.models import Event
from habeas.server.parties.models import Member
from habeas.server.usecases.check_draft import check_draft
from tests.factories.market import CLEAN, NOW, message, open_market, send, started

pytestmark = pytest.mark.django_db


class TestCheckDraft:
    def test_gives_a_hint_and_purposes_for_contact_before_a_contract(self) -> None:
        open_market()

        answer = check_draft(draft=message(), is_test=False, now=NOW)

        assert answer["action"] == "nudge"
        assert "+44 20 7946 0958" in answer["nudge"]
        assert "tool_access" in {purpose["code"] for purpose in answer["purposes"]}

    def test_gives_none_for_a_clean_draft(self) -> None:
        open_market()

        answer = check_draft(draft=message(CLEAN), is_test=False, now=NOW)

        assert (answer["finding"], answer["nudge"], answer["purposes"]) == ("none", None, [])

    def test_knows_the_contract(self) -> None:
        open_market()
        send(started())

        answer = check_draft(draft=message(), is_test=False, now=NOW)

        assert (answer["allowed"], answer["nudge"]) == (True, None)

    def test_reads_the_second_half_of_a_number_with_the_first(self) -> None:
        open_market()
        send(message("my number is +44 20", at=NOW))

        answer = check_draft(draft=message("7946 0958", at=NOW.replace(minute=1)), is_test=False, now=NOW)

        assert answer["finding"] == "contact_details"

    def test_keeps_nothing(self) -> None:
        open_market()

        check_draft(draft=message(), is_test=False, now=NOW)

        assert not Event.objects.exists()
        assert not Decision.objects.exists()
        assert not Member.objects.exists()

    def test_does_nothing_on_a_channel_in_shadow(self) -> None:
        open_market(acting=())

        answer = check_draft(draft=message(), is_test=False, now=NOW)

        assert (answer["mode"], answer["action"]) == ("shadow", "none")
