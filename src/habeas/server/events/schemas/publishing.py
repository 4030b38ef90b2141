"""The JSON Schema of each type of event, as it is published. Later versions only add."""

from typing import Any, Final

from habeas.server.events.schemas.reading import Envelope
from habeas.server.events.schemas.registry import CONTENTS

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def json_schema_of(event_type: str) -> dict[str, Any]:
    """Return the JSON Schema of a type of event. Raises KeyError for a type that nobody may send."""
    content = _plain(CONTENTS[event_type].model_json_schema())
    definitions = content.pop("$defs", {})
    envelope = _plain(Envelope.model_json_schema())
    properties = envelope["properties"] | {"type": {"const": event_type}, "data": content}
    schema = {
        "$schema": DIALECT,
        "$id": f"urn:habeas:schema:event:{event_type}",
        "title": event_type,
        "description": content.get("description", ""),
        "type": "object",
        "properties": properties,
        "required": envelope["required"],
    }
    return schema | ({"$defs": definitions} if definitions else {})


def _plain(schema: Any) -> Any:  # noqa: ANN401  # any part of a schema
    """Return a schema without the titles that only repeat names."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {name: _plain(part) for name, part in schema.items() if name != "title" or not isinstance(part, str)}
