"""Read from a record the message that detection scans."""

from habeas.cli.records import BadLine, Record, name_type, require_encodable
from habeas.detection.documents import Message


def read_message(record: Record) -> Message:
    """Return the text or texts of a record with their country and language; raise BadLine."""
    country, language = _read_code(record, "country"), _read_code(record, "language")
    return Message(
        parts=_read_parts(record),
        country=country and country.upper(),
        language=language and language.lower(),
    )


def _read_parts(record: Record) -> tuple[str, ...]:
    if "text" not in record:
        cause = "`text` is missing"
        raise BadLine(cause)
    text = record["text"]
    if isinstance(text, str):
        require_encodable(text, "text")
        return (text,)
    if not isinstance(text, list):
        cause = f"`text` must be a string or a list of strings, not {name_type(text)}"
        raise BadLine(cause)
    if not text:
        cause = "`text` is an empty list"
        raise BadLine(cause)
    for index, part in enumerate(text):
        if not isinstance(part, str):
            cause = f"`text` must hold strings, but its item {index + 1} is {name_type(part)}"
            raise BadLine(cause)
        require_encodable(part, f"text[{index}]")
    return tuple(text)


def _read_code(record: Record, name: str) -> str | None:
    code = record.get(name)
    if code is None or isinstance(code, str):
        return code
    cause = f"`{name}` must be a string, not {name_type(code)}"
    raise BadLine(cause)
