"""The rules are kept in memory between requests, and yet no change of them is ever missed."""

import pytest
from django.db import transaction

from habeas.server.policies.models import Activation, Channel, Platform
from habeas.server.policies.rulebook import NoPolicyActive, read_rulebook
from tests.factories.market import NOW, open_market


@pytest.mark.django_db
class TestReadRulebook:
    def test_refuses_before_anything_is_registered(self) -> None:
        with pytest.raises(NoPolicyActive):
            read_rulebook()

    def test_reads_once_what_has_not_changed(self) -> None:
        open_market()

        assert read_rulebook() is read_rulebook()

    def test_sees_a_channel_that_was_switched_off_behind_its_back(self) -> None:
        open_market()
        assert read_rulebook().channels["message"].mode == "content"

        Channel.objects.filter(name="message").update(mode="off")

        assert read_rulebook().channels["message"].mode == "off"

    def test_sees_a_channel_and_a_platform_come_and_go(self) -> None:
        open_market()
        Platform.objects.create(name="shop", judge_from=NOW)
        assert "shop" in read_rulebook().platforms

        Platform.objects.filter(name="shop").delete()

        assert "shop" not in read_rulebook().platforms

    def test_refuses_after_every_activation_is_gone(self) -> None:
        open_market()
        read_rulebook()

        Activation.objects.all().delete()

        with pytest.raises(NoPolicyActive):
            read_rulebook()

    def test_forgets_a_change_that_was_rolled_back(self) -> None:
        open_market()
        switch_off_and_roll_back("message")

        Channel.objects.filter(name="proposal").update(mode="coaching")

        modes = {name: channel.mode for name, channel in read_rulebook().channels.items()}
        assert (modes["message"], modes["proposal"]) == ("content", "coaching")


def switch_off_and_roll_back(channel: str) -> None:
    with transaction.atomic():
        Channel.objects.filter(name=channel).update(mode="off")
        assert read_rulebook().channels[channel].mode == "off"
        transaction.set_rollback(True)
