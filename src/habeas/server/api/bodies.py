"""Read the body of a request: its type, its size, and JSON that every reader understands alike (RFC 7493)."""

import json
from typing import Any, Final, NoReturn

from django.http import HttpRequest

from habeas.server.api.problems import Kind, Refusal

MOST_BYTES: Final = 16 * 1024 * 1024
"""Of a batch of events: a thousand long messages."""

MOST_BYTES_OF_ONE: Final = 1024 * 1024
"""Of anything else."""

JSON: Final = "application/json"
CLOUD_EVENT: Final = "application/cloudevents+json"
CLOUD_EVENTS: Final = "application/cloudevents-batch+json"


def read_body(request: HttpRequest, *, media_types: tuple[str, ...] = (JSON,), most: int = MOST_BYTES_OF_ONE) -> Any:
    """Return the JSON value of a body. Raises Refusal: 411, 413, 415, or 400 with what is wrong where."""
    _check_type(request, media_types)
    _check_length(request, most, advice="Send them in several requests.")
    return parse(request.body)


def read_bytes(request: HttpRequest, *, media_type: str, most: int) -> bytes:
    """Return a body as it is. Raises Refusal: 411, 413 or 415."""
    _check_type(request, (media_type,))
    _check_length(request, most, advice="Send a smaller copy.")
    return request.body


def parse(body: bytes) -> Any:
    """Return the value of bytes of JSON. Raises Refusal."""
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        _refuse(f"The body is not UTF-8 at byte {error.start}.")
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        _refuse(f"The body is not JSON at line {error.lineno}, column {error.colno}: {error.msg}.")
    except RecursionError:
        _refuse("The body holds lists or objects that are nested too deeply.")
    except ValueError:
        _refuse("The body holds a number with too many digits. Send long numbers as texts.")


def _check_type(request: HttpRequest, media_types: tuple[str, ...]) -> None:
    if request.content_type not in media_types:
        said = f"not {request.content_type}" if request.content_type else "but none was named"
        detail = f"Send {' or '.join(media_types)}, {said}: set the header Content-Type."
        raise Refusal(Kind.NOT_SPOKEN, detail, headers={"Accept": ", ".join(media_types)})
    charset = (request.content_params or {}).get("charset", "utf-8")
    if charset.lower() not in {"utf-8", "utf8"}:
        raise Refusal(Kind.NOT_SPOKEN, f"JSON is sent in UTF-8, not in {charset}.")
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise Refusal(Kind.NOT_SPOKEN, "Send the body as it is, without Content-Encoding.")


def _check_length(request: HttpRequest, most: int, *, advice: str) -> None:
    said = request.headers.get("Content-Length", "")
    if not said and "Transfer-Encoding" in request.headers:
        raise Refusal(Kind.LENGTH_MISSING, "Send the header Content-Length: bodies in chunks are not read.")
    if said.isdecimal() and int(said[:20]) > most:
        detail = f"At most {most} bytes are read here, {said[:20]} were announced. {advice}"
        raise Refusal(Kind.TOO_LARGE, detail)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        _refuse(f"An object of the body has the name {twice[:60]!a} twice, so that readers would differ.")
    return found


def _no_constant(name: str) -> NoReturn:
    _refuse(f"The body holds {name}, which is no JSON.")


def _refuse(detail: str) -> NoReturn:
    raise Refusal(Kind.NOT_JSON, detail) from None


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)
