"""Hands files out: as downloads under a safe name, never shown in a page's place, never taken for another type."""

from typing import Final
from urllib.parse import quote

from django.http import HttpResponse

from habeas.server.attachments.queries import Download

POLICY: Final = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""Even a browser that shows it all the same runs nothing of it, as nobody's page."""


def download_response(file: Download) -> HttpResponse:
    """Return the answer that carries a file."""
    response = HttpResponse(file.content, content_type="application/octet-stream")
    plain = file.name.encode("ascii", "replace").decode().replace("?", "_")
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name)}"
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
