"""Files that members send: kept till what they belong to is filed, and handed out as downloads."""

from typing import Annotated, Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import Field

from habeas.domain.attachments import LIMITS
from habeas.server.adapters.scanners import ScannerUnreachable, scanner_at
from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.bodies import read_bytes
from habeas.server.api.case_shapes import FileShape
from habeas.server.api.parameters import Id, Parameters, refuse_unknown
from habeas.server.api.problems import Kind, Refusal
from habeas.server.api.replies import reply
from habeas.server.attachments.queries import get_download, list_attachments
from habeas.server.attachments.serving import download_response
from habeas.server.identity.scopes import Scope
from habeas.server.usecases.discard_file import discard_file
from habeas.server.usecases.keep_file import keep_file

router = Router(tags=["files"])

_CREATED: Final = 201
_NO_CONTENT: Final = 204
_BYTES: Final = "application/octet-stream"
_BINARY: Final[dict[str, Any]] = {_BYTES: {"schema": {"type": "string", "format": "binary"}}}


class FileParameters(Parameters):
    """Whose file, and what they call it."""

    member: Id
    name: Annotated[str, Field(min_length=1, max_length=255, examples=["receipt.pdf"])]


class OwnerParameters(Parameters):
    """Whose file."""

    member: Id


@router.post(
    "/files",
    auth=Requires(Scope.ACT),
    response={201: FileShape},
    openapi_extra={"requestBody": {"required": True, "content": _BINARY}},
)
def post_file(request: HttpRequest, asked: Query[FileParameters]) -> HttpResponse:
    """Keep a file of a member, sent as it is. Its type is what its bytes say; name it in an appeal within 30 days."""
    refuse_unknown(request, FileParameters)
    content, is_test = read_bytes(request, media_type=_BYTES, most=LIMITS.file_size), caller_of(request).is_test
    try:
        kept = keep_file(
            member=asked.member,
            name=asked.name,
            content=content,
            scanner=scanner_at(settings.HABEAS.clamd),
            is_test=is_test,
            now=timezone.now(),
        )
    except ScannerUnreachable as error:
        detail = "The file could not be looked into now, and was not kept. Send it again in a few minutes."
        raise Refusal(Kind.NOT_READY, detail, headers={"Retry-After": "60"}) from error
    [shown] = list_attachments(member=asked.member, is_test=is_test, ids=[kept])
    return reply(shown, status=_CREATED)


@router.get(
    "/files/{file_id}",
    auth=Requires(Scope.READ),
    openapi_extra={"responses": {200: {"description": "The file", "content": _BINARY}}},
)
def get_file(request: HttpRequest, file_id: Path[Id]) -> HttpResponse:
    """Return a file as a download. Its name, type and hash are with the appeal that it belongs to."""
    found = get_download(file_id, is_test=caller_of(request).is_test)
    if found is None:
        raise Refusal(Kind.NOT_FOUND, "There is no file of this id.")
    return download_response(found)


@router.delete("/files/{file_id}", auth=Requires(Scope.ACT), response={204: None})
def delete_file(request: HttpRequest, file_id: Path[Id], asked: Query[OwnerParameters]) -> HttpResponse:
    """Let go of a file that its member does not want to send after all. What was filed stays."""
    refuse_unknown(request, OwnerParameters)
    if not discard_file(file=file_id, member=asked.member, is_test=caller_of(request).is_test):
        raise Refusal(Kind.NOT_FOUND, "There is no file of this id and member that waits; what was filed stays.")
    return HttpResponse(status=_NO_CONTENT)
