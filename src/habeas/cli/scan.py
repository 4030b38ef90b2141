"""`habeas scan`: what each message holds, and what only looked like contact."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from habeas.cli.arguments import STDIN, Source
from habeas.cli.streams import answer_lines, as_line

if TYPE_CHECKING:
    from habeas.cli.records import Record
    from habeas.detection.documents import Message


def scan(source: Source = STDIN) -> None:
    """Find contact details, payment and intent in messages.

    Reads JSON Lines, {"id", "text": string or list of strings, "country"?, "language"?}, and writes one
    line for each, in the same order: {"id", "findings", "dismissals"}. A bad line is named on stderr; the
    others are answered, and the exit status is 1.
    """
    from habeas.cli.messages import read_message
    from habeas.detection.findings_json import dismissal_as_json, finding_as_json
    from habeas.files.engines import scan as scan_messages

    def read(record: "Record") -> tuple[object, "Message"]:
        return record["id"], read_message(record)

    def answer(requests: Sequence[tuple[object, "Message"]]) -> Iterator[str]:
        scans = scan_messages([message for _, message in requests])
        for (identity, _), found in zip(requests, scans, strict=True):
            yield as_line(
                {
                    "id": identity,
                    "findings": [finding_as_json(finding) for finding in found.findings],
                    "dismissals": [dismissal_as_json(dismissal) for dismissal in found.dismissals],
                }
            )

    answer_lines(source, read=read, answer=answer)
