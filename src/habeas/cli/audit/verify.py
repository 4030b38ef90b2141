"""`habeas audit verify`: whether a log, in the database or exported, is what was written and signed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from habeas.cli.arguments import AsJson
from habeas.cli.audit.files import Checked, check_file
from habeas.cli.audit.signatures import is_signed, read_key
from habeas.cli.service import open_service

if TYPE_CHECKING:
    from habeas.domain.audit.notes import Note, VerifierKey
    from habeas.domain.audit.verification import Verified

WRONG, CANNOT_CHECK, NOTHING_SIGNED = 1, 2, 3
"""Exit statuses beside 0, which says: all of it is as it was written, and what was signed is signed."""

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the check of a log came to: with which key, and which stored hashes of the tree are wrong."""

    verified: "Verified"
    key: "VerifierKey | None"
    wrong_hashes: Sequence[str] = ()

    @property
    def says(self) -> list[str]:
        """Return what is wrong, in words."""
        return [*(problem.says for problem in self.verified.problems), *self.wrong_hashes]


def verify(
    source: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR|FILE]",
            exists=True,
            help="An exported log, a proof, or a member's export (default: the database of the service).",
            show_default=False,
        ),
    ] = None,
    key: Annotated[
        str | None, typer.Option(metavar="KEY|FILE", help="The log's public key, as it was published: name+id+key.")
    ] = None,
    checkpoints: Annotated[
        list[Path] | None,
        typer.Option("--checkpoint", metavar="FILE", help="A checkpoint that was kept elsewhere; may be repeated."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check that the log is what was written and signed, and say exactly which entry is not, and how.

    Files are checked without the service and without a database; --key is needed for them, for a key that comes
    with the files proves nothing. Ends with 0 when everything holds, with 1 when something is wrong, with 2 when
    it cannot be checked, with 3 when the entries hang together but no checkpoint vouches for any.
    """
    given = None if key is None else read_key(key)
    if source is not None and given is None:
        raise typer.BadParameter("files are checked with the log's public key, as it was published", param_hint="--key")
    if source is not None and given is not None and source.is_file():
        _tell_of_file(check_file(source, given), as_json=as_json)
        return
    notes = _read_notes(checkpoints or [])
    answer = _verify_database(given, notes) if source is None else _verify_export(source, given, notes)
    _tell(answer, as_json=as_json)
    if answer.says:
        raise typer.Exit(WRONG)
    if answer.verified.size and not answer.verified.vouched:
        raise typer.Exit(NOTHING_SIGNED)


def _tell_of_file(checked: Checked, *, as_json: bool) -> None:
    """Write what a file's claims came to and end the command with it."""
    if as_json:
        typer.echo(json.dumps({"holding": checked.holding, "unsigned": checked.unsigned, "wrong": checked.wrong}))
    else:
        typer.echo("\n".join([*checked.holding, *checked.unsigned, *checked.wrong]) or "nothing to check")
    if checked.wrong:
        raise typer.Exit(WRONG)
    if not checked.holding:
        raise typer.Exit(NOTHING_SIGNED)


def _read_notes(places: Sequence[Path]) -> "list[Note]":
    from habeas.files.audit_exports import BadExport, read_note_file

    try:
        return [read_note_file(place) for place in places]
    except BadExport as error:
        raise typer.BadParameter(str(error), param_hint="--checkpoint") from error


def _verify_export(folder: Path, key: "VerifierKey | None", notes: "list[Note]") -> Answer:
    from habeas.domain.audit.verification import verify_log
    from habeas.files.audit_exports import BadExport, read_entries, read_notes

    try:
        every = [*read_notes(folder), *notes]
        return Answer(verify_log(read_entries(folder), notes=every, key=key, verify=is_signed), key)
    except BadExport as error:
        raise typer.BadParameter(str(error)) from error


def _verify_database(given: "VerifierKey | None", notes: "list[Note]") -> Answer:
    open_service()
    from habeas.domain.audit.notes import read_note
    from habeas.domain.audit.verification import verify_log
    from habeas.server.audit.queries import list_notes, list_recorded
    from habeas.server.audit.signing import get_verifier_key
    from habeas.server.audit.stored import list_wrong_hashes

    key = given or get_verifier_key()
    every = [*map(read_note, list_notes()), *notes]
    verified = verify_log(list_recorded(), notes=every, key=key, verify=is_signed)
    return Answer(verified, key, list(list_wrong_hashes()))


def _tell(answer: Answer, *, as_json: bool) -> None:
    verified = answer.verified
    if as_json:
        typer.echo(json.dumps(_as_json(answer)))
        return
    typer.echo(f"{verified.size} entries, the first {verified.vouched} signed; key {answer.key or 'none'}")
    for line in answer.says:
        typer.echo(line)
    if not answer.says:
        typer.echo("every entry follows from the one before" + (", as it was signed" if verified.vouched else ""))


def _as_json(answer: Answer) -> Json:
    verified = answer.verified
    return {
        "size": verified.size,
        "root": None if verified.root is None else verified.root.hex(),
        "vouched": verified.vouched,
        "key": None if answer.key is None else str(answer.key),
        "problems": [{"at": one.at, "wrong": one.wrong, "says": one.says} for one in verified.problems],
        "wrong_hashes": list(answer.wrong_hashes),
    }
