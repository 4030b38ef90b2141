"""What is answered where nothing else answers: no such address, a broken request, a failure of ours."""

from django.http import HttpRequest, HttpResponse

from habeas.server.api.problems import Kind, problem_response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # as Django calls it
    """Answer a request that Django refused, such as one for another host."""
    return problem_response(Kind.BAD_REQUEST, "The request is malformed, or asks for a host that this is not.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # as Django calls it
    """Answer that somebody may not do this."""
    return problem_response(Kind.FORBIDDEN, "This is not allowed.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # as Django calls it
    """Answer that nothing is at an address."""
    return problem_response(Kind.NOT_FOUND, "Nothing is at this address. GET /v1/docs lists what is.")


def failed(request: HttpRequest) -> HttpResponse:
    """Answer that the service failed; what it was is in its log, under the id of the request."""
    request_id = request.META.get("habeas.request_id", "without id")
    return problem_response(Kind.FAILED, f"This is our mistake, not yours. The log has it under request {request_id}.")
