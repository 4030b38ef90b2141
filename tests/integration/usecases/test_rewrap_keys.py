"""After the secret key was rotated and the keys were wrapped anew, the old secret opens nothing and is not needed."""

import json
from datetime import timedelta

import pytest
from pytest_django import Settings

from habeas.server.audit.queries import get_entry, get_size
from habeas.server.audit.signing import ensure_signer
from habeas.server.decisions.models import Decision
from habeas.server.outbox.models import Endpoint
from habeas.server.outbox.signing import new_secret, open_secrets, seal_secret
from habeas.server.parties.erasure import read_retained_keys
from habeas.server.parties.keys import read_keys
from habeas.server.parties.models import Member
from habeas.server.usecases import rewrap_keys as usecase
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.rewrap_keys import rewrap_keys
from habeas.server.usecases.sign_checkpoint import sign_checkpoint
from habeas.server.wrapping import SealBroken
from tests.factories.market import NOW, PHONE, message, open_market, send

pytestmark = pytest.mark.django_db

NEW = "another secret of more than thirty-two characters"


def rotate(settings: Settings) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = NEW


class TestRewrapKeys:
    def test_lets_the_old_secret_be_forgotten(self, settings: Settings) -> None:
        open_market()
        send(message(), message(member="bob", to="ana"))
        Decision.objects.filter(member="bob").update(action="warn")
        erase_member(member="bob", by="operator", now=NOW)
        sign_checkpoint(origin="market.example", now=NOW)
        secret = new_secret()
        sealed = seal_secret(secret, endpoint="e1")
        Endpoint.objects.create(
            id="e1",
            url="https://a.example",
            types=[],
            sealed_secret=sealed,
            sealed_old_secret=sealed,
            old_secret_until=NOW + timedelta(days=1),
            created_at=NOW,
            created_by="Ana Ruiz",
        )
        rotate(settings)

        assert rewrap_keys(by="operator", now=NOW) == 4
        settings.SECRET_KEY_FALLBACKS = []

        row = Decision.objects.get(member="ana")
        assert json.loads(read_keys(["ana"]).open("ana", bytes(row.sealed)))["texts"] == [PHONE]
        assert read_retained_keys("bob").has("bob")
        assert ensure_signer(origin="x", now=NOW).key.name == "market.example"
        assert open_secrets(Endpoint.objects.get(), now=NOW) == (secret, secret)
        assert get_entry(get_size() - 1).action == "keys.rewrapped"

    def test_goes_on_from_bite_to_bite(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        open_market()
        send(*(message(member=f"m{number}") for number in range(5)))
        monkeypatch.setattr(usecase, "BITE", 2)
        rotate(settings)

        assert rewrap_keys(by="operator", now=NOW) == Member.objects.count()

    def test_says_whose_key_no_secret_opens(self, settings: Settings) -> None:
        open_market()
        send(message())
        settings.SECRET_KEY = NEW

        with pytest.raises(SealBroken, match="ana"):
            rewrap_keys(by="operator", now=NOW)
