"""The audit log, for whoever watches it: its signed checkpoint, and proofs against it. Nothing here names anybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from habeas.domain.audit.checkpoints import read_checkpoint
from habeas.domain.audit.entries import entry_as_json
from habeas.domain.audit.notes import read_note
from habeas.server.api.authorization import Requires
from habeas.server.api.parameters import Parameters, refuse_unknown
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply_tagged
from habeas.server.api.shapes import CheckpointShape, EntryProofShape, GrowthProofShape
from habeas.server.audit.proving import NotSigned, prove_entry, prove_growth
from habeas.server.audit.queries import NoSuchEntry, get_latest_note
from habeas.server.audit.signing import get_verifier_key
from habeas.server.identity.scopes import Scope

router = Router(tags=["audit"])

_LARGEST = 2**53 - 1


class EntryParameters(Parameters):
    """Which entry is to be proven."""

    entry: int = Field(ge=0, le=_LARGEST, description="Number of the entry, from 0")


class GrowthParameters(Parameters):
    """Since when the log is to be proven to have grown only."""

    since: int = Field(ge=0, le=_LARGEST, description="Size of the log that the caller knows")


@router.get("/audit/checkpoint", auth=Requires(Scope.READ), response=CheckpointShape)
def get_checkpoint(request: HttpRequest) -> HttpResponse:
    """Return the latest signed checkpoint (C2SP). Keep it: it shows later whether the log was rewritten."""
    refuse_unknown(request, Parameters)
    note, key = get_latest_note(), get_verifier_key()
    if note is None:
        raise Refusal(Kind.NOT_FOUND, "No checkpoint was signed yet: the worker signs one each hour.")
    checkpoint = read_checkpoint(read_note(note).text)
    content = {
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "root": checkpoint.root.hex(),
        "key": str(key),
        "checkpoint": note,
    }
    return reply_tagged(request, content)


@router.get("/audit/proof", auth=Requires(Scope.READ), response=EntryProofShape)
def get_proof(request: HttpRequest, asked: Query[EntryParameters]) -> HttpResponse:
    """Return the proof that an entry is in the log of the latest checkpoint. `file` is all of it (C2SP tlog-proof)."""
    refuse_unknown(request, EntryParameters)
    try:
        proof = prove_entry(asked.entry)
    except NoSuchEntry as error:
        raise Refusal(Kind.NOT_FOUND, f"The log has no entry {asked.entry}.") from error
    except NotSigned as error:
        raise _not_signed(error) from error
    content: dict[str, Any] = {
        "entry": entry_as_json(proof.entry),
        "size": read_checkpoint(proof.note.text).size,
        "proof": [one.hex() for one in proof.proof],
        "checkpoint": str(proof.note),
        "file": str(proof),
    }
    return reply_tagged(request, content)


@router.get("/audit/consistency", auth=Requires(Scope.READ), response=GrowthProofShape)
def get_consistency(request: HttpRequest, asked: Query[GrowthParameters]) -> HttpResponse:
    """Return the proof that a log of the given size is the beginning of the latest that was signed (RFC 9162)."""
    refuse_unknown(request, GrowthParameters)
    try:
        growth = prove_growth(asked.since)
    except NotSigned as error:
        raise _not_signed(error) from error
    return reply_tagged(request, {"old": growth.old, "new": growth.new, "proof": [one.hex() for one in growth.proof]})


def _not_signed(error: NotSigned) -> Refusal:
    detail = f"{error.signed} entries are signed, which does not reach {error.wanted}: the worker signs each hour."
    return Refusal(Kind.NOT_FOUND, detail)
