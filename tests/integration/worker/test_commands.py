import json
import signal
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner, Result

from habeas.cli import app
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Endpoint, Message
from habeas.server.outbox.operations import write_message
from tests.factories.market import NOW

pytestmark = pytest.mark.usefixtures("reachable")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def tell() -> str:
    write_message(type=WebhookType.DECISION_MADE, payload={}, key="dec_1", is_test=False, now=NOW)
    return Message.objects.get().message_id


@pytest.fixture
def _signals() -> Iterator[None]:
    """Leave the signals of this process as they were."""
    before = [(number, signal.getsignal(number)) for number in (signal.SIGTERM, signal.SIGINT)]
    yield
    for number, action in before:
        signal.signal(number, action)


class TestWebhooks:
    def test_are_registered_listed_rotated_and_disabled(self) -> None:
        made = run("webhooks", "add", "https://host.example/hooks", "--by", "Kim", "--type", "measure.ended")
        endpoint, secret = made.stdout.split()
        rotated = run("webhooks", "rotate", endpoint)
        disabled = run("webhooks", "disable", endpoint, "--by", "Kim")

        [listed] = map(json.loads, run("webhooks", "endpoints").stdout.splitlines())
        assert listed == {**listed, "id": endpoint, "url": "https://host.example/hooks", "types": ["measure.ended"]}
        assert secret.startswith("whsec_")
        assert rotated.stdout.startswith("whsec_")
        assert secret not in json.dumps(listed) + rotated.stdout
        assert (disabled.exit_code, listed["disabled_at"] is None) == (0, False)

    def test_are_all_sent_when_no_type_is_named(self) -> None:
        run("webhooks", "add", "https://host.example/hooks", "--by", "Kim")

        [listed] = map(json.loads, run("webhooks", "endpoints").stdout.splitlines())
        assert listed["types"] == sorted(WebhookType.values)

    @pytest.mark.parametrize(
        ("arguments", "because"),
        [
            (["add", "http://host.example", "--by", "Kim"], "use https"),
            (["add", "https://127.0.0.1", "--by", "Kim"], "HABEAS_WEBHOOK_NETWORKS"),
            (["add", "https://host.example", "--by", "Kim", "--type", "decision"], "there are decision.made"),
            (["rotate", "end_none"], "habeas webhooks endpoints"),
            (["disable", "end_none", "--by", "Kim"], "habeas webhooks endpoints"),
            (["replay"], "name the messages' ids"),
        ],
    )
    def test_say_what_is_wrong_and_what_to_do(self, arguments: list[str], because: str) -> None:
        done = run("webhooks", *arguments)

        assert done.exit_code == 1
        assert because in done.stderr

    def test_that_were_given_up_are_listed_and_sent_again(self) -> None:
        run("webhooks", "add", "https://host.example/hooks", "--by", "Kim")
        told = tell()
        Message.objects.update(parked_at=NOW, attempts=18, last_error="answered 500")

        [listed] = map(json.loads, run("webhooks", "parked").stdout.splitlines())
        by_time = run("webhooks", "replay", "--since", "2026-03-02", "--until", "2026-03-03T00:00:00Z", "--parked")
        by_id = run("webhooks", "replay", told)

        assert (listed["id"], listed["last_error"]) == (told, "answered 500")
        assert (by_time.stdout, by_id.stdout) == ("1\n", "1\n")
        assert run("webhooks", "parked").stdout == ""


@pytest.mark.usefixtures("_signals")
class TestWorker:
    def test_does_once_what_is_due(self) -> None:
        run("webhooks", "add", "https://host.example/hooks", "--by", "Kim", "--type", "decision.made")
        tell()
        # A name that leads into our own network, as names may that were harmless when they were registered.
        Endpoint.objects.update(url="https://127.0.0.1/hooks")

        done = run("worker", "--once")

        assert done.exit_code == 0
        assert Message.objects.get().last_error.startswith("127.0.0.1 is not a public address")
