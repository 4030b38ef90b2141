"""Write the reference that programs read: `python -m docs.write_reference`. A test holds the files to the code."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

REFERENCE = Path(__file__).with_name("reference")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def documents() -> Iterator[tuple[Path, str]]:
    """Yield each file of the reference with what belongs in it."""
    import django  # noqa: PLC0415  # the settings are named first

    django.setup()
    from habeas.server.api.documentation import openapi_document  # noqa: PLC0415  # once Django is set up
    from habeas.server.events.schemas import CONTENTS, json_schema_of  # noqa: PLC0415

    yield REFERENCE / "openapi.json", _written(openapi_document())
    for event_type in CONTENTS:
        yield REFERENCE / "events" / f"{event_type}.schema.json", _written(json_schema_of(event_type))


def _written(document: object) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write every file."""
    for path, content in documents():
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
