"""The reference of the policy format names every part that the loader reads, and says the same of it."""

from collections.abc import Iterator
from pathlib import Path

from habeas.policy.schema import ANSWER, CLAUSE, DOCUMENT, EXCEPTION, NAMED_CONDITION, RULE
from habeas.policy.shapes import Either, Field, Many, Record, Shape

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "policy-format.md"


def _records(shape: Shape) -> Iterator[Record]:
    """Yield the records that a part is made of, itself first."""
    if isinstance(shape, Record):
        yield shape
        for field in shape.fields.values():
            yield from _records(field.shape)
    if isinstance(shape, Many):
        yield from _records(shape.part)
    if isinstance(shape, Either):
        yield from _records(shape.long)


def _row(name: str, field: Field) -> str:
    return f"| `{name}` | {'yes' if field.required else ''} | {field.about} |"


class TestReferenceOfPolicies:
    def test_has_a_row_for_each_field_of_each_part(self) -> None:
        written = PAGE.read_text(encoding="utf-8").splitlines()
        records = list(_records(DOCUMENT))

        assert {CLAUSE.name, RULE.name, EXCEPTION.name, ANSWER.name, NAMED_CONDITION.name} < {
            one.name for one in records
        }
        missing = [
            (record.name, _row(name, field))
            for record in records
            for name, field in record.fields.items()
            if _row(name, field) not in written
        ]
        assert missing == []
