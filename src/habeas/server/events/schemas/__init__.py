"""The form of events: what each type says, how one is read, what is published of it."""

from habeas.server.events.schemas.problems import BadEvent, Complaint, complaints_of, nearest
from habeas.server.events.schemas.publishing import json_schema_of
from habeas.server.events.schemas.reading import find_unkeepable, id_of, read_cloud_event, read_draft, read_event
from habeas.server.events.schemas.registry import CONTENTS, OWN_TYPES

__all__ = [
    "CONTENTS",
    "OWN_TYPES",
    "BadEvent",
    "Complaint",
    "complaints_of",
    "find_unkeepable",
    "id_of",
    "json_schema_of",
    "nearest",
    "read_cloud_event",
    "read_draft",
    "read_event",
]
