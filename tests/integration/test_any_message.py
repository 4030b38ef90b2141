"""Whatever members write, nothing stays of what held nothing, but the short sealed memory that split messages need."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habeas.domain.retention import RecordClass
from habeas.server.decisions.models import Decision
from habeas.server.events.incoming import Status
from habeas.server.parties.keys import Keyring, read_keys
from habeas.server.policies.models import Channel
from habeas.server.screening.models import Window
from habeas.server.usecases.export_member import export_member
from habeas.server.usecases.purge_expired import purge_expired
from tests.factories.market import NOW, event, open_market, send
from tests.integration.usecases.test_ingest_events import everything_stored

WORDS = ("draft", "page", "chapter", "colour", "review", "ready", "second", "please")
CONTACT = "Call me on +44 20 7946 0958"
READ = "message.sent"
UNREGISTERED = "job.posted"
MOST_TEXTS = 5
KEPT_FOR = timedelta(hours=24)
RECENT = str(RecordClass.RECENT_TEXT)

spans = st.sampled_from([timedelta(minutes=1), timedelta(minutes=9), timedelta(hours=3), timedelta(hours=25)])
written = st.fixed_dictionaries(
    {
        "member": st.sampled_from(["ana", "ana", "ana", "eve"]),
        "conversation": st.sampled_from(["room", "room", "hall"]),
        "words": st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
        "holds_something": st.booleans(),
        "after": spans,
        "kind": st.sampled_from([*[READ] * 4, "proposal.submitted", UNREGISTERED]),
        "again": st.booleans(),
    }
)


def write(number: int, said: dict[str, Any], now: datetime) -> str:
    """Let something be written, perhaps twice, where it is read, where nothing is, or where nobody may; return it."""
    words = f"unseen{number}z {' '.join(said['words'])}"
    text = f"{words} {CONTACT}" if said["holds_something"] else words
    content = {"member": said["member"], "to": "bob", "conversation": said["conversation"], "text": text}
    one = event(said["kind"], at=now, event_id=f"w{number}", **content)
    first, *repeated = [send(one, now=now)[0].status for _ in range(1 + said["again"])]
    assert first == (Status.REJECTED if said["kind"] == UNREGISTERED else Status.ACCEPTED)
    assert set(repeated) <= {Status.DUPLICATE if first == Status.ACCEPTED else Status.REJECTED}
    return words


def keep_in_mind(member: str, *, now: datetime, keys: Keyring) -> None:
    """See that what is remembered of somebody is within its bounds."""
    for window in Window.objects.filter(sender=member):
        texts = json.loads(keys.open(member, bytes(window.sealed)))
        assert len(texts) <= MOST_TEXTS
        assert window.expires_at <= now + KEPT_FOR


@pytest.mark.django_db
@given(history=st.lists(written, min_size=1, max_size=12))
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
def test_leaves_nothing_of_what_held_nothing(history: list[dict[str, Any]]) -> None:
    """Invariant 10, invariant 14."""
    with transaction.atomic():
        open_market()
        Channel.objects.filter(name="proposal").update(mode="off")
        Channel.objects.filter(name="job").delete()
        now, clean, found = NOW, [], 0
        for number, said in enumerate(history):
            now += said["after"]
            words = write(number, said, now)
            is_found = said["holds_something"] and said["kind"] == READ
            found += is_found
            clean += [] if is_found else [words]
        assert Decision.objects.values("event").distinct().count() == found
        assert "unseen" not in everything_stored()
        for member in {said["member"] for said in history if said["kind"] == READ}:
            keys = read_keys([member])
            keep_in_mind(member, now=now, keys=keys)
            held = export_member(member=member, by="operator", now=now)
            del held["records"][RECENT]
            assert [words for words in clean if words.split()[0] in json.dumps(held)] == []
        purge_expired(now=now + KEPT_FOR)
        assert not Window.objects.exists()
        transaction.set_rollback(True)
