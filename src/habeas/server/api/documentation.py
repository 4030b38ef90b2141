"""What the interface can do, as an OpenAPI 3.1 document and as a page without scripts."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from habeas.server.api.application import api
from habeas.server.api.authorization import Requires
from habeas.server.api.problems import MEDIA_TYPE
from habeas.server.api.replies import reply_tagged
from habeas.server.api.shapes import ProblemShape

PREFIX: Final = "v1/"
_CONVERTER: Final = re.compile(r"{[^}:]+:")
_SCHEME: Final = "key"
_REFUSALS: Final = {"4XX": "What was sent is refused; the problem says why", "5XX": "The service cannot answer now"}


@dataclass(frozen=True, slots=True)
class Offered:
    """One operation as it is routed: its path with the places of parameters, and the scope that it needs, if any.

    `live_only`: test keys may not, whatever their scopes.
    """

    method: str
    path: str
    scope: str | None
    live_only: bool


def list_operations() -> Sequence[Offered]:
    """Return every operation under /v1."""
    return [
        Offered(method, f"/{PREFIX}{_CONVERTER.sub('{', path).lstrip('/')}", *_needs(operation.auth_callbacks))
        for bound in api._get_bound_routers()  # noqa: SLF001  # where ninja keeps what it has bound
        for path, view in bound.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    ]


@lru_cache(maxsize=1)
def openapi_document() -> dict[str, Any]:
    """Return the document of all operations."""
    document: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    for offered in list_operations():
        _complete(document["paths"][offered.path][offered.method.lower()], offered.scope)
    problem = ProblemShape.model_json_schema(ref_template="#/components/schemas/{model}")
    components = document["components"]
    components["schemas"] |= {**problem.pop("$defs"), ProblemShape.__name__: problem}
    components["securitySchemes"] = {
        _SCHEME: {"type": "http", "scheme": "bearer", "description": "A key that `habeas keys create` made"}
    }
    return document


def _complete(operation: dict[str, Any], scope: str | None) -> None:
    """Say of an operation who may call it, and how it refuses."""
    problem = {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{ProblemShape.__name__}"}}}
    answers = {str(status): said for status, said in operation["responses"].items()}
    refusals = {status: {"description": words, "content": problem} for status, words in _REFUSALS.items()}
    operation["responses"] = answers | refusals
    operation["security"] = [] if scope is None else [{_SCHEME: []}]
    if scope is not None:
        operation["description"] += f"\n\nNeeds a key with the scope `{scope}`."
        operation["x-scope"] = scope


def _needs(callbacks: Sequence[object]) -> tuple[str | None, bool]:
    return next(((str(one.scope), one.live_only) for one in callbacks if isinstance(one, Requires)), (None, False))


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Answer the OpenAPI document."""
    return reply_tagged(request, openapi_document())


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Answer the page: every operation with what it takes and answers."""
    return render(request, "api/docs.html", {"document": openapi_document(), "operations": _shown()})


@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # every view is given the request
    """Answer the page's style, which stands apart so that the page may forbid what stands in it."""
    return HttpResponse(render_to_string("api/docs.css"), content_type="text/css; charset=utf-8")


def _shown() -> list[dict[str, Any]]:
    paths = openapi_document()["paths"]
    shown = [(one, paths[one.path][one.method.lower()]) for one in list_operations()]
    return [
        {
            "method": offered.method,
            "path": offered.path,
            "scope": offered.scope,
            "said": said,
            "examples": [json.dumps(example, indent=2) for example in _examples(said)],
        }
        for offered, said in shown
    ]


def _examples(operation: dict[str, Any]) -> list[Any]:
    contents = operation.get("requestBody", {}).get("content", {}).values()
    return [example for content in contents for example in content["schema"].get("examples", ())]
