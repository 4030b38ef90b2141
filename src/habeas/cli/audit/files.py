"""Checks single files: the proof of one entry, and what a member was handed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from habeas.cli.audit.signatures import is_signed

if TYPE_CHECKING:
    from habeas.domain.audit.notes import VerifierKey


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file's claims came to: those that hold, those that are not signed yet, those that do not hold."""

    holding: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def check_file(place: Path, key: "VerifierKey") -> Checked:
    """Return what the claims in a file come to: a proof, or all that is held about one member."""
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"cannot read {place}: {error}") from error
    return _check_member(text, key) if text.startswith("{") else _check_proof(text, key)


def _check_proof(text: str, key: "VerifierKey") -> Checked:
    from habeas.domain.audit.proof_files import BadProof, check_proof, read_proof

    try:
        proof = read_proof(text)
        check_proof(proof, key=key, verify=is_signed)
    except BadProof as error:
        return Checked(wrong=(str(error),))
    return Checked((f"entry {proof.entry.index} ({proof.entry.action}) stands in the log that {key.name} signed",))


def _check_member(text: str, key: "VerifierKey") -> Checked:
    """Return whether each entry that a member was handed is in the log, and says what the member was told it says."""
    try:
        logged = json.loads(text)["audit_log"]
        found = list(_outcomes(logged, key))
    except (ValueError, KeyError, TypeError) as error:
        raise typer.BadParameter(f"neither a proof nor an export of a member: {error}") from error
    holding, unsigned, wrong = (
        [says for kind, says in found if kind == wanted] for wanted in ("holds", "waits", "wrong")
    )
    return Checked(tuple(holding), tuple(unsigned), tuple(wrong))


def _outcomes(logged: list[dict[str, Any]], key: "VerifierKey") -> Iterator[tuple[str, str]]:
    from habeas.domain.audit.commitments import Opening, is_opened_by
    from habeas.domain.audit.proof_files import BadProof

    for one in logged:
        index = one["entry"]["index"]
        if not is_opened_by(one["entry"]["commitment"], Opening(one["payload"], bytes.fromhex(one["salt"]))):
            yield "wrong", f"entry {index} commits to something else than what is shown"
        elif one["proof"] is None:
            yield "waits", f"entry {index} was not yet signed when this was exported"
        else:
            try:
                _prove(one, key)
            except BadProof as error:
                yield "wrong", f"entry {index}: {error}"
            else:
                yield "holds", f"entry {index} ({one['entry']['action']}) says what is shown, and stands in the log"


def _prove(logged: dict[str, Any], key: "VerifierKey") -> None:
    """Make sure that the proof holds, and is of this entry. Raises BadProof."""
    from habeas.domain.audit.entries import entry_as_json
    from habeas.domain.audit.proof_files import BadProof, check_proof, read_proof

    proof = read_proof(logged["proof"])
    check_proof(proof, key=key, verify=is_signed)
    if entry_as_json(proof.entry) != logged["entry"]:
        raise BadProof("the proof is of another entry")
