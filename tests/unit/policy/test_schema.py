"""The published JSON Schema is the one the loader reads by, and the shipped policy fits it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from habeas.domain.policy_cases import cases_schema
from habeas.files.policies import SHIPPED, read_cases, read_texts, shipped_folder
from habeas.policy.schema import json_schema
from tests.factories.policies import a_rule, policy_text


class _Loader(yaml.SafeLoader):
    """Reads as editors do, which leave days as texts."""


_LOADED = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.yaml_implicit_resolvers = _LOADED
REFERENCE = Path(__file__).parents[3] / "docs" / "reference"
POLICIES = sorted(path.name for path in Path(str(SHIPPED)).iterdir() if (path / "policy.yaml").is_file())


def fits(document: object) -> bool:
    return jsonschema.Draft202012Validator(json_schema()).is_valid(document)


def published(name: str) -> object:
    return json.loads((REFERENCE / f"{name}.schema.json").read_text(encoding="utf-8"))


class TestSchema:
    def test_is_published_as_the_loader_reads(self) -> None:
        assert published("policy") == json_schema()

    def test_of_tests_is_published_as_they_are_read(self) -> None:
        assert published("policy-tests") == cases_schema()

    @pytest.mark.parametrize("name", POLICIES)
    def test_of_tests_fits_those_of_every_shipped_policy(self, name: str) -> None:
        schema = jsonschema.Draft202012Validator(cases_schema())

        for text in read_cases(shipped_folder(name)).values():
            assert schema.is_valid(yaml.load(text, Loader=_Loader))  # noqa: S506  # made of the safe loader

    def test_is_a_schema(self) -> None:
        jsonschema.Draft202012Validator.check_schema(json_schema())

    @pytest.mark.parametrize("name", POLICIES)
    def test_fits_every_shipped_policy(self, name: str) -> None:
        for text in read_texts(shipped_folder(name)).values():
            assert fits(yaml.load(text, Loader=_Loader))  # noqa: S506  # made of the safe loader

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({}, True),
            ({"mode": "shadow"}, True),
            ({"mode": "quiet"}, False),
            ({"wehn": []}, False),
            ({"when": []}, False),
            ({"title": {"en": "One"}}, True),
            ({"title": 1}, False),
            ({"priority": -1}, False),
            ({"clause": "Not An Id"}, False),
            ({"error_budget": {"overturned": 0.1}}, False),
        ],
    )
    def test_refuses_what_the_loader_refuses(self, change: dict[str, Any], *, expected: bool) -> None:
        assert fits(json.loads(policy_text(a_rule(**change)))) is expected
