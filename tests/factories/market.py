"""A marketplace that sends events: a policy in force, channels registered, members who write."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Final

from habeas.files.policies import read_texts, shipped_folder
from habeas.policy.load import load_policy
from habeas.server.events.incoming import Answer, IncomingEvent
from habeas.server.policies.models import Activation, Channel, Platform, PolicyVersion
from habeas.server.usecases.ingest_events import ingest_events

NOW: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
CHANNELS: Final = ("message", "proposal", "profile", "job", "review", "attachment")
FED: Final = {"contract": "2020-01-01", "record": "2020-01-01", "pair": "2020-01-01", "traffic": "2020-01-01"}
PHONE: Final = "Call me on +44 20 7946 0958"
CLEAN: Final = "The first draft is ready, have a look at the second page."
_NUMBERS: Final = count(1)


def open_market(*, acting: Sequence[str] = CHANNELS) -> None:
    """Install the shipped policy, register the usual channels and let those named act."""
    texts = read_texts(shipped_folder("freelance"))
    policy = load_policy(texts).identity
    version = PolicyVersion.objects.create(
        digest=policy.digest, policy=policy.id, version=policy.version, texts=texts, installed_at=NOW
    )
    Activation.objects.create(version=version, activated_at=NOW - timedelta(days=400), activated_by="Ana Ruiz")
    for name in CHANNELS:
        acts = {"activated_at": NOW - timedelta(days=400), "activated_by": "Ana Ruiz"} if name in acting else {}
        Channel.objects.create(
            name=name,
            legal_basis="contract with the members",
            assessment="DPIA-1",
            mode="content",
            registered_at=NOW - timedelta(days=400),
            registered_by="Ana Ruiz",
            **acts,
        )
    Platform.objects.create(name="", feeds=FED)


def another_version(*, lenient: bool) -> dict[str, str]:
    """Return the shipped policy as another version; a lenient one only watches payment outside."""
    texts = read_texts(shipped_folder("freelance"))
    texts["policy.yaml"] = texts["policy.yaml"].replace('version: "1.0.0"', 'version: "2.0.0"')
    if lenient:
        texts["payment.yaml"] = texts["payment.yaml"].replace(
            "    class: payment_off_platform\n", "    class: payment_off_platform\n    mode: shadow\n"
        )
    return texts


def event(kind: str, /, *, at: datetime = NOW, event_id: str | None = None, **data: object) -> IncomingEvent:
    """Return an event with an id of its own unless one is given."""
    return _event(kind, at, event_id, data)


def _event(kind: str, at: datetime, event_id: str | None, content: dict[str, Any]) -> IncomingEvent:
    return IncomingEvent(id=event_id or f"e{next(_NUMBERS)}", type=kind, occurred_at=at, platform="", data=content)


def message(text: str = PHONE, *, at: datetime = NOW, event_id: str | None = None, **data: object) -> IncomingEvent:
    """Return a message from Ana to Bob, about nothing in particular."""
    content = {"member": "ana", "to": "bob", "conversation": "room", "text": text} | data
    return _event("message.sent", at, event_id, content)


def started(*, at: datetime = NOW - timedelta(days=1), event_id: str | None = None, **data: object) -> IncomingEvent:
    """Return the start of a contract between Ana and Bob."""
    return _event("contract.started", at, event_id, {"contract": "k1", "client": "bob", "freelancer": "ana"} | data)


def send(*events: IncomingEvent, now: datetime = NOW, is_test: bool = False) -> list[Answer]:
    """Take in events together and return the answers."""
    return list(ingest_events(events=events, is_test=is_test, now=now))


def told(answer: Answer) -> dict[str, Any]:
    """Return the decision that a caller was told."""
    assert answer.decision is not None
    return dict(answer.decision)
