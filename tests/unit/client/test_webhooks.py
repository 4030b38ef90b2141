import hmac
import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from standardwebhooks import Webhook as Reference

from habeas.client.webhooks import WebhookRefused, verify
from tests.factories.events import NOON

SECRET = "whsec_" + b64encode(b"a secret of thirty-two bytes ...").decode()
OTHER = "whsec_" + b64encode(b"another secret of those bytes ..").decode()
BODY = json.dumps({"type": "measure.requested", "data": {"measure": "m1"}}).encode()


def headers(*, secret: str = SECRET, body: bytes = BODY, sent_at: datetime = NOON, **changes: str) -> dict[str, str]:
    """Return the headers of a webhook, signed by the reference of the standard."""
    signature = Reference(secret).sign("msg_1", sent_at, body.decode())
    given = {
        "Webhook-Id": "msg_1",
        "Webhook-Timestamp": str(int(sent_at.timestamp())),
        "Webhook-Signature": signature,
    }
    return {**given, **{f"Webhook-{name}": value for name, value in changes.items()}}


class TestVerify:
    def test_gives_what_was_signed(self) -> None:
        webhook = verify(BODY, headers(), secrets=[SECRET], now=NOON)

        assert (webhook.id, webhook.type, webhook.sent_at) == ("msg_1", "measure.requested", NOON)
        assert webhook.raw["data"] == {"measure": "m1"}

    def test_reads_the_clock_where_it_is_not_told(self) -> None:
        now = datetime.now(UTC)  # noqa: TID251  # as the function does

        assert verify(BODY, headers(sent_at=now), secrets=[SECRET]).type == "measure.requested"

    def test_takes_either_secret_while_one_is_changed(self) -> None:
        for secret in (SECRET, OTHER):
            assert verify(BODY, headers(secret=secret), secrets=[OTHER, SECRET], now=NOON).id == "msg_1"

    def test_takes_one_good_signature_among_several(self) -> None:
        both = f"{headers(secret=OTHER)['Webhook-Signature']} v2,odd {headers()['Webhook-Signature']}"

        assert verify(BODY, headers(Signature=both), secrets=[SECRET], now=NOON).id == "msg_1"

    def test_takes_headers_in_any_case(self) -> None:
        given = {name.upper(): value for name, value in headers().items()}

        assert verify(BODY, given, secrets=[SECRET], now=NOON).id == "msg_1"

    @pytest.mark.parametrize("minutes", [-5, 5])
    def test_takes_what_is_within_the_tolerance(self, minutes: int) -> None:
        given = headers(sent_at=NOON + timedelta(minutes=minutes))

        assert verify(BODY, given, secrets=[SECRET], now=NOON).id == "msg_1"

    @pytest.mark.parametrize("seconds", [-301, 301])
    def test_refuses_what_is_too_old_or_too_new(self, seconds: int) -> None:
        given = headers(sent_at=NOON + timedelta(seconds=seconds))

        with pytest.raises(WebhookRefused, match=r"webhook-timestamp: .* is more than 0:05:00 from now"):
            verify(BODY, given, secrets=[SECRET], now=NOON)

    @pytest.mark.parametrize(
        "given",
        [
            headers(secret=OTHER),
            headers(Id="msg_2"),
            headers(Timestamp=str(int(NOON.timestamp()) + 1)),
            headers(Signature="v1,"),
            headers(Signature="v1,é"),
            headers(Signature="v1,\udce9"),
            headers(Id="\udce9"),
            headers(Signature=headers()["Webhook-Signature"].replace("v1,", "v2,")),
            headers(Signature=headers()["Webhook-Signature"].removeprefix("v1,")),
        ],
    )
    def test_refuses_what_was_not_signed_so(self, given: dict[str, str]) -> None:
        with pytest.raises(WebhookRefused, match="none was made with a secret in use"):
            verify(BODY, given, secrets=[SECRET], now=NOON)

    def test_refuses_a_body_of_which_one_byte_differs(self) -> None:
        with pytest.raises(WebhookRefused, match="none was made"):
            verify(BODY + b" ", headers(), secrets=[SECRET], now=NOON)

    def test_refuses_everything_without_a_secret(self) -> None:
        with pytest.raises(WebhookRefused, match="none was made"):
            verify(BODY, headers(), secrets=[], now=NOON)

    @pytest.mark.parametrize("name", ["Webhook-Id", "Webhook-Timestamp", "Webhook-Signature"])
    def test_names_a_header_that_is_missing(self, name: str) -> None:
        given = {key: value for key, value in headers().items() if key != name}

        with pytest.raises(WebhookRefused, match=f"{name.lower()}: the header is missing"):
            verify(BODY, given, secrets=[SECRET], now=NOON)

    @pytest.mark.parametrize("timestamp", ["soon", "1e3", "9" * 30])
    def test_refuses_a_time_that_is_none(self, timestamp: str) -> None:
        with pytest.raises(WebhookRefused, match="must be seconds since 1970"):
            verify(BODY, headers(Timestamp=timestamp), secrets=[SECRET], now=NOON)

    @pytest.mark.parametrize("body", [b"[]", b"{}", b"<html>", b"7"])
    def test_refuses_a_body_without_a_type(self, body: bytes) -> None:
        with pytest.raises(WebhookRefused, match="the body: must be an object of JSON with a type"):
            verify(body, headers(body=body), secrets=[SECRET], now=NOON)

    @pytest.mark.parametrize("secret", ["whsec_", "", "whsec_not base64!"])
    def test_says_that_a_secret_is_none(self, secret: str) -> None:
        with pytest.raises(ValueError, match="secrets:") as refused:
            verify(BODY, headers(), secrets=[secret], now=NOON)

        assert not isinstance(refused.value, WebhookRefused)
        assert "not base64!" not in str(refused.value)

    def test_agrees_with_the_example_of_the_standard(self) -> None:
        content = b"msg_1.1." + BODY
        signature = b64encode(hmac.digest(b"key", content, sha256)).decode()
        given = {"webhook-id": "msg_1", "webhook-timestamp": "1", "webhook-signature": f"v1,{signature}"}

        now = datetime.fromtimestamp(1, tz=UTC)
        assert verify(BODY, given, secrets=[b64encode(b"key").decode()], now=now).id == "msg_1"
