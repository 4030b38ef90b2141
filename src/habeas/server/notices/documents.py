"""What somebody is sent of a document, and what is kept of it."""

from typing import Any, Final

from django.template.loader import render_to_string

from habeas.domain.statements.record import statement_as_json, statement_digest
from habeas.domain.statements.rendering import Document, Section, render
from habeas.domain.statements.statement import Statement
from habeas.files.catalogues import read_catalogues

TEMPLATE: Final = "notices/document.html"


def words_of_statement(kind: str, statement: Statement) -> dict[str, Any]:
    """Return what a member is sent of a statement: its JSON, the digest of that, and the page that says the same."""
    document = render(statement, catalogue=read_catalogues()[statement.language])
    return {
        **words_of_document(kind, document),
        "statement": statement_as_json(statement),
        "statement_digest": statement_digest(statement),
    }


def words_of_document(kind: str, document: Document) -> dict[str, Any]:
    """Return what somebody is sent of a document of a kind."""
    return {"kind": kind, "language": document.language, **written(document)}


def written(document: Document) -> dict[str, Any]:
    """Return a document as it is kept and sent: its sections, and a page that needs nothing beside it."""
    sections = [_section(one) for one in document.sections]
    return {"title": document.title, "sections": sections, "html": render_to_string(TEMPLATE, {"document": document})}


def _section(section: Section) -> dict[str, Any]:
    paragraphs = [{"text": one.text, "language": one.language, "quote": one.is_quote} for one in section.paragraphs]
    return {"id": section.id, "heading": section.heading, "paragraphs": paragraphs}
