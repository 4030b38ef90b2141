import pytest

from docs.write_reference import REFERENCE, documents
from habeas.server.api.documentation import list_operations, openapi_document
from habeas.server.events.schemas import CONTENTS
from tests.factories.api import Caller, read


class TestPublishedReference:
    def test_says_what_the_service_says(self) -> None:
        stale = [path.name for path, content in documents() if path.read_text(encoding="utf-8") != content]

        assert stale == [], "write it again: python -m docs.write_reference"

    def test_holds_no_type_that_is_gone(self) -> None:
        published = {path.name.removesuffix(".schema.json") for path in (REFERENCE / "events").iterdir()}

        assert published == set(CONTENTS)


class TestOpenApi:
    def test_is_answered_to_anybody_with_a_tag(self) -> None:
        response = Caller().get("/v1/openapi.json")

        assert read(response) == openapi_document()
        assert Caller().get("/v1/openapi.json", None, **{"if-none-match": response["ETag"]}).status_code == 304

    def test_says_of_each_operation_which_scope_it_needs(self) -> None:
        paths = openapi_document()["paths"]

        assert {
            (one.method, one.path, paths[one.path][one.method.lower()].get("x-scope")) for one in list_operations()
        } == {(one.method, one.path, one.scope) for one in list_operations()}

    @pytest.mark.parametrize("path", ["/v1/docs", "/v1/docs.css"])
    def test_has_a_page_without_scripts(self, path: str) -> None:
        response = Caller().get(path)

        assert response.status_code == 200
        assert b"<script" not in response.content
        assert b"style=" not in response.content

    def test_shows_every_operation_on_the_page(self) -> None:
        page = Caller().get("/v1/docs").content.decode()

        assert [one for one in list_operations() if f"{one.method} {one.path}" not in page] == []
