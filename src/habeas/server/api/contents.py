"""Bodies that have a form: read, or answered by a problem that names each field."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.http import HttpRequest
from pydantic import BaseModel, ValidationError

from habeas.server.api.bodies import JSON, read_body
from habeas.server.api.problems import Kind, Refusal
from habeas.server.events.schemas import Complaint, complaints_of, find_unkeepable

Content = TypeVar("Content", bound=BaseModel)


def read_content(request: HttpRequest, form: type[Content]) -> Content:
    """Return the content of a body. Raises Refusal, which names every field that is wrong."""
    raw = read_body(request)
    unkeepable = find_unkeepable(raw)
    if unkeepable is not None:
        raise refuse_content([unkeepable])
    try:
        return form.model_validate(raw)
    except ValidationError as error:
        raise refuse_content(complaints_of(error, within="")) from None


def refuse_content(complaints: Sequence[Complaint]) -> Refusal:
    """Return the refusal that says what is wrong with a body."""
    detail = "; ".join(f"{one.pointer or 'the body'} wants {one.wanted}, got {one.got}" for one in complaints)
    return Refusal(Kind.BAD_CONTENT, detail, errors=[one.as_json() for one in complaints])


def request_body(form: type[BaseModel]) -> dict[str, Any]:
    """Return what the OpenAPI document says of a body of this form."""
    return {"requestBody": {"required": True, "content": {JSON: {"schema": form.model_json_schema()}}}}
