import ipaddress
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from standardwebhooks import Webhook

from habeas.server.adapters.destinations import Address, Network, read_networks
from habeas.server.adapters.webhooks import Answer, HttpSender, Parcel, RememberingSender, headers_of
from tests.fakes.receivers import (
    Behaviour,
    Receiver,
    answering,
    dripping_its_body,
    dripping_its_head,
    hanging,
    hanging_up,
    sending_a_gigabyte,
    sending_endless_headers,
    sending_nonsense,
)

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
SECRET = "whsec_" + "c2VjcmV0" * 4
OLD_SECRET = "whsec_" + "b2xkb2xk" * 4
HERE = read_networks(["127.0.0.0/8"])
NAME = "receiver.example"

pytestmark = pytest.mark.usefixtures("socket_enabled")


def parcel(url: str, *, secrets: tuple[str, ...] = (SECRET,), sent_at: datetime = NOW) -> Parcel:
    return Parcel(id="msg_1", url=url, body='{"who":"Zoë"}', secrets=secrets, sent_at=sent_at)


class Directory:
    """Answers what names lead to, and counts how often it was asked."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = [ipaddress.ip_address(address) for address in addresses]
        self.asked: list[tuple[str, int]] = []

    async def __call__(self, host: str, port: int) -> Sequence[Address]:
        self.asked.append((host, port))
        return self.addresses


def sender(*addresses: str, allowed: Sequence[Network] = HERE, patience: float = 5) -> HttpSender:
    return HttpSender(
        allowed=allowed, resolve=Directory(*(addresses or ("127.0.0.1",))), patience=timedelta(seconds=patience)
    )


def send_to(behave: Behaviour, *, patience: float = 5) -> tuple[Answer, Receiver]:
    with Receiver(behave).listening() as receiver:
        [answer] = sender(patience=patience).send([parcel(f"http://{NAME}:{receiver.port}/hooks?a=1")])
    return answer, receiver


class TestSend:
    def test_hands_over_what_can_be_verified(self) -> None:
        answer, receiver = send_to(answering(204))

        [request] = receiver.requests
        assert answer.is_accepted
        assert request.line == "POST /hooks?a=1 HTTP/1.1"
        assert request.body == '{"who":"Zoë"}'
        assert request.headers["host"] == f"{NAME}:{receiver.port}"
        assert request.headers["content-type"] == "application/json"
        assert request.headers == {**request.headers, **headers_of(parcel("http://x"))}

    @pytest.mark.parametrize(
        ("behave", "problem"),
        [
            (answering(500), "answered 500"),
            (answering(410), "answered 410"),
            (answering(404), "answered 404"),
            (
                answering(302, "location: http://127.0.0.1:1/elsewhere"),
                "answered 302: redirects are not followed; register the address that it leads to",
            ),
            (hanging, "no answer within 0.5 seconds"),
            (dripping_its_head, "no answer within 0.5 seconds"),
            (sending_endless_headers, "no answer: RemoteProtocolError"),
            (sending_nonsense, "no answer: RemoteProtocolError"),
            (hanging_up, "no answer: RemoteProtocolError"),
        ],
        ids=lambda value: value if isinstance(value, str) else value.__name__,
    )
    def test_says_what_a_receiver_did_wrong(self, behave: Behaviour, problem: str) -> None:
        answer, receiver = send_to(behave, patience=0.5)

        assert answer == Answer(problem)
        assert len(receiver.requests) == 1

    @pytest.mark.parametrize("behave", [sending_a_gigabyte, dripping_its_body])
    def test_reads_no_more_than_that_it_was_accepted(self, behave: Behaviour) -> None:
        answer, receiver = send_to(behave)

        assert answer.is_accepted
        assert receiver.bytes_sent < 1 << 26  # what fits into the system's own buffers

    def test_lets_no_receiver_keep_another_waiting(self) -> None:
        with Receiver(hanging).listening() as slow, Receiver(answering(200)).listening() as quick:
            answers = sender(patience=0.5).send(
                [parcel(f"http://{NAME}:{receiver.port}") for receiver in (slow, quick, slow)]
            )

        assert [answer.is_accepted for answer in answers] == [False, True, False]

    def test_says_when_nobody_listens(self) -> None:
        with Receiver(answering(200)).listening() as gone:
            pass

        [answer] = sender().send([parcel(f"http://{NAME}:{gone.port}")])

        assert answer.problem == "no answer: ConnectError"

    def test_tries_each_address_that_a_name_leads_to(self) -> None:
        with Receiver(answering(200)).listening() as receiver:
            [answer] = sender("127.0.0.2", "127.0.0.1").send([parcel(f"http://{NAME}:{receiver.port}")])

        assert answer.is_accepted

    def test_sends_nothing_when_there_is_nothing(self) -> None:
        assert list(sender().send([])) == []

    def test_finds_names_as_the_system_does(self) -> None:
        with Receiver(answering(200)).listening() as receiver:
            [answer, lost] = HttpSender(allowed=read_networks(["127.0.0.0/8", "::1"])).send(
                [parcel(f"http://localhost:{receiver.port}"), parcel("https://no-such-name.invalid")]
            )

        assert answer.is_accepted
        assert lost.problem == "its name leads to no address"

    def test_asks_once_where_a_name_leads_so_that_it_cannot_lead_elsewhere_after_the_check(self) -> None:
        names = Directory("127.0.0.1")
        with Receiver(answering(200)).listening() as receiver:
            HttpSender(allowed=HERE, resolve=names).send([parcel(f"http://{NAME}:{receiver.port}")])

        assert names.asked == [(NAME, receiver.port)]


class TestPrivateAddresses:
    @pytest.mark.parametrize(
        "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fe80::1", "::"]
    )
    def test_are_not_connected_to(self, address: str) -> None:
        with Receiver(answering(200)).listening() as receiver:
            [answer] = sender(address, allowed=()).send([parcel(f"https://{NAME}:{receiver.port}")])

        assert "is not a public address" in answer.problem
        assert receiver.requests == []

    def test_are_not_connected_to_when_they_stand_beside_public_ones(self) -> None:
        [answer] = sender("93.184.216.34", "127.0.0.1", allowed=()).send([parcel(f"https://{NAME}")])

        assert answer.problem.startswith("127.0.0.1 is not a public address")

    def test_are_sent_to_when_their_network_is_named(self) -> None:
        answer, _ = send_to(answering(200))

        assert answer.is_accepted

    def test_do_not_open_http_to_the_public(self) -> None:
        [answer] = sender("93.184.216.34").send([parcel(f"http://{NAME}")])

        assert answer.problem.startswith("http is only for networks that HABEAS_WEBHOOK_NETWORKS names")


class TestHttps:
    @pytest.fixture
    def pair(self, tmp_path: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
        """Return the receiver's side, with a certificate for its name, and a sender's that trusts it."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
            .sign(key, hashes.SHA256())
        )
        public = certificate.public_bytes(serialization.Encoding.PEM)
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (tmp_path / "both.pem").write_bytes(private + public)
        server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        server.load_cert_chain(tmp_path / "both.pem")
        return server, ssl.create_default_context(cadata=public.decode())

    def send(self, pair: tuple[ssl.SSLContext, ssl.SSLContext], name: str) -> tuple[Answer, Receiver]:
        server, client = pair
        asked: list[str | None] = []
        server.sni_callback = lambda _socket, asked_for, _context: asked.append(asked_for)
        with Receiver(answering(200), tls=server).listening() as receiver:
            trusting = HttpSender(allowed=HERE, tls=client, resolve=Directory("127.0.0.1"))
            [answer] = trusting.send([parcel(f"https://{name}:{receiver.port}/")])
        assert asked == [name]
        return answer, receiver

    def test_proves_the_name_although_the_connection_goes_to_an_address(
        self, pair: tuple[ssl.SSLContext, ssl.SSLContext]
    ) -> None:
        answer, receiver = self.send(pair, NAME)

        assert answer.is_accepted
        assert receiver.requests[0].headers["host"] == f"{NAME}:{receiver.port}"

    def test_hands_nothing_to_another_name(self, pair: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
        answer, receiver = self.send(pair, "other.example")

        assert answer.problem == "no answer: ConnectError"
        assert receiver.requests == []


class TestHeaders:
    def test_are_verified_with_either_secret_while_one_is_rotated(self) -> None:
        at = datetime.now(UTC)  # noqa: TID251  # the verifying library reads the clock itself
        sent = parcel("http://x", secrets=(SECRET, OLD_SECRET), sent_at=at)

        for secret in (SECRET, OLD_SECRET):
            assert Webhook(secret).verify(sent.body, dict(headers_of(sent))) == {"who": "Zoë"}

    def test_say_the_same_moment_whatever_its_offset(self) -> None:
        elsewhere = NOW.astimezone(timezone(timedelta(hours=5)))

        assert headers_of(parcel("http://x", sent_at=elsewhere)) == headers_of(parcel("http://x"))


class TestRememberingSender:
    def test_keeps_what_it_was_given_and_answers_as_told(self) -> None:
        remembering = RememberingSender({"https://bad.example": Answer("answered 500")})
        parcels = [parcel("https://good.example"), parcel("https://bad.example")]

        assert [answer.is_accepted for answer in remembering.send(parcels)] == [True, False]
        assert remembering.sent == parcels
